import { randomUUID } from 'node:crypto';
import type { Core } from '../core';
import { HookQueue, type LineHook } from '../lines/hook-queue';
import type { Line } from '../lines/records';
import type { PostResult } from '../webhook-post';
import { newSecret, secretsIn } from './secrets';
import { signatureOf } from './signing';

const GIVE_UP_MS = 24 * 3_600_000;
const SLOWER = 10;
const MOST_WAIT_MS = 3_600_000;
/** Typing of longer ago is of no use (webhook.md §2). */
const TYPING_MS = 5_000;
/** These do not get better by themselves. */
const HOPELESS: readonly (number | null)[] = [400, 401, 413, 422];
/** Whoever hears these stops, until a ping says where events go. */
const OVER: readonly (number | null)[] = [404, 410];

/** Whether the service signs as it should, with a secret of somebody else, or with a clock that is wrong. */
export const SIGNS = ['rightly', 'another-secret', 'an-hour-late'] as const;
export type Signs = (typeof SIGNS)[number];

export interface Told {
  readonly type: string;
  /** Null: of no conversation. */
  readonly conversation: string | null;
  readonly data: object;
  /** Milliseconds; left out: now. */
  readonly at?: number;
  readonly messageId?: string;
  readonly taken?: () => void;
}

/** Tells Courier what happens at a service: signed, in order in each conversation, again until it is taken (webhook.md §2, §5). */
export class Teller {
  readonly #queues = new Map<Line, HookQueue>();

  constructor(private readonly core: Core) {}

  /** Whether it goes out: the service knows where to. */
  tell(line: Line, told: Told): boolean {
    const { assumptions, clock } = this.core;
    return this.#add(line, told, {
      giveUpAt: clock.now() + GIVE_UP_MS,
      retryIn: (failures, result) => this.#retryIn(line, failures, result),
      ...(assumptions.is('custom-order', 'none') ? { lane: randomUUID() } : {}),
    });
  }

  /** What is of no use later: once, and not in line. */
  tellNow(line: Line, told: Told): boolean {
    const giveUpAt = this.core.clock.now() + TYPING_MS;
    return this.#add(line, told, { giveUpAt, retryIn: () => undefined, lane: randomUUID() });
  }

  pending(line: Line): number {
    return this.#queues.get(line)?.pending ?? 0;
  }

  retry(line: Line): void {
    this.#queues.get(line)?.retry();
  }

  drop(line: Line): void {
    this.#queues.get(line)?.clear();
  }

  reset(): void {
    for (const queue of this.#queues.values()) queue.clear();
  }

  close(): void {
    for (const queue of this.#queues.values()) queue.close();
  }

  #add(line: Line, told: Told, how: Pick<LineHook, 'giveUpAt' | 'retryIn' | 'lane'>): boolean {
    if (line.webhook === null) return false;
    const { type, conversation, data, at = this.core.clock.moment(), messageId = null, taken } = told;
    const event = { type, version: '1', timestamp: new Date(at).toISOString(), data };
    const id = `evt_${randomUUID()}`;
    const body = JSON.stringify(event);
    this.#queue(line).add({
      url: line.webhook.url,
      body,
      headers: () => this.#headers(line, id, body),
      shown: event,
      chat: conversation,
      messageId,
      timeoutMs: this.core.assumptions.number('custom-answer-ms'),
      takes: (status) => status >= 200 && status < 300,
      taken: () => {
        taken?.();
        this.core.changes.emit('lines');
      },
      ...how,
    });
    return true;
  }

  /** The id stays, the time and the signature are those of the attempt. */
  #headers(line: Line, id: string, body: string): Readonly<Record<string, string>> {
    const { assumptions, clock } = this.core;
    const signs = SIGNS.find((each) => each === line.facts.signs) ?? 'rightly';
    const secrets = secretsIn(line.credentials.inboundSecret);
    const own = assumptions.is('custom-rotation', 'newest') ? secrets.slice(0, 1) : secrets;
    const seconds = clock.seconds() - (signs === 'an-hour-late' ? 3600 : 0);
    return {
      'content-type': 'application/json',
      'user-agent': 'Sandbox website',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signatureOf(signs === 'another-secret' ? [newSecret()] : own, { id, seconds, body }),
    };
  }

  #retryIn(line: Line, failures: number, { status, retryAfter }: PostResult): number | undefined {
    if (OVER.includes(status)) {
      this.drop(line);
      line.webhook = null;
      return undefined;
    }
    if (HOPELESS.includes(status)) return undefined;
    const wished = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
    const usual = this.core.assumptions.number('custom-retry-ms') * SLOWER ** Math.min(failures - 1, 10);
    return Math.min(wished ?? usual, MOST_WAIT_MS);
  }

  #queue(line: Line): HookQueue {
    const known = this.#queues.get(line);
    if (known) return known;
    const queue = new HookQueue(this.core, line);
    this.#queues.set(line, queue);
    return queue;
  }
}
