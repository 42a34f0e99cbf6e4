import { z } from 'zod';
import { findChat, INCOMING_STATES, LINK_STATES, REFERRAL_STATES } from '../../ledger/contact-views';
import { asChatId } from '../../model/ids';
import { done, operation, refused, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { by, messenger, time, uuid, uuidParam, why } from './schemas';
import { Commanded, NO_ANSWER, tellChat } from './tell';

const stepOf = <State extends readonly [string, ...string[]]>(states: State) => ({
  state: z.enum(states),
  text: z.string().nullable(),
  at: time,
});

export const incomingLead = z
  .object({ uid: z.string(), state: z.enum(INCOMING_STATES) })
  .nullable()
  .meta({ description: 'Its newest incoming lead' });

const ChatInCrm = z
  .object({
    id: uuid,
    accountId: z.int(),
    sourceId: uuid,
    messenger,
    kommoChatId: z.string().nullable().meta({ description: 'As Kommo calls it; null: it does not know it' }),
    contactId: z.int().nullable().meta({ description: 'As Kommo told last; a merge of contacts is followed' }),
    leadId: z.int().nullable(),
    incomingLead,
    preLink: z
      .object(stepOf(LINK_STATES))
      .nullable()
      .meta({ description: 'The search for the contact before the first message; null: there was none' }),
    profile: z.object({ text: z.string().nullable(), at: time }).nullable().meta({
      description: 'The last change of the customer’s profile: what of the contact followed, and what did not',
    }),
    referral: z
      .object({ ...stepOf(REFERRAL_STATES), leadId: z.int().nullable() })
      .nullable()
      .meta({ description: 'What brought the customer, for the fields of the lead' }),
    movedAt: z.array(time).readonly().meta({ description: 'When the messenger gave it another address' }),
  })
  .meta({ id: 'ChatInCrm', description: 'Whose a chat is in Kommo’s CRM; never what was said, nor names and numbers' });

const NOT_FOUND = 'No chat has this id';
const params = z.object({ chatId: uuidParam });

/** Whose a chat is, pausing it, and resuming it. */
export function chatOperations(parts: AdminParts): Operation[] {
  const { db, security } = parts;
  const shown = operation({
    id: 'getChat',
    method: 'get',
    path: '/admin/v1/chats/{chatId}',
    tag: 'Chats',
    summary: 'Whose a chat is in the CRM, and what was done about its contact and lead',
    security,
    scope: 'account',
    params,
    notFound: NOT_FOUND,
    answer: ChatInCrm,
    handle: async ({ params: { chatId }, only }) => {
      const chat = await findChat(db, asChatId(chatId), only);
      return chat === undefined ? refused(404, 'not-found', NOT_FOUND) : done(chat);
    },
  });
  const commands = (['pause', 'resume'] as const).map((kind) =>
    operation({
      id: `${kind}Chat`,
      method: 'post',
      path: `/admin/v1/chats/{chatId}/${kind}`,
      tag: 'Chats',
      summary: kind === 'pause' ? 'Send nothing in a chat until it is resumed' : 'End the pause of a chat',
      security,
      scope: 'account',
      params,
      notFound: NOT_FOUND,
      body: z.object({ by, why: why.optional() }),
      answer: Commanded,
      answers: NO_ANSWER,
      handle: ({ params: { chatId }, body, only, ...call }) =>
        tellChat(parts, call, only, { ...body, chatId: asChatId(chatId), command: { kind } }),
    }),
  );
  return [shown, ...commands];
}
