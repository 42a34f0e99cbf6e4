import { z } from 'zod';
import { createChatApi } from '../../kommo/chat-api';
import { noteKommoChat, openChat, type OpenedChat } from '../../ledger/open-chat';
import type { AmojoChatId } from '../../kommo/ids';
import { asSourceId } from '../../model/ids';
import { conversationIdOf, participantIdOf } from '../../model/own-ids';
import { done, operation, refused, type Operation, type Reply } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { uuid } from './schemas';

const NewChat = z
  .object({
    sourceId: uuid.meta({ description: 'The bot, number or page that the customer is answered through' }),
    address: z.string().trim().min(1).max(200).meta({ description: "The customer's chat at the messenger" }),
    name: z.string().trim().min(1).max(200),
    phone: z.string().trim().min(3).max(30).optional(),
    contactId: z.int().positive().optional().meta({ description: "Kommo's contact that the chat belongs to" }),
  })
  .meta({ id: 'NewChat' });

const Chat = z
  .object({
    chatId: uuid,
    kommoChatId: z.string(),
    contactId: z.int().nullable().meta({ description: 'The contact it was linked to just now' }),
  })
  .meta({ id: 'Chat' });

/**
 * Makes a chat before anything is written in it, in the ledger and in Kommo (kommo-chat-api.md §8.1), and links it to a
 * contact (kommo-platform.md §5.2). All of it can be repeated.
 */
export function openChatOperation(parts: AdminParts): Operation {
  return operation({
    id: 'openChat',
    method: 'post',
    path: '/admin/v1/chats',
    tag: 'Chats',
    summary: 'Make a chat without a message, and link it to a contact of Kommo',
    security: parts.security,
    scope: 'account',
    body: NewChat,
    status: 201,
    answer: Chat,
    answers: {
      409: { description: 'Kommo does not take it' },
      502: { description: 'Kommo could not be asked; repeat it' },
    },
    handle: async ({ body, only }) => {
      const { sourceId, address, name, phone = null, contactId } = body;
      const opened = await openChat(parts.db, { sourceId: asSourceId(sourceId), address, name, phone }, only);
      if (opened === undefined) return refused(404, 'not-found', 'No source has this id');
      const made = await makeInKommo(parts, opened);
      if (made.kind === 'refused') return made;
      const kommoChatId = made.body;
      await noteKommoChat(parts.db, opened.chatId, kommoChatId);
      if (contactId !== undefined) {
        const linked = await link(parts, opened, kommoChatId, contactId);
        if (linked.kind === 'refused') return linked;
      }
      return done({ chatId: opened.chatId, kommoChatId, contactId: contactId ?? null });
    },
  });
}

async function makeInKommo({ http, clock, vault }: AdminParts, opened: OpenedChat): Promise<Reply<AmojoChatId>> {
  const { channel, customer, messenger, sourceExternalId } = opened;
  const api = createChatApi({
    http,
    clock,
    origin: channel.origin,
    channelId: channel.id,
    secret: vault.open(channel.secret, `integrations.channel_secret/${channel.integrationId}`),
  });
  const answer = await api.createChat(opened.scopeId, {
    conversationId: conversationIdOf(messenger, opened.chatId),
    ...(sourceExternalId === null ? {} : { sourceExternalId }),
    user: {
      id: participantIdOf(messenger, customer.id),
      name: customer.name,
      ...(customer.phone === null ? {} : { phone: customer.phone }),
    },
  });
  switch (answer.kind) {
    case 'accepted':
      return done(answer.value.chatId);
    case 'refused':
      return refused(409, 'refused-by-kommo', answer.text);
    case 'later':
    case 'unknown':
      return refused(502, 'kommo-unavailable', answer.text);
  }
}

async function link(
  { crm }: AdminParts,
  { channel, accountId }: OpenedChat,
  chatId: AmojoChatId,
  contactId: number,
): Promise<Reply<null>> {
  const key = { integrationId: channel.integrationId, accountId };
  const answer = await crm.ask(key, (api) => api.linkChats([{ chatId, contactId }]));
  switch (answer.kind) {
    case 'accepted':
      return done(null);
    case 'no-access':
      return refused(409, 'no-access', `The chat is made and not linked. ${answer.text}`);
    case 'refused':
      return refused(409, 'not-linked', `The chat is made and not linked. ${answer.text}`);
    case 'later':
    case 'unknown':
      return refused(502, 'kommo-unavailable', `The chat is made and not linked yet. ${answer.text}`);
  }
}
