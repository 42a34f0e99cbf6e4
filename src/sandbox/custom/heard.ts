import type { Outcome } from '../exchange';

/** Ids are known again for a week (webhook.md §2, Dedupe). */
const KEPT_MS = 7 * 86_400_000;

interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly outcome: Promise<Outcome>;
}

/** Events that were taken, by their ids: what comes again is answered, and changes nothing. */
export class Heard {
  readonly #entries = new Map<string, Entry>();

  /** What was refused may come again, and is looked at anew. */
  async once(
    key: string,
    { now, seq }: { readonly now: number; readonly seq: number },
    perform: () => Promise<Outcome>,
  ) {
    const known = this.#entries.get(key);
    if (known !== undefined && now - known.at < KEPT_MS) {
      const { body } = await known.outcome;
      return { status: 200, body: body ?? { duplicate: true }, repeats: known.seq };
    }
    const outcome = perform();
    this.#entries.set(key, { seq, at: now, outcome });
    try {
      return await outcome;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
