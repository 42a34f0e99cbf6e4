import type { AccountView, ChannelView, InboxChat, KommoView } from '../control/contract';
import type { Sandbox } from '../sandbox';
import type { Account, Channel, Chat } from './records';
import type { KommoState } from './state';
import { viewMessage } from './view-message';

const NEWEST = 200;

/** Kommo's side as the control API shows it. */
export function viewKommo(sandbox: Sandbox): KommoView {
  const { kommo } = sandbox;
  return {
    channels: [...kommo.channels.values()].map((channel) => viewChannel(kommo, channel)),
    accounts: [...kommo.accounts.values()].map(viewAccount),
    chats: [...kommo.chats.values()].map((chat) => viewChat(sandbox, chat)),
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

export function viewChat(sandbox: Sandbox, chat: Chat): InboxChat {
  const { customer, typingUntil } = chat;
  return {
    id: chat.id,
    clientId: chat.clientId,
    scopeId: chat.scopeId,
    customer: { id: customer.id, clientId: customer.clientId, name: customer.name },
    sourceExternalId: chat.sourceExternalId,
    typingUntil: typingUntil !== null && typingUntil > sandbox.clock.now() ? typingUntil : null,
    messages: chat.messages.slice(-NEWEST).map((message) => viewMessage(sandbox, message)),
  };
}
