import { asAmojoChatId } from '../kommo/ids';
import type { Answer, ChatApi, CreatedChat, StoredMessage } from '../kommo/types';
import type { HeldLane } from '../ledger/lane';
import type { Words } from '../model/words';
import { sayOfWaiting as say } from '../words/waiting';

/** What Kommo accepts shows up in its history some seconds later, so absence counts only after this. */
const ABSENCE_COUNTS_AFTER_MS = 12_000;
export const FIRST_LOOK_MS = 1_000;
const NEXT_LOOK_MS = 3_000;
const LONGEST_SEARCH_MS = 30_000;
const HISTORY_LIMIT = 50;

export type Evidence =
  | { readonly kind: 'stored'; readonly message: StoredMessage }
  /** It is certain that it did not arrive. */
  | { readonly kind: 'absent' }
  | ({ readonly kind: 'look-again'; readonly afterMs: number } & Words)
  /** Kommo did not say, for as long as it was asked. */
  | { readonly kind: 'none' };

/** How far back the history is read. */
export interface Search {
  readonly pages: number;
  /** Waits for the turn to ask. */
  readonly beforePage?: () => Promise<void>;
}

/** What was just sent is there. An old message is wherever its time puts it, so nothing less than all of the chat will do. */
const AMONG_THE_NEWEST: Search = { pages: 3 };

/**
 * Evidence for a send without an answer: the chat's history by our message id. A blind repeat is not safe, since
 * nobody states what Kommo does with a `msgid` it has (kommo-chat-api.md §9.7).
 *
 * @param ageMs how long ago the send began
 */
export async function lookForMessage(
  api: ChatApi,
  held: HeldLane,
  createChat: () => Promise<Answer<CreatedChat>>,
  msgid: string,
  ageMs: number,
  search: Search = AMONG_THE_NEWEST,
): Promise<Evidence> {
  const found = await findInHistory(api, held, createChat, msgid, search);
  if (typeof found === 'object') return { kind: 'stored', message: found };
  if (found === 'absent') {
    return ageMs >= ABSENCE_COUNTS_AFTER_MS
      ? { kind: 'absent' }
      : {
          kind: 'look-again',
          ...say('waits.kommo-asked'),
          afterMs: ABSENCE_COUNTS_AFTER_MS - ageMs,
        };
  }
  return ageMs < LONGEST_SEARCH_MS
    ? { kind: 'look-again', ...say('waits.kommo-silent'), afterMs: NEXT_LOOK_MS }
    : { kind: 'none' };
}

async function findInHistory(
  api: ChatApi,
  { chat }: HeldLane,
  createChat: () => Promise<Answer<CreatedChat>>,
  msgid: string,
  { pages, beforePage }: Search,
): Promise<StoredMessage | 'absent' | 'no-answer'> {
  const chatId = chat.kommoId === null ? await askChatId(createChat) : asAmojoChatId(chat.kommoId);
  if (chatId === undefined) return 'no-answer';
  for (let page = 0; page < pages; page += 1) {
    await beforePage?.();
    const answer = await api.history(chat.scopeId, chatId, { offset: page * HISTORY_LIMIT, limit: HISTORY_LIMIT });
    if (answer.kind !== 'accepted') return 'no-answer';
    const { messages } = answer.value;
    const message = messages.find((each) => each.msgid === msgid);
    if (message !== undefined) return { messageId: message.id, chatId };
    if (messages.length < HISTORY_LIMIT) break;
  }
  return 'absent';
}

/** Making a chat that exists answers with its id (kommo-chat-api.md §8.1). */
async function askChatId(createChat: () => Promise<Answer<CreatedChat>>): Promise<StoredMessage['chatId']> {
  const answer = await createChat();
  return answer.kind === 'accepted' ? answer.value.chatId : undefined;
}
