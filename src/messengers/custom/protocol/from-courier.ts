import { z } from 'zod';
import { Failure } from './answers';
import { eventKind } from './event';
import { CURSOR_MOST } from './history';
import * as objects from './objects';

/** Events of Courier (webhook.md §2). */

const conversation = objects.ConversationRef;
const contact = z.object({ id: objects.Id });
const agent = objects.Sender;

export const OutboundMessage = z
  .object({
    id: objects.Id.meta({ description: 'Begins with `brg-`; the same on every attempt' }),
    created_at: objects.Time,
    sender: agent,
    text: objects.Text.optional().meta({ description: 'Beside attachments: their caption' }),
    attachments: z.array(objects.Attachment).max(objects.ATTACHMENTS_MOST).optional(),
    buttons: z.array(objects.Button).max(objects.BUTTONS_MOST).optional(),
    reply_to: z.object({ id: objects.Id }).optional(),
  })
  .meta({ id: 'OutboundMessage' });

export const FROM_COURIER = {
  'message.created': eventKind(
    'message.created',
    'A manager, or a bot of Kommo, wrote to the customer.',
    z.object({
      message: OutboundMessage,
      conversation: conversation.optional().meta({
        description: 'Left out where Courier writes first: the answer tells which one it is',
      }),
      contact: z
        .object({
          id: objects.Id.optional(),
          phone: z.string().optional().meta({
            description: 'Instead of an id, where Courier writes first: `+`, country code, number',
          }),
        })
        .optional()
        .meta({ description: 'Left out where the chat began without one' }),
    }),
  ),
  'message.status': eventKind(
    'message.status',
    'Something of the service’s was taken, and did not come through to Kommo after that, or not whole.',
    z.object({
      message: z.object({
        id: objects.Id.meta({
          description: 'Of the service. `m1#2` is the second of what `m1` said: an attachment, a place, a contact card',
        }),
      }),
      conversation,
      status: z.literal('failed'),
      at: objects.Time,
      error: Failure,
    }),
  ),
  'message.reaction': eventKind(
    'message.reaction',
    'A manager’s reactions to a message, all of them; none: they were taken back.',
    z.object({ message: z.object({ id: objects.Id }), conversation, sender: agent, reactions: z.array(z.string()) }),
  ),
  'typing.changed': eventKind(
    'typing.changed',
    'A manager types. Sent once, and good for ten seconds.',
    z.object({ conversation, sender: agent, state: z.enum(['on', 'off']) }),
  ),
  'conversation.read': eventKind(
    'conversation.read',
    'A manager has read what the customer wrote, up to a message. Only where `capabilities.read` says so.',
    z.object({
      conversation,
      up_to_message_id: objects.Id.meta({
        description: 'Of the service; `m1#2` as in `message.status`. What stands above it was read too',
      }),
      at: objects.Time,
    }),
  ),
  'conversation.state': eventKind(
    'conversation.state',
    'The talk with the customer was closed in Kommo, or there is one again.',
    z.object({
      conversation,
      contact: contact.optional().meta({ description: 'Left out where the chat began without one' }),
      state: z.enum(['closed', 'reopened']),
    }),
  ),
  'history.requested': eventKind(
    'history.requested',
    'Old conversations are imported: the service answers with a page of them, `HistoryPage`.',
    z.object({
      cursor: z
        .string()
        .max(CURSOR_MOST)
        .optional()
        .meta({ description: '`next` of the page before; left out: the first page' }),
    }),
  ),
  'connection.ping': eventKind(
    'connection.ping',
    'Tries the service: it has to answer with the challenge.',
    z.object({
      challenge: z.string(),
      inbound_url: objects.WebAddress.optional().meta({
        description: 'When the connection is made: where Courier takes the service’s events from now on',
      }),
    }),
  ),
  'connection.disabled': eventKind(
    'connection.disabled',
    'The connection was taken away in Kommo: send nothing until the next ping.',
    z.object({ reason: z.string() }),
  ),
} as const;

export type FromCourierType = keyof typeof FROM_COURIER;
export type DataFromCourier<Type extends FromCourierType> = z.infer<(typeof FROM_COURIER)[Type]['schema']>['data'];
