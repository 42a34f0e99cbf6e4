import { z } from 'zod';
import type { PageRequest } from '../../ledger/keyset';
import { asAccountId, asSourceId, type AccountId, type SourceId } from '../../model/ids';
import { MESSENGER_KINDS } from '../../model/messenger-kind';

/** Postgres stores every text but one that holds a NUL. */
export const words = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\0]*$/);
export const by = words.max(100).meta({ description: 'Who says so; kept with the command' });
export const why = words.max(500).meta({ description: 'For whoever asks later; no customer data' });

export const time = z.string().meta({ format: 'date-time', examples: ['2030-01-31T09:12:44.031522Z'] });
export const uuid = z.string().meta({ format: 'uuid' });
export const accountId = z.int().meta({ description: "Kommo's numeric id of the account", examples: [30000001] });
export const messenger = z.enum(MESSENGER_KINDS);

/** What can be somebody's id; what cannot is answered as what is not there. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const uuidParam = z.string().regex(UUID);
/** Ours are UUIDs; nobody promises what Kommo's look like. */
export const wordParam = z.string().regex(/^[\x21-\x7e]{1,200}$/);
export const accountParam = z.string().regex(/^[1-9]\d{0,14}$/);

const accountFilter = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional();
export const filters = {
  account: accountFilter.meta({ description: 'Only of this account' }),
  source: uuidParam.optional().meta({ description: 'Only of this source' }),
};

const limit = z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Rows of a page at most' });
const after = (mark: z.ZodString): z.ZodOptional<z.ZodString> =>
  mark.optional().meta({ description: 'The `next` of the page before' });
const NOT_A_MARK = 'not the "next" of a page';

function isTimeMark(text: string): boolean {
  const [, at = '', id = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\/(.+)$/.exec(text) ?? [];
  return !Number.isNaN(Date.parse(at)) && UUID.test(id);
}

/** Pages of lists by how their marks are made. */
export const byTime = { limit, after: after(z.string().refine(isTimeMark, NOT_A_MARK)) };
export const byNumber = { limit, after: after(z.string().regex(/^[1-9]\d{0,14}$/, NOT_A_MARK)) };
export const byWord = { limit, after: after(z.string().regex(/^[\x21-\x7e]{1,200}$/, NOT_A_MARK)) };

/** The end of a page. */
export const next = z.string().nullable().meta({ description: 'Pass as `after` to go on; null at the end' });

/** Which page, and of what, as a query of the ledger takes them. */
export function pageOf(query: { readonly limit: number; readonly after?: string | undefined }): PageRequest {
  return { limit: query.limit, ...(query.after === undefined ? {} : { after: query.after }) };
}

export function filterOf(query: { readonly account?: number | undefined; readonly source?: string | undefined }): {
  readonly accountId?: AccountId;
  readonly sourceId?: SourceId;
} {
  return {
    ...(query.account === undefined ? {} : { accountId: asAccountId(query.account) }),
    ...(query.source === undefined ? {} : { sourceId: asSourceId(query.source) }),
  };
}

export function progressSchema<Step extends string>(steps: readonly Step[]) {
  return z
    .array(
      z.object({
        step: z.enum(steps),
        state: z.enum(['waiting', 'running', 'done', 'skipped', 'failed']),
        text: z.string().nullable().meta({ description: 'What is wrong and what mends it' }),
        at: time.nullable(),
      }),
    )
    .readonly();
}
