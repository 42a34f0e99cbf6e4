import { z } from 'zod';
import type * as contract from './contract';
import { button, contact, file, place, reaction } from './shared-views';

/** Schemas of what the control API answers about Kommo's side. */
const named = z.object({ id: z.string(), name: z.string() });

export const channel = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    hookUrl: z.string(),
    bot: named,
    connected: z.array(z.object({ accountAmojoId: z.string(), scopeId: z.string(), title: z.string() })),
  })
  .meta({ id: 'ChannelView' }) satisfies z.ZodType<contract.ChannelView>;

export const account = z
  .object({ id: z.int(), amojoId: z.string(), subdomain: z.string(), users: z.array(named) })
  .meta({ id: 'AccountView' }) satisfies z.ZodType<contract.AccountView>;

export const chatTemplate = z
  .object({
    id: z.int(),
    accountId: z.int(),
    name: z.string(),
    externalId: z.string().nullable(),
    content: z.string(),
    header: z.enum(['none', 'text', 'media']),
    markers: z.array(z.object({ marker: z.string(), example: z.string() })),
    isSendable: z.boolean(),
  })
  .meta({ id: 'ChatTemplateView' }) satisfies z.ZodType<contract.ChatTemplateView>;

export const hookResult = z.object({ status: z.int().nullable(), ms: z.number(), error: z.string().nullable() });

const media = z.object({
  state: z.enum(['waiting', 'there', 'failed']),
  file: file.nullable(),
  fileName: z.string(),
  durationS: z.number().nullable(),
  error: z.string().nullable(),
});

export const listMessage = z
  .object({
    header: z.string(),
    body: z.string(),
    footer: z.string(),
    button: z.string(),
    sections: z.array(
      z.object({
        title: z.string(),
        rows: z.array(z.object({ callbackData: z.string(), title: z.string(), description: z.string() })),
      }),
    ),
  })
  .meta({ id: 'ListMessageView' }) satisfies z.ZodType<contract.ListMessageView>;

const post = z
  .object({
    url: z.string(),
    by: z.string().nullable(),
    caption: z.string().nullable(),
    preview: z.string().nullable(),
  })
  .meta({ id: 'PostView' }) satisfies z.ZodType<contract.PostView>;

export const inboxMessage = z
  .object({
    id: z.string(),
    clientId: z.string().nullable(),
    direction: z.enum(['incoming', 'outgoing']),
    author: z.string(),
    type: z.string(),
    text: z.string(),
    media: media.nullable(),
    mediaGroupId: z.string().nullable(),
    location: place.nullable(),
    contact: contact.nullable(),
    buttons: z.array(z.array(button)),
    list: listMessage.nullable(),
    callbackData: z.string().nullable(),
    post: post.extend({ id: z.string() }).nullable(),
    sharedPost: post.nullable(),
    quote: z.object({ messageId: z.string().nullable(), author: z.string(), text: z.string() }).nullable(),
    forwarded: z.object({ author: z.string(), text: z.string() }).nullable(),
    reactions: z.array(reaction),
    edited: z.boolean(),
    at: z.int(),
    notified: z.boolean(),
    status: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
    error: z.object({ code: z.int(), text: z.string() }).nullable(),
    hook: hookResult.nullable(),
  })
  .meta({ id: 'InboxMessage' }) satisfies z.ZodType<contract.InboxMessage>;

export const inboxChat = z
  .object({
    id: z.string(),
    clientId: z.string().nullable(),
    scopeId: z.string(),
    customer: z.object({ id: z.string(), clientId: z.string().nullable(), name: z.string() }),
    sourceExternalId: z.string().nullable(),
    typingUntil: z.int().nullable(),
    messages: z.array(inboxMessage),
  })
  .meta({ id: 'InboxChat' }) satisfies z.ZodType<contract.InboxChat>;
