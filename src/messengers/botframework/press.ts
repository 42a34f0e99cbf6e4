import { z } from 'zod';
import type { Press } from '../../model/content';

const Place = z.object({ courier: z.object({ row: z.int().min(0).max(999), column: z.int().min(0).max(999) }) });

/** What a button of ours carries besides its label, where the channel hands that back. */
export function placeValue(row: number, column: number): z.infer<typeof Place> {
  return { courier: { row, column } };
}

/**
 * The press of a button of ours (skype.md §2, button); undefined for anything else.
 *
 * @param of the message that has the button, where the channel tells
 */
export function pressIn(value: unknown, label: string, of: string | undefined): Press | undefined {
  const place = Place.safeParse(typeof value === 'string' ? parsed(value) : value).data?.courier;
  if (place === undefined) return undefined;
  return { type: 'press', of: of ?? 'card', ...place, ...(label === '' ? {} : { label }) };
}

/** Some channels hand it back as text. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
