import { randomInt } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Core } from '../core';
import { HookQueue } from '../lines/hook-queue';
import type { OnHandset } from '../lines/emulator';
import type { Line } from '../lines/records';
import type { PostResult } from '../webhook-post';
import { newBearer } from './bearer';
import { businessesOf } from './provider';

const GIVE_UP_MS = 24 * 3_600_000;
const LONGEST_WAIT_MS = 60_000;

export interface Told {
  readonly id: string;
  readonly type: string;
  /** Beside what every webhook has. */
  readonly fields?: object;
  readonly messageId?: string;
  readonly taken?: () => void;
  /** The customer is told that it was not delivered. */
  readonly refused?: () => void;
}

/** Brings what customers do to the provider's address: zipped, with a token, repeated where nobody took it (apple.md §2). */
export class Hooks {
  readonly #queues = new Map<Line, HookQueue>();

  constructor(private readonly core: Core) {}

  /** Without an address at Apple it goes nowhere. */
  send(on: OnHandset, told: Told): void {
    const { line, handset } = on;
    const { id, messageId = null, taken, refused } = told;
    const address = addressOf(this.core, line);
    if (address === undefined) {
      refused?.();
      return;
    }
    const { assumptions, clock } = this.core;
    const body = bodyOf(on, told);
    this.#queue(line).add({
      url: `${address.replace(/\/+$/, '')}/message`,
      body: gzipSync(JSON.stringify(body)),
      headers: () => inAnyCase(this.#headers(on, id)),
      shown: body,
      chat: handset.id,
      ...(assumptions.is('apple-hook-order', 'none') ? { lane: crypto.randomUUID() } : {}),
      messageId,
      timeoutMs: assumptions.number('apple-hook-timeout-ms'),
      giveUpAt: clock.now() + GIVE_UP_MS,
      taken: () => {
        taken?.();
        this.core.changes.emit('lines');
      },
      retryIn: (failures, result) => this.#retryIn(failures, result, refused),
    });
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

  /** A 4xx is an answer: the phone shows that it was not delivered. */
  #retryIn(failures: number, { status }: PostResult, refused: (() => void) | undefined): number | undefined {
    const { assumptions } = this.core;
    const isAnswer = status !== null && status >= 400 && status < 500;
    if (isAnswer && assumptions.is('apple-refused-hook', 'not-delivered')) {
      refused?.();
      return undefined;
    }
    return Math.min(assumptions.number('apple-retry-ms') * 2 ** (failures - 1), LONGEST_WAIT_MS);
  }

  #headers({ line, handset }: OnHandset, id: string): Record<string, string> {
    const { capabilities, agent } = handset.facts;
    return {
      authorization: newBearer(this.core, line),
      id,
      'source-id': handset.id,
      'destination-id': line.id,
      ...(typeof capabilities === 'string' && capabilities !== '' ? { 'capability-list': capabilities } : {}),
      ...(typeof agent === 'string' ? { 'device-agent': agent } : {}),
      'content-type': 'application/json',
      'content-encoding': 'gzip',
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

/** The provider's, also for a business that it was given later. */
function addressOf(core: Core, line: Line): string | undefined {
  const businesses = businessesOf(core, line.credentials.mspId ?? '');
  const url = line.webhook?.url ?? businesses.find(({ webhook }) => webhook !== null)?.webhook?.url;
  if (url !== undefined) line.webhook ??= { url, lastError: null };
  return url;
}

function bodyOf({ line, handset }: OnHandset, { id, type, fields = {} }: Told): object {
  const { locale } = handset.facts;
  return {
    v: 1,
    id,
    type,
    sourceId: handset.id,
    destinationId: line.id,
    ...(typeof locale === 'string' ? { locale } : {}),
    ...fields,
  };
}

/** Names of headers have no case, and come in any. */
function inAnyCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const manners = [
    (name: string) => name,
    (name: string) => name.toUpperCase(),
    (name: string) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
  ];
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [manners[randomInt(manners.length)]?.(name) ?? name, value]),
  );
}
