import { randomUUID } from 'node:crypto';
import type { Account, Channel, Chat, Connection, MediaCopy, Message, Participant } from './records';

type NewMessage = Pick<
  Message,
  'chat' | 'clientId' | 'direction' | 'sender' | 'receiver' | 'at' | 'storedAt' | 'content' | 'notified' | 'status'
> &
  Partial<Pick<Message, 'copy' | 'mediaGroupId' | 'quote' | 'forward' | 'extras' | 'journalSeq'>>;

/** What Kommo knows (kommo-chat-api.md §15.1). Integration ids are unique within a scope (§12.1). */
export class KommoState {
  readonly channels = new Map<string, Channel>();
  readonly accounts = new Map<string, Account>();
  readonly connections = new Map<string, Connection>();
  readonly chats = new Map<string, Chat>();
  readonly messages = new Map<string, Message>();
  readonly participants = new Map<string, Participant>();
  /** By the folder of their address. */
  readonly copies = new Map<string, MediaCopy>();
  private readonly chatsByClient = new Map<string, Chat>();
  private readonly participantsByClient = new Map<string, Participant>();
  private readonly messagesByClient = new Map<string, Message>();

  addChannel(fields: Omit<Channel, 'reactions'> & Partial<Pick<Channel, 'reactions'>>): Channel {
    const channel: Channel = { ...fields, reactions: fields.reactions ?? 'all' };
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

  /** Where several have that id, the one of this chat, else the newest. */
  messageByClient(scopeId: string, clientId: string, chat?: Chat): Message | undefined {
    const newest = this.messagesByClient.get(key(scopeId, clientId));
    if (!newest || !chat || newest.chat === chat) return newest;
    return chat.messages.find((message) => message.clientId === clientId) ?? newest;
  }

  addParticipant(scopeId: string, clientId: string | null, name: string): Participant {
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

  addChat(scopeId: string, clientId: string | null, customer: Participant, begunBy: Chat['begunBy'] = null): Chat {
    return this.keepChat({
      id: randomUUID(),
      scopeId,
      clientId,
      customer,
      sourceExternalId: begunBy?.sourceExternalId ?? null,
      begunBy,
      typingUntil: null,
      typingSeen: false,
      typedAt: null,
      messages: [],
    });
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

  addMessage(fields: NewMessage): Message {
    return this.keepMessage({
      copy: null,
      mediaGroupId: null,
      quote: null,
      forward: null,
      extras: null,
      journalSeq: null,
      ...fields,
      id: randomUUID(),
      formerClientIds: [],
      versions: [],
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
    if (message.copy) this.copies.set(message.copy.folder, message.copy);
    const clientIds = message.clientId === null ? [] : [message.clientId, ...message.formerClientIds];
    for (const clientId of clientIds) this.messagesByClient.set(key(scopeId, clientId), message);
    return message;
  }

  bindMessage(message: Message, clientId: string): void {
    if (message.clientId !== null) message.formerClientIds.push(message.clientId);
    message.clientId = clientId;
    this.messagesByClient.set(key(message.chat.scopeId, clientId), message);
  }

  /** Gives a message another file; the address of the earlier one goes on. */
  replaceCopy(message: Message, copy: MediaCopy | null): void {
    message.copy = copy;
    if (copy) this.copies.set(copy.folder, copy);
  }

  /** Empties the inboxes. Channels, accounts and connections stay. */
  clearChats(): void {
    for (const map of [this.chats, this.messages, this.participants, this.copies]) map.clear();
    for (const map of [this.chatsByClient, this.participantsByClient, this.messagesByClient]) map.clear();
  }

  clear(): void {
    this.clearChats();
    for (const map of [this.channels, this.accounts, this.connections]) map.clear();
  }
}

/** A copy that is still to be fetched, or one that is there already. */
export function newCopy(now: number, from: { readonly source: string } | { readonly fileId: string }): MediaCopy {
  const folder = `${randomUUID()}/${randomUUID()}`;
  return 'source' in from
    ? { state: 'waiting', source: from.source, folder, fileId: null, since: now, error: null }
    : { state: 'there', source: null, folder, fileId: from.fileId, since: now, error: null };
}

function key(scopeId: string, clientId: string): string {
  return `${scopeId}\n${clientId}`;
}
