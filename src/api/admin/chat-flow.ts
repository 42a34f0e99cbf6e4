import { z } from 'zod';
import { deliveriesOfChat, findChatFlow, WINDOW_STATES } from '../../ledger/chat-flow';
import { asChatId } from '../../model/ids';
import { LANES } from '../../model/lane';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { Delivery } from './deliveries';
import type { AdminParts } from './dependencies';
import { deliveryIn, heldIn, IN_LANGUAGE, languageFor } from './in-language';
import { byNumber, messenger, next, pageOf, time, uuid, uuidParam } from './schemas';

const Flow = z
  .object({
    id: uuid,
    accountId: z.int(),
    sourceId: uuid,
    messenger,
    window: z
      .object({ state: z.enum(WINDOW_STATES), at: time.nullable() })
      .meta({ description: 'Whether it can be answered freely, until or since when; none: at any time' }),
    heldBecause: z
      .string()
      .nullable()
      .meta({
        description: `Why nothing is sent, when account, source or chat is held. ${IN_LANGUAGE}; what a messenger said in its own words stays in them`,
      }),
    isPaused: z.boolean().meta({ description: 'The chat itself is held; resuming it ends that' }),
    lanes: z
      .array(
        z.object({
          lane: z.enum(LANES),
          waiting: z.int(),
          stuck: z.int(),
          since: time.nullable().meta({ description: 'When the oldest that waits was accepted' }),
        }),
      )
      .readonly(),
    lastEventAt: time.nullable(),
  })
  .meta({ id: 'ChatFlow', description: 'How messages go in a chat now; never what they say, nor who writes' });

const NOT_FOUND = 'No chat has this id';

/** What goes in a chat, and whether it can. */
export function chatFlowOperations({ db, security }: AdminParts): Operation[] {
  const common = { tag: 'Chats', security, scope: 'account' } as const;
  const one = { ...common, params: z.object({ chatId: uuidParam }), notFound: NOT_FOUND } as const;
  return [
    operation({
      ...one,
      id: 'getChatFlow',
      method: 'get',
      path: '/admin/v1/chats/{chatId}/flow',
      summary: 'The window of a chat, and what waits in its lanes',
      answer: Flow,
      handle: async ({ params: { chatId }, only, ...call }) => {
        const flow = await findChatFlow(db, asChatId(chatId), only);
        return flow === undefined ? refused(404, 'not-found', NOT_FOUND) : done(heldIn(flow, languageFor(call)));
      },
    }),
    operation({
      ...one,
      id: 'listChatDeliveries',
      method: 'get',
      path: '/admin/v1/chats/{chatId}/deliveries',
      summary: 'What went in a chat, newest first',
      query: z.object(byNumber),
      answer: z.object({ deliveries: z.array(Delivery).readonly(), next }),
      handle: async ({ params: { chatId }, query, only, ...call }) => {
        const flow = await findChatFlow(db, asChatId(chatId), only);
        if (flow === undefined) return refused(404, 'not-found', NOT_FOUND);
        const page = await deliveriesOfChat(db, flow.id, pageOf(query));
        const language = languageFor(call);
        return done({ ...page, deliveries: page.deliveries.map((delivery) => deliveryIn(delivery, language)) });
      },
    }),
  ];
}
