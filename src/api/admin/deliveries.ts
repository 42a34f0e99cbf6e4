import { z } from 'zod';
import { DELIVERY_FILTERS, listDeliveries, receiptOf } from '../../ledger/delivery-views';
import { VERDICTS, type Command } from '../../model/command';
import { asDeliveryId } from '../../model/ids';
import { LANES } from '../../model/lane';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { incomingLead } from './chats';
import type { AdminParts } from './dependencies';
import { deliveryIn, IN_LANGUAGE, languageFor } from './in-language';
import { by, byTime, filterOf, filters, messenger, next, pageOf, time, uuid, why, wordParam } from './schemas';
import { Commanded, NO_ANSWER, tellChat } from './tell';

const code = z.int().nullable().meta({ description: 'Of Kommo, 901 to 905' });
const text = z.string().nullable();

export const Delivery = z
  .object({
    id: uuid,
    kind: z.enum(['message', 'note', 'echo', 'edit', 'removal', 'reaction']),
    messageId: uuid.nullable().meta({ description: 'null for what concerns another message' }),
    chatId: uuid,
    accountId: z.int(),
    sourceId: uuid,
    messenger,
    lane: z.enum([...LANES, 'import']),
    state: z.enum(['pending', 'claimed', 'uncertain', 'done']),
    attempts: z.int(),
    acceptedAt: time,
    nextAttemptAt: time.nullable(),
    expiresAt: time,
    lastCode: code,
    lastText: text.meta({
      description: `Why the last attempt failed, or what it waits for. ${IN_LANGUAGE}; what a messenger or Kommo said in its own words stays in them`,
    }),
    heldBecause: text.meta({
      description: `Why nothing is sent, when account, source or chat is held. ${IN_LANGUAGE}, as \`lastText\``,
    }),
    outcome: z.enum(['sent', 'failed', 'ignored', 'unknown']).nullable(),
    outcomeCode: code,
    outcomeText: text.meta({ description: IN_LANGUAGE }),
    doneAt: time.nullable(),
    tick: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
    lateAt: time.nullable().meta({ description: 'When it was found that it was missing; null: it never was' }),
    gap: z.enum(['going', 'asks', 'stays']).nullable().meta({
      description:
        'It was missing: it goes out late · asks: it waits for a decision · stays: missing although sent again',
    }),
  })
  .meta({ id: 'Delivery', description: 'One delivery to one side; never what was said, nor by whom' });

const list = <Row extends z.ZodType>(row: Row): z.ZodReadonly<z.ZodArray<Row>> => z.array(row).readonly();

const Receipt = Delivery.extend({
  crm: z
    .object({ contactId: z.int().nullable(), leadId: z.int().nullable(), incomingLead })
    .meta({ description: 'Whose its chat is in Kommo’s CRM now' }),
  kommoId: text,
  remoteId: text,
  parts: list(z.object({ index: z.int(), state: z.string(), remoteId: text, sentAt: time.nullable() })),
  history: list(z.object({ at: time, part: z.int(), result: z.string(), code, text })),
  files: list(z.object({ id: uuid, state: z.string(), size: z.int().nullable(), refusal: text })),
  receipts: list(z.object({ at: time, state: z.string(), code, text })),
  commands: list(z.object({ at: time, command: z.string(), by: z.string(), why: text, result: z.string() })),
}).meta({ id: 'Receipt', description: 'Everything that happened to one message' });

const NOT_FOUND = 'No delivery or message has this id';
const params = z.object({
  message: wordParam.meta({ description: "The delivery's id, our id of the message, or Kommo's" }),
});

/** What waits and what became of it. */
export function deliveryOperations(parts: AdminParts): Operation[] {
  const { db, security } = parts;
  const common = { tag: 'Deliveries', security, scope: 'account' } as const;
  const one = { ...common, params, notFound: NOT_FOUND } as const;
  const command = <Body extends z.ZodObject>(
    name: 'retry' | 'skip' | 'decide',
    summary: string,
    body: Body,
    commandOf: (deliveryId: ReturnType<typeof asDeliveryId>, told: z.output<Body>) => Command,
  ): Operation =>
    operation({
      ...one,
      id: `${name}Delivery`,
      method: 'post',
      path: `/admin/v1/deliveries/{message}/${name}`,
      summary,
      body,
      answer: Commanded,
      answers: NO_ANSWER,
      handle: async ({ params: { message }, body: told, only, ...call }) => {
        const receipt = await receiptOf(db, message, only);
        if (receipt === undefined) return refused(404, 'not-found', NOT_FOUND);
        return tellChat(parts, call, only, {
          ...(told as { by: string; why?: string }),
          chatId: receipt.chatId,
          command: commandOf(asDeliveryId(receipt.id), told),
        });
      },
    });

  return [
    operation({
      ...common,
      id: 'listDeliveries',
      method: 'get',
      path: '/admin/v1/deliveries',
      summary: 'Deliveries that wait, are stuck, or were not delivered; oldest first',
      query: z.object({ filter: z.enum(DELIVERY_FILTERS).default('stuck'), ...filters, ...byTime }),
      answer: z.object({ deliveries: list(Delivery), next }),
      handle: async ({ query, only, ...call }) => {
        const page = await listDeliveries(db, { filter: query.filter, ...filterOf(query), ...pageOf(query) }, only);
        const language = languageFor(call);
        return done({ ...page, deliveries: page.deliveries.map((delivery) => deliveryIn(delivery, language)) });
      },
    }),
    operation({
      ...one,
      id: 'getDelivery',
      method: 'get',
      path: '/admin/v1/deliveries/{message}',
      summary: 'Everything that happened to one message',
      answer: Receipt,
      handle: async ({ params: { message }, only, ...call }) => {
        const receipt = await receiptOf(db, message, only);
        return receipt === undefined
          ? refused(404, 'not-found', NOT_FOUND)
          : done(deliveryIn(receipt, languageFor(call)));
      },
    }),
    command('retry', 'Try a waiting delivery now', z.object({ by, why: why.optional() }), (deliveryId) => ({
      kind: 'retry',
      deliveryId,
    })),
    // Giving a message up needs a reason: the manager reads it.
    command('skip', 'Give a waiting delivery up', z.object({ by, why }), (deliveryId) => ({
      kind: 'skip',
      deliveryId,
    })),
    command(
      'decide',
      'Say what became of a delivery in doubt',
      z.object({ by, why: why.optional(), verdict: z.enum(VERDICTS) }),
      (deliveryId, { verdict }) => ({ kind: 'decide', deliveryId, verdict }),
    ),
  ];
}
