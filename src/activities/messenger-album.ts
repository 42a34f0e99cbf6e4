import { claimAlbum } from '../ledger/album';
import type { Messenger, SentPart } from '../messengers/contract';
import type { Carried } from './drain-lane';
import type { ChatFacts } from './guard/facts';
import type { Lease } from './lease';
import { LEASE_EXPIRED } from './lease-expired';
import type { MessengerChat } from './messenger-chat';
import { mediaOf, prepareMessage, type Ready } from './messenger-message';
import { BY_ITSELF } from './messenger-outcomes';

/**
 * Sends what waits of the same album together with its first piece, as far as the messenger takes it in one.
 * @param to the chat's address
 * @returns undefined where it is to go alone.
 */
export async function carryAlbum(
  chat: MessengerChat,
  driver: Messenger,
  to: string,
  first: Ready,
  { lease, facts }: { readonly lease: Lease; readonly facts: ChatFacts },
): Promise<Carried | undefined> {
  const { album } = driver.capabilities;
  const type = first.mediaType;
  const together = type === undefined ? undefined : album?.together.find((types) => types.includes(type));
  if (album === null || driver.sendAlbum === undefined || together === undefined || first.pieces.length > 1) {
    return undefined;
  }
  const others = await lease.confirm(() =>
    claimAlbum(chat.deps.db, chat.held, first.delivery, { most: album.most - 1, together }),
  );
  const also = others.map(({ id }) => id);
  const pieces = [first];
  for (const other of others) {
    const ready = await prepareMessage(chat, driver, other, { ...facts, begun: true });
    // What cannot go with the others now keeps its place, and goes by itself.
    if ('kind' in ready || ready.pieces.length > 1) return { ...BY_ITSELF, also };
    pieces.push(ready);
  }
  if (pieces.length === 1) return undefined;
  const turn = await chat.turns.await(driver, lease, pieces.length);
  if (turn !== undefined) return { ...turn, also };
  if (!lease.holds()) return { ...LEASE_EXPIRED, also };
  let sent: readonly SentPart[];
  const asked = chat.asking(driver, first.delivery.content);
  try {
    sent = await driver.sendAlbum(chat.context, {
      chat: to,
      ...(first.replyTo === undefined ? {} : { replyTo: first.replyTo }),
      items: pieces.map((ready) => ({
        key: ready.delivery.messageId,
        content: mediaOf(chat, ready, ready.pieces[0]?.text ?? ''),
      })),
    });
  } catch (error) {
    const carried = await chat.afterFailure(driver, error, asked);
    if (carried.kind !== 'settled') return { ...carried, also };
    // One bad piece has the whole album refused; which one, only sending them singly tells.
    if (carried.settlement.outcome.kind === 'failed') return { ...BY_ITSELF, also };
    return { ...carried, also: also.map((deliveryId) => ({ deliveryId, ...carried.settlement })) };
  }
  const settlements = pieces.map(({ delivery }, index) => ({
    deliveryId: delivery.id,
    ...chat.sent(driver, sent[index]?.remoteId),
  }));
  return { kind: 'settled', settlement: chat.sent(driver, sent[0]?.remoteId), also: settlements.slice(1) };
}
