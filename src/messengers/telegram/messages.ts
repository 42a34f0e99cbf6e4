import type { InboundEdit, RemoteParticipant } from '../contract';
import type { SaidContent } from '../../model/content';
import { aroundOf } from './around';
import { contentOf, phoneOf } from './content';
import { botIdOf } from './credentials';
import { besideGroup, fromGroup, isPrivate, migrationOf } from './groups';
import { isRecord, type Raw } from '../../http/json';
import { participantOf } from './participant';
import { Contact, Message, type User } from './shapes';
import { ignored, unparsed, type Receiving, type Understood } from './understood';

/** Notices of Telegram itself that look like messages and say nothing to a manager (telegram.md §2). */
const NOTICES: readonly string[] = [
  'pinned_message',
  'write_access_allowed',
  'users_shared',
  'chat_shared',
  'web_app_data',
  'successful_payment',
  'refunded_payment',
  'message_auto_delete_timer_changed',
  'connected_website',
  'chat_background_set',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'proximity_alert_triggered',
  'checklist_tasks_done',
  'checklist_tasks_added',
];

/** Both sides of a chat are numbered together. */
export function keyOf({ chat, remoteId }: { readonly chat: string; readonly remoteId: string }): string {
  return `message/${chat}/${remoteId}`;
}

export function messageOf(context: Receiving, raw: unknown, key: string): Understood {
  const parsed = Message.safeParse(raw);
  if (!parsed.success || !isRecord(raw)) return unparsed(key, 'message', parsed.error?.issues);
  const message = parsed.data;
  if (!isPrivate(message.chat)) return migrationOf(message.chat, raw, key) ?? fromGroup(message.chat);
  const notice = NOTICES.find((field) => field in raw);
  if (notice !== undefined) return ignored(key, `a notice of Telegram: ${notice}`);
  if (message.from === undefined) return unparsed(key, 'message: from is missing');
  const said = saidIn(context, message, raw, message.from);
  return {
    event: {
      ...said,
      kind: 'message',
      key: keyOf(said),
      at: message.date * 1_000,
      opensWindow: true,
    },
  };
}

/** Holds all of the message as it is now (telegram.md §0, 10); also of a live location that moved. */
export function editOf(context: Receiving, raw: unknown, key: string): Understood {
  const parsed = Message.safeParse(raw);
  if (!parsed.success || !isRecord(raw)) return unparsed(key, 'edited_message', parsed.error?.issues);
  const message = parsed.data;
  if (!isPrivate(message.chat)) return besideGroup(message.chat, 'edited_message');
  if (message.from === undefined) return unparsed(key, 'edited_message: from is missing');
  const said = saidIn(context, message, raw, message.from);
  return { event: { ...said, kind: 'edit', key, at: (message.edit_date ?? message.date) * 1_000 } };
}

type Said = Pick<InboundEdit, 'source' | 'chat' | 'author' | 'remoteId' | 'content'>;

function saidIn(context: Receiving, message: Message, raw: Raw, from: User): Said {
  const content: SaidContent = { ...contentOf(message, raw), ...aroundOf(message, raw) };
  return {
    source: botIdOf(context.credentials),
    chat: String(message.chat.id),
    author: authorOf(from, raw.contact),
    remoteId: String(message.message_id),
    content,
  };
}

/** Who shares a card of their own tells their number; only Telegram says whose card it is (telegram.md §2). */
function authorOf(from: User, card: unknown): RemoteParticipant {
  const contact = Contact.safeParse(card).data;
  const phone = contact?.user_id === from.id ? phoneOf(contact) : '';
  return { ...participantOf(from), ...(phone === '' ? {} : { phone }) };
}
