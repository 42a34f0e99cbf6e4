import type { InboxChat } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import type { HandsetView, LineView } from '../../src/sandbox/control/lines-contract';
import { waitFor } from './wait-for';
import type { World } from './world';

/** A template of the sandbox that needs no values. */
export const HELLO = {
  id: 7_001,
  externalId: 'hello:en_US',
  content: 'Hello, we have news about your order. May we tell you here?',
  params: [],
} as const;

export interface FirstWords {
  readonly phone: string;
  readonly sourceExternalId?: string;
  readonly text?: string;
  readonly template?: object;
}

/** A manager writes to a phone number from a lead card, as Kommo tells of it. */
export async function writeFirst(world: World, { phone, ...words }: FirstWords): Promise<InboxChat> {
  const { kommo } = await world.state();
  return world.control('POST', '/kommo/write-first', {
    scopeId: kommo.channels[0]?.connected[0]?.scopeId,
    phone,
    userId: SANDBOX.kommo.users[0].id,
    ...words,
  });
}

/** Somebody who has the messenger, and has written nothing. */
export function person(world: World, { messenger, id }: LineView, name: string, phone: string): Promise<HandsetView> {
  return world.control('POST', `/lines/${messenger}/${encodeURIComponent(id)}/customers`, { name, phone });
}

export function personWrites(
  world: World,
  { messenger, id }: LineView,
  handset: string,
  text: string,
): Promise<unknown> {
  const path = `/lines/${messenger}/${encodeURIComponent(id)}/handsets/${encodeURIComponent(handset)}/messages`;
  return world.control('POST', path, { text });
}

/** What has come to somebody's phone, and failed on the way to it. */
export async function onHandset(world: World, line: LineView, handset: string): Promise<readonly string[]> {
  const { lines } = await world.state();
  const found = lines.handsets.find(
    ({ messenger, lineId, id }) => messenger === line.messenger && lineId === line.id && id === handset,
  );
  return (found?.messages ?? []).filter(({ from }) => from !== 'customer').map(({ text }) => text);
}

export async function inboxChat(world: World, id: string): Promise<InboxChat> {
  const chat = (await world.state()).kommo.chats.find((each) => each.id === id);
  if (chat === undefined) throw new Error(`There is no chat ${id} in Kommo`);
  return chat;
}

/** Waits until every message that a manager wrote in the chat has come to one of these states. */
export async function becomes(
  world: World,
  chatId: string,
  states: readonly string[],
  timeoutMs = 90_000,
): Promise<InboxChat> {
  return waitFor(
    async () => {
      const chat = await inboxChat(world, chatId);
      const written = chat.messages.filter(({ direction }) => direction === 'outgoing');
      return written.length > 0 && written.every(({ status }) => status !== null && states.includes(status)) && chat;
    },
    { timeoutMs, what: `${states.join(' or ')} on everything written in ${chatId}` },
  );
}
