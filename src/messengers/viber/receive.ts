import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseWithBigIds } from '../big-ids';
import type { HttpAnswer, InboundEvent, RawRequest, Received } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import type { ViberCredentials } from './credentials';
import { messageOf, receiptOf, startedOf, subscribedOf, unsubscribedOf, type Arrived } from './events';
import { ConversationStarted, Event } from './shapes';
import type { Receiving } from './receiving';

const SIGNATURE_HEADER = 'x-viber-content-signature';

/**
 * Verifies and parses one event (viber.md §2). Viber repeats for an hour what is not answered with 200, so every verified
 * request is, understood or not.
 */
export function receive(context: Receiving, request: RawRequest): Received {
  if (!isSigned(request, context.credentials.authToken)) {
    return { kind: 'refused', status: 401, reason: 'the signature is missing or wrong' };
  }
  const raw = parseWithBigIds(request.body);
  const event = Event.safeParse(raw).data;
  if (event === undefined) {
    return {
      kind: 'events',
      events: [unparsed(bodyKey(request.body), 'not an event of Viber')],
      answer: { status: 200 },
    };
  }
  const arrived = { event: event.event, raw, body: request.body };
  return { kind: 'events', events: [understand(context, arrived, event)], answer: answerTo(context, arrived) };
}

/** In the header; in the address where that is missing, as Viber has been seen to do (viber.md §1). */
function isSigned({ headers, query, body }: RawRequest, token: string): boolean {
  const given = headers[SIGNATURE_HEADER] ?? new URLSearchParams(query).get('sig') ?? '';
  if (!/^[0-9a-f]{64}$/i.test(given.trim())) return false;
  const expected = createHmac('sha256', token).update(body).digest();
  return timingSafeEqual(Buffer.from(given.trim(), 'hex'), expected);
}

function understand(context: Receiving, arrived: Arrived, { timestamp, message_token }: Event): InboundEvent {
  const { event, body } = arrived;
  switch (event) {
    case 'message':
      return messageOf(context, arrived);
    case 'delivered':
    case 'seen':
    case 'failed':
      return receiptOf(context, arrived);
    case 'subscribed':
      return subscribedOf(context, arrived);
    case 'unsubscribed':
      return unsubscribedOf(context, arrived);
    case 'conversation_started':
      return startedOf(arrived);
    case 'webhook':
      return ignored(`webhook/${message_token ?? timestamp}`, 'Viber tries the address');
    default:
      return ignored(bodyKey(body), `events of the kind ${event.slice(0, 40)} are not carried`);
  }
}

/** Who opens the chat and is not subscribed yet may be told one thing, in the answer itself (viber.md §2). */
function answerTo({ credentials }: Receiving, { event, raw }: Arrived): HttpAnswer {
  const started = event === 'conversation_started' ? ConversationStarted.safeParse(raw).data : undefined;
  const text = welcomeOf(credentials);
  if (started === undefined || started.subscribed === true || text === '') return { status: 200 };
  const welcome = { sender: { name: credentials.senderName }, type: 'text', text };
  return { status: 200, contentType: 'application/json', body: JSON.stringify(welcome) };
}

/** Credentials are kept as they were entered, perhaps before there was this field. */
function welcomeOf({ welcome }: Partial<Pick<ViberCredentials, 'welcome'>>): string {
  return welcome ?? '';
}
