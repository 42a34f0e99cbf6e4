import { z } from 'zod';
import { pauseSource, resumeSource } from '../../ledger/source-commands';
import { findSource, listSources, SOURCE_FAULTS, SOURCE_STATES } from '../../ledger/source-views';
import { chatsOfSource } from '../../ledger/wakes';
import { LONGEST_BOT_MARK } from '../../model/conversation-settings';
import { asSourceId, type SourceId } from '../../model/ids';
import { FORBIDDEN } from '../../model/restriction';
import { REFERRAL_PIECES } from '../../model/referral-pieces';
import { SOURCE_STEPS } from '../../model/steps';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { releaseChats } from '../../wake/release-chats';
import type { AdminParts } from './dependencies';
import { IN_LANGUAGE, languageFor, sourceIn } from './in-language';
import {
  by,
  byTime,
  filterOf,
  filters,
  messenger,
  next,
  pageOf,
  progressSchema,
  time,
  uuid,
  uuidParam,
  why,
} from './schemas';
import { Commanded, NO_ANSWER, replyOf, toldBy } from './tell';

export const preLink = z.boolean().meta({
  description:
    'Looks for a contact with the number or address before a new chat’s first message, for two seconds at most',
});
export const referralFields = z.partialRecord(z.enum(REFERRAL_PIECES), z.int().positive()).meta({
  description: 'Custom fields of leads by what of an ad or link goes there',
  examples: [{ utm_source: 1234 }],
});

export const closing = {
  closesAfterWindow: z.boolean().meta({ description: 'Closes the talk in Kommo when the time to answer is over' }),
  closesWithCustomer: z.boolean().meta({
    description:
      'Closes the talk in Kommo when the customer closes the conversation, where the messenger tells of that',
  }),
  closesWithSurvey: z.boolean().meta({ description: 'Kommo may ask for a score before a talk is closed so' }),
};
export const botMark = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_BOT_MARK)
  .regex(/^[^\0\r\n]*$/)
  .nullable()
  .meta({ description: 'Stands before what a bot of Kommo wrote; null: nothing does', examples: ['🤖'] });

export const Source = z
  .object({
    id: uuid,
    accountId: z.int(),
    scopeId: z.string().meta({ description: 'Its installation' }),
    messenger,
    name: z.string(),
    address: z
      .string()
      .nullable()
      .meta({ description: 'How customers find it', examples: ['@shop_bot'] }),
    pipelineId: z.int().nullable().meta({ description: "null: the account's main one" }),
    isDefault: z.boolean(),
    preLink,
    referralFields,
    ...closing,
    botMark,
    kommoSourceId: z.int().nullable().meta({ description: 'How Kommo knows it; null: it is not there' }),
    externalId: z.string().nullable(),
    state: z.enum(SOURCE_STATES).meta({ description: 'The first that is true' }),
    held: z
      .object({
        until: time,
        because: z
          .string()
          .meta({ description: `${IN_LANGUAGE}; what a messenger said in its own words stays in them` }),
      })
      .nullable()
      .meta({ description: '`until` is far away where somebody has to resume it' }),
    fault: z.object({ kind: z.enum(SOURCE_FAULTS), text: z.string().nullable(), since: time.nullable() }).nullable(),
    restricted: z
      .object({ what: z.enum(FORBIDDEN), since: time, until: time.nullable() })
      .nullable()
      .meta({
        description:
          'What its messenger forbids it now: `starting` is templates and writing first. `until`: null where it told no end; that is believed for a day',
      }),
    needsAuthorisationSince: time.nullable().meta({
      description: 'Since when Kommo does not let Courier into the account any more; messages may go on, changes wait',
    }),
    steps: progressSchema(SOURCE_STEPS).meta({ description: 'Of the last time that it was connected' }),
    checkedAt: time.nullable(),
    lastMessageAt: time.nullable(),
    createdAt: time,
    removedAt: time.nullable(),
  })
  .meta({ id: 'Source', description: 'A bot, number or page that customers write to; never its credentials' });

const NOT_FOUND = 'No source has this id';
const params = z.object({ sourceId: uuidParam });

/** The sources that there are, and their pauses. */
export function sourceOperations(parts: AdminParts): Operation[] {
  const { db, security } = parts;
  const common = { tag: 'Sources', security, scope: 'account' } as const;
  const one = { ...common, params, notFound: NOT_FOUND } as const;
  return [
    operation({
      ...common,
      id: 'listSources',
      method: 'get',
      path: '/admin/v1/sources',
      summary: 'Sources, oldest first',
      query: z.object({
        account: filters.account,
        removed: z.stringbool().default(false).meta({ description: 'Those that were removed, too', type: 'boolean' }),
        ...byTime,
      }),
      answer: z.object({ sources: z.array(Source).readonly(), next }),
      handle: async ({ query, only, ...call }) => {
        const page = await listSources(db, { ...filterOf(query), ...pageOf(query), removed: query.removed }, only);
        const language = languageFor(call);
        return done({ sources: page.rows.map((source) => sourceIn(source, language)), next: page.next });
      },
    }),
    operation({
      ...one,
      id: 'getSource',
      method: 'get',
      path: '/admin/v1/sources/{sourceId}',
      summary: 'One source',
      answer: Source,
      handle: async ({ params: { sourceId }, only, ...call }) => {
        const source = await findSource(db, asSourceId(sourceId), only);
        return source === undefined ? refused(404, 'not-found', NOT_FOUND) : done(sourceIn(source, languageFor(call)));
      },
    }),
    ...(['pause', 'resume'] as const).map((kind) =>
      operation({
        ...one,
        id: `${kind}Source`,
        method: 'post',
        path: `/admin/v1/sources/{sourceId}/${kind}`,
        summary:
          kind === 'pause' ? 'Send nothing through a source until it is resumed' : 'End the pause or hold of a source',
        body: z.object({ by, why: why.optional() }),
        answer: Commanded,
        answers: NO_ANSWER,
        handle: async ({ params: { sourceId: id }, body, only, ...call }) => {
          const sourceId = asSourceId(id);
          if ((await findSource(db, sourceId, only)) === undefined) return refused(404, 'not-found', NOT_FOUND);
          const change = kind === 'pause' ? pauseSource : resumeSource;
          const result = await change(db, sourceId, toldBy(call, body, { kind }), only);
          if (result === undefined) return refused(404, 'not-found', NOT_FOUND);
          // Also when it was resumed before: that may have been cut short right here.
          if (kind === 'resume' && !(await allTold(parts, sourceId))) {
            return refused(
              504,
              'no-answer',
              'The source is resumed, but not all of its chats could be told; resume it once more',
            );
          }
          return replyOf(result);
        },
      }),
    ),
  ];
}

async function allTold({ db, client, settings, log }: AdminParts, sourceId: SourceId): Promise<boolean> {
  try {
    await releaseChats(client, settings, await chatsOfSource(db, sourceId));
    return true;
  } catch (err) {
    log.warn({ err, sourceId }, 'Chats of a resumed source could not be told');
    return false;
  }
}
