import { log } from '@temporalio/activity';
import { moveChat } from '../ledger/chats';
import type { HeldLane } from '../ledger/lane';
import { findChatAt, findWriteFirst, reopenToJoin } from '../ledger/write-firsts';
import type { Dependencies } from './dependencies';

/**
 * The messenger has answered which address a message went to: the chat's from now on (promise P5). Where another chat has it,
 * the two are one person's, and become one as soon as nothing is under way.
 * @returns the chat's address now
 */
export async function followAnswer(
  deps: Dependencies,
  { chat }: HeldLane,
  before: string,
  { chat: to, customer }: { readonly chat: string; readonly customer?: string },
): Promise<string> {
  const { db } = deps;
  try {
    if (await moveChat(db, { id: chat.chatId }, to, { customer })) return to;
    // The customer may have answered meanwhile, and moved it.
    if ((await findChatAt(db, chat.source.id, to)) === chat.chatId) return to;
    await reopenToJoin(db, chat.chatId, to);
    const began = await findWriteFirst(db, chat.chatId);
    if (began !== undefined) await deps.startWriteFirst(began);
  } catch (error) {
    // What was sent is sent: it must not be in doubt for want of this. The next answer tells it again.
    log.warn('The address that a messenger told could not be followed', { chatId: chat.chatId, error });
  }
  return before;
}
