import type { NewPhoneMessage, PhoneFileKind } from '../../control/contract';
import { call, part } from './call';

export interface AlbumItem {
  readonly file: string;
  readonly as: PhoneFileKind;
  readonly text?: string;
}

/** What a customer can do in their chat with the bot. */
export function phoneControl(botId: string, chatId: string) {
  const chat = `/telegram/bots/${part(botId)}/chats/${part(chatId)}`;
  return {
    write: (message: NewPhoneMessage) => call('POST', `${chat}/messages`, message),
    sendAlbum: (items: readonly AlbumItem[]) => call('POST', `${chat}/album`, { items }),
    edit: (id: number, text: string) => call('PATCH', `${chat}/messages/${id}`, { text }),
    react: (id: number, emoji: string | null) => call('POST', `${chat}/messages/${id}/reaction`, { emoji }),
    press: (id: number, row: number, column: number) => call('POST', `${chat}/messages/${id}/press`, { row, column }),
    setBlocked: (blocked: boolean) => call('POST', `${chat}/${blocked ? 'block' : 'unblock'}`),
  };
}
