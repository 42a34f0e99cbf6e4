import { z } from 'zod';

/**
 * Bodies of requests, as the wire wants them (kommo-chat-api.md §7–§10). Kommo types strictly, so each body is checked
 * here before it is sent. 255 characters for our ids is the sheet's assumption (§13).
 */
const ownId = z.string().min(1).max(255);
const amojoId = z.string().min(1).max(64);
const source = z.strictObject({ external_id: z.string().regex(/^[\x20-\x7e]{1,40}$/, 'not 1 to 40 printable ASCII') });
const profile = z.strictObject({ phone: z.string().min(1) });

const participant = z.strictObject({
  id: ownId,
  ref_id: amojoId.optional(),
  name: z.string().min(1),
  profile: profile.optional(),
  profile_link: z.url().optional(),
});
const author = participant.required({ ref_id: true });

export const ConnectBody = z.strictObject({
  account_id: amojoId,
  title: z.string().min(1),
  hook_api_version: z.literal('v2'),
  is_time_window_disabled: z.boolean(),
});

export const DisconnectBody = z.strictObject({ account_id: amojoId });

export const CreateChatBody = z.strictObject({
  conversation_id: ownId,
  source: source.optional(),
  user: participant.omit({ ref_id: true }),
});

const messageBase = z.strictObject({
  timestamp: z.int().positive(),
  msec_timestamp: z.int().positive(),
  msgid: ownId,
  conversation_id: ownId,
  conversation_ref_id: amojoId.optional(),
  silent: z.boolean(),
  source: source.optional(),
  message: z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  reply_to: z
    .strictObject({ message: z.union([z.strictObject({ msgid: ownId }), z.strictObject({ id: amojoId })]) })
    .optional(),
});

export const NewMessageBody = z.strictObject({
  event_type: z.literal('new_message'),
  payload: z.union([
    messageBase.extend({ sender: participant }),
    messageBase.extend({ sender: author, receiver: participant }),
  ]),
});

export const DeliveryStatusBody = z.union([
  z.strictObject({ status_code: z.union([z.literal(1), z.literal(2)]) }),
  z.strictObject({ status_code: z.literal(-1), error_code: z.int().min(901).max(905), error: z.string().min(1) }),
]);

export const HistoryQuery = z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(50) });

/** Ids that become part of the path: nothing in them may need escaping, since the path is signed as sent. */
export const PathId = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'not usable in a path');
