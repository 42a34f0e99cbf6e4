import type { AccountView, ChannelView, ChatTemplateView, InboxChat, KommoView } from '../control/contract';
import type { Template } from '../platform/records';
import type { Sandbox } from '../sandbox';
import type { Account, Channel, Chat } from './records';
import type { KommoState } from './state';
import { viewMessage } from './view-message';

const NEWEST = 200;

/** Kommo's side as the control API shows it. */
export function viewKommo(sandbox: Sandbox): KommoView {
  const { kommo, platform } = sandbox;
  const accounts = [...kommo.accounts.values()];
  return {
    channels: [...kommo.channels.values()].map((channel) => viewChannel(kommo, channel)),
    accounts: accounts.map(viewAccount),
    templates: accounts.flatMap((account) =>
      platform.site(account).templates.map((template) => viewTemplate(account, template)),
    ),
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

function viewTemplate({ id: accountId }: Account, { id, fields }: Template): ChatTemplateView {
  const { name, content, external_id: externalId, waba_header_type: header } = fields;
  return {
    id,
    accountId,
    name: String(name),
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
    content: String(content),
    header: header === 'media' || header === 'text' ? header : 'none',
  };
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
