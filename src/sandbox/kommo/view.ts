import type { AccountView, ChannelView, InboxChat, InboxMessage, KommoView } from '../control/contract';
import type { Account, Channel, Chat, KommoState, Message } from './state';

const NEWEST = 200;

/** Kommo's side as the control API shows it. */
export function viewKommo(state: KommoState): KommoView {
  return {
    channels: [...state.channels.values()].map((channel) => viewChannel(state, channel)),
    accounts: [...state.accounts.values()].map(viewAccount),
    chats: [...state.chats.values()].map(viewChat),
  };
}

export function viewChannel(state: KommoState, channel: Channel): ChannelView {
  const { id, code, name, hookUrl, bot } = channel;
  const connections = [...state.connections.values()].filter((connection) => connection.channel.id === id);
  return {
    id,
    code,
    name,
    hookUrl,
    bot,
    connected: connections.map(({ account, scopeId, title }) => ({ accountAmojoId: account.amojoId, scopeId, title })),
  };
}

export function viewAccount({ id, amojoId, subdomain, users }: Account): AccountView {
  return { id, amojoId, subdomain, users };
}

function viewChat(chat: Chat): InboxChat {
  const { customer } = chat;
  return {
    id: chat.id,
    clientId: chat.clientId,
    scopeId: chat.scopeId,
    customer: { id: customer.id, clientId: customer.clientId, name: customer.name },
    sourceExternalId: chat.sourceExternalId,
    messages: chat.messages.slice(-NEWEST).map(viewMessage),
  };
}

export function viewMessage(message: Message): InboxMessage {
  return {
    id: message.id,
    clientId: message.clientId,
    direction: message.direction,
    author: message.sender.name,
    text: message.content.text ?? '',
    at: message.at,
    notified: message.notified,
    status: message.status,
    error: message.error,
    hook: message.hook,
  };
}
