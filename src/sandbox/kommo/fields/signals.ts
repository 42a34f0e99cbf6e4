import { z } from 'zod';
import type { Assumptions } from '../../assumptions';
import { amojoId, count, oneOf, type Parts } from './parts';

/** Fields of typing and reactions (kommo-chat-api.md §10.3, §10.4). */
export function signalFields({ ownId }: Parts, assumptions: Assumptions) {
  const typing = z.object({
    conversation_id: ownId,
    sender: z.object({ id: ownId }),
    duration_ms: count.optional(),
  });
  const needsEmoji = assumptions.is('react-emoji', 'required');
  const reaction = z
    .object({
      conversation_id: ownId.optional(),
      conversation_ref_id: amojoId.optional(),
      msgid: ownId.optional(),
      id: amojoId.optional(),
      user: z.object({ id: ownId.optional(), ref_id: amojoId.optional() }),
      type: oneOf(['react', 'unreact'], 'react or unreact'),
      emoji: z.string().min(1, 'must not be empty').optional(),
    })
    .superRefine((fields, context) => {
      const fault = (field: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [field], message });
      if (fields.conversation_id === undefined && fields.conversation_ref_id === undefined) {
        fault('conversation_id', 'conversation_id or conversation_ref_id needed');
      } else if (fields.msgid === undefined && fields.id === undefined) fault('msgid', 'msgid or id needed');
      else if (fields.user.id === undefined && fields.user.ref_id === undefined) fault('user', 'id or ref_id needed');
      else if (needsEmoji && fields.type === 'react' && fields.emoji === undefined)
        fault('emoji', 'required for react');
    });
  return { typing, reaction };
}
