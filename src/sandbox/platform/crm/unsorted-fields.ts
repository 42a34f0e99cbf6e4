import { z } from 'zod';
import type { Assumptions } from '../../assumptions';

/** Bodies that sort an incoming lead (kommo-platform.md §6.1). */
export const acceptFields = z.object({ user_id: z.int().optional(), status_id: z.int().optional() });

export function declineFields(assumptions: Assumptions): z.ZodType<{ user_id?: number | undefined }> {
  const required = assumptions.is('unsorted-decline-user', 'required');
  return z.object({ user_id: required ? z.int() : z.int().optional() });
}

export const linkFields = z.object({
  user_id: z.int().optional(),
  link: z.object({
    entity_id: z.int(),
    // Customers are none of the sandbox's things.
    entity_type: z.literal('leads'),
    metadata: z.object({ contact_id: z.int().optional() }).optional(),
  }),
});
