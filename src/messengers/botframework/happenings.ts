import type { Turned } from '../../model/away';
import type { Words } from '../../model/words';
import type { InboundEvent } from '../contract';
import { bodyKey, ignored } from '../not-carried';
import { placeIn, type Arrived } from './arrived';
import { say } from './phrases';
import { Action, Members, ReadReceipt } from './shapes';

/** skype.md §2, contactRelationUpdate and installationUpdate */
export function relationOf(arrived: Arrived): InboundEvent {
  const { activity, raw, body } = arrived;
  const action = Action.safeParse(raw).data?.action;
  if (action === 'add') return noticeOf(arrived, 'added', say('botframework.note.back'), 'back');
  if (action === 'remove') return noticeOf(arrived, 'removed', say('botframework.note.left'), 'left');
  return ignored(bodyKey(body), `${activity.type}: nothing that changes whether messages arrive`);
}

/** skype.md §2, conversationUpdate: the bot's own coming and going, or anybody's. */
export function membersOf(arrived: Arrived): InboundEvent {
  const { activity, raw, body } = arrived;
  const { membersRemoved } = Members.safeParse(raw).data ?? { membersRemoved: [] };
  const isBotGone = membersRemoved.some(({ id }) => id === activity.recipient?.id);
  if (isBotGone) return noticeOf(arrived, 'removed', say('botframework.note.left'), 'left');
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

function noticeOf(arrived: Arrived, what: string, words: Words, away: Turned): InboundEvent {
  const { source, chat, at } = placeIn(arrived);
  return { kind: 'notice', key: `${what}/${chat}/${at}`, source, chat, at, ...words, away };
}
