import { z } from 'zod';
import type { Assumptions } from '../../assumptions';

/** A value of the right type and the wrong content; the wrong type is told in the validator's words. */
const otherwise = (reason: string) => ({
  error: (issue: { readonly code?: string; readonly input?: unknown }) =>
    issue.code === 'invalid_type' ? undefined : reason,
});

export const amojoId = z.guid(otherwise('must be a UUID'));
export const link = z.url({ protocol: /^https?$/, ...otherwise('must be a URL') });
export const text = z.string();
export const count = z.int().min(0, 'must not be below 0');
export const name = z.string().min(1, 'must not be empty');

/** One of some words: another word, and what is no word at all. */
export function oneOf<const Words extends readonly string[]>(words: Words, reason: string) {
  return z.enum(words, {
    error: ({ input }) => (typeof input === 'string' ? reason : `expected string, received ${kindOf(input)}`),
  });
}

/** What the validator calls a value of another type. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * A field that is needed under one reading only. To the code behind, it may always be missing.
 * (An optional field with a refinement would not do: a missing key is never refined.)
 */
export function neededIf<T extends z.ZodType>(needed: boolean, schema: T): z.ZodOptional<T> {
  return needed ? (schema as unknown as z.ZodOptional<T>) : schema.optional();
}

export type Parts = ReturnType<typeof makeParts>;

/** What the fields of several operations are made of. */
export function makeParts(assumptions: Assumptions) {
  const idLimit = assumptions.number('id-length-limit');
  const anyId = z.string().min(1, 'must not be empty');
  const ownId = idLimit === 0 ? anyId : anyId.max(idLimit, `longer than ${String(idLimit)}`);

  const source = z.object({
    external_id: z.string().regex(/^[\x20-\x7e]{1,40}$/, otherwise('must be 1 to 40 printable ASCII characters')),
  });
  const personal = {
    avatar: link.optional(),
    profile: z.object({ phone: text.optional(), email: text.optional() }).optional(),
    profile_link: link.optional(),
  };
  /** kommo-chat-api.md §9.3 */
  const participant = z.object({
    id: ownId,
    ref_id: amojoId.optional(),
    name: neededIf(assumptions.is('participant-name', 'required'), name),
    ...personal,
  });
  return { ownId, source, personal, participant };
}

export type ParticipantFields = z.infer<Parts['participant']>;
