import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { apple } from '../../../src/messengers/apple';
import { AppleCredentials } from '../../../src/messengers/apple/credentials';
import type {
  InboundEvent,
  InboundMessage,
  RawRequest,
  Received,
  ReceiveContext,
} from '../../../src/messengers/contract';
import { asConnectionId } from '../../../src/model/ids';
import { WEBHOOK_CONFIRMED } from '../../../src/model/webhook-url';

export const NOW = Date.UTC(2026, 10, 21, 9, 15);
export const MSP = '0b8f6d52-3c1e-4a7d-9f60-5e2b7c8d9a01';
export const BUSINESS = '4f8c2b1e-0d6a-4c3f-9b7e-2a1d5c6e8f90';
export const SECRET = Buffer.alloc(32, 7).toString('base64');
export const ANN = 'urn:mbid:AQAAY6yHzzc3QzBNRkdE0123';
export const ID = '8d0c7a3e-1b2f-4e5d-8c9b-0a1b2c3d4e5f';
export const WEBHOOK = { url: 'https://courier.example/hooks/apple/c-1', secret: 'x' };

export const credentials: AppleCredentials = AppleCredentials.parse({
  mspId: MSP,
  apiSecret: SECRET,
  businessId: BUSINESS,
});

export const receiving: ReceiveContext<AppleCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
  claims: {},
  sources: [BUSINESS],
};

/** As Apple signs; `claims` on top of its own. */
export function tokenOf(
  claims: Readonly<Record<string, unknown>> = {},
  { secret = SECRET, alg = 'HS256' }: { readonly secret?: string; readonly alg?: string } = {},
): Promise<string> {
  return new SignJWT({ aud: MSP, iat: NOW / 1_000, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .sign(Buffer.from(secret, 'base64'));
}

/** The body of a webhook. */
export function message(fields: object = {}): object {
  return { v: 1, id: ID, type: 'text', sourceId: ANN, destinationId: BUSINESS, locale: 'en_US', ...fields };
}

export function requestOf(body: object | Buffer, headers: RawRequest['headers'] = {}): RawRequest {
  return {
    method: 'POST',
    path: '/hooks/apple/c-1/message',
    query: '',
    headers: { 'capability-list': 'LIST,TIME,QUICK', 'content-encoding': 'gzip', ...headers },
    body: Buffer.isBuffer(body) ? body : gzipSync(JSON.stringify(body)),
  };
}

/** What came of it, beside that Apple has called. */
export function heard(
  body: object | Buffer,
  context: Partial<ReceiveContext<AppleCredentials>> = {},
  headers: RawRequest['headers'] = {},
): Extract<Received, { kind: 'events' }> {
  const received = apple.receive({ ...receiving, ...context }, requestOf(body, headers));
  if (received.kind !== 'events') throw new Error('refused');
  return { ...received, events: received.events.filter(({ key }) => key !== WEBHOOK_CONFIRMED) };
}

/** Its only event. */
export function event(body: object, context: Partial<ReceiveContext<AppleCredentials>> = {}): InboundEvent {
  const { events, answer } = heard(body, context);
  expect(answer).toEqual({ status: 200 });
  const [only, ...more] = events;
  if (only === undefined || more.length > 0) throw new Error(`${String(events.length)} events`);
  return only;
}

/** What the customer says in it. */
export function contents(body: object, context: Partial<ReceiveContext<AppleCredentials>> = {}) {
  return messages(body, context).map(({ content }) => content);
}

export function messages(body: object, context: Partial<ReceiveContext<AppleCredentials>> = {}): InboundMessage[] {
  return heard(body, context).events.flatMap((each) => (each.kind === 'message' ? [each] : []));
}

export const BID =
  'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension';

/** An answer to a menu. */
export function choice(data: object, fields: object = {}): object {
  const interactiveData = { bid: BID, sessionIdentifier: 's-1', data };
  return message({ id: randomUUID(), type: 'interactive', interactiveData, ...fields });
}
