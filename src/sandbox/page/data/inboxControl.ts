import type { NewInboxMessage } from '../../control/contract';
import { call, part } from './call';

/** What a manager can do in a chat. */
export function inboxControl(chatId: string, userId: string) {
  const chat = `/kommo/chats/${part(chatId)}`;
  return {
    write: (message: Omit<NewInboxMessage, 'userId'>) => call('POST', `${chat}/messages`, { ...message, userId }),
    attach: (files: readonly string[], text: string) =>
      call('POST', `${chat}/attachments`, { files, userId, ...(text === '' ? {} : { text }) }),
    react: (id: string, emoji: string | null) =>
      call('POST', `${chat}/messages/${part(id)}/reaction`, { userId, emoji }),
    typing: () => call('POST', `${chat}/typing`, { userId }),
  };
}
