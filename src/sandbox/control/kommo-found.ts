import type { SandboxFile } from '../files/sandbox-files';
import { findStaff } from '../kommo/people';
import type { Chat, Connection, Message, Named } from '../kommo/records';
import type { Contact } from '../platform/records';
import type { Sandbox } from '../sandbox';
import { Problem } from './problem';

const MEGABYTE = 1024 * 1024;

export interface Place {
  readonly chat: Chat;
  readonly connection: Connection;
}

/** By amojo's id, else by the integration's own. */
export function findChat(sandbox: Sandbox, id: string): Place {
  const { chats, connections } = sandbox.kommo;
  const chat = chats.get(id) ?? [...chats.values()].find(({ clientId }) => clientId === id);
  if (!chat) throw new Problem(404, `there is no chat ${id}`);
  const connection = connections.get(chat.scopeId);
  if (!connection)
    throw new Problem(409, 'The channel of this chat is not connected, so nobody would get the message.');
  return { chat, connection };
}

export function findConnection(sandbox: Sandbox, scopeId: string): Connection {
  const connection = sandbox.kommo.connections.get(scopeId);
  if (!connection) throw new Problem(404, `scope ${scopeId} is not connected`);
  return connection;
}

/** A user of the account; the bot of the channel counts as one. */
export function findUser(connection: Connection, userId: string): Named {
  const user = findStaff(connection, userId);
  if (!user) throw new Problem(404, `account ${connection.account.amojoId} has no user ${userId}`);
  return user;
}

/** A contact of the account's CRM. */
export function findContact({ platform }: Sandbox, { account }: Connection, id: number): Contact {
  const contact = platform.site(account).contacts.find((one) => one.id === id);
  if (!contact) throw new Problem(404, `account ${account.amojoId} has no contact ${String(id)}`);
  return contact;
}

export function findMessage(chat: Chat, id: string): Message {
  const message = chat.messages.find((candidate) => candidate.id === id);
  if (!message) throw new Problem(404, `chat ${chat.id} has no message ${id}`);
  return message;
}

/** A file of the sandbox that the channel's limit lets through (kommo-chat-api.md §2). */
export function findAttached(sandbox: Sandbox, id: string): SandboxFile {
  const file = sandbox.files.get(id);
  if (!file) throw new Problem(404, `there is no file ${id}`);
  const limit = sandbox.assumptions.number('attachment-limit-mb');
  if (limit > 0 && file.size > limit * MEGABYTE) {
    throw new Problem(413, `The channel takes files of ${String(limit)} MB at most; this one is larger.`);
  }
  return file;
}

/** Kommo offers the reactions of the channel only, and takes back only what is there (kommo-chat-api.md §11.1). */
export function checkReaction(
  { channel }: Connection,
  message: Message,
  { user, emoji }: { readonly user: Named; readonly emoji: string | null },
): void {
  if (emoji === null) {
    if (!message.reactions.has(user.id)) throw new Problem(409, 'There is no reaction of this user to take back.');
  } else if (channel.reactions !== 'all' && !channel.reactions.includes(emoji)) {
    throw new Problem(409, 'This emoji is not among the reactions of the channel.');
  }
}
