import type { Refused } from '../lines/emulator';

/** A code that somebody asked the sandbox to answer, for sends of one line or to one person. */
export interface Ordered {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly details: string | undefined;
  readonly status: number | undefined;
  /** How many sends it still meets. */
  times: number;
}

/** Refusals and failures that were ordered by `act`: every code of a product's table can be met this way. */
export class Orders {
  readonly #waiting = new Map<string, Ordered[]>();

  add(owner: string, order: Ordered): void {
    this.#waiting.set(owner, [...(this.#waiting.get(owner) ?? []), order]);
  }

  take(owner: string): Ordered | undefined {
    const [first, ...others] = this.#waiting.get(owner) ?? [];
    if (!first) return undefined;
    first.times -= 1;
    if (first.times <= 0) this.#waiting.set(owner, others);
    return first;
  }

  clear(): void {
    this.#waiting.clear();
  }
}

/** `{ code, subcode?, details?, status?, times? }` of an act that orders a refusal or a failure. */
export function orderIn(fields: Readonly<Record<string, unknown>>): Ordered | Refused {
  const { code, subcode, details, status, times } = fields;
  if (typeof code !== 'number' || !Number.isInteger(code)) return { refused: 'code: a code of the Graph API' };
  return {
    code,
    subcode: typeof subcode === 'number' ? subcode : undefined,
    details: typeof details === 'string' ? details : undefined,
    status: typeof status === 'number' ? status : undefined,
    times: typeof times === 'number' ? times : 1,
  };
}
