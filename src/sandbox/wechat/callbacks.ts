import { randomInt } from 'node:crypto';
import type { Core } from '../core';
import { HookQueue } from '../lines/hook-queue';
import type { Line } from '../lines/records';
import type { PostResult } from '../webhook-post';
import { encrypt, signatureOf } from './envelope';
import { shownXml, writeXml, type Xml } from './xml';

/** The first, and two more (wechat.md §0). */
const MOST_TRIES = 3;
const GIVE_UP_MS = 3_600_000;

export const MODES = ['plain', 'compatible', 'safe'] as const;
export type Mode = (typeof MODES)[number];

export interface Callback {
  readonly openId: string;
  /** Beside the account's and the customer's names. */
  readonly fields: Xml;
  /** Milliseconds. */
  readonly at: number;
  readonly messageId: string | null;
  readonly taken?: () => void;
}

/** Tells the server address of each line what happens: signed, three times at most, the same words each time (wechat.md §2). */
export class Callbacks {
  readonly #queues = new Map<Line, HookQueue>();

  constructor(private readonly core: Core) {}

  /** Whether it goes out: there is a server address. */
  send(line: Line, callback: Callback): boolean {
    if (line.webhook === null) return false;
    const { openId, fields, at, messageId, taken } = callback;
    const content: Xml = {
      ToUserName: line.id,
      FromUserName: openId,
      CreateTime: Math.floor(at / 1000),
      ...fields,
    };
    const { assumptions, clock } = this.core;
    this.#queue(line).add({
      ...this.#write(line, line.webhook.url, openId, content),
      shown: shownXml(content),
      chat: openId,
      ...(assumptions.is('wechat-callback-order', 'none') ? { lane: crypto.randomUUID() } : {}),
      messageId,
      timeoutMs: assumptions.number('wechat-callback-timeout-ms'),
      giveUpAt: clock.now() + GIVE_UP_MS,
      taken: (result) => this.#taken(line, result, taken),
      retryIn: (failures) => (failures < MOST_TRIES ? assumptions.number('wechat-retry-ms') : undefined),
    });
    return true;
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

  /**
   * Nothing, or `success`: all is well. Anything else would be an answer to the customer, which this emulator does not show;
   * where it is none either, WeChat tells the customer that the account is out of service.
   */
  #taken(line: Line, { answer }: PostResult, taken: (() => void) | undefined): void {
    const isFine = answer === null || answer === 'success' || (typeof answer === 'string' && /^\s*<xml>/.test(answer));
    if (isFine) taken?.();
    else if (line.webhook !== null) line.webhook.lastError = 'Answered neither success nor a reply';
    this.core.changes.emit('lines');
  }

  #write(line: Line, given: string, openId: string, content: Xml) {
    const { token = '', encodingAesKey = '', appId = '' } = line.credentials;
    const timestamp = String(this.core.clock.seconds());
    const nonce = String(randomInt(1, 2 ** 31));
    const url = new URL(given);
    const query = { signature: signatureOf(token, timestamp, nonce), timestamp, nonce, openid: openId };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { 'Content-Type': 'text/xml' };
    if (modeOf(line) === 'plain') return { url: url.href, body: writeXml(content), headers };
    const sealed = encrypt(writeXml(content), encodingAesKey, appId);
    url.searchParams.set('encrypt_type', 'aes');
    url.searchParams.set('msg_signature', signatureOf(token, timestamp, nonce, sealed));
    const beside = modeOf(line) === 'compatible' ? content : { ToUserName: line.id };
    return { url: url.href, body: writeXml({ ...beside, Encrypt: sealed }), headers };
  }

  #queue(line: Line): HookQueue {
    const known = this.#queues.get(line);
    if (known) return known;
    const queue = new HookQueue(this.core, line);
    this.#queues.set(line, queue);
    return queue;
  }
}

export function modeOf({ facts }: Line): Mode {
  return MODES.find((each) => each === facts.mode) ?? 'plain';
}
