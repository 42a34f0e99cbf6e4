import type { InboundEvent } from '../contract';
import { hashOf, ignored, unparsed } from '../not-carried';
import { say } from './phrases';
import * as shapes from './shapes';
import type { Change } from './receiving';

/**
 * A customer has a new number, or a new id for this business (whatsapp.md §2, system). The id goes with the number, so
 * with a new number alone the chat moves to that, until the customer writes and their new id is told.
 */
export function movesOf(change: Change, message: shapes.Message, block: unknown): readonly InboundEvent[] {
  const { source } = change;
  const { id, timestamp: at, from, from_user_id } = message;
  const key = `${source}/${id}`;
  const system = shapes.System.safeParse(block).data;
  const chat = from_user_id ?? from;
  const to = system?.user_id ?? system?.wa_id;
  if (system === undefined || chat === undefined || to === undefined) {
    return [ignored(`system/${key}`, 'a notice of WhatsApp that names no new address')];
  }
  const moves = [
    { chat: from_user_id, to: system.user_id ?? system.wa_id },
    { chat: from, to: system.user_id ?? system.wa_id },
  ].flatMap(({ chat: old, to: now }, index): InboundEvent[] =>
    old === undefined || now === undefined || old === now
      ? []
      : [{ kind: 'move', key: `move/${key}/${String(index)}`, source, chat: old, to: now }],
  );
  const words = say(system.type === 'user_changed_number' ? 'whatsapp.note.new-number' : 'whatsapp.note.new-id');
  return [...moves, { kind: 'notice', key: `system/${key}`, source, chat: to, at, ...words }];
}

/** Reads one of `user_id_update[]` (whatsapp.md §2). It repeats what a system message may say, in either order. */
export function userIdUpdateOf({ source }: Change, raw: unknown): InboundEvent {
  const parsed = shapes.UserIdUpdate.safeParse(raw);
  if (!parsed.success) return unparsed(`user-id/${hashOf(raw)}`, 'user_id_update', parsed.error.issues);
  const { previous, current } = parsed.data.user_id;
  const key = `user-id/${source}/${previous}/${current}`;
  if (previous === current) return ignored(key, 'the id of the customer is the same as before');
  return { kind: 'move', key, source, chat: previous, to: current };
}

/** Reads one of `user_preferences[]`: whether the customer wants marketing messages. */
export function preferenceOf({ source }: Change, raw: unknown): InboundEvent {
  const parsed = shapes.Preference.safeParse(raw);
  if (!parsed.success) return unparsed(`preference/${hashOf(raw)}`, 'user_preferences', parsed.error.issues);
  const { user_id, wa_id, value, category = 'marketing_messages', timestamp: at } = parsed.data;
  const chat = user_id ?? wa_id;
  const key = `preference/${source}/${chat ?? ''}/${category}/${value}/${String(at)}`;
  if (chat === undefined) return ignored(key, 'a preference of nobody in particular');
  if (category !== 'marketing_messages') return ignored(key, 'a preference that is not about marketing messages');
  const words = say(value === 'stop' ? 'whatsapp.note.no-marketing' : 'whatsapp.note.marketing');
  return { kind: 'notice', key, source, chat, at, ...words };
}
