import { isRecord, type Raw } from '../../http/json';
import type { InboundEvent, PastMessage } from '../contract';
import { hashOf, ignored, unparsed } from '../not-carried';
import { contentOf, ownPhoneIn } from './content';
import { movesOf } from './moves';
import { personOf, type Person } from './people';
import * as shapes from './shapes';
import type { Change } from './receiving';

/** Reads one of `messages[]` (whatsapp.md §2). */
export function messageOf(change: Change, raw: unknown): readonly InboundEvent[] {
  const parsed = shapes.Message.safeParse(raw);
  if (!parsed.success || !isRecord(raw)) return [unparsed(`message/${hashOf(raw)}`, 'message', parsed.error?.issues)];
  const message = parsed.data;
  const { source } = change;
  if (message.group_id !== undefined) return [ignored(`group/${source}/${message.group_id}`, 'groups are not carried')];
  if (message.type === 'system') return movesOf(change, message, raw.system);
  const named = { userId: message.from_user_id, phone: message.from ?? ownPhoneIn(raw) };
  const person = personOf(named, change.value.contacts);
  const key = `${source}/${message.id}`;
  if (person === undefined) return [unparsed(`message/${key}`, 'message: nobody is told to have sent it')];
  return [eventOf(change, message, raw, person)];
}

/** What a person of the business wrote is told apart, and as an echo. */
export function keyOf({ source, remoteId, by }: Omit<PastMessage, 'chat'>): string {
  return `${by === 'customer' ? 'message' : 'echo'}/${source}/${remoteId}`;
}

function eventOf({ source }: Change, message: shapes.Message, raw: Raw, person: Person): InboundEvent {
  const { id, timestamp: at, type } = message;
  const { chat, author, aliases } = person;
  const key = `${source}/${id}`;
  const where = { source, chat, at };
  switch (type) {
    case 'reaction': {
      const reaction = shapes.Reaction.safeParse(raw.reaction);
      if (!reaction.success) return unparsed(`reaction/${key}`, 'reaction', reaction.error.issues);
      const { emoji = '', message_id: remoteId } = reaction.data;
      return {
        ...where,
        kind: 'reaction',
        key: `reaction/${key}`,
        author,
        remoteId,
        // Without an emoji it is taken back (whatsapp.md §2).
        reaction: emoji === '' ? { kind: 'none' } : { kind: 'emoji', emoji },
      };
    }
    case 'edit': {
      const edit = shapes.Edit.safeParse(raw.edit);
      if (!edit.success) return unparsed(`edit/${key}`, 'edit', edit.error.issues);
      const { original_message_id: remoteId, message: now } = edit.data;
      return { ...where, kind: 'edit', key: `edit/${key}`, author, remoteId, content: contentOf(now.type, now) };
    }
    case 'revoke': {
      const revoke = shapes.Revoke.safeParse(raw.revoke);
      if (!revoke.success) return unparsed(`revoke/${key}`, 'revoke', revoke.error.issues);
      return { ...where, kind: 'removal', key: `revoke/${key}`, remoteId: revoke.data.original_message_id };
    }
    default:
      return {
        ...where,
        kind: 'message',
        key: keyOf({ source, remoteId: id, by: 'customer' }),
        ...(aliases.length === 0 ? {} : { aliases }),
        author,
        remoteId: id,
        opensWindow: true,
        content: contentOf(type, raw),
      };
  }
}

/** Reads one of `message_echoes[]`: what a person of the business sent from the phone (whatsapp.md §2). */
export function echoOf({ source, value }: Change, raw: unknown): InboundEvent {
  const parsed = shapes.Echo.safeParse(raw);
  if (!parsed.success || !isRecord(raw)) return unparsed(`echo/${hashOf(raw)}`, 'message echo', parsed.error?.issues);
  const { id, timestamp: at, type, to, to_user_id: userId, group_id } = parsed.data;
  const key = keyOf({ source, remoteId: id, by: 'business' });
  if (group_id !== undefined) return ignored(`group/${source}/${group_id}`, 'groups are not carried');
  if (type === 'reaction' || type === 'edit' || type === 'revoke' || type === 'system') {
    return ignored(key, `a ${type} made in the WhatsApp Business app is not carried`);
  }
  const person = personOf({ userId, phone: to?.replace(/^\+/, '') }, value.contacts);
  if (person === undefined) return unparsed(key, 'message echo: nobody is told to have got it');
  const { chat, author: customer } = person;
  return { kind: 'echo', key, source, chat, remoteId: id, at, customer, content: contentOf(type, raw) };
}
