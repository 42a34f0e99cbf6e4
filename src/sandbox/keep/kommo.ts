import { z } from 'zod';
import type { KommoState } from '../kommo/state';
import { found } from './found';
import { keepMessage, messageKept, restoreMessage, restoreQuotes } from './kommo-message';

const named = z.object({ id: z.string(), name: z.string() });

export const kommoKept = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      secret: z.string(),
      code: z.string(),
      name: z.string(),
      hookUrl: z.string(),
      bot: named,
      allowedAccounts: z.array(z.string()),
      reactions: z.union([z.literal('all'), z.array(z.string())]),
    }),
  ),
  accounts: z.array(z.object({ id: z.number(), amojoId: z.string(), subdomain: z.string(), users: z.array(named) })),
  connections: z.array(
    z.object({
      scopeId: z.string(),
      channel: z.string(),
      account: z.string(),
      title: z.string(),
      isTimeWindowDisabled: z.boolean(),
      hookVersion: z.enum(['v1', 'v2']),
    }),
  ),
  participants: z.array(
    z.object({
      id: z.string(),
      scopeId: z.string(),
      clientId: z.string().nullable(),
      name: z.string(),
      avatar: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
    }),
  ),
  chats: z.array(
    z.object({
      id: z.string(),
      scopeId: z.string(),
      clientId: z.string().nullable(),
      customer: z.string(),
      sourceExternalId: z.string().nullable(),
      begunBy: z.object({ phone: z.string(), sourceExternalId: z.string().nullable() }).nullable(),
      typingUntil: z.number().nullable(),
      typingSeen: z.boolean(),
      typedAt: z.number().nullable(),
      messages: z.array(messageKept),
    }),
  ),
});
type KommoKept = z.infer<typeof kommoKept>;

export function keepKommo(state: KommoState): KommoKept {
  return {
    channels: [...state.channels.values()].map((channel) => ({
      ...channel,
      allowedAccounts: [...channel.allowedAccounts],
      reactions: channel.reactions === 'all' ? 'all' : [...channel.reactions],
    })),
    accounts: [...state.accounts.values()].map((account) => ({ ...account, users: [...account.users] })),
    connections: [...state.connections.values()].map((connection) => ({
      ...connection,
      channel: connection.channel.id,
      account: connection.account.amojoId,
    })),
    participants: [...state.participants.values()],
    chats: [...state.chats.values()].map((chat) => ({
      ...chat,
      customer: chat.customer.id,
      messages: chat.messages.map(keepMessage),
    })),
  };
}

/** @throws Error when something is named that is not there. */
export function restoreKommo(state: KommoState, kept: KommoKept): void {
  state.clear();
  for (const channel of kept.channels) state.addChannel(channel);
  for (const account of kept.accounts) state.addAccount(account);
  for (const connection of kept.connections) {
    const channel = found(state.channels, connection.channel);
    const account = found(state.accounts, connection.account);
    state.connections.set(connection.scopeId, { ...connection, channel, account });
  }
  for (const participant of kept.participants) state.keepParticipant({ ...participant });
  for (const { messages, ...fields } of kept.chats) {
    const chat = state.keepChat({ ...fields, customer: found(state.participants, fields.customer), messages: [] });
    for (const message of messages) state.keepMessage(restoreMessage(state, chat, message));
  }
  for (const { messages } of kept.chats) for (const message of messages) restoreQuotes(state, message);
}
