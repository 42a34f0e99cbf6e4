import type { ClaimedDelivery, ClaimedReaction } from '../ledger/claimed';
import { writeNote } from '../ledger/notes';
import type { Messenger } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { together, type Words } from '../model/words';
import { sayOfDelivery as say } from '../words/delivery';
import type { Carried } from './drain-lane';
import type { Lease } from './lease';
import { LEASE_EXPIRED } from './lease-expired';
import type { Asked, MessengerChat } from './messenger-chat';
import { ignored } from './messenger-outcomes';
import { findQuoted } from './quoted';

/**
 * Safe to repeat, so it needs no evidence; Kommo has no tick for it, so a refusal is told by a note.
 * @param to the chat's address
 */
export async function carryReaction(
  chat: MessengerChat,
  driver: Messenger,
  to: string,
  delivery: ClaimedReaction,
  lease: Lease,
): Promise<Carried> {
  const { db, clock } = chat.deps;
  const found = await findQuoted(db, chat.held, delivery, delivery.target);
  if (found?.kind === 'wait') return found.carried;
  if (found?.kind !== 'message' || found.message.remoteId === null) {
    return ignored('The message it concerns is not in the messenger');
  }
  const emoji = delivery.reaction.kind === 'emoji' ? delivery.reaction.emoji : null;
  if (driver.react === undefined) {
    return notReacted(chat, delivery, say('not-shown.reaction', { messenger: driver.title }));
  }
  const turn = await chat.turns.await(driver, lease);
  if (turn !== undefined) return turn;
  if (!lease.holds()) return LEASE_EXPIRED;
  const asked: Asked = { sort: 'answering', at: clock.now() };
  try {
    await driver.react(chat.context, { chat: to, remoteId: found.message.remoteId, emoji });
  } catch (error) {
    const carried = await chat.afterFailure(driver, error, asked);
    if (carried.kind !== 'settled') return carried;
    const words =
      error instanceof DeliveryError ? error.words : say('not-shown.no-answer', { messenger: driver.title });
    return notReacted(chat, delivery, words);
  }
  return { kind: 'settled', settlement: { outcome: { kind: 'sent' } } };
}

async function notReacted({ deps, held }: MessengerChat, delivery: ClaimedDelivery, words: Words): Promise<Carried> {
  await writeNote(deps.db, {
    chat: { id: held.chat.chatId },
    dedupeKey: `${delivery.id}/not-shown`,
    ...together([say('note.reaction'), words]),
    at: deps.clock.now(),
  });
  return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure: { code: 905, ...words } } } };
}
