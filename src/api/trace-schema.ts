import { z } from 'zod';
import { LANES } from '../model/lane';
import { NOT_KEPT, PLACES } from '../trace/trace';
import { messenger, time, uuid } from './admin/schemas';

const place = z.enum(PLACES);
const kind = z.enum(['message', 'note', 'echo', 'edit', 'removal', 'reaction']);
const outcome = z.enum(['sent', 'failed', 'ignored', 'unknown']);
const text = z.string().nullable();
const code = z.int().nullable().meta({ description: 'Of Kommo, 901 to 905' });
const words = text.meta({ description: 'What was answered or is wrong, without what people said' });
const tookMs = z.number().nullable();

/** What every step has. */
const at = {
  at: time,
  ms: z.number().meta({ description: 'Milliseconds since the first step' }),
  text: z
    .object({ title: z.string(), detail: z.string() })
    .meta({ description: 'For people, in the language asked for' }),
};

const Step = z
  .discriminatedUnion('kind', [
    z.object({
      ...at,
      kind: z.literal('received'),
      from: place,
      hook: z.string(),
      bytes: z.int(),
      process: z.string(),
    }),
    z.object({ ...at, kind: z.literal('verified'), rule: z.string() }),
    z.object({ ...at, kind: z.literal('spooled'), because: z.enum(['ledger', 'keys']) }),
    z.object({ ...at, kind: z.literal('accepted'), how: z.enum(['committed', 'drained', 'begun']) }),
    z.object({ ...at, kind: z.literal('repeated'), from: place, times: z.int(), until: time }),
    z.object({ ...at, kind: z.literal('woken') }),
    z.object({ ...at, kind: z.literal('waited'), for: z.string(), times: z.int(), tookMs }),
    z.object({
      ...at,
      kind: z.literal('file'),
      state: z.enum(['stored', 'refused', 'read']),
      bytes: z.int().nullable(),
      words,
    }),
    z.object({
      ...at,
      kind: z.literal('attempt'),
      to: place,
      result: z.enum(['sent', 'refused', 'later', 'unknown']),
      part: z.int(),
      code,
      words,
      tookMs,
      answered: text.meta({ description: 'The far side’s id of the message' }),
    }),
    z.object({ ...at, kind: z.literal('part'), to: place, index: z.int(), remote: text }),
    z.object({ ...at, kind: z.literal('evidence'), found: z.enum(['arrived', 'absent']), part: z.int() }),
    z.object({ ...at, kind: z.literal('parked') }),
    z.object({
      ...at,
      kind: z.literal('command'),
      command: z.string(),
      by: z.string(),
      result: z.enum(['done', 'refused']),
    }),
    z.object({ ...at, kind: z.literal('ended'), outcome, code, words }),
    z.object({ ...at, kind: z.literal('receipt'), from: place, state: z.string(), code, words, there: time }),
    z.object({ ...at, kind: z.literal('reached'), from: place, state: z.string() }),
    z.object({ ...at, kind: z.literal('told'), to: place, tick: z.string(), taken: z.boolean() }),
    z.object({
      ...at,
      kind: z.literal('followed'),
      from: place,
      to: place,
      what: kind,
      deliveryId: uuid,
      outcome: outcome.nullable(),
    }),
  ])
  .meta({ id: 'TraceStep', description: 'One thing that happened to a message' });

export const TraceBody = z
  .object({
    deliveryId: uuid,
    messageId: uuid.nullable().meta({ description: 'null for what concerns another message' }),
    kind,
    accountId: z.int(),
    sourceId: uuid,
    chatId: uuid,
    messenger,
    lane: z.enum(LANES),
    ids: z.object({
      kommo: text,
      kommoChat: text,
      remote: text.meta({ description: 'The messenger’s id of the message: of its first part' }),
      parts: z.array(z.object({ index: z.int(), remote: text })).readonly(),
    }),
    writtenAt: time.meta({ description: 'By the clock of whoever wrote it' }),
    outcome: outcome.nullable(),
    tick: text,
    nextAttemptAt: time.nullable(),
    steps: z.array(Step).readonly(),
    notKept: z.array(z.enum(NOT_KEPT)).readonly().meta({ description: 'What an older version did not write down' }),
  })
  .meta({ id: 'Trace', description: 'The whole path of one message, without content' });
