import type { Assumptions } from '../assumptions';

/** What stands where there is nothing: in a full hook an empty value, or no field (undefined). */
type Empty = '' | 0 | null | undefined;

/**
 * Fields that a hook may lack altogether (kommo-chat-api.md §11.1): each with its value, if there is one, and what a full hook
 * has instead.
 */
export function optional(
  assumptions: Assumptions,
  fields: Readonly<Record<string, readonly [value: unknown, empty: Empty]>>,
): object {
  if (assumptions.is('hook-optional-fields', 'sparse')) return {};
  const nulls = assumptions.is('hook-optional-fields', 'null');
  const written: Record<string, unknown> = {};
  for (const [name, [value, empty]] of Object.entries(fields)) {
    const shown = value ?? (nulls ? null : empty);
    if (shown !== undefined) written[name] = shown;
  }
  return written;
}
