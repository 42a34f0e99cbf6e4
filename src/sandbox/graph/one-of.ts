import type { Refused } from '../lines/emulator';

/** Words that an act of the control API may be told. */
export function isOne<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some((each) => each === value);
}

export function oneOf(name: string, all: readonly string[]): Refused {
  return { refused: `${name}: one of ${all.join(', ')}` };
}
