import type { InboxChat, InboxMessage } from '../../../src/sandbox/control/contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { Harness } from './harness';
import { pick, type Answered } from './http';

export interface Uploaded {
  readonly id: string;
  readonly name: string;
}

/** A file of the sandbox that people can send. */
export async function upload(box: Harness, name: string, type: string, bytes: string | Buffer): Promise<Uploaded> {
  const query = new URLSearchParams({ name, type }).toString();
  const answer = await fetch(`${box.sandbox.url}/control/files?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: bytes,
  });
  const json: unknown = await answer.json();
  return { id: pick({ json }, 'id'), name };
}

/** What a manager of the sandbox does in a chat. */
export function manager(box: Harness, chatId: string, userId: string = SANDBOX.kommo.users[0].id) {
  const act = (path: string, body: object): Promise<Answered> =>
    box.control('POST', `/kommo/chats/${chatId}/${path}`, { userId, ...body });
  return {
    writes: (body: object) => act('messages', body),
    attaches: (body: object) => act('attachments', body),
    types: (body: object = {}) => act('typing', body),
    reacts: (messageId: string, emoji: string | null) => act(`messages/${messageId}/reaction`, { emoji }),
  };
}

export async function inbox(box: Harness): Promise<readonly InboxChat[]> {
  return (await box.state()).kommo.chats;
}

export async function messagesOf(box: Harness): Promise<readonly InboxMessage[]> {
  return (await inbox(box))[0]?.messages ?? [];
}

interface MessageHook {
  readonly receiver: Record<string, unknown>;
  readonly sender: Record<string, unknown>;
  readonly conversation: Record<string, unknown>;
  readonly source?: unknown;
  readonly msec_timestamp: number;
  readonly message: Record<string, unknown>;
}

/** The message hooks that came, oldest first, once there are so many. */
export async function messageHooks(box: Harness, count: number): Promise<readonly MessageHook[]> {
  const received = await box.courier.until(count);
  return received.map(({ json }) => (json as { message: MessageHook }).message);
}

/** The typing or reaction of the hooks that came. */
export async function actions(box: Harness, count: number): Promise<readonly Record<string, unknown>[]> {
  const received = await box.courier.until(count);
  return received.map(({ json }) => (json as { action: Record<string, unknown> }).action);
}
