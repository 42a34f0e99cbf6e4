import { z } from 'zod';
import { isObject } from '../../body';
import type { Assumptions } from '../../assumptions';
import { contentFields, embeddedFields, timeFields } from './content';
import { amojoId, neededIf, oneOf, type Parts } from './parts';
import { reportedStatus } from './status';

const messageEvent = z.object({
  event_type: oneOf(['new_message', 'edit_message'], 'new_message or edit_message'),
  payload: z.looseObject({}),
});

/** Fields of sending and editing (kommo-chat-api.md §9). */
export function messageFields(parts: Parts, assumptions: Assumptions) {
  const { ownId, source, participant } = parts;
  const { fresh, edited } = contentFields(assumptions);
  const times = timeFields(assumptions);
  const embedded = embeddedFields(parts);
  const wrapped = z.object({ message: embedded });
  const flatToo = assumptions.is('flat-reply', 'accept');

  /** kommo-chat-api.md §9.2 */
  const newMessage = z
    .object({
      ...times,
      msgid: ownId,
      conversation_id: ownId,
      conversation_ref_id: amojoId.optional(),
      silent: z.boolean().optional(),
      source: source.optional(),
      sender: participant,
      receiver: participant.optional(),
      message: fresh,
      reply_to: (flatToo ? z.preprocess(wrap, wrapped) : wrapped).optional(),
      forwards: z
        .object({
          messages: z.array(embedded).min(1, 'one message needed').max(1, 'one message at most'),
          conversation_ref_id: amojoId.optional(),
          conversation_id: ownId.optional(),
        })
        .optional(),
    })
    .superRefine(oneTime);

  // What an edit does not look at may be anything.
  const ignored = z.unknown().optional();
  // Elsewhere than in message only by one reading; to the code behind, it may always be missing.
  const status = (
    assumptions.is('edit-status-place', 'both') ? { delivery_status: reportedStatus.optional() } : {}
  ) as {
    delivery_status: z.ZodOptional<typeof reportedStatus>;
  };
  const editMessage = z
    .object({
      ...times,
      msgid: neededIf(assumptions.is('edit-ids', 'msgid-required'), ownId),
      id: amojoId.optional(),
      conversation_id: ownId,
      message: edited,
      ...status,
      silent: ignored,
      source: ignored,
      sender: ignored,
      receiver: ignored,
      reply_to: ignored,
      forwards: ignored,
    })
    .superRefine((edit, context) => {
      oneTime(edit, context);
      if (edit.msgid !== undefined || edit.id !== undefined) return;
      context.addIssue({ code: 'custom', path: ['msgid'], message: 'msgid or id needed' });
    });
  return { messageEvent, newMessage, editMessage };
}

interface Times {
  readonly timestamp?: number | undefined;
  readonly msec_timestamp?: number | undefined;
}

function oneTime(given: Times, context: z.core.$RefinementCtx): void {
  if (given.timestamp !== undefined || given.msec_timestamp !== undefined) return;
  context.addIssue({ code: 'custom', path: ['timestamp'], message: 'timestamp or msec_timestamp needed' });
}

/** Kommo's OpenAPI draws the quoted message without the object around it (kommo-chat-api.md §9.5). */
function wrap(given: unknown): unknown {
  return isObject(given) && !('message' in given) ? { message: given } : given;
}

type Fields = ReturnType<typeof messageFields>;
export type NewMessage = z.infer<Fields['newMessage']>;
export type EditMessage = z.infer<Fields['editMessage']>;
