import type { NewPhoneMessage, PhoneFileKind, PhoneView } from '../../../control/contract';
import { ask, call, part } from '../../data/call';

export interface AlbumItem {
  readonly file: string;
  readonly as: PhoneFileKind;
  readonly text?: string;
}

interface Customer {
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly language: string;
}

export function addCustomer(botId: string, customer: Customer): Promise<PhoneView> {
  return ask('POST', `/telegram/bots/${part(botId)}/customers`, customer);
}

/** What a customer can do in their chat with the bot. */
export function phoneControl({ botId, chatId }: Pick<PhoneView, 'botId' | 'chatId'>) {
  const chat = `/telegram/bots/${part(botId)}/chats/${part(chatId)}`;
  return {
    write: (message: NewPhoneMessage) => call('POST', `${chat}/messages`, message),
    sendAlbum: (items: readonly AlbumItem[]) => call('POST', `${chat}/album`, { items }),
    edit: (id: string, text: string) => call('PATCH', `${chat}/messages/${id}`, { text }),
    react: (id: string, emoji: string | null) => call('POST', `${chat}/messages/${id}/reaction`, { emoji }),
    press: (id: string, row: number, column: number) => call('POST', `${chat}/messages/${id}/press`, { row, column }),
    setBlocked: (blocked: boolean) => call('POST', `${chat}/${blocked ? 'block' : 'unblock'}`),
  };
}
