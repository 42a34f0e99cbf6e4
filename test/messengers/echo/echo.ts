import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { NoAnswer, type HttpRequest } from '../../../src/http/client';
import type { DriverContext, Messenger } from '../../../src/messengers/contract';
import { DeliveryError, type DeliveryErrorDetail } from '../../../src/messengers/delivery-error';
import { TEXT_ONLY } from '../../../src/messengers/text-only';

const Credentials = z.object({ token: z.string(), url: z.url() });
type Context = DriverContext<z.infer<typeof Credentials>>;
const Answer = z.object({ id: z.string().default(''), webhook: z.string().default('') });
const Arrived = z.object({ id: z.string(), from: z.string(), text: z.string(), at: z.number() });

const REFUSALS: Readonly<Record<number, DeliveryErrorDetail>> = {
  401: { code: 902, retry: 'later', breadth: 'source', text: 'Echo does not accept the token.' },
  429: { code: 903, retry: 'later', text: 'Echo takes no more messages now.' },
};
const REFUSED = { code: 905, retry: 'no', text: 'Echo refused the message.' } as const;

/** Asks the service. @throws DeliveryError. */
async function ask({ http, credentials }: Context, method: HttpRequest['method'], path: string, body?: object) {
  const headers = { Authorization: `Bearer ${credentials.token}` };
  const request = { method, url: `${credentials.url}${path}`, headers, timeoutMs: 10_000 };
  const answer = await http.request({ ...request, body: JSON.stringify(body ?? {}) }).catch((error: unknown) => {
    if (!(error instanceof NoAnswer)) throw error;
    const retry = error.reached === 'no' ? 'later' : 'unknown';
    throw new DeliveryError({ code: 903, retry, text: 'Echo gave no answer.' });
  });
  if (answer.status >= 400) throw new DeliveryError(REFUSALS[answer.status] ?? REFUSED);
  return Answer.parse(JSON.parse(answer.body.toString()));
}

/** The smallest driver there can be: texts both ways, of a service that these tests make up. */
export const echo: Messenger<Context['credentials']> = {
  kind: 'custom',
  title: 'Echo',
  signedBy: 'secret-header',
  credentials: Credentials,
  capabilities: { ...TEXT_ONLY, textLimit: 500 },
  async identify(context) {
    const { id } = await ask(context, 'POST', '/me');
    return { remoteId: id, name: 'Echo' };
  },
  async connect(context) {
    await ask(context, 'PUT', '/webhook', { webhook: context.webhook.url, secret: context.webhook.secret });
  },
  async disconnect(context) {
    const { webhook } = await ask(context, 'POST', '/webhook');
    if (webhook === context.webhook.url) await ask(context, 'PUT', '/webhook', { webhook: '', secret: '' });
  },
  async check(context) {
    try {
      const { webhook } = await ask(context, 'POST', '/webhook');
      if (webhook === context.webhook.url) return { state: 'ok' };
      return { state: 'broken', fault: 'webhook', text: 'Messages do not come to Courier.' };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return { state: 'broken', fault: error.code === 902 ? 'credentials' : 'unreachable', text: error.text };
    }
  },
  receive({ webhook, sources: [source = ''] = [] }, { headers, body }) {
    const wanted = createHmac('sha256', webhook.secret).update(body).digest();
    const given = Buffer.from(headers['x-echo-signature'] ?? '', 'hex');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      return { kind: 'refused', status: 401, reason: 'The signature is wrong' };
    }
    const { id, from: chat, text, at } = Arrived.parse(JSON.parse(body.toString()));
    const message = { kind: 'message', source, chat, remoteId: id, at, opensWindow: true } as const;
    const said = { author: { remoteId: chat, name: chat }, content: { type: 'text', text } } as const;
    return { kind: 'events', events: [{ ...message, ...said, key: `message/${id}` }], answer: { status: 200 } };
  },
  async send(context, { chat, content }) {
    if (content.type !== 'text') throw new DeliveryError(REFUSED);
    const { id } = await ask(context, 'POST', '/messages', { to: chat, text: content.text });
    return { remoteId: id, at: context.clock.now() };
  },
};
