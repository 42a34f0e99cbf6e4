import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { notByPhone } from '../../activities/guard/by-phone';
import { sortOf } from '../../activities/guard/judge';
import { refusalOf } from '../../activities/guard/reasons';
import { readNumber } from '../../activities/national-phone';
import { beginWriteFirst, findFirstSource } from '../../ledger/begin-write-first';
import { believed } from '../../ledger/restrictions';
import { messengerOf } from '../../messengers/registry';
import type { MessageContent } from '../../model/content';
import { asSourceId } from '../../model/ids';
import { forbids } from '../../model/restriction';
import { wakeChat } from '../../wake/wake-chat';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { callerOf } from './caller';
import type { AdminParts } from './dependencies';
import { uuid, words } from './schemas';

const FirstMessage = z
  .object({
    sourceId: uuid.meta({ description: 'The number that the customer is written to from' }),
    phone: z
      .string()
      .max(30)
      .meta({
        description:
          'With its country; without one it is of the country of the source’s own number, else of the account',
        examples: ['+1 555 010 0042'],
      }),
    name: words.max(200).optional().meta({ description: "The customer's; the number without it" }),
    contactId: z.int().positive().optional().meta({ description: "Kommo's contact that the chat is to belong to" }),
    text: words.max(4_096).meta({ description: 'What it says; of a template, with its values' }),
    template: z
      .object({
        id: words
          .max(600)
          .meta({ description: "The messenger's: of WhatsApp, name and language", examples: ['order_ready:en'] }),
        values: z.record(z.string().max(200), z.string().max(1_024)).default({}),
      })
      .optional()
      .meta({ description: 'What a chat has to begin with where the messenger says so' }),
  })
  .meta({ id: 'FirstMessage' });

const Begun = z
  .object({ chatId: uuid, messageId: uuid.meta({ description: 'Its receipt tells what becomes of it' }) })
  .meta({ id: 'BegunChat' });

/**
 * Writes to somebody who has not written yet, by their phone number: the chat is made in Kommo and linked to the contact, and
 * then the message goes out, from the workflows `writeFirst` and `conversation`. Done once for an idempotency key.
 */
export function writeFirstOperation(parts: AdminParts): Operation {
  const { db, vault, clock, client, settings, log } = parts;
  return operation({
    id: 'writeFirst',
    method: 'post',
    path: '/admin/v1/write-first',
    tag: 'Chats',
    summary: 'Write to somebody by their phone number, before they have written',
    security: parts.security,
    scope: 'account',
    body: FirstMessage,
    status: 202,
    answer: Begun,
    answers: {
      409: {
        description:
          'The messenger lets nobody be written to by a phone number (`not-by-phone`), the number has no country (`no-whole-number`) or may be of two (`ambiguous-number`), the messenger forbids the source to write (`restricted`), and what works',
      },
    },
    handle: async ({ body, only, request, response }) => {
      const sourceId = asSourceId(body.sourceId);
      const source = await findFirstSource(db, sourceId, only);
      const driver = source && messengerOf(source.messenger);
      if (source === undefined || driver === undefined) return refused(404, 'not-found', 'No source has this id');
      if (driver.capabilities.writeFirst === null || driver.resolve === undefined) {
        return refused(409, 'not-by-phone', refusalOf(driver.title, notByPhone(driver, source)).text);
      }
      const read = readNumber(body.phone, { sourceAddress: source.address, country: source.country });
      if (read.kind !== 'phone') {
        const reason = read.kind === 'none' ? 'no-whole-number' : 'ambiguous-number';
        return refused(409, reason, refusalOf(driver.title, { kind: reason }).text);
      }
      const { phone } = read;
      const content = contentOf(body);
      const restriction = believed(source.restriction, clock.now());
      if (
        restriction !== undefined &&
        forbids(restriction, sortOf(content, { hasTemplates: driver.templates !== undefined }))
      ) {
        return refused(409, 'restricted', refusalOf(driver.title, { kind: 'restricted', ...restriction }).text);
      }
      const key = request.get('idempotency-key') ?? randomUUID();
      response.setHeader('idempotency-key', key);
      const begun = await beginWriteFirst(db, vault, {
        sourceId,
        phone,
        name: body.name ?? `+${phone}`,
        contactId: body.contactId ?? null,
        content,
        key: `write-first/${callerOf(response).id}/${key}`,
        at: clock.now(),
      });
      if (begun.wake !== undefined) {
        const { wake } = begun;
        // It is durable already; the relay wakes what was not woken.
        await wakeChat(client, settings, wake, wake.work).catch((err: unknown) => {
          log.warn({ err, chatId: begun.chatId }, 'A conversation could not be woken; the relay tries again');
        });
      }
      return done({ chatId: begun.chatId, messageId: begun.messageId });
    },
  });
}

function contentOf({ text, template }: z.output<typeof FirstMessage>): MessageContent {
  const said = { type: 'text', text } as const;
  if (template === undefined) return said;
  const params = Object.entries(template.values).map(([key, value]) => ({ key, value }));
  return { ...said, template: { id: 0, externalId: template.id, params } };
}
