import { createHmac } from 'node:crypto';
import type { InboundEvent, RawRequest, Received, ReceiveContext } from '../../../src/messengers/contract';
import { whatsapp } from '../../../src/messengers/whatsapp';
import { WhatsAppCredentials } from '../../../src/messengers/whatsapp/credentials';
import { asConnectionId } from '../../../src/model/ids';

export const NOW = Date.UTC(2026, 10, 3, 9, 15);
export const PHONE = '106540352242922';
export const WABA = '102290129340398';
export const APP = '670843887433847';
export const SECRET = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
export const TOKEN = 'EAAGsecretsecret';
export const WEBHOOK = {
  url: 'https://courier.example/hooks/whatsapp/c-1',
  secret: 'Abcdefghijklmnopqrstuvwxyz_-0123',
};

export const credentials: WhatsAppCredentials = WhatsAppCredentials.parse({
  appId: APP,
  appSecret: SECRET,
  wabaId: WABA,
  phoneNumberId: PHONE,
  accessToken: TOKEN,
});

export const receiving: ReceiveContext<WhatsAppCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
};

export function sign(body: string | Buffer, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function requestOf(body: string, headers?: RawRequest['headers']): RawRequest {
  return {
    method: 'POST',
    path: '/hooks/whatsapp/c-1',
    query: '',
    headers: headers ?? { 'x-hub-signature-256': sign(body) },
    body: Buffer.from(body),
  };
}

export type Events = Extract<Received, { kind: 'events' }>;

/** Every signed webhook is answered 200. */
export function eventsOf(webhook: unknown): readonly InboundEvent[] {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  const received = whatsapp.receive(receiving, requestOf(body));
  if (received.kind !== 'events') throw new Error('refused');
  expect(received.answer).toEqual({ status: 200 });
  return received.events;
}

export function eventOf(webhook: unknown): InboundEvent {
  const [event, ...more] = eventsOf(webhook);
  if (event === undefined || more.length > 0) throw new Error(`${String(more.length)} more events than one`);
  return event;
}

export const metadata = { display_phone_number: '15550100000', phone_number_id: PHONE };
export const USER = 'US.13491208655302741918';
export const ann = { profile: { name: 'Ann', username: 'ann.lee' }, wa_id: '16505551234', user_id: USER };

/** @param changes `{field, value}` of one account */
export const webhook = (...changes: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: WABA, changes }],
});
export const change = (field: string, value: object) => webhook({ field, value });
export const messages = (...list: object[]) =>
  change('messages', { messaging_product: 'whatsapp', metadata, contacts: [ann], messages: list });
export const statuses = (...list: object[]) =>
  change('messages', { messaging_product: 'whatsapp', metadata, statuses: list });

/** A message of Ann's without its content. */
export const base = { from: '16505551234', from_user_id: USER, id: 'wamid.IN1', timestamp: '1790000000' } as const;

/** What a message with these fields says. */
export function contentOf(fields: object) {
  const event = eventOf(messages({ ...base, ...fields }));
  if (event.kind !== 'message') throw new Error(`expected a message, got ${event.kind}`);
  return event.content;
}
