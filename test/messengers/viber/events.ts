import { createHmac } from 'node:crypto';
import type {
  HttpAnswer,
  InboundEvent,
  InboundMessage,
  RawRequest,
  ReceiveContext,
} from '../../../src/messengers/contract';
import { viber } from '../../../src/messengers/viber';
import { ViberCredentials } from '../../../src/messengers/viber/credentials';
import { asConnectionId } from '../../../src/model/ids';

export const NOW = Date.UTC(2026, 10, 3, 9, 15);
export const TOKEN = '445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9';
export const BOT = 'pa:75346594275468546724';
export const ANN = '01234567890A=';
export const MESSAGE_TOKEN = '4912661846655238145';
export const WEBHOOK = {
  url: 'https://courier.example/hooks/viber/c-1',
  secret: 'Abcdefghijklmnopqrstuvwxyz_-0123',
};

export const credentials: ViberCredentials = ViberCredentials.parse({ authToken: TOKEN, senderName: 'Shop' });

export const receiving: ReceiveContext<ViberCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials,
  webhook: WEBHOOK,
  clock: { now: () => NOW },
  sources: [BOT],
};

export function sign(body: string | Buffer, token = TOKEN): string {
  return createHmac('sha256', token).update(body).digest('hex');
}

export function requestOf(body: string, more: Partial<RawRequest> = {}): RawRequest {
  return {
    method: 'POST',
    path: '/hooks/viber/c-1',
    query: '',
    headers: { 'x-viber-content-signature': sign(body) },
    body: Buffer.from(body),
    ...more,
  };
}

/** As Viber writes it: the token of a message is a bare number. */
export function bodyOf(event: object): string {
  return JSON.stringify(event).replace(/"message_token":"(\d+)"/g, '"message_token":$1');
}

/** Every signed event is answered 200, and is one of ours. */
export function received(
  event: object | string,
  context = receiving,
): { readonly event: InboundEvent; readonly answer: HttpAnswer } {
  const heard = viber.receive(context, requestOf(typeof event === 'string' ? event : bodyOf(event)));
  if (heard.kind !== 'events') throw new Error('refused');
  expect(heard.answer.status).toBe(200);
  const [first, ...more] = heard.events;
  if (first === undefined || more.length > 0) throw new Error(`${String(heard.events.length)} events`);
  return { event: first, answer: heard.answer };
}

export const ann = { id: ANN, name: 'Ann Lee', avatar: 'https://x.example/a.jpg', country: 'UA', language: 'uk' };

/** A message of Ann's. */
export const message = (said: object) => ({
  event: 'message',
  timestamp: 1457764197627,
  message_token: MESSAGE_TOKEN,
  chat_hostname: 'SN-CHAT-03_',
  sender: ann,
  message: said,
  silent: false,
});

/** What a message with these fields says. */
export function contentOf(said: object): InboundMessage['content'] {
  const { event } = received(message(said));
  if (event.kind !== 'message') throw new Error(`expected a message, got ${event.kind}`);
  return event.content;
}
