import { createHmac } from 'node:crypto';
import type {
  ConnectedContext,
  InboundEvent,
  Messenger,
  OutboundFile,
  RawRequest,
  ReceiveContext,
} from '../../../src/messengers/contract';
import { DeliveryError } from '../../../src/messengers/delivery-error';
import { PageCredentials } from '../../../src/messengers/meta-pages/credentials';
import { asConnectionId } from '../../../src/model/ids';
import type { ScriptedGraph } from './scripted-graph';

export const NOW = Date.UTC(2026, 10, 3, 9, 15);
export const PAGE = '102290129340398';
export const ACCOUNT = '17841405822304914';
export const APP = '1517776481860111';
export const SECRET = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
export const TOKEN = 'EAAGsecretsecret';
export const ANN = '6789012345678901';
export const WEBHOOK = { url: 'https://courier.example/hooks/pages/c-1', secret: 'Abcdefghijklmnopqrstuvwxyz_-0123' };

export const credentials: PageCredentials = PageCredentials.parse({
  appId: APP,
  appSecret: SECRET,
  pageId: PAGE,
  pageAccessToken: TOKEN,
});

export const receiving: ReceiveContext<PageCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
};

export function contextOf(
  graph: ScriptedGraph,
  more: Partial<PageCredentials> = {},
): ConnectedContext<PageCredentials> {
  return { ...receiving, http: graph, credentials: { ...credentials, ...more } };
}

export function sign(body: string | Buffer, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function requestOf(body: string, headers?: RawRequest['headers']): RawRequest {
  return {
    method: 'POST',
    path: '/hooks/pages/c-1',
    query: '',
    headers: headers ?? { 'x-hub-signature-256': sign(body) },
    body: Buffer.from(body),
  };
}

/** Every signed webhook is answered 200. */
export function eventsOf(driver: Messenger<PageCredentials>, webhook: unknown): readonly InboundEvent[] {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  const received = driver.receive(receiving, requestOf(body));
  if (received.kind !== 'events') throw new Error('refused');
  expect(received.answer).toEqual({ status: 200 });
  return received.events;
}

export async function errorOf(promise: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await promise.then(
    () => new Error('It did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeliveryError)) throw error;
  return error;
}

/** In place of an ability that the driver should have. */
export function missing(): Promise<never> {
  return Promise.reject(new Error('The driver has no such ability'));
}

export function fileOf(name: string, mimeType: string, bytes = 'bytes'): OutboundFile {
  return {
    name,
    mimeType,
    size: Buffer.byteLength(bytes),
    open: async function* () {
      await Promise.resolve();
      yield Buffer.from(bytes);
    },
    link: () => `https://courier.example/files/${name}`,
  };
}
