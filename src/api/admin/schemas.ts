import { z } from 'zod';
import { DELIVERY_FILTERS } from '../../ledger/delivery-views';
import { VERDICTS } from '../../model/command';

/** Postgres stores every text but one that holds a NUL. */
const words = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\0]*$/);
const by = words.max(100).meta({ description: 'Who says so; kept with the command' });
const why = words.max(500).meta({ description: 'For whoever asks later; no customer data' });

function isPageMark(text: string): boolean {
  const [, time = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(text) ?? [];
  return !Number.isNaN(Date.parse(time));
}

export const DeliveriesQuery = z.object({
  filter: z.enum(DELIVERY_FILTERS).default('stuck'),
  account: z.coerce.number().int().positive().optional(),
  source: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().refine(isPageMark, 'not the "next" of a page').optional(),
});

export const RetryBody = z.object({ by, why: why.optional() });
/** Giving a message up needs a reason: the manager reads it. */
export const SkipBody = z.object({ by, why });
export const PauseBody = z.object({ by, why: why.optional() });
export const DecideBody = z.object({ by, why: why.optional(), verdict: z.enum(VERDICTS) });
