import { isDataError } from '../../ledger/database';
import { findStartableChat } from '../../ledger/chats';
import { bindChat, refuseWriteFirst } from '../../ledger/write-firsts';
import type { ChatId } from '../../model/ids';
import { wakeChat } from '../../wake/wake-chat';
import type { AccountDependencies } from '../accounts/dependencies';
import type { Dependencies } from '../dependencies';
import { refusalOf } from '../guard/reasons';
import { plannedWait } from '../try-again';

const BUSY_MS = 1_000;
/** Files were seen to by whoever accepted them. */
const WORK = ['to-kommo', 'to-messenger', 'receipts'] as const;

export async function bindAddress({ db }: Dependencies, chatId: ChatId): Promise<{ readonly chatId: ChatId }> {
  try {
    const bound = await bindChat(db, chatId);
    if (bound.kind === 'busy') throw plannedWait('A message of the chat is just being sent', BUSY_MS);
    return { chatId: bound.kind === 'bound' ? bound.chatId : chatId };
  } catch (error) {
    // Somebody wrote from this very address just now: theirs is the chat.
    if (isDataError(error)) throw plannedWait('The customer has just got a chat', BUSY_MS);
    throw error;
  }
}

export async function giveUp({ db }: Dependencies, chatId: ChatId): Promise<void> {
  await refuseWriteFirst(db, chatId, refusalOf('', { kind: 'not-found-in-time' }));
}

/** A chat that has become part of another is no more; the relay wakes that one. */
export async function wakeBound({ db, temporal, settings }: AccountDependencies, chatId: ChatId): Promise<void> {
  const chat = await findStartableChat(db, chatId, null);
  if (chat !== undefined) await wakeChat(temporal, settings, chat, WORK);
}
