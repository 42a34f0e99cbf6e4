import { together, wordsOf } from '../../model/words';
import type { InboundEvent, InboundNotice, InboundTyping } from '../contract';
import { ignored } from '../not-carried';
import { failureOf, shorten } from './errors';
import { keyIn } from './message-id';
import { say } from './phrases';
import type { ToCourier } from './protocol/to-courier';
import { keyOf, timeOf, type Arrived } from './receiving';

type Data<Type extends ToCourier['type']> = ToCourier<Type>['data'];

/** Typing of longer ago is of no use to anybody (webhook.md §2). */
const TYPING_GOOD_FOR_MS = 5_000;

export function receiptOf(
  arrived: Arrived,
  { message, conversation, status, at, error }: Data<'message.status'>,
): InboundEvent {
  if (status !== 'delivered' && status !== 'read' && status !== 'failed') {
    return ignored(keyOf(arrived), `the state ${status} changes nothing`);
  }
  return {
    kind: 'receipt',
    key: keyOf(arrived),
    source: arrived.source,
    chat: conversation.id,
    ...namedBy(message.id),
    state: status,
    at: timeOf(arrived, at),
    ...(status === 'failed' ? { failure: failureOf(error) } : {}),
  };
}

/** The named message for certain; of those before it, all that were sent by then. */
export function readUpTo(
  arrived: Arrived,
  { conversation, up_to_message_id, at }: Data<'conversation.read'>,
): InboundEvent[] {
  const key = keyOf(arrived);
  const common = { source: arrived.source, chat: conversation.id, state: 'read' } as const;
  const until = timeOf(arrived, at);
  return [
    { kind: 'receipt', key, ...common, ...namedBy(up_to_message_id), at: until },
    { kind: 'watermark', key: `${key}#before`, ...common, until },
  ];
}

/** Our key is in our ids: whoever tells of such a message has it, also where the answer to it was lost. */
function namedBy(id: string): { readonly remoteId: string; readonly correlation?: string } {
  const key = keyIn(id);
  return { remoteId: id, ...(key === undefined ? {} : { correlation: key }) };
}

const NOTICES: Readonly<Record<string, Pick<InboundNotice, 'text' | 'said' | 'away' | 'ends'>>> = {
  closed: { ...say('custom.note.ended'), ends: true },
  blocked: { ...say('custom.note.blocked'), away: 'blocked' },
  unsubscribed: { ...say('custom.note.left'), away: 'left' },
  reopened: { ...say('custom.note.back'), away: 'back' },
};

export function noticeOf(
  arrived: Arrived,
  timestamp: string,
  { conversation, state, reason = '' }: Data<'conversation.state'>,
): InboundEvent {
  const said = NOTICES[state];
  if (said === undefined) return ignored(keyOf(arrived), `the state ${state} of a conversation is not known`);
  return {
    kind: 'notice',
    key: keyOf(arrived),
    source: arrived.source,
    chat: conversation.id,
    at: timeOf(arrived, timestamp),
    ...said,
    ...(reason === '' ? {} : together([wordsOf(said), say('custom.its-words', { words: shorten(reason) })])),
  };
}

export function endedOf(
  arrived: Arrived,
  timestamp: string,
  { reason = '' }: Data<'connection.disabled'>,
): InboundEvent {
  const said = say('custom.disabled');
  return {
    kind: 'source-notice',
    key: keyOf(arrived),
    source: arrived.source,
    at: timeOf(arrived, timestamp),
    weight: 'broken',
    ...(reason === '' ? said : together([said, say('custom.its-words', { words: shorten(reason) })])),
  };
}

export function typingOf(
  { source, now }: Arrived,
  timestamp: string,
  { conversation, state }: Data<'typing.changed'>,
): readonly InboundTyping[] {
  const isFresh = now - Date.parse(timestamp) <= TYPING_GOOD_FOR_MS;
  return state === 'on' && isFresh ? [{ source, chat: conversation.id }] : [];
}
