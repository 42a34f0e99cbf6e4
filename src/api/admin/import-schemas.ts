import { z } from 'zod';
import type { ImportView } from '../../ledger/import-views';
import { IMPORT_ORIGINS, IMPORT_STATES } from '../../model/import';
import { importOptions } from '../imports/options';
import { by, time, uuid, words } from './schemas';

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
    ...importOptions,
  })
  .meta({ id: 'NewImport' });

/** All of them: what is left out is as if it had never been said. */
export const ImportOptionsChange = z.object({ by, ...importOptions }).meta({ id: 'ImportOptionsChange' });

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
    options: z.object(importOptions),
    fetched: z.int().nullable().meta({ description: 'While the messenger is asked: messages that it has given' }),
    survey: Survey.nullable(),
    counts: z.object(counts),
    result: Result.nullable(),
    trouble: z.string().nullable().meta({ description: 'What is wrong with its file, and what would help' }),
    asks: z
      .enum(['date-order'])
      .nullable()
      .meta({ description: 'What it was refused for not telling: look again with options that do' }),
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
