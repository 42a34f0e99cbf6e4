import type { InboundEvent, RawRequest, Received } from '../contract';
import { answerChallenge } from '../graph/challenge';
import { parseWithBigIds } from '../big-ids';
import { isSigned } from '../graph/signature';
import { bodyKey, hashOf, ignored, unparsed } from '../not-carried';
import { accountChangeOf, accountErrorOf } from './account-notices';
import { echoOf, messageOf } from './messages';
import { preferenceOf, userIdUpdateOf } from './moves';
import { pastOf } from './past';
import * as shapes from './shapes';
import { statusOf } from './statuses';
import type { Change, Receiving } from './receiving';

/**
 * Verifies and parses one webhook (whatsapp.md §1, §2). One may tell of several numbers and of many things. Meta repeats
 * for a week what is not answered 200, so every signed request is, understood or not.
 */
export function receive(receiving: Receiving, request: RawRequest): Received {
  const challenged = answerChallenge(request, receiving.webhook.secret);
  if (challenged !== undefined) return challenged;
  if (!isSigned(request, receiving.credentials.appSecret)) {
    return { kind: 'refused', status: 401, reason: 'the signature is missing or wrong' };
  }
  return { kind: 'events', events: understand(receiving, request.body), answer: { status: 200 } };
}

function understand(receiving: Receiving, body: Buffer): readonly InboundEvent[] {
  const envelope = shapes.Envelope.safeParse(parseWithBigIds(body));
  if (!envelope.success) return [unparsed(bodyKey(body), 'not a webhook of WhatsApp', envelope.error.issues)];
  return envelope.data.entry.flatMap((entry) => entryOf(receiving, entry));
}

function entryOf(receiving: Receiving, raw: unknown): readonly InboundEvent[] {
  const entry = shapes.Entry.safeParse(raw);
  if (!entry.success) return [unparsed(`entry/${hashOf(raw)}`, 'entry', entry.error.issues)];
  const { id, time, changes } = entry.data;
  return changes.flatMap((each) => {
    const change = shapes.Change.safeParse(each);
    const key = `change/${hashOf([id, time, each])}`;
    if (!change.success) return [unparsed(key, 'change', change.error.issues)];
    const { field, value } = change.data;
    const source = shapes.Metadata.safeParse(value.metadata).data?.phone_number_id;
    return changeOf({
      receiving,
      source: source ?? receiving.credentials.phoneNumberId,
      account: id,
      field,
      value,
      at: time === undefined ? receiving.clock.now() : time * 1_000,
      key,
    });
  });
}

/** Lists of things that happened, by the field that they come in. */
function changeOf(change: Change): readonly InboundEvent[] {
  const { field, value, key } = change;
  switch (field) {
    case 'messages': {
      const events = [
        ...listIn(value.messages).flatMap((each) => messageOf(change, each)),
        ...listIn(value.statuses).flatMap((each) => statusOf(change, each)),
        ...listIn(value.errors).map((each, index) => accountErrorOf(change, each, index)),
      ];
      return events.length > 0 ? events : [ignored(key, 'it tells of nothing')];
    }
    case 'smb_message_echoes':
      return known(
        change,
        listIn(value.message_echoes).map((each) => echoOf(change, each)),
      );
    case 'history':
      return pastOf(change);
    case 'user_id_update':
      return known(
        change,
        listIn(value.user_id_update).map((each) => userIdUpdateOf(change, each)),
      );
    case 'user_preferences':
      return known(
        change,
        listIn(value.user_preferences).map((each) => preferenceOf(change, each)),
      );
    default:
      return [accountChangeOf(change)];
  }
}

function known({ field, key }: Change, events: readonly InboundEvent[]): readonly InboundEvent[] {
  return events.length > 0 ? events : [unparsed(key, field)];
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
