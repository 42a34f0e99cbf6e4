import { z } from 'zod';
import type { Chat, KommoState, Message, Participant } from '../kommo/state';
import { found } from './found';

const named = z.object({ id: z.string(), name: z.string() });

const message = z.object({
  id: z.string(),
  clientId: z.string().nullable(),
  formerClientIds: z.array(z.string()),
  direction: z.enum(['incoming', 'outgoing']),
  /** A customer by id; users and bots as they were. */
  sender: z.union([z.string(), named]),
  receiver: z.string().nullable(),
  at: z.number(),
  storedAt: z.number(),
  content: z.looseObject({ type: z.string(), text: z.string().optional() }),
  notified: z.boolean(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
  error: z.object({ code: z.number(), text: z.string() }).nullable(),
  hook: z.object({ status: z.number().nullable(), ms: z.number(), error: z.string().nullable() }).nullable(),
  journalSeq: z.number().nullable(),
  reactions: z.array(z.tuple([z.string(), z.string()])),
});

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
      messages: z.array(message),
    }),
  ),
});
type KommoKept = z.infer<typeof kommoKept>;
type MessageKept = z.infer<typeof message>;

export function keepKommo(state: KommoState): KommoKept {
  return {
    channels: [...state.channels.values()].map((channel) => ({
      ...channel,
      allowedAccounts: [...channel.allowedAccounts],
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

function keepMessage(message: Message): MessageKept {
  const { sender, receiver, reactions } = message;
  return {
    id: message.id,
    clientId: message.clientId,
    formerClientIds: message.formerClientIds,
    direction: message.direction,
    sender: 'scopeId' in sender ? sender.id : { id: sender.id, name: sender.name },
    receiver: receiver?.id ?? null,
    at: message.at,
    storedAt: message.storedAt,
    content: message.content,
    notified: message.notified,
    status: message.status,
    error: message.error,
    hook: message.hook,
    journalSeq: message.journalSeq,
    reactions: [...reactions],
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
    for (const message of messages) state.keepMessage(restoreMessage(state.participants, chat, message));
  }
}

function restoreMessage(participants: ReadonlyMap<string, Participant>, chat: Chat, kept: MessageKept): Message {
  const { sender, receiver } = kept;
  return {
    ...kept,
    chat,
    sender: typeof sender === 'string' ? found(participants, sender) : sender,
    receiver: receiver === null ? null : found(participants, receiver),
    hook: kept.hook ?? lostHook(kept),
    reactions: new Map(kept.reactions),
  };
}

/** Kommo sends a hook once: the one that was on its way when the sandbox stopped is lost. */
function lostHook({ direction, journalSeq }: MessageKept): Message['hook'] {
  const byManager = direction === 'outgoing' && journalSeq === null;
  return byManager ? { status: null, ms: 0, error: 'the sandbox was stopped meanwhile' } : null;
}
