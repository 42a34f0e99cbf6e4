import { z } from 'zod';
import { DATE_ORDERS } from '../../history/reader';
import type { ImportView } from '../../ledger/import-views';
import {
  IMPORT_ORIGINS,
  IMPORT_STATES,
  MOST_PER_SECOND,
  USUAL_PER_SECOND,
  type ImportOptions,
} from '../../model/import';
import { readPhone } from '../../model/phone';
import { by, time, uuid, words } from './schemas';

const author = words
  .max(255)
  .meta({ description: 'As the export names somebody: by id, or by name where it has no ids' });

export const NewImport = z
  .object({
    sourceId: uuid.meta({ description: 'The bot, number or page whose conversations they are' }),
    from: z.enum(IMPORT_ORIGINS).default('file').meta({
      description: '`messenger`: it keeps them itself, and is asked at once; `file`: somebody hands them in',
    }),
    fileName: words
      .max(255)
      .optional()
      .meta({
        description: 'As the file is called, where there is one; WhatsApp says there whom a chat is with',
        examples: ['result.zip'],
      }),
    by,
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, 'not a time zone, such as America/Sao_Paulo')
      .optional()
      .meta({ description: 'Of times without an offset; UTC without it', examples: ['America/Sao_Paulo'] }),
    dateOrder: z.enum(DATE_ORDERS).optional().meta({ description: 'Of dates like 03/04/24, where nothing decides' }),
    business: z.array(author).max(200).optional().meta({ description: 'Who of its authors writes for the business' }),
    users: z
      .record(z.string().max(255), uuid)
      .optional()
      .meta({ description: "Which of those is which user of Kommo, by the user's amojo id; the others are the bot" }),
    customer: z
      .object({
        address: words.max(255).optional(),
        phone: z
          .string()
          .max(30)
          .refine((text) => readPhone(text) !== undefined, 'not a whole number with its country')
          .optional(),
      })
      .optional()
      .meta({ description: 'Of an export of a single chat: where its customer is at the messenger' }),
    newestLive: z.boolean().default(false).meta({
      description: "Tells the customer's newest message of each chat as a live one: a lead, and a notification",
    }),
    perSecond: z
      .number()
      .min(0.1)
      .max(MOST_PER_SECOND)
      .default(USUAL_PER_SECOND)
      .meta({ description: "Requests to Kommo's chats a second, for all imports of the account" }),
  })
  .refine(({ from, fileName }) => from === 'messenger' || fileName !== undefined, {
    path: ['fileName'],
    message: 'needed where the conversations come in a file',
  })
  .meta({ id: 'NewImport' });

export function optionsOf(given: z.output<typeof NewImport>): ImportOptions {
  const { timeZone, dateOrder, business, users, customer, newestLive, perSecond } = given;
  const { address, phone } = customer ?? {};
  return {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(business === undefined ? {} : { business }),
    ...(users === undefined ? {} : { users }),
    ...(customer === undefined
      ? {}
      : {
          customer: {
            ...(address === undefined ? {} : { address }),
            ...(phone === undefined ? {} : { phone }),
          },
        }),
    newestLive,
    perSecond,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // The one way to ask whether a name is a time zone's.
    return false;
  }
}

const gaps = z.record(z.string(), z.int()).meta({ description: 'What cannot be taken, by why' });
const moment = time.nullable();

const Survey = z
  .object({
    format: z.string(),
    chats: z.int(),
    messages: z.int(),
    fromCustomers: z.int(),
    fromBusiness: z.int(),
    files: z.int(),
    filesMissing: z.int(),
    oldest: moment,
    newest: moment,
    known: z.int().meta({ description: 'Of the messages, what the ledger has already' }),
    chatsKnown: z.int(),
    chatsNew: z.int(),
    leads: z.int().meta({ description: 'That Kommo would make' }),
    gaps,
    examples: z.array(z.object({ place: z.string(), why: z.string() })).readonly(),
    people: z
      .array(
        z.object({
          author: z.string(),
          name: z.string(),
          as: z.enum(['customer', 'business']),
          userId: z.string().nullable().meta({ description: "amojo's id of the user they are shown as" }),
          messages: z.int(),
        }),
      )
      .readonly(),
    samples: z
      .array(z.object({ title: z.string(), address: z.string().nullable(), messages: z.int(), match: z.string() }))
      .readonly()
      .meta({ description: 'The first chats' }),
  })
  .meta({ id: 'ImportSurvey', description: 'What the dry run found' });

const counts = {
  chats: z.int(),
  told: z.int().meta({ description: 'Messages of the export that were read so far' }),
  known: z.int().meta({ description: 'Of those, what was in the ledger before' }),
  sent: z.int(),
  failed: z.int(),
  unknown: z.int(),
  ignored: z.int(),
  waiting: z.int(),
  gaps,
};

const Result = z
  .object({
    ...counts,
    kommo: z
      .object({ sent: z.int(), found: z.int(), missing: z.int(), repeated: z.int() })
      .meta({ description: 'What the ledger says was sent, and what of it is in Kommo’s history' }),
    differences: z
      .array(z.object({ why: z.string(), count: z.int(), deliveries: z.array(uuid).readonly() }))
      .readonly()
      .meta({ description: 'Everything of the export that is not in Kommo by this import, and why' }),
  })
  .meta({ id: 'ImportResult' });

export const Import = z
  .object({
    id: uuid,
    accountId: z.int(),
    sourceId: uuid,
    from: z.enum(IMPORT_ORIGINS),
    state: z.enum(IMPORT_STATES),
    paused: z.boolean(),
    fileName: z.string(),
    fileSize: z.int().nullable(),
    format: z.string().nullable(),
    fetched: z.int().nullable().meta({ description: 'While the messenger is asked: messages that it has given' }),
    survey: Survey.nullable(),
    counts: z.object(counts),
    result: Result.nullable(),
    trouble: z.string().nullable().meta({ description: 'What is wrong with its file, and what would help' }),
    note: z.string().meta({ description: 'What of it Kommo shows on a lead’s card' }),
    told: z
      .array(z.object({ command: z.string(), by: z.string(), at: z.string() }))
      .readonly()
      .meta({ description: 'Who said what' }),
    createdBy: z.string(),
    createdAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'Import', description: 'Old conversations that were handed in' });

/** kommo-chat-api.md §9.8 */
export const CARD_NOTE =
  'Kommo keeps all of it in the chat. A lead’s card shows only what is from shortly before the lead was created: a day, says its documentation.';

export function shownImport(given: ImportView): z.input<typeof Import> {
  const { trouble, survey, ...view } = given;
  const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...view,
    survey: survey === null ? null : { ...survey, oldest: at(survey.oldest), newest: at(survey.newest) },
    trouble: trouble?.text ?? null,
    note: CARD_NOTE,
  };
}
