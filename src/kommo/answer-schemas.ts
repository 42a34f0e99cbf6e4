import { z } from 'zod';
import { asScopeId } from '../model/ids';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId } from './ids';
import { given } from './given';
import { contentOf } from './hook-content';
import { HookFields } from './hook-fields';
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

/** Which message was changed, and what Kommo names of it: fields may be missing (§9.6). */
export interface EditAnswerFields {
  readonly refId?: string;
  readonly stored: Partial<StoredMessage>;
}

const lenientText = optionalText.catch(undefined);

export const EditAnswer: z.ZodType<EditAnswerFields> = z
  .object({
    new_message: z
      .object({
        msgid: lenientText,
        ref_id: lenientText,
        conversation_id: lenientText,
        sender_id: lenientText,
        receiver_id: lenientText,
      })
      .nullish()
      .catch(undefined),
  })
  .transform(({ new_message: answer }) => ({
    ...given({ refId: answer?.ref_id }),
    stored: given({
      messageId: branded(answer?.msgid, asAmojoMessageId),
      chatId: branded(answer?.conversation_id, asAmojoChatId),
      senderId: branded(answer?.sender_id, asAmojoParticipantId),
      receiverId: branded(answer?.receiver_id, asAmojoParticipantId),
    }),
  }));

const time = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number),
]);
const person = z.object({ id: lenientText, name: lenientText }).nullish().catch(undefined);

/**
 * Ids and times are what evidence stands on: a page where they cannot be read proves nothing, so it is no answer. All else
 * is for showing, and read as far as it goes (§10.2).
 */
export const HistoryAnswer: z.ZodType<HistoryPage> = z
  .object({
    messages: z.array(
      z.object({
        timestamp: time.nullish(),
        msec_timestamp: time.nullish(),
        sender: person,
        receiver: person,
        message: z.looseObject({
          id: z.string().min(1),
          client_id: optionalText,
          type: lenientText,
          text: lenientText,
          media: lenientText,
          file_name: lenientText,
          file_size: z.number().positive().optional().catch(undefined),
          media_group_id: lenientText,
        }),
      }),
    ),
  })
  .transform((body, context) => ({
    messages: body.messages.map(({ timestamp, msec_timestamp, sender, receiver, message }) => {
      const at = msec_timestamp ?? (timestamp == null ? undefined : timestamp * 1_000);
      if (at === undefined) context.addIssue({ code: 'custom', message: 'a message without a time' });
      return {
        id: asAmojoMessageId(message.id),
        at: at ?? 0,
        outgoing: receiver != null,
        content: contentOf(new HookFields(message, new Set())),
        ...given({
          msgid: message.client_id,
          type: message.type,
          text: message.text,
          media: message.media,
          fileName: message.file_name,
          fileSize: message.file_size,
          mediaGroupId: message.media_group_id,
          senderId: branded(sender?.id, asAmojoParticipantId),
          senderName: sender?.name,
          receiverId: branded(receiver?.id, asAmojoParticipantId),
        }),
      };
    }),
  }));

function branded<Id>(value: string | undefined, as: (value: string) => Id): Id | undefined {
  return value === undefined ? undefined : as(value);
}

/** amojo's envelope and the CRM's, in one (§5). */
export const ErrorAnswer = z.object({
  error_type: optionalText.catch(undefined),
  error_description: optionalText.catch(undefined),
  retry_after: z.number().optional().catch(undefined),
});
