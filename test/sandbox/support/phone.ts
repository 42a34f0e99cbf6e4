import type { Update } from '@grammyjs/types';
import type { PhoneMessage } from '../../../src/sandbox/control/contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { botPath, type Harness } from './harness';
import { pick, type Answered } from './http';

export const CHAT = SANDBOX.telegram.customer.id;

/** The customer of the sandbox as updates show them. */
export const FROM = {
  id: CHAT,
  is_bot: false,
  first_name: 'Ana',
  last_name: 'Lima',
  username: 'ana_lima',
  language_code: 'en',
};
export const IN_CHAT = { id: CHAT, first_name: 'Ana', last_name: 'Lima', username: 'ana_lima', type: 'private' };

/** What the customer of the sandbox does on the phone. */
export function phone(box: Harness, chat: number | string = CHAT) {
  const act = (path: string, body?: object, method = 'POST'): Promise<Answered> =>
    box.control(method, `${botPath}/chats/${String(chat)}/${path}`, body);
  return {
    act,
    writes: (message: object) => act('messages', message),
    album: (items: readonly object[], more: object = {}) => act('album', { items, ...more }),
    edits: (id: number, change: object) => act(`messages/${String(id)}`, change, 'PATCH'),
    reacts: (id: number, reaction: object) => act(`messages/${String(id)}/reaction`, reaction),
    presses: (id: number, row: number, column: number, more: object = {}) =>
      act(`messages/${String(id)}/press`, { row, column, ...more }),
    messages: async (): Promise<readonly PhoneMessage[]> =>
      (await box.state()).telegram.phones.find(({ chatId }) => chatId === String(chat))?.messages ?? [],
  };
}

/** The updates that came, oldest first, once there are so many. */
export async function updates(box: Harness, count: number): Promise<readonly Update[]> {
  return (await box.courier.until(count)).map(({ json }) => json as Update);
}

/** The bot's message with these rows of buttons; gives its id. */
export async function botOffers(box: Harness, rows: readonly (readonly object[])[], text = 'Pick'): Promise<number> {
  const reply_markup = { inline_keyboard: rows };
  const { json } = await box.telegram('sendMessage', { chat_id: CHAT, text, reply_markup });
  return (json as { result: { message_id: number } }).result.message_id;
}

/** What a refusal says to the person. */
export function refusal(answer: Answered): readonly [number, string] {
  return [answer.status, pick(answer, 'detail')];
}
