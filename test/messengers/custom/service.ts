import { createHmac } from 'node:crypto';
import {
  NoAnswer,
  type DownloadRequest,
  type HttpClient,
  type HttpDownload,
  type HttpRequest,
  type HttpResponse,
} from '../../../src/http/client';
import type {
  ConnectedContext,
  HttpAnswer,
  InboundEvent,
  RawRequest,
  ReceiveContext,
  Received,
} from '../../../src/messengers/contract';
import { custom } from '../../../src/messengers/custom';
import { CustomCredentials } from '../../../src/messengers/custom/credentials';
import { asConnectionId } from '../../../src/model/ids';

export const NOW = Date.UTC(2026, 10, 21, 10);
/** Of bytes 0…31 and 32…63. */
export const OUTBOUND = secretOf(0);
export const INBOUND = secretOf(32);
export const SERVICE = 'https://chat.example/courier';
export const WEBHOOK = { url: 'https://courier.example/hooks/custom/c-1', secret: 'Abcdefghijklmnopqrstuvwxyz_-0123' };
export const SOURCE = 'chat.example/courier';

export const credentials = CustomCredentials.parse({
  serviceUrl: SERVICE,
  outboundSecret: OUTBOUND,
  inboundSecret: INBOUND,
});

export const receiving: ReceiveContext<CustomCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
  sources: [SOURCE],
};

export function secretOf(first: number, bytes = 32): string {
  return `whsec_${Buffer.from(Array.from({ length: bytes }, (_, index) => (first + index) % 256)).toString('base64')}`;
}

/** By the sheet, not by the driver. */
export function sign(secret: string, id: string, seconds: number, body: Buffer): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = Buffer.concat([Buffer.from(`${id}.${seconds}.`), body]);
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

let ids = 0;

export function requestOf(body: Buffer, { id = `evt_${ids++}`, secret = INBOUND, at = NOW } = {}): RawRequest {
  const seconds = Math.floor(at / 1_000);
  return {
    method: 'POST',
    path: '/hooks/custom/c-1',
    query: '',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': sign(secret, id, seconds, body),
    },
    body,
  };
}

export function eventOf(type: string, data: unknown, timestamp = '2026-11-21T10:00:00.000Z'): object {
  return { type, version: '1', timestamp, data };
}

export interface Heard {
  readonly events: readonly InboundEvent[];
  readonly answer: HttpAnswer;
  readonly said: unknown;
  readonly typing: Extract<Received, { kind: 'events' }>['typing'];
}

export function heard(
  event: object,
  options: { readonly id?: string; readonly context?: typeof receiving } = {},
): Heard {
  const { context = receiving, ...signing } = options;
  const received = custom.receive(context, requestOf(Buffer.from(JSON.stringify(event)), signing));
  if (received.kind !== 'events') throw new Error(`refused: ${received.reason}`);
  const { events, answer, typing } = received;
  return { events, answer, said: JSON.parse(answer.body ?? 'null') as unknown, typing };
}

/** What the service hears. */
export interface Told {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly event: { readonly type: string; readonly version: string; readonly timestamp: string; readonly data: Data };
}
type Data = Readonly<Record<string, unknown>>;

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refusal = (status: number, code?: string, more: object = {}): Reply => ({
  status,
  body: { error: { ...(code === undefined ? {} : { code }), ...more } },
});

/** A service that answers pings, and all else as it is told, in turn, the last for ever. */
export class ScriptedService implements HttpClient {
  readonly told: Told[] = [];
  readonly downloads: DownloadRequest[] = [];
  readonly #answers: (Reply | NoAnswer)[];
  pong: Readonly<Record<string, unknown>> = {};
  pings: (Reply | NoAnswer)[] = [];
  download: (request: DownloadRequest) => Promise<HttpDownload> = () =>
    Promise.reject(new NoAnswer('maybe', 'the connection broke'));

  constructor(...answers: (Reply | NoAnswer)[]) {
    this.#answers = answers;
  }

  get last(): Told {
    const last = this.told.at(-1);
    if (last === undefined) throw new Error('nothing was told');
    return last;
  }

  types(): string[] {
    return this.told.map(({ event }) => event.type);
  }

  request({ method, url, headers = {}, body }: HttpRequest): Promise<HttpResponse> {
    expect(method).toBe('POST');
    if (!Buffer.isBuffer(body)) throw new Error('the body has to be bytes');
    const event = JSON.parse(body.toString('utf8')) as Told['event'];
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    this.told.push({ url, headers: lower, body, event });
    const answer = event.type === 'connection.ping' ? this.#ponged(event.data) : this.#next();
    if (answer instanceof NoAnswer) return Promise.reject(answer);
    const { status, body: said, headers: about = {} } = answer;
    const bytes = typeof said === 'string' ? Buffer.from(said) : Buffer.from(JSON.stringify(said ?? null));
    return Promise.resolve({ status, headers: about, body: bytes });
  }

  #next(): Reply | NoAnswer {
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    return answer ?? { status: 200 };
  }

  #ponged({ challenge }: Data): Reply | NoAnswer {
    return this.pings.shift() ?? { status: 200, body: { challenge, ...this.pong } };
  }
}

export function contextOf(http: HttpClient, given = credentials): ConnectedContext<CustomCredentials> {
  return { http, clock: { now: () => NOW }, credentials: given, webhook: WEBHOOK };
}
