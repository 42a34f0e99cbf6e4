import { z } from 'zod';
import { MEDIA_TYPES } from '../model/content';

/**
 * Bodies of requests, as the wire wants them (kommo-chat-api.md §7–§10). Kommo types strictly, so each body is checked
 * here before it is sent. 255 characters for our ids is the sheet's assumption (§13).
 */
const ownId = z.string().min(1).max(255);
const amojoId = z.string().min(1).max(64);
const words = z.string().min(1);
const link = z.url({ protocol: /^https?$/ });
const bytes = z.int().min(0);
const source = z.strictObject({ external_id: z.string().regex(/^[\x20-\x7e]{1,40}$/, 'not 1 to 40 printable ASCII') });
const profile = z.strictObject({ phone: words.optional(), email: words.optional() });
const times = { timestamp: z.int().positive(), msec_timestamp: z.int().positive() };

const participant = z.strictObject({
  id: ownId,
  ref_id: amojoId.optional(),
  name: words,
  avatar: link.optional(),
  profile: profile.optional(),
  profile_link: link.optional(),
});
const author = participant.required({ ref_id: true });

export const ConnectBody = z.strictObject({
  account_id: amojoId,
  title: words,
  hook_api_version: z.literal('v2'),
  is_time_window_disabled: z.boolean(),
});

export const DisconnectBody = z.strictObject({ account_id: amojoId });

export const CreateChatBody = z.strictObject({
  conversation_id: ownId,
  source: source.optional(),
  user: participant.omit({ ref_id: true }),
});

/** §9.4. A preview at `preview_permalink` stays where it is, one at the other address is downloaded by Kommo. */
export const SharedPostBody = z.strictObject({
  url: link,
  type: z.literal('post'),
  preview_link: link.optional(),
  preview_permalink: link.optional(),
  site_name: words.optional(),
});

/** §9.4 */
export const PostBody = z.strictObject({
  id: words,
  url: link,
  preview_url: link.optional(),
  preview_permalink: link.optional(),
  username: words.optional(),
  caption: words.optional(),
});

const beside = { callback_data: words.optional(), shared_post: SharedPostBody.optional() };
const text = z.strictObject({ type: z.literal('text'), text: words, ...beside });
const location = z.strictObject({
  type: z.literal('location'),
  location: z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
  text: words.optional(),
  ...beside,
});
const contact = z.strictObject({
  type: z.literal('contact'),
  contact: z.strictObject({ name: words, phone: words }),
  text: words.optional(),
  ...beside,
});
const media = z.strictObject({
  type: z.enum(MEDIA_TYPES),
  media: link,
  file_name: words,
  file_size: bytes,
  media_duration: z.int().positive().optional(),
  sticker_id: words.optional(),
  text: words.optional(),
  ...beside,
});
/** A file that stays may be left out; the one empty text there is takes a caption away. */
const editedMedia = media.partial({ media: true, file_name: true, file_size: true }).extend({
  text: z.string().optional(),
});

/** §9.4 */
export const SentMessage = z.discriminatedUnion('type', [text, location, contact, media]);
/** A comment under a post is a customer's, and new: there is no other (§9.4, §11.6). */
const comment = { post: PostBody.optional() };
const SentByCustomer = z.discriminatedUnion('type', [
  text.extend(comment),
  location.extend(comment),
  contact.extend(comment),
  media.extend(comment),
]);
export const EditedMessage = z.discriminatedUnion('type', [text, location, contact, editedMedia]);

const drawn = { ...times, sender: z.strictObject({ name: words }) };

/** §9.5 */
export const Embedded = z.union([
  z.strictObject({ msgid: ownId }),
  z.strictObject({ id: amojoId }),
  z.strictObject({ type: z.literal('text'), ...drawn, text: words }),
  z.strictObject({
    type: z.enum(MEDIA_TYPES),
    ...drawn,
    text: words.optional(),
    media: link.optional(),
    file_name: words.optional(),
    file_size: bytes.optional(),
    media_duration: z.int().positive().optional(),
  }),
]);

const newMessage = z.strictObject({
  ...times,
  msgid: ownId,
  conversation_id: ownId,
  conversation_ref_id: amojoId.optional(),
  silent: z.boolean(),
  source: source.optional(),
  message: SentMessage,
  reply_to: z.strictObject({ message: Embedded }).optional(),
  forwards: z.strictObject({ messages: z.array(Embedded).length(1) }).optional(),
});

/** The customer is the sender, and there is no receiver (§9.1). */
export const NewIncomingBody = z.strictObject({
  event_type: z.literal('new_message'),
  payload: newMessage.extend({ sender: participant, message: SentByCustomer }),
});

/** Only a Kommo user or the channel's bot can be the author (§9.1). */
export const NewOutgoingBody = z.strictObject({
  event_type: z.literal('new_message'),
  payload: newMessage.extend({ sender: author, receiver: participant }),
});

export const EditMessageBody = z.strictObject({
  event_type: z.literal('edit_message'),
  payload: z
    .strictObject({
      ...times,
      msgid: ownId.optional(),
      id: amojoId.optional(),
      conversation_id: ownId,
      message: EditedMessage,
    })
    .refine((edit) => edit.msgid !== undefined || edit.id !== undefined, 'names no message'),
});

export const DeliveryStatusBody = z.union([
  z.strictObject({ status_code: z.union([z.literal(1), z.literal(2)]) }),
  z.strictObject({ status_code: z.literal(-1), error_code: z.int().min(901).max(905), error: words }),
]);

export const TypingBody = z.strictObject({
  conversation_id: ownId,
  sender: z.strictObject({ id: ownId }),
  duration_ms: z.int().positive().optional(),
});

const reaction = {
  conversation_id: ownId,
  msgid: ownId.optional(),
  id: amojoId.optional(),
  user: z.union([z.strictObject({ id: ownId }), z.strictObject({ ref_id: amojoId })]),
};

/** The emoji goes with `react` alone (§10.4). */
export const ReactBody = z
  .discriminatedUnion('type', [
    z.strictObject({ ...reaction, type: z.literal('react'), emoji: words }),
    z.strictObject({ ...reaction, type: z.literal('unreact') }),
  ])
  .refine(({ msgid, id }) => msgid !== undefined || id !== undefined, 'names no message');

export const HistoryQuery = z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(50) });

/** Ids that become part of the path: nothing in them may need escaping, since the path is signed as sent. */
export const PathId = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'not usable in a path');
