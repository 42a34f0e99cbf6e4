import { z } from 'zod';
import { DELIVERY_FILTERS } from '../../ledger/delivery-views';
import { VERDICTS } from '../../model/command';

const by = z.string().trim().min(1).max(100).meta({ description: 'Who says so; kept with the command' });
const why = z.string().trim().min(1).max(500).meta({ description: 'For whoever asks later; no customer data' });

export const DeliveriesQuery = z.object({
  filter: z.enum(DELIVERY_FILTERS).default('stuck'),
  account: z.coerce.number().int().positive().optional(),
  source: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .string()
    .regex(/^[0-9T:.Z-]+\/[0-9a-f-]{36}$/)
    .optional(),
});

export const RetryBody = z.object({ by, why: why.optional() });
/** Giving a message up needs a reason: the manager reads it. */
export const SkipBody = z.object({ by, why });
export const PauseBody = z.object({ by, why: why.optional() });
export const DecideBody = z.object({ by, why: why.optional(), verdict: z.enum(VERDICTS) });
