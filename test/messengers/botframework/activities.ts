import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import type {
  Authenticated,
  Claims,
  HttpAnswer,
  InboundEvent,
  InboundMessage,
  KeySet,
  RawRequest,
  Received,
  ReceiveContext,
} from '../../../src/messengers/contract';
import { botframework } from '../../../src/messengers/botframework';
import { BotCredentials } from '../../../src/messengers/botframework/credentials';
import { asConnectionId } from '../../../src/model/ids';
import { WEBHOOK_CONFIRMED } from '../../../src/model/webhook-url';

export const NOW = Date.UTC(2026, 10, 21, 10, 0, 0);
export const APP = '11111111-2222-4333-8444-555555555555';
export const TENANT = '99999999-2222-4333-8444-555555555555';
export const SECRET = 'abc8Q~secret.value';
export const SERVICE = 'https://smba.trafficmanager.net/emea/';
export const ANN = '29:1abc';
export const BOT = `28:${APP}`;
export const TALK = 'a:1xyz';
export const CHAT = `msteams/${TALK}`;
export const ISSUER = 'https://api.botframework.com';
export const WEBHOOK = {
  url: 'https://courier.example/hooks/botframework/c-1',
  secret: 'Abcdefghijklmnopqrstuvwxyz_-0123',
};

export const credentials: BotCredentials = BotCredentials.parse({
  appId: APP,
  clientSecret: SECRET,
  tenantId: TENANT,
});

export const receiving: ReceiveContext<BotCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
  sources: [APP],
};

export const REFERENCE = JSON.stringify({ serviceUrl: SERVICE, bot: BOT, user: ANN });

/** A key of the connector: what signs, and what is published of it. */
export class SigningKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor(readonly kid: string) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    this.#private = privateKey;
    this.#public = publicKey;
  }

  async published(more: object = {}): Promise<KeySet[number]> {
    return { ...(await exportJWK(this.#public)), kid: this.kid, use: 'sig', ...more };
  }

  sign(claims: object = {}, header: object = {}): Promise<string> {
    const seconds = Math.floor(NOW / 1_000);
    const payload = { serviceurl: SERVICE, nbf: seconds - 60, exp: seconds + 3_600, iss: ISSUER, aud: APP, ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: this.kid, ...header }).sign(this.#private);
  }
}

export function requestOf(body: unknown, token?: string): RawRequest {
  return {
    method: 'POST',
    path: '/hooks/botframework/c-1',
    query: '',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

export function authenticated(token: string | undefined, keys: KeySet, at = NOW): Promise<Authenticated> {
  const { authentication } = botframework;
  if (authentication === undefined) throw new Error('there is no authentication');
  return authentication.authenticate({ ...receiving, clock: { now: () => at } }, requestOf({}, token), keys);
}

/** What is read of an activity whose token was verified. */
export function read(activity: unknown, claims: Claims = { serviceurl: SERVICE }): Received {
  return botframework.receive({ ...receiving, claims }, requestOf(activity));
}

/** Without the one that says that the endpoint was called. */
export function eventsOf(activity: unknown): { readonly events: readonly InboundEvent[]; readonly answer: HttpAnswer } {
  const received = read(activity);
  if (received.kind !== 'events') throw new Error(received.reason);
  return { ...received, events: received.events.filter(({ key }) => key !== WEBHOOK_CONFIRMED) };
}

export function eventOf(activity: unknown): InboundEvent {
  const { events, answer } = eventsOf(activity);
  expect(answer).toEqual({ status: 200 });
  const [first, ...more] = events;
  if (first === undefined || more.length > 0) throw new Error(`${String(events.length)} events`);
  return first;
}

/** An activity of Ann's in Teams (skype.md §2). */
export const activity = (more: object = {}): Record<string, unknown> => ({
  type: 'message',
  id: '1732178000000',
  timestamp: '2026-11-21T10:00:00.123Z',
  localTimestamp: '2026-11-21T12:00:00.123+02:00',
  serviceUrl: SERVICE,
  channelId: 'msteams',
  from: { id: ANN, name: 'Ann Smith', aadObjectId: 'guid' },
  conversation: { id: TALK, conversationType: 'personal', tenantId: TENANT, isGroup: false },
  recipient: { id: BOT, name: 'Bot' },
  locale: 'en-US',
  ...more,
});

export const message = (said: object): Record<string, unknown> => activity({ textFormat: 'plain', ...said });

export const AT = Date.UTC(2026, 10, 21, 10, 0, 0, 123);

export function contentsOf(said: object): readonly InboundMessage['content'][] {
  return eventsOf(message(said)).events.map((event) => {
    if (event.kind !== 'message') throw new Error(`expected a message, got ${event.kind}`);
    return event.content;
  });
}

export function contentOf(said: object): InboundMessage['content'] {
  const [first, ...more] = contentsOf(said);
  if (first === undefined || more.length > 0) throw new Error('expected one message');
  return first;
}
