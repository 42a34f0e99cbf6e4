import { isRecord, parseJson, type Raw } from '../../http/json';
import { WEBHOOK_CONFIRMED } from '../../model/webhook-url';
import type { InboundEvent, RawRequest, Received } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import { choiceOf } from './choices';
import { referenceOf } from './chat-reference';
import { inflated } from './gzip';
import { closedOf, linkOf } from './happenings';
import { messagesOf, unknownOf } from './messages';
import { Envelope } from './shapes';
import type { Arrived, Receiving } from './receiving';

/**
 * Reads what Apple sends (apple.md §2); its token was verified before. What was understood makes no difference to the answer:
 * for anything but 200 Apple tells the customer that the message was not delivered.
 */
export function receive(receiving: Receiving, request: RawRequest): Received {
  if (receiving.claims === undefined) return { kind: 'refused', status: 401, reason: 'the token was not verified' };
  const { body, headers } = request;
  const bytes = inflated(body);
  if (bytes === undefined) return taken([unparsed(bodyKey(body), 'the body does not unzip, or is too much')]);
  const raw = parseJson(bytes);
  if (!isRecord(raw)) return taken([unparsed(bodyKey(body), 'not a message of Apple')]);
  const envelope = Envelope.safeParse({ ...namesIn(headers), ...raw });
  if (!envelope.success) return taken([unparsed(bodyKey(body), 'not a message of Apple', envelope.error.issues)]);
  const { destinationId } = envelope.data;
  const source = sourceOf(receiving, destinationId);
  const chatReference = referenceOf(headers['capability-list']);
  const arrived = {
    receiving,
    envelope: envelope.data,
    raw,
    body,
    source: source ?? destinationId,
    chatReference,
  };
  return understand(arrived, source === undefined ? 404 : 200);
}

/** They stand in the headers, too (apple.md §2). */
function namesIn(headers: RawRequest['headers']): Raw {
  return { id: headers.id, sourceId: headers['source-id'], destinationId: headers['destination-id'] };
}

/** @returns undefined where the provider has no such business here, as far as anybody knows */
function sourceOf({ sources }: Receiving, destinationId: string): string | undefined {
  const wanted = destinationId.toLowerCase();
  return sources === undefined ? destinationId : sources.find((source) => source.toLowerCase() === wanted);
}

/** Kept once: that Apple knows the address. */
const CALLED = ignored(WEBHOOK_CONFIRMED, 'Apple has called the address');

/** @param status 404 where nobody will read it, so that the customer sees that */
function understand(arrived: Arrived, status: 200 | 404): Received {
  const { envelope, source } = arrived;
  switch (envelope.type) {
    case 'typing_start':
      return { ...taken([], status), typing: [{ source, chat: envelope.sourceId }] };
    case 'typing_end':
      // There is no way to tell Kommo; what it shows ends by itself.
      return taken([ignored(`typing/${envelope.id}`, 'the customer has stopped typing')], status);
    case 'text':
      return taken([...messagesOf(arrived), ...linkOf(arrived), CALLED], status);
    case 'interactive':
      return taken([choiceOf(arrived), ...linkOf(arrived), CALLED], status);
    case 'close':
      return taken([closedOf(arrived), CALLED], status);
    default:
      return taken([unknownOf(arrived), CALLED], status);
  }
}

function taken(events: readonly InboundEvent[], status = 200): Extract<Received, { kind: 'events' }> {
  return { kind: 'events', events, answer: { status } };
}
