import { z } from 'zod';
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

const MARKER = /\{\{\s*[^{}]+?\s*\}\}/gu;
const buttonsKept = z.array(z.object({ url: z.string().optional() })).catch([]);
const examplesKept = z.record(z.string(), z.string()).catch({});

function viewTemplate({ id: accountId }: Account, { id, fields, reviews }: Template): ChatTemplateView {
  const { name, content, external_id: externalId, waba_header_type: header } = fields;
  const links = buttonsKept.parse(fields.buttons).map(({ url = '' }) => url);
  const texts = [String(content), header === 'text' ? String(fields.waba_header) : '', ...links];
  const examples = examplesKept.parse(fields.waba_examples);
  return {
    id,
    accountId,
    name: String(name),
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
    content: String(content),
    header: header === 'media' || header === 'text' ? header : 'none',
    markers: [...new Set(texts.flatMap((text) => text.match(MARKER) ?? []))].map((marker) => ({
      marker,
      example: examples[marker] ?? '',
    })),
    isSendable: fields.type !== 'waba' || reviews.some(({ status }) => status === 'approved'),
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
