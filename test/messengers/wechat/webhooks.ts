import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type {
  InboundEvent,
  InboundMessage,
  RawRequest,
  Received,
  ReceiveContext,
} from '../../../src/messengers/contract';
import { wechat } from '../../../src/messengers/wechat';
import { WeChatCredentials } from '../../../src/messengers/wechat/credentials';
import { asConnectionId } from '../../../src/model/ids';

export const NOW = Date.UTC(2026, 10, 3, 9, 15);
export const APP_ID = 'wx0123456789abcdef';
export const SECRET = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'shopToken2026';
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const ANN = 'oAnn_OPENID-000000000000000';
export const ACCOUNT = 'gh_0123456789ab';
export const MSG_ID = '23456789012345678901';
export const WEBHOOK = {
  url: 'https://courier.example/hooks/wechat/c-1',
  secret: 'Abcdefghijklmnopqrstuvwxyz_-0123',
};

export const entered = { appId: APP_ID, appSecret: SECRET, token: TOKEN };
export const plain: WeChatCredentials = WeChatCredentials.parse(entered);
export const safe: WeChatCredentials = WeChatCredentials.parse({ ...entered, encodingAesKey: AES_KEY });

export const receivingWith = (credentials: WeChatCredentials): ReceiveContext<WeChatCredentials> => ({
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
  sources: [APP_ID],
});
export const receiving = receivingWith(plain);

export function sha1(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

const TIMESTAMP = '1790000000';
const NONCE = '847359203';

/** What every address of WeChat's has. */
export function signedQuery(more: Readonly<Record<string, string>> = {}, token = TOKEN): string {
  return new URLSearchParams({
    signature: sha1(token, TIMESTAMP, NONCE),
    timestamp: TIMESTAMP,
    nonce: NONCE,
    openid: ANN,
    ...more,
  }).toString();
}

export function requestOf(body: string | Buffer, query = signedQuery()): RawRequest {
  return { method: 'POST', path: '/hooks/wechat/c-1', query, headers: {}, body: Buffer.from(body) };
}

/** As WeChat does it in the safe mode, and beside what is plain in the compatible one. */
export function encryptedRequest(
  xml: string | Buffer,
  {
    key = AES_KEY,
    appId = APP_ID,
    beside = '',
    padTo = 32,
  }: { key?: string; appId?: string; beside?: string; padTo?: number } = {},
): RawRequest {
  const said = Buffer.from(xml);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(said.length);
  const open = Buffer.concat([randomBytes(16), length, said, Buffer.from(appId)]);
  const pad = padTo - (open.length % padTo);
  const aes = Buffer.from(`${key}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', aes, aes.subarray(0, 16)).setAutoPadding(false);
  const encrypted = Buffer.concat([cipher.update(Buffer.concat([open, Buffer.alloc(pad, pad)])), cipher.final()]);
  return sealedRequest(encrypted.toString('base64'), beside);
}

/** What stands in `Encrypt`, rightly signed. */
export function sealedRequest(encrypted: string, beside = ''): RawRequest {
  const signature = sha1(TOKEN, TIMESTAMP, NONCE, encrypted);
  return requestOf(
    `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName>${beside}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    signedQuery({ encrypt_type: 'aes', msg_signature: signature }),
  );
}

export type Fields = Readonly<Record<string, string | number | object>>;

/** Texts in CDATA and numbers bare, as WeChat writes them. */
export function xmlOf(fields: Fields): string {
  return `<xml>${tags(fields)}</xml>`;
}

function tags(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]: [string, unknown]) => {
      const inner = typeof value === 'object' && value !== null ? tags(value) : String(value);
      return `<${name}>${typeof value === 'string' && !/^\d+$/.test(value) ? `<![CDATA[${inner}]]>` : inner}</${name}>`;
    })
    .join('\n');
}

/** A message of Ann's. */
export const message = (type: string, said: Fields): Fields => ({
  ToUserName: ACCOUNT,
  FromUserName: ANN,
  CreateTime: 1_790_000_000,
  MsgType: type,
  ...said,
  MsgId: MSG_ID,
});

export const happening = (event: string, more: Fields = {}): Fields => ({
  ToUserName: ACCOUNT,
  FromUserName: ANN,
  CreateTime: 1_790_000_000,
  MsgType: 'event',
  Event: event,
  ...more,
});

/** Every verified request is answered 200. */
export function eventsIn(received: Received): readonly InboundEvent[] {
  if (received.kind !== 'events') throw new Error(received.reason);
  expect(received.answer).toEqual({ status: 200, contentType: 'text/plain', body: 'success' });
  return received.events;
}

export function heard(body: Fields | string): InboundEvent {
  const [event, ...more] = eventsIn(
    wechat.receive(receiving, requestOf(typeof body === 'string' ? body : xmlOf(body))),
  );
  if (event === undefined || more.length > 0) throw new Error('expected one event');
  return event;
}

export function messageIn(body: Fields): InboundMessage {
  const event = heard(body);
  if (event.kind !== 'message') throw new Error(`expected a message, got ${event.kind}`);
  return event;
}
