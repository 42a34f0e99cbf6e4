import { z } from 'zod';
import { ID_LIMIT } from './hook-fields';

/**
 * What a v2 webhook of Kommo must have to be one (kommo-chat-api.md §11): whose it is, and which chat and message it
 * concerns. Ids are seen in either type (§14 no. 23). All else is optional and read field by field (`HookFields`).
 */
const id = z.union([z.string().min(1).max(ID_LIMIT), z.number().transform(String)]);
const named = z.object({ id });

export const MessageHook = z.object({
  account_id: id,
  message: z.object({ receiver: named, sender: named, conversation: named, message: named }),
});

export const TypingHook = z.object({
  account_id: id,
  action: z.object({ typing: z.object({ conversation: named }) }),
});

const optionalId = id.nullish().catch(undefined);

/** The message comes as an object, or in older form as a bare `msgid` that is amojo's id (§11.8). */
export const ReactionHook = z.object({
  account_id: id,
  action: z.object({
    reaction: z
      .object({
        message: z.object({ id: optionalId }).nullish().catch(undefined),
        msgid: optionalId,
        user: named,
        conversation: named,
        type: z.enum(['react', 'unreact']),
      })
      .transform((reaction, context) => {
        const message = reaction.message?.id ?? reaction.msgid;
        if (message != null) return { ...reaction, message };
        context.addIssue({ code: 'custom', message: 'names no message' });
        return z.NEVER;
      }),
  }),
});
