import { z } from 'zod';
import { ATTACHMENT_KINDS, Id, WebAddress } from './objects';

/** What is answered to an event (webhook.md §2, Answers; §8, Capabilities). */

export const ERROR_CODES = [
  'invalid_signature',
  'stale_timestamp',
  'unknown_connection',
  'connection_disabled',
  'invalid_payload',
  'unsupported',
  'payload_too_large',
  'media_too_large',
  'media_type_not_allowed',
  'media_unreachable',
  'recipient_not_found',
  'recipient_blocked',
  'recipient_unsubscribed',
  'conversation_closed',
  'window_closed',
  'message_not_found',
  'message_conflict',
  'rate_limited',
  'auth_revoked',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const Failure = z
  .object({
    code: z.union([z.enum(ERROR_CODES), z.string().min(1).max(64)]).meta({ description: 'The list may grow' }),
    message: z.string().optional().meta({ description: 'For people, up to 300 characters' }),
  })
  .meta({ id: 'Failure' });
export type Failure = z.infer<typeof Failure>;

export const Refusal = z
  .object({
    error: z.object({
      ...Failure.shape,
      retryable: z.boolean().optional().meta({ description: 'Left out: as the table of codes says' }),
      issues: z
        .array(z.object({ path: z.string(), message: z.string() }))
        .optional()
        .meta({ description: 'Of `invalid_payload`: what does not fit, and where' }),
    }),
  })
  .meta({ id: 'Refusal', description: 'The body of any answer that is not 2xx' });
export type Refusal = z.infer<typeof Refusal>;

export const Accepted = z
  .object({
    accepted: z.literal(true).optional(),
    ignored: z.literal(true).optional().meta({ description: 'An event of a type that is not known here' }),
  })
  .meta({ id: 'Accepted', description: 'The body of 202: it is kept, and worked on from here' });
export type Accepted = z.infer<typeof Accepted>;

export const Taken = z
  .object({
    conversation: z.object({ id: Id }).optional(),
    contact: z.object({ id: Id }).optional(),
  })
  .meta({
    id: 'Taken',
    description: 'How the service answers `message.created`, with 2xx; the ids matter where Courier writes first',
  });
export type Taken = z.infer<typeof Taken>;

/** Words of capabilities that may grow; unknown ones are of no consequence here. */
const words = z.array(z.string().max(64)).max(50);

export const ServiceCapabilities = z
  .object({
    text_max: z.int().min(1).max(20_000).optional().meta({ description: 'UTF-16 code units; left out: 4000' }),
    reply_to: z.boolean().optional().meta({ description: 'Shows what a message answers' }),
    typing: z.boolean().optional().meta({ description: 'Shows that an agent types' }),
    read: z.boolean().optional().meta({ description: 'Shows that an agent has read' }),
    reactions: z
      .union([z.enum(['any', 'none']), z.string()])
      .optional()
      .meta({ description: 'Left out: `none`' }),
    buttons: z
      .object({ max: z.int().min(1).max(10), kinds: words.optional().meta({ description: 'Left out: `reply`' }) })
      .optional(),
    attachments: z
      .object({
        kinds: words.meta({ description: ATTACHMENT_KINDS.join(', ') }),
        max_size: z.int().min(1).optional().meta({ description: 'Bytes' }),
      })
      .optional()
      .meta({ description: 'Left out: all kinds' }),
    write_first: words.optional().meta({
      description: 'What a manager may begin a conversation by: `phone`; left out: nothing, the customer writes first',
    }),
    statuses: words
      .optional()
      .meta({ description: 'What the service tells of a message later: `delivered`, `read`; left out: nothing' }),
    reply_window_hours: z
      .number()
      .positive()
      .max(8_760)
      .optional()
      .meta({ description: 'For so long after the customer’s last message they can be written to' }),
  })
  .meta({ id: 'ServiceCapabilities', description: 'What is left out the service does not have' });
export type ServiceCapabilities = z.infer<typeof ServiceCapabilities>;

export const ServicePong = z
  .object({
    challenge: z.string().meta({ description: 'As it came' }),
    id: Id.optional().meta({
      description: 'Names this connection for ever, so that its address may change; left out: the address names it',
    }),
    name: z.string().max(255).optional(),
    inbound_url: WebAddress.nullable()
      .optional()
      .meta({ description: 'Where the service sends its events; null: it does not know where to' }),
    capabilities: ServiceCapabilities.optional(),
  })
  .meta({ id: 'ServicePong', description: 'How the service answers `connection.ping`, with 200' });
export type ServicePong = z.infer<typeof ServicePong>;

export const CourierPong = z
  .object({ challenge: z.string(), name: z.string() })
  .meta({ id: 'CourierPong', description: 'How Courier answers `connection.ping`, with 200' });
