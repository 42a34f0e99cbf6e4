import { isRecord, parseJson } from '../../http/json';
import { WEBHOOK_CONFIRMED } from '../../model/webhook-url';
import type { HttpAnswer, InboundEvent, RawRequest, Received, RefusedRequest } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import { isSafe } from './addresses';
import type { Arrived } from './arrived';
import { eventOf, membersOf, relationOf } from './happenings';
import { editOf, messageOf, reactedOf, removalOf } from './messages';
import { chatOf } from './reference';
import { Activity } from './shapes';
import { sourceOf, type Receiving } from './receiving';

/** Nobody but the connector calls so: the endpoint is entered in Azure. Not with everything, since it is known after the first. */
const PROVING: readonly string[] = ['message', 'conversationUpdate', 'installationUpdate', 'contactRelationUpdate'];
const CALLED = ignored(WEBHOOK_CONFIRMED, 'the connector has called the messaging endpoint');

const TAKEN: HttpAnswer = { status: 200 };
/** Whatever is asked in an invoke, nobody here knows the answer (skype.md §2). */
const NOT_IMPLEMENTED: HttpAnswer = { status: 501 };

/**
 * Compares an activity with what its token says, and reads it (skype.md §1, ⑦ to ⑨, and §2). The answer does not depend on what
 * was understood: no channel promises to send again.
 */
export function receive(context: Receiving, { body }: RawRequest): Received {
  const { claims } = context;
  if (claims === undefined) return { kind: 'refused', status: 401, reason: 'the token was not verified' };
  const raw = parseJson(body);
  if (!isRecord(raw)) return taken([unparsed(bodyKey(body), 'not an activity')]);
  const { serviceUrl, channelId } = raw;
  if (typeof serviceUrl !== 'string' || serviceUrl !== claims.serviceurl) {
    return refused('the token is not for the server that the activity names');
  }
  if (!isSafe(serviceUrl, context.credentials)) return refused('the server that the activity names is not safe');
  const { endorsements } = claims;
  if (endorsements !== undefined && !(typeof channelId === 'string' && endorsements.includes(channelId))) {
    return refused('the key of the token is not for this channel');
  }
  const parsed = Activity.safeParse(raw);
  if (!parsed.success) return taken([unparsed(bodyKey(body), 'activity', parsed.error.issues)]);
  return understand({ receiving: context, activity: parsed.data, raw, body });
}

function understand(arrived: Arrived): Received {
  const { receiving, activity, body } = arrived;
  const { type } = activity;
  if (type === 'invoke') {
    return taken([ignored(bodyKey(body), 'an invoke; no card of ours asks for one')], NOT_IMPLEMENTED);
  }
  if (isGroup(activity)) {
    const key = `group/${chatOf(activity)}/${type.slice(0, 40)}`;
    return taken([ignored(key, 'in a group or channel; only private chats are carried')]);
  }
  if (type === 'typing') {
    const typing = [{ source: sourceOf(receiving), chat: chatOf(activity) }];
    return { kind: 'events', events: [], answer: TAKEN, typing };
  }
  const events = eventsOf(arrived);
  return taken(PROVING.includes(type) ? [...events, CALLED] : events);
}

function eventsOf(arrived: Arrived): readonly InboundEvent[] {
  const { activity, body } = arrived;
  switch (activity.type) {
    case 'message':
      return messageOf(arrived);
    case 'messageUpdate':
      return [editOf(arrived)];
    case 'messageDelete':
      return [removalOf(arrived)];
    case 'messageReaction':
      return [reactedOf(arrived)];
    case 'conversationUpdate':
      return [membersOf(arrived)];
    case 'contactRelationUpdate':
    case 'installationUpdate':
      return [relationOf(arrived)];
    case 'event':
      return [eventOf(arrived)];
    default:
      return [ignored(bodyKey(body), `activities of the type ${activity.type.slice(0, 40)} are not carried`)];
  }
}

/** Several people would be one contact in Kommo. */
function isGroup({ conversation: { isGroup, conversationType } }: Activity): boolean {
  return isGroup === true || (conversationType !== undefined && conversationType !== 'personal');
}

function taken(events: readonly InboundEvent[], answer = TAKEN): Received {
  return { kind: 'events', events, answer };
}

function refused(reason: string): RefusedRequest {
  return { kind: 'refused', status: 403, reason };
}
