import type { Words } from '../../model/words';
import type { InboundEvent } from '../contract';
import { hashOf } from '../not-carried';
import { CLOSED } from './chat-reference';
import { say } from './phrases';
import { placeOf, type Arrived } from './receiving';

/** The customer has deleted the conversation, and is not to be written to until they write (apple.md §0, 3). */
export function closedOf(arrived: Arrived): InboundEvent {
  return {
    kind: 'notice',
    key: `close/${arrived.envelope.id}`,
    ...placeOf(arrived),
    chatReference: CLOSED,
    ...say('apple.note.ended'),
    away: 'ended',
    ends: true,
  };
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * What the link carried by which the customer came (apple.md §2). Nothing says with how many of their messages it comes, so it
 * is told once a day.
 */
export function linkOf(arrived: Arrived): readonly InboundEvent[] {
  const { envelope } = arrived;
  const { intent, group, sourceId } = envelope;
  if (intent === undefined && group === undefined) return [];
  const place = placeOf(arrived);
  const day = Math.floor(place.at / DAY_MS);
  const key = `link/${hashOf([place.source, sourceId, intent, group, day])}`;
  return [{ kind: 'notice', key, ...place, ...carriedIn(intent, group) }];
}

function carriedIn(intent: string | undefined, group: string | undefined): Words {
  if (intent === undefined) return say('apple.note.group', { group: group ?? '' });
  return group === undefined ? say('apple.note.intent', { intent }) : say('apple.note.intent-group', { intent, group });
}
