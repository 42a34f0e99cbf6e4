import { z } from 'zod';
import type { Assumptions } from '../../assumptions';
import { requestId, wrong } from './fields';

const page = z.object({ id: z.string().min(1), name: z.string().min(1), link: z.string().min(1) });

const service = z.object({
  type: z.literal('whatsapp'),
  params: z
    .object({ waba: z.boolean().default(false), is_supports_list_message: z.boolean().default(false) })
    .optional(),
  pages: z.array(page).default([]),
});

/** When given: not null, not digits only, not quotes only, at most 20 characters (kommo-platform.md §4.3). */
const originCode = z
  .string()
  .min(1)
  .max(20)
  .regex(/[^\d]/, 'must not be digits only')
  .regex(/[^'"]/, 'must not be quotes only');

/** kommo-platform.md §4.3. */
export function sourceFields(assumptions: Assumptions) {
  const most = assumptions.number('source-external-id-limit');
  const externalId = z
    .string()
    .min(1)
    .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
    .superRefine((value, context) => {
      if (most > 0 && value.length > most) wrong(context, 'TooLong', [], `at most ${String(most)} characters`);
    });
  const common = {
    pipeline_id: z.int().optional(),
    default: z.boolean().optional(),
    origin_code: originCode.optional(),
    services: z.array(service).optional(),
    ...requestId,
  };
  return {
    added: z.object({ name: z.string().min(1), external_id: externalId, ...common }),
    changed: z.object({ name: z.string().min(1).optional(), external_id: externalId.optional(), ...common }),
    changedInList: z.object({
      id: z.int(),
      name: z.string().min(1).optional(),
      external_id: externalId.optional(),
      ...common,
    }),
  };
}

export type AddedSource = z.infer<ReturnType<typeof sourceFields>['added']>;
export type ChangedSource = z.infer<ReturnType<typeof sourceFields>['changed']>;
