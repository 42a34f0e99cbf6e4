import { upsertSearchAttributes } from '@temporalio/workflow';
import { deliveryState, stuckSince } from './search-attributes';

/** Keeps the search attributes true; writes them only when the chat becomes stuck or recovers. */
export class StuckMark {
  #since: number | null;

  constructor(since: number | null) {
    this.#since = since;
  }

  get since(): number | null {
    return this.#since;
  }

  update(stuck: boolean): void {
    if (stuck === (this.#since !== null)) return;
    this.#since = stuck ? Date.now() : null;
    upsertSearchAttributes([
      { key: deliveryState, value: stuck ? 'stuck' : 'ok' },
      { key: stuckSince, value: stuck ? new Date(Date.now()) : null },
    ]);
  }
}
