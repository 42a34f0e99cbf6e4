import { z } from 'zod';
import { asScopeId } from '../model/ids';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId } from './ids';
import type { Connected, CreatedChat, HistoryPage, StoredMessage } from './types';

/** Bodies of answers, read leniently: unknown keys, `null`, `""` and absent fields are all seen (§9.6, §10.2, §14). */
const optionalText = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value));

export const ConnectAnswer: z.ZodType<Connected> = z
  .object({ scope_id: z.string().min(1) })
  .transform((body) => ({ scopeId: asScopeId(body.scope_id) }));

export const CreateChatAnswer: z.ZodType<CreatedChat> = z
  .object({ id: z.string().min(1), user: z.object({ id: optionalText }).nullish() })
  .transform((body) => ({
    chatId: asAmojoChatId(body.id),
    ...(body.user?.id === undefined ? {} : { userId: asAmojoParticipantId(body.user.id) }),
  }));

/** Under `msgid` the answer carries amojo's id, and ours under `ref_id` (§9.6). */
export const SendAnswer: z.ZodType<{ readonly refId: string; readonly stored: StoredMessage }> = z
  .object({
    new_message: z.object({
      msgid: z.string().min(1),
      ref_id: z.string().min(1),
      conversation_id: optionalText,
      sender_id: optionalText,
      receiver_id: optionalText,
    }),
  })
  .transform(({ new_message: answer }) => ({
    refId: answer.ref_id,
    stored: {
      messageId: asAmojoMessageId(answer.msgid),
      ...(answer.conversation_id === undefined ? {} : { chatId: asAmojoChatId(answer.conversation_id) }),
      ...(answer.sender_id === undefined ? {} : { senderId: asAmojoParticipantId(answer.sender_id) }),
      ...(answer.receiver_id === undefined ? {} : { receiverId: asAmojoParticipantId(answer.receiver_id) }),
    },
  }));

export const HistoryAnswer: z.ZodType<HistoryPage> = z
  .object({
    messages: z.array(
      z.object({
        timestamp: z.number(),
        msec_timestamp: z.number().nullish(),
        message: z.object({ id: z.string().min(1), client_id: optionalText }),
      }),
    ),
  })
  .transform((body) => ({
    messages: body.messages.map((entry) => ({
      id: asAmojoMessageId(entry.message.id),
      at: entry.msec_timestamp ?? entry.timestamp * 1_000,
      ...(entry.message.client_id === undefined ? {} : { msgid: entry.message.client_id }),
    })),
  }));

/** amojo's envelope and the CRM's, in one (§5). */
export const ErrorAnswer = z.object({
  error_type: optionalText.catch(undefined),
  error_description: optionalText.catch(undefined),
  retry_after: z.number().optional().catch(undefined),
});
