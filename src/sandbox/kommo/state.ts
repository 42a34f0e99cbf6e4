import { randomUUID } from 'node:crypto';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Channel {
  readonly id: string;
  readonly secret: string;
  readonly code: string;
  readonly name: string;
  hookUrl: string;
  readonly bot: Named;
  /** amojo ids. */
  readonly allowedAccounts: readonly string[];
}

export interface Account {
  readonly id: number;
  readonly amojoId: string;
  readonly subdomain: string;
  readonly users: readonly Named[];
}

export interface Connection {
  readonly scopeId: string;
  readonly channel: Channel;
  readonly account: Account;
  title: string;
  isTimeWindowDisabled: boolean;
}

/** A customer. Kommo's users and the channel's bot are not participants here. */
export interface Participant {
  readonly id: string;
  readonly scopeId: string;
  clientId: string | null;
  readonly name: string;
  avatar: string | null;
  phone: string | null;
  email: string | null;
}

export interface Chat {
  readonly id: string;
  readonly scopeId: string;
  clientId: string | null;
  readonly customer: Participant;
  sourceExternalId: string | null;
  /** By time, then by arrival. */
  readonly messages: Message[];
}

export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed';

export interface Message {
  readonly id: string;
  readonly chat: Chat;
  clientId: string | null;
  /** Ids it had before an edit gave it another; they still name it. */
  readonly formerClientIds: string[];
  readonly direction: 'incoming' | 'outgoing';
  readonly sender: Participant | Named;
  readonly receiver: Participant | null;
  readonly at: number;
  readonly storedAt: number;
  content: MessageContent;
  readonly notified: boolean;
  status: DeliveryStatus | null;
  error: { readonly code: number; readonly text: string } | null;
  hook: { readonly status: number | null; readonly ms: number; readonly error: string | null } | null;
  /** The journal's number of the request that made it. */
  readonly journalSeq: number | null;
  readonly reactions: Map<string, string>;
}

/** The `message` object of kommo-chat-api.md §9.4, as sent. */
export interface MessageContent {
  readonly type: string;
  readonly text?: string | undefined;
  readonly [field: string]: unknown;
}

/** What Kommo knows (kommo-chat-api.md §15.1). Integration ids are unique within a scope (§12.1). */
export class KommoState {
  readonly channels = new Map<string, Channel>();
  readonly accounts = new Map<string, Account>();
  readonly connections = new Map<string, Connection>();
  readonly chats = new Map<string, Chat>();
  readonly messages = new Map<string, Message>();
  readonly participants = new Map<string, Participant>();
  private readonly chatsByClient = new Map<string, Chat>();
  private readonly participantsByClient = new Map<string, Participant>();
  private readonly messagesByClient = new Map<string, Message>();

  addChannel(fields: Channel): Channel {
    const channel = { ...fields };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addAccount(account: Account): void {
    this.accounts.set(account.amojoId, account);
  }

  chatByClient(scopeId: string, clientId: string): Chat | undefined {
    return this.chatsByClient.get(key(scopeId, clientId));
  }

  participantByClient(scopeId: string, clientId: string): Participant | undefined {
    return this.participantsByClient.get(key(scopeId, clientId));
  }

  messageByClient(scopeId: string, clientId: string): Message | undefined {
    return this.messagesByClient.get(key(scopeId, clientId));
  }

  addParticipant(scopeId: string, clientId: string, name: string): Participant {
    return this.keepParticipant({
      id: randomUUID(),
      scopeId,
      clientId,
      name,
      avatar: null,
      phone: null,
      email: null,
    });
  }

  keepParticipant(participant: Participant): Participant {
    this.participants.set(participant.id, participant);
    if (participant.clientId !== null) this.bindParticipant(participant, participant.clientId);
    return participant;
  }

  bindParticipant(participant: Participant, clientId: string): void {
    participant.clientId = clientId;
    this.participantsByClient.set(key(participant.scopeId, clientId), participant);
  }

  addChat(scopeId: string, clientId: string, customer: Participant): Chat {
    return this.keepChat({ id: randomUUID(), scopeId, clientId, customer, sourceExternalId: null, messages: [] });
  }

  keepChat(chat: Chat): Chat {
    this.chats.set(chat.id, chat);
    if (chat.clientId !== null) this.bindChat(chat, chat.clientId);
    return chat;
  }

  bindChat(chat: Chat, clientId: string): void {
    chat.clientId = clientId;
    this.chatsByClient.set(key(chat.scopeId, clientId), chat);
  }

  addMessage(fields: Omit<Message, 'id' | 'formerClientIds' | 'error' | 'hook' | 'reactions'>): Message {
    return this.keepMessage({
      ...fields,
      id: randomUUID(),
      formerClientIds: [],
      error: null,
      hook: null,
      reactions: new Map(),
    });
  }

  keepMessage(message: Message): Message {
    const { messages, scopeId } = message.chat;
    let place = messages.length;
    while (place > 0 && (messages[place - 1]?.at ?? 0) > message.at) place -= 1;
    messages.splice(place, 0, message);
    this.messages.set(message.id, message);
    const clientIds = message.clientId === null ? [] : [message.clientId, ...message.formerClientIds];
    for (const clientId of clientIds) this.messagesByClient.set(key(scopeId, clientId), message);
    return message;
  }

  bindMessage(message: Message, clientId: string): void {
    if (message.clientId !== null) message.formerClientIds.push(message.clientId);
    message.clientId = clientId;
    this.messagesByClient.set(key(message.chat.scopeId, clientId), message);
  }

  /** Empties the inboxes. Channels, accounts and connections stay. */
  clearChats(): void {
    for (const map of [this.chats, this.messages, this.participants]) map.clear();
    for (const map of [this.chatsByClient, this.participantsByClient, this.messagesByClient]) map.clear();
  }

  clear(): void {
    this.clearChats();
    for (const map of [this.channels, this.accounts, this.connections]) map.clear();
  }
}

function key(scopeId: string, clientId: string): string {
  return `${scopeId}\n${clientId}`;
}
