/** What a reference sheet leaves open, and the ways to read it. */
export interface Reading {
  /** The values it takes, the default first. With `free`, any whole number from 0 on; these are examples. */
  readonly values: readonly (string | number)[];
  readonly free?: true;
  readonly text: string;
}
