import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalPage } from '../../src/sandbox/control/contract';
import type { World } from './world';

/** Kommo gives a webhook up after five seconds; so many are taken in that time by any machine. */
const MOST_OPEN = 8;
const LOOK_EVERY_MS = 50;

/** Webhooks of Kommo that Courier has not answered yet. Many writers of one test wait for each other by it. */
export class Backlog {
  #written = 0;
  #answered = 0;
  #after = 0;
  #looking: Promise<void> | undefined;

  constructor(private readonly world: World) {}

  /** Has a manager write, as soon as there is room for one more webhook. */
  async write(kommoChatId: string, text: string): Promise<void> {
    while (this.#written - this.#answered >= MOST_OPEN) {
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
      await this.#looking;
    }
    this.#written += 1;
    await this.world.managerWrites(kommoChatId, text);
  }

  async #look(): Promise<void> {
    await sleep(LOOK_EVERY_MS);
    const path = `/journal?side=kommo&after=${String(this.#after)}&limit=5000`;
    const { entries } = await this.world.control<JournalPage>('GET', path);
    const hooks = entries.filter(({ direction, operation }) => direction === 'out' && operation === 'hook');
    const open = hooks.findIndex(({ endedAt }) => endedAt === null);
    const ended = open < 0 ? hooks : hooks.slice(0, open);
    this.#answered += ended.length;
    this.#after = ended.at(-1)?.seq ?? this.#after;
  }
}
