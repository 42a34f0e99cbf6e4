import { z } from 'zod';

/** What people type: a refusal is read by that person. */
export const TEXT = {
  absent: 'The message has no text.',
  empty: 'The message is empty.',
  tooLong: (limit: number): string => `A message has at most ${String(limit)} characters; this one is longer.`,
};

export const word = z.string().min(1);

export const timestampMs = z.int().min(0).exactOptional();

export function written(limit: number): z.ZodString {
  return z.string(TEXT.absent).min(1, TEXT.empty).max(limit, TEXT.tooLong(limit));
}
