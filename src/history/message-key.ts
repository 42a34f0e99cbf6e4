import { createHash } from 'node:crypto';

const MINUTE_MS = 60_000;

/**
 * Of how many different messages it is known how often each was there. More than anybody says within the hour that is told
 * twice when clocks go back, which is the longest way apart that two messages of one minute can be.
 */
const REMEMBERED = 10_000;

export interface KeyedBy {
  /** Milliseconds; only its minute counts, as some exports have no more. */
  readonly at: number;
  readonly author: string;
  /** What it says; of files only what was written beside them, as an export without files does not name them. */
  readonly text: string;
}

/**
 * Makes the keys of one chat's messages where an export has no ids: minute, author, text, and which one of those that are
 * alike it is. So they are the same in a later export that goes further, and in one with files instead of without.
 */
export function createKeyMaker(): (message: KeyedBy) => string {
  const counts = new Map<string, number>();
  return ({ at, author, text }) => {
    const alike = createHash('sha256')
      .update(JSON.stringify([Math.floor(at / MINUTE_MS), author, text]))
      .digest('base64url')
      .slice(0, 22);
    const ordinal = (counts.get(alike) ?? 0) + 1;
    counts.delete(alike);
    counts.set(alike, ordinal);
    if (counts.size > REMEMBERED) counts.delete(counts.keys().next().value ?? alike);
    return ordinal === 1 ? alike : `${alike}/${String(ordinal)}`;
  };
}
