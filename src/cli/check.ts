import type { Config } from '../config';

export interface Check {
  readonly name: string;
  /** Returns what is the case; throws `Unwell` when that is not good. */
  readonly run: (config: Config) => Promise<string>;
}

/** Something is not as it should be, and what a person can do about it. */
export class Unwell extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}
