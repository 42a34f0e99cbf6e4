import { createHmac } from 'node:crypto';
import type { Core } from '../core';
import { HookQueue } from '../lines/hook-queue';
import type { Line } from '../lines/records';
import type { PostResult } from '../webhook-post';
import { CHAT_HOSTNAME } from './answers';
import { isWanted } from './event-types';
import { shown, writeJson } from './json';
import type { Tokens } from '../lines/tokens';

const GIVE_UP_MS = 3_600_000;
const SLOWER = 3;
const MOST_WAIT_MS = 600_000;

export interface Callback {
  readonly event: string;
  readonly chat: string | null;
  readonly fields?: object;
  /** Of the message it is about; a new one otherwise. */
  readonly token?: bigint;
  readonly at?: number;
  /** Sent so often, the same bytes each time. */
  readonly copies?: number;
  readonly taken?: (result: PostResult) => void;
}

interface Written {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly shown: unknown;
  readonly token: bigint;
}

/** Brings what happens to the webhook of each line: signed, again for an hour until it is answered with 200 (viber.md §2). */
export class Callbacks {
  readonly #queues = new Map<Line, HookQueue>();

  constructor(
    private readonly core: Core,
    private readonly tokens: Tokens,
  ) {}

  /** Whether it goes out: there is a webhook, and it wants this kind. */
  send(line: Line, callback: Callback): boolean {
    if (line.webhook === null || !isWanted(line, callback.event)) return false;
    const { token, ...written } = this.#write(line, line.webhook.url, callback);
    const { assumptions, clock } = this.core;
    for (let copy = 0; copy < (callback.copies ?? 1); copy += 1) {
      this.#queue(line).add({
        ...written,
        chat: callback.chat,
        ...(assumptions.is('viber-callback-order', 'none') ? { lane: `${String(token)}/${callback.event}` } : {}),
        messageId: String(token),
        timeoutMs: assumptions.number('viber-callback-timeout-ms'),
        giveUpAt: clock.now() + GIVE_UP_MS,
        taken: callback.taken ?? (() => undefined),
        retryIn: (failures) =>
          Math.min(assumptions.number('viber-retry-ms') * SLOWER ** Math.min(failures - 1, 20), MOST_WAIT_MS),
      });
    }
    return true;
  }

  /** Asks an address, before it becomes the webhook, whether it is one: it has to answer 200 (viber.md §1). */
  async probe(line: Line, url: string): Promise<boolean> {
    const written = this.#write(line, url, { event: 'webhook', chat: null });
    const entry = this.core.journal.open({
      side: 'viber',
      direction: 'out',
      operation: 'hook',
      method: 'POST',
      path: new URL(url).pathname,
      request: written.shown,
    });
    const timeoutMs = this.core.assumptions.number('viber-callback-timeout-ms');
    const result = await this.core.poster.post({ ...written, timeoutMs });
    entry.status = result.status;
    entry.answer = result.answer ?? result.error;
    entry.endedAt = this.core.clock.now();
    entry.stored = result.status === 200;
    return result.status === 200;
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

  #write(line: Line, url: string, { event, fields = {}, token = this.tokens.next(), at }: Callback): Written {
    const content = {
      event,
      timestamp: at ?? this.core.clock.moment(),
      chat_hostname: CHAT_HOSTNAME,
      message_token: token,
      ...fields,
    };
    const body = writeJson(content);
    const signature = createHmac('sha256', line.credentials.authToken ?? '')
      .update(body)
      .digest('hex');
    const { assumptions } = this.core;
    const inHeader = !assumptions.is('viber-sig-query', 'only');
    return {
      url: assumptions.is('viber-sig-query', 'off') ? url : withQuery(url, signature),
      body,
      headers: {
        'Content-Type': 'application/json',
        ...(inHeader ? { 'X-Viber-Content-Signature': signature } : {}),
      },
      shown: shown(content),
      token,
    };
  }

  #queue(line: Line): HookQueue {
    const known = this.#queues.get(line);
    if (known) return known;
    const queue = new HookQueue(this.core, line);
    this.#queues.set(line, queue);
    return queue;
  }
}

function withQuery(url: string, signature: string): string {
  const address = new URL(url);
  address.searchParams.set('sig', signature);
  return address.href;
}
