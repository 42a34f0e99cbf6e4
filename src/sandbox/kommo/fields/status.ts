import { z } from 'zod';
import { kindOf, text } from './parts';

const statusCode = z.union([z.literal(1), z.literal(2), z.literal(-1)], {
  error: ({ input }) =>
    typeof input === 'number' ? '1, 2 or -1 expected' : `expected number, received ${kindOf(input)}`,
});
const errorCode = z.int().min(901, '901 to 905 expected').max(905, '901 to 905 expected');

/** kommo-chat-api.md §10.1: the fields of today, and those of before. */
export const deliveryStatus = z.object({
  status_code: statusCode.optional(),
  delivery_status: statusCode.optional(),
  error_code: errorCode.nullish(),
  error: text.nullish(),
  msgid: text.optional(),
});

/** The `delivery_status` of an edit (kommo-chat-api.md §9.4). */
export const reportedStatus = z.object({
  status_code: statusCode,
  error_code: errorCode.nullish(),
  error: text.nullish(),
});
export type ReportedStatus = z.infer<typeof reportedStatus>;
