import type { HistoryMessage } from '../../kommo/types';
import type { MessageFromKommo } from '../../ledger/acceptable';
import { Acceptor } from '../../ledger/acceptor';
import { keyOfKommoMessage, noteGaps, sendToKommoAgain } from '../../ledger/missing';
import type { Round } from '../../ledger/reconciliations';
import { markWoken, type ChatToWake } from '../../ledger/wakes';
import { recoveredMessages } from '../../metrics';
import { wakeChat } from '../../wake/wake-chat';
import type { AccountDependencies } from '../accounts/dependencies';
import type { Difference } from './compare';

export interface ComparedChat {
  /** Under which Kommo's history names it. */
  readonly kommoIdOf: (message: HistoryMessage) => string;
  readonly customerKommoId: string | null;
}

/**
 * Makes up for what is missing. Managers' messages are accepted as their webhooks would have been, under the same keys and all
 * of a chat at once: one that comes after all is a repeat, and no other message comes in between (promises P3, P4).
 */
export async function recover(
  deps: AccountDependencies,
  round: Round,
  chat: ComparedChat,
  difference: Difference,
): Promise<void> {
  const { db, vault } = deps;
  const { missing, sendAgain, stays, shown } = difference;
  if (missing.length > 0) {
    const events = missing.map(({ message, late }) => eventOf(round, chat, message, late));
    const { fresh, wake } = await new Acceptor(db, vault).accept(events);
    recoveredMessages.inc({ lane: 'to-messenger' }, fresh.size);
    await wakeAll(deps, wake);
  }
  if (sendAgain.length > 0) {
    const wake = await sendToKommoAgain(db, round.accountId, sendAgain);
    recoveredMessages.inc({ lane: 'to-kommo' }, sendAgain.length);
    await wakeAll(deps, wake);
  }
  await noteGaps(db, round.accountId, { stays, shown });
}

/** Histories name nobody's own ids of a manager's message, and the receiver only now and then. */
function eventOf(
  { scopeId, accountId }: Round,
  { kommoIdOf, customerKommoId }: ComparedChat,
  message: HistoryMessage,
  late: 'going' | 'asks',
): MessageFromKommo {
  return {
    kind: 'message-from-kommo',
    side: 'kommo',
    accountId,
    scopeId,
    dedupeKey: keyOfKommoMessage(scopeId, message.id),
    chatKommoId: kommoIdOf(message),
    chatClientId: null,
    sourceExternalId: null,
    kommoId: message.id,
    author: { kommoId: message.senderId ?? UNKNOWN_AUTHOR, name: message.senderName ?? '' },
    customer: { kommoId: message.receiverId ?? customerKommoId ?? '', name: '' },
    at: message.at,
    content: message.content,
    late,
    raw: Buffer.from(JSON.stringify(message)),
  };
}

/** Whoever it was, it was somebody of Kommo's. */
const UNKNOWN_AUTHOR = 'unknown';

/** One that cannot be woken now is woken by the relay. */
export async function wakeAll(
  { temporal, settings, db, log }: Pick<AccountDependencies, 'temporal' | 'settings' | 'db' | 'log'>,
  chats: readonly ChatToWake[],
): Promise<void> {
  for (const chat of chats) {
    try {
      await wakeChat(temporal, settings, chat, chat.work);
      await markWoken(db, [chat]);
    } catch (err) {
      log.warn({ err, chatId: chat.chatId }, 'A conversation could not be woken; the relay tries again');
    }
  }
}
