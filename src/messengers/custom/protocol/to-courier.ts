import { z } from 'zod';
import { Failure } from './answers';
import { eventKind } from './event';
import * as objects from './objects';

/** Events of the service (webhook.md §2). */

/** An id that the service has chosen. */
const ServicesId = objects.Id.refine(
  (id) => !id.startsWith(objects.COURIERS_MESSAGE),
  'Ids that begin with brg- are those of Courier’s own messages',
);
const conversation = objects.ConversationRef;
const anyMessage = z.object({ id: objects.Id });

/** What a message says; at least one of them. */
export const said = {
  text: objects.Text.optional(),
  attachments: z.array(objects.Attachment).max(objects.ATTACHMENTS_MOST).optional(),
  location: objects.Place.optional(),
  contact_card: objects.ContactCard.optional(),
  link: objects.Link.optional(),
  fallback_text: objects.Text.optional().meta({ description: 'Shown where the rest is of a kind that is not known' }),
};

export const InboundMessage = z
  .object({
    id: ServicesId,
    created_at: objects.Time,
    sender: objects.Sender,
    ...said,
    buttons: z.array(objects.Button).max(objects.BUTTONS_MOST).optional(),
    reply_to: objects.Quote.optional(),
  })
  .meta({ id: 'InboundMessage' });
export type InboundMessage = z.infer<typeof InboundMessage>;

const changedMessage = z.object({ id: ServicesId, edited_at: objects.Time, ...said });
export type Said = Omit<z.infer<typeof changedMessage>, 'id' | 'edited_at'>;

const contact = objects.Contact.optional().meta({
  description: 'Who did it; left out: the contact of the same id as the conversation',
});

export const TO_COURIER = {
  'message.created': eventKind(
    'message.created',
    'A customer wrote; or somebody of the business did, elsewhere than in Kommo.',
    z.object({ message: InboundMessage, conversation: objects.Conversation, contact: objects.Contact }),
  ),
  'message.updated': eventKind(
    'message.updated',
    'A customer changed a message; it holds all that the message says now.',
    z.object({ message: changedMessage, conversation, contact }),
  ),
  'message.deleted': eventKind(
    'message.deleted',
    'A customer deleted a message.',
    z.object({
      message: z.object({
        id: ServicesId,
        deleted_at: objects.Time,
        attachment_count: z
          .int()
          .min(1)
          .max(objects.ATTACHMENTS_MOST)
          .optional()
          .meta({ description: 'How many attachments it had, where more than one' }),
      }),
      conversation,
    }),
  ),
  'message.status': eventKind(
    'message.status',
    'What became of a message of Courier’s.',
    z.object({
      message: anyMessage,
      conversation,
      status: z.union([z.enum(['sent', 'delivered', 'read', 'failed']), z.string().min(1).max(64)]),
      at: objects.Time,
      error: Failure.optional().meta({ description: 'Of `failed`: why' }),
    }),
  ),
  'message.reaction': eventKind(
    'message.reaction',
    'A customer’s reactions to a message, all of them; none: they were taken back.',
    z.object({
      message: anyMessage,
      conversation,
      contact,
      sender: objects.Sender.optional(),
      reactions: z.array(z.string().min(1).max(64)).max(20),
    }),
  ),
  'typing.changed': eventKind(
    'typing.changed',
    'A customer types, or does so no more. Sent once; an old one is dropped.',
    z.object({ conversation, state: z.enum(['on', 'off']) }),
  ),
  'conversation.read': eventKind(
    'conversation.read',
    'A customer has read everything up to a message of Courier’s.',
    z.object({ conversation, up_to_message_id: objects.Id, at: objects.Time }),
  ),
  'conversation.state': eventKind(
    'conversation.state',
    'The customer closed or blocked the conversation, or opened it again. The manager is told in a note.',
    z.object({
      conversation,
      state: z.union([z.enum(['closed', 'blocked', 'unsubscribed', 'reopened']), z.string().min(1).max(64)]),
      reason: z.string().max(300).optional(),
    }),
  ),
  'contact.updated': eventKind(
    'contact.updated',
    'What is known of a customer has changed. Courier takes it from their next message.',
    z.object({ contact: objects.Contact }),
  ),
  'action.triggered': eventKind(
    'action.triggered',
    'A customer pressed a button. Kommo shows it as a message that says the button’s title.',
    z.object({
      action: z.object({ button_id: z.string().min(1).max(64), title: z.string().max(255).optional() }),
      message: anyMessage,
      conversation,
      contact: objects.Contact,
    }),
  ),
  'connection.ping': eventKind(
    'connection.ping',
    'Tries Courier’s address and the signature; answered with the challenge.',
    z.object({ challenge: z.string().max(255) }),
  ),
  'connection.disabled': eventKind(
    'connection.disabled',
    'The service has ended the connection. The administrator is told.',
    z.object({ reason: z.string().max(300).optional() }),
  ),
} as const;

export type ToCourierType = keyof typeof TO_COURIER;

/** An event of one type, as it was read. */
export type ToCourier<Type extends ToCourierType = ToCourierType> = {
  [Each in Type]: z.infer<(typeof TO_COURIER)[Each]['schema']>;
}[Type];
