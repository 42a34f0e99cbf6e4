import type { MessageContent } from '../../model/content';
import type { Message } from './shapes';

/**
 * Kinds of content that are not text, by their field, with the word for people (telegram.md §2). The first that fits
 * counts: an animation also comes as a document, a venue as a location, a live photo as a photo.
 */
const KINDS: readonly (readonly [field: string, what: string])[] = [
  ['animation', 'animation'],
  ['live_photo', 'live photo'],
  ['photo', 'photo'],
  ['video', 'video'],
  ['voice', 'voice message'],
  ['audio', 'audio file'],
  ['video_note', 'video message'],
  ['document', 'file'],
  ['sticker', 'sticker'],
  ['venue', 'venue'],
  ['location', 'location'],
  ['contact', 'contact card'],
  ['poll', 'poll'],
  ['dice', 'dice'],
  ['story', 'story'],
  ['game', 'game'],
  ['invoice', 'invoice'],
  ['paid_media', 'paid media'],
  ['checklist', 'checklist'],
  ['rich_message', 'formatted message'],
  ['giveaway', 'giveaway'],
];

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

/** The name of the notice that the message is, or undefined for a message that somebody wrote. */
export function noticeOf(message: object): string | undefined {
  return NOTICES.find((field) => field in message);
}

/**
 * @param message what is read of it
 * @param raw the same with every field, to tell its kind
 */
export function contentOf(message: Message, raw: object): MessageContent {
  if (message.text !== undefined) return { type: 'text', text: message.text };
  const what = KINDS.find(([field]) => field in raw)?.[1] ?? 'message of an unknown kind';
  return { type: 'unsupported', what, ...(message.caption === undefined ? {} : { caption: message.caption }) };
}
