import { refused } from '../codes';
import type { Line } from '../../lines/records';

/** A code that somebody asked the sandbox to answer, for sends of one line. */
export interface Ordered {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly details: string | undefined;
  readonly status: number | undefined;
  /** How many sends it still meets. */
  times: number;
}

/** Refusals and late failures that were ordered by `act`: every code of whatsapp.md §4 can be met this way. */
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

/** Why this number cannot send at all (whatsapp.md §4). @throws GraphError */
export function checkNumber({ facts }: Line): void {
  if (facts.registered !== true)
    throw refused(133010, 'Phone number is not registered on the WhatsApp Business Platform.');
  if (facts.account === 'locked') {
    throw refused(131031, 'Your account has been locked. Please check the account in Business Manager.');
  }
  if (facts.account === 'restricted') throw refused(368, 'The account is restricted for policy violations.');
  if (facts.nameStatus !== 'APPROVED') throw refused(131037, 'The display name of the number needs approval.');
}
