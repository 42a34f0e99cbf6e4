import type { InboundEvent, RawRequest, Received } from '../contract';
import { answerChallenge } from '../graph/challenge';
import { parseWithBigIds } from '../big-ids';
import { isSigned } from '../graph/signature';
import { bodyKey, hashOf, ignored, unparsed } from '../not-carried';
import { happeningsOf } from './happenings';
import type { Product } from './product';
import * as shapes from './shapes';
import type { Receiving } from './receiving';

/**
 * Verifies and parses one webhook (facebook.md §1, §2). One may tell of several Pages and of many things. Meta takes the
 * webhook away after an hour without 200, so every signed request is answered so, understood or not.
 */
export function receive(product: Product, receiving: Receiving, request: RawRequest): Received {
  const challenged = answerChallenge(request, receiving.webhook.secret);
  if (challenged !== undefined) return challenged;
  if (!isSigned(request, receiving.credentials.appSecret)) {
    return { kind: 'refused', status: 401, reason: 'the signature is missing or wrong' };
  }
  return { kind: 'events', events: understand(product, receiving, request.body), answer: { status: 200 } };
}

function understand(product: Product, receiving: Receiving, body: Buffer): readonly InboundEvent[] {
  const key = bodyKey(body);
  const envelope = shapes.Envelope.safeParse(parseWithBigIds(body));
  if (!envelope.success) return [unparsed(key, `not a webhook of ${product.title}`, envelope.error.issues)];
  if (envelope.data.object !== product.object) return [unparsed(key, `not a webhook of ${product.title}`)];
  return envelope.data.entry.flatMap((entry) => entryOf(product, receiving, entry));
}

function entryOf(product: Product, receiving: Receiving, raw: unknown): readonly InboundEvent[] {
  const key = hashOf(raw);
  const entry = shapes.Entry.safeParse(raw);
  if (!entry.success) return [unparsed(`entry/${key}`, 'entry', entry.error.issues)];
  const { id: source, time, messaging, standby, changes } = entry.data;
  const events = [
    ...[...messaging, ...standby].flatMap((item) => happeningsOf({ product, receiving, source }, item, time)),
    ...changes.map((change) => ignored(`change/${hashOf([source, time, change])}`, 'a change that is no message')),
  ];
  return events.length > 0 ? events : [ignored(`entry/${key}`, 'it tells of nothing')];
}
