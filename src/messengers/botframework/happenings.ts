import type { Turned } from '../../model/away';
import type { InboundEvent } from '../contract';
import { placeIn, type Arrived } from './arrived';
import { Action, Members, ReadReceipt } from './shapes';
import { bodyKey, ignored } from './understood';

const ADDED = 'The customer has added the bot. Messages arrive.';
const REMOVED = 'The customer has removed the bot. Messages do not arrive until they add it again or write to it.';

/** skype.md §2, contactRelationUpdate and installationUpdate */
export function relationOf(arrived: Arrived): InboundEvent {
  const { activity, raw, body } = arrived;
  const action = Action.safeParse(raw).data?.action;
  if (action === 'add') return noticeOf(arrived, 'added', ADDED, 'back');
  if (action === 'remove') return noticeOf(arrived, 'removed', REMOVED, 'left');
  return ignored(bodyKey(body), `${activity.type}: nothing that changes whether messages arrive`);
}

/** skype.md §2, conversationUpdate: the bot's own coming and going, or anybody's. */
export function membersOf(arrived: Arrived): InboundEvent {
  const { activity, raw, body } = arrived;
  const { membersRemoved } = Members.safeParse(raw).data ?? { membersRemoved: [] };
  const isBotGone = membersRemoved.some(({ id }) => id === activity.recipient?.id);
  if (isBotGone) return noticeOf(arrived, 'removed', REMOVED, 'left');
  return ignored(bodyKey(body), 'somebody came to the conversation or left it; nothing was said');
}

/** skype.md §2, event: all that was sent until then is read. Ids in Teams are the milliseconds since 1970. */
export function eventOf(arrived: Arrived): InboundEvent {
  const { raw, body } = arrived;
  const last = ReadReceipt.safeParse(raw).data?.value.lastReadMessageId;
  const [digits] = /^\d{13}$/.exec(last ?? '') ?? [];
  if (digits === undefined) return ignored(bodyKey(body), 'an event that is not carried');
  const { source, chat } = placeIn(arrived);
  return { kind: 'watermark', key: `read/${chat}/${digits}`, source, chat, state: 'read', until: Number(digits) };
}

function noticeOf(arrived: Arrived, what: string, text: string, away: Turned): InboundEvent {
  const { source, chat, at } = placeIn(arrived);
  return { kind: 'notice', key: `${what}/${chat}/${at}`, source, chat, at, text, away };
}
