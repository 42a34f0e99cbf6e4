import type { Core } from '../../core';
import type { Line } from '../../lines/records';
import { refused } from '../codes';

const SECOND_MS = 1000;

/** How fast a number may send, and how fast to one person; real time, whatever the sandbox's clock says (whatsapp.md §9). */
export class SendLimits {
  readonly #sent = new Map<string, number[]>();
  /** When the last message to this person is paid for. */
  readonly #paid = new Map<string, number>();

  constructor(private readonly core: Core) {}

  /** Counts one more message. @throws GraphError 130429, 131056 */
  take({ id }: Line, person: string): void {
    const { assumptions } = this.core;
    const now = performance.now();
    const perSecond = assumptions.number('whatsapp-throughput');
    const recent = (this.#sent.get(id) ?? []).filter((at) => now - at < SECOND_MS);
    if (perSecond > 0 && recent.length >= perSecond) {
      throw refused(130429, 'Cloud API message throughput has been reached.');
    }
    const apart = assumptions.number('whatsapp-pair-ms');
    const burst = Math.max(1, assumptions.number('whatsapp-pair-burst'));
    const pair = `${id}\n${person}`;
    const paid = Math.max(this.#paid.get(pair) ?? -Infinity, now);
    if (apart > 0 && paid - now > (burst - 1) * apart) {
      throw refused(
        131056,
        'Too many messages sent from this phone number to the same phone number in a short period of time.',
      );
    }
    if (apart > 0) this.#paid.set(pair, paid + apart);
    recent.push(now);
    this.#sent.set(id, recent);
  }

  clear(): void {
    this.#sent.clear();
    this.#paid.clear();
  }
}
