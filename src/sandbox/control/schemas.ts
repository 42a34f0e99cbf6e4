import { z } from 'zod';
import { FAULT_NAMES, SIDES, type FaultName } from './contract';
import { word } from './written';

const milliseconds = z.int().min(0).max(3_600_000);

/** 401, 402 and 504 are of the CRM API only. */
const KOMMO_ERRORS = [400, 401, 402, 403, 404, 429, 500, 503, 504];
const TELEGRAM_ERRORS = [401, 403, 429, 500, 502];

const LINE_ERRORS = [400, 401, 403, 404, 429, 500, 502, 503];

function statusesOf(name: FaultName): readonly number[] {
  if (name.startsWith('kommo')) return KOMMO_ERRORS;
  return name.startsWith('telegram') ? TELEGRAM_ERRORS : LINE_ERRORS;
}

export const newFault = z
  .strictObject({
    name: z.enum(FAULT_NAMES),
    ms: milliseconds.exactOptional().meta({ description: 'for latency and delays' }),
    status: z.int().exactOptional().meta({ description: 'for error' }),
    retryAfter: z.int().min(0).max(3600).exactOptional().meta({ description: 'seconds, for error with 429' }),
    operation: word.exactOptional(),
    chat: word.exactOptional(),
    times: z.int().min(1).exactOptional(),
  })
  .superRefine((fault, context) => {
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (/latency|delay/.test(fault.name) && fault.ms === undefined) wrong('ms', `needed for ${fault.name}`);
    if (!fault.name.endsWith('-error')) return;
    const statuses = statusesOf(fault.name);
    if (fault.status === undefined || !statuses.includes(fault.status)) {
      wrong('status', `one of ${statuses.join(', ')} needed for ${fault.name}`);
    }
  })
  .meta({ id: 'NewFault' });

export const clockMove = z.strictObject({ offsetMs: z.int().min(-1e13).max(1e13) }).meta({ id: 'ClockMove' });

export const assumptionChange = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .meta({ id: 'AssumptionChange' });

export const journalQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  side: z.enum(SIDES).exactOptional(),
  chat: word.exactOptional(),
});
