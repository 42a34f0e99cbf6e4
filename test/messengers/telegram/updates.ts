import type { InboundEvent, InboundMessage, Received, ReceiveContext } from '../../../src/messengers/contract';
import { telegram } from '../../../src/messengers/telegram';
import type { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import { asConnectionId } from '../../../src/model/ids';

export const SECRET = 'Abcdefghijklmnopqrstuvwxyz_-0123';
export const NOW = Date.UTC(2026, 10, 3, 9, 15);

const context: ReceiveContext<TelegramCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials: { token: '123456789:AAHsecret_secret', apiBaseUrl: 'https://api.telegram.org' },
  webhook: { url: 'https://courier.example/hooks/telegram/c-1', secret: SECRET },
  clock: { now: () => NOW },
};

export type Events = Extract<Received, { kind: 'events' }>;

export function receive(
  body: string,
  headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': SECRET },
): Received {
  return telegram.receive(context, {
    method: 'POST',
    path: '/hooks/telegram/c-1',
    query: '',
    headers,
    body: Buffer.from(body),
  });
}

/** What one update comes to; every verified one is answered 200 and is one event. */
export function receivedOf(update: unknown): Events {
  const received = receive(typeof update === 'string' ? update : JSON.stringify(update));
  if (received.kind !== 'events') throw new Error('refused');
  expect(received.answer).toEqual({ status: 200 });
  expect(received.events).toHaveLength(1);
  return received;
}

export function eventOf(update: unknown): InboundEvent {
  const [event] = receivedOf(update).events;
  if (event === undefined) throw new Error('no event');
  return event;
}

export const ann = { id: 777000123, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'annlee' } as const;
export const bot = { id: 123456789, is_bot: true, first_name: 'Shop', username: 'shop_bot' } as const;
export const chat = { id: 777000123, first_name: 'Ann', type: 'private' } as const;
export const group = { id: -5, title: 'G', type: 'group' } as const;
export const supergroup = { id: -1005, title: 'G', type: 'supergroup' } as const;

/** A message of Ann's without its content. */
export const base = {
  message_id: 42,
  from: { ...ann, language_code: 'en' },
  chat,
  date: 1790000000,
} as const;

export const update = (kind: object) => ({ update_id: 7, ...kind });

/** What a message with these fields says. */
export function contentOf(fields: object): InboundMessage['content'] {
  const event = eventOf(update({ message: { ...base, ...fields } }));
  if (event.kind !== 'message') throw new Error(`expected a message, got ${event.kind}`);
  return event.content;
}
