import { z } from 'zod';

/**
 * Bodies of Kommo's v2 webhooks (kommo-chat-api.md §11). Unknown keys are ignored; optional fields may be absent,
 * `null` or `""`; numbers and ids are seen in either type (§11.1, §14 no. 23).
 */
const id = z.union([z.string().min(1), z.number().transform(String)]);
const optionalText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value));
const optionalTime = z.coerce
  .number()
  .nullish()
  .catch(undefined)
  .transform((value) => (value === null || value === undefined || !(value > 0) ? undefined : value));

const conversation = z.object({ id, client_id: optionalText });

export const MessageHook = z.object({
  account_id: id,
  time: optionalTime,
  message: z.object({
    receiver: z.object({ id, client_id: optionalText, name: optionalText, phone: optionalText }),
    sender: z.object({ id, name: optionalText }),
    conversation,
    source: z.object({ external_id: optionalText }).nullish(),
    timestamp: optionalTime,
    msec_timestamp: optionalTime,
    message: z.object({ id, type: optionalText, text: optionalText }),
  }),
});

export const TypingHook = z.object({
  account_id: id,
  action: z.object({ typing: z.object({ user: z.object({ id }), conversation, expired_at: optionalTime }) }),
});

/** The message comes as an object, or in older form as a bare `msgid` that is amojo's id (§11.8). */
export const ReactionHook = z.object({
  account_id: id,
  action: z.object({
    reaction: z
      .object({
        message: z.object({ id, client_id: optionalText }).nullish(),
        msgid: optionalText,
        user: z.object({ id }),
        conversation,
        type: z.enum(['react', 'unreact']),
        emoji: optionalText,
      })
      .refine((reaction) => reaction.message != null || reaction.msgid !== undefined, 'names no message'),
  }),
});
