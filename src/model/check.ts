import type { Words } from './words';

/**
 * One thing that was looked at, for a person to see: the token, its rights, what it is subscribed to, the address. Its words
 * tell what was found or, where it is not right, what to do.
 */
export interface Check extends Words {
  /** For programs: `token`. */
  readonly name: string;
  /** What was looked at, in a few words: “Access token”. */
  readonly title: Words;
  readonly state: CheckState;
}

export const CHECK_STATES = ['ok', 'warning', 'broken'] as const;
/** `warning`: it works, and a person should look at it all the same. */
export type CheckState = (typeof CHECK_STATES)[number];
