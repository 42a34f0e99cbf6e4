import { isMessengerKind, type MessengerKind } from '../../../model/messenger-kind';
import type { AccountView, ChannelView, InboxChat, KommoView } from '../../control/contract';

/** The account a chat belongs to: its scope is the channel's id and the account's, joined by a line. */
export function accountOf(kommo: KommoView, chat: InboxChat): AccountView | undefined {
  for (const channel of kommo.channels) {
    const scope = channel.connected.find(({ scopeId }) => scopeId === chat.scopeId);
    if (scope) return kommo.accounts.find(({ amojoId }) => amojoId === scope.accountAmojoId);
  }
  return kommo.accounts.find(({ amojoId }) => chat.scopeId.endsWith(`_${amojoId}`));
}

export function channelOf(kommo: KommoView, chat: InboxChat): ChannelView | undefined {
  return kommo.channels.find(({ id }) => chat.scopeId.startsWith(`${id}_`));
}

/** Newest first; a chat without messages goes last. */
export function byNewest(a: InboxChat, b: InboxChat): number {
  return (b.messages.at(-1)?.at ?? 0) - (a.messages.at(-1)?.at ?? 0);
}

/** What a manager is called to: silent messages count for nothing. */
export function calls(chat: InboxChat): number {
  return chat.messages.filter(({ direction, notified }) => direction === 'incoming' && notified).length;
}

/** The messenger that a source belongs to, as Courier names it: `whatsapp-882000000000001`. */
export function messengerOf(sourceExternalId: string | null): MessengerKind | null {
  const kind = sourceExternalId?.split('-')[0] ?? '';
  return isMessengerKind(kind) ? kind : null;
}
