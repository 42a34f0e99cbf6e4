import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sign } from './signing.mjs';

const AGAIN_AFTER_S = [1, 2, 5, 10, 30];
const ANSWERS_WITHIN_MS = 15_000;
/** These do not get better by themselves. */
const REFUSALS = [400, 413, 422];

/** Tells Courier what visitors do: in order in each conversation, and again until it is taken. */
export class Courier {
  #secret;
  #queues = new Map();
  /** Where Courier takes our events: it says so when it connects. Undefined: nowhere, so all that there is waits. */
  url;

  /** @param secret ours, which Courier verifies with */
  constructor(secret) {
    this.#secret = secret;
  }

  /** @returns whether Courier has taken it, as soon as that is settled */
  tell(conversation, type, data) {
    const event = this.#event(type, data);
    const before = this.#queues.get(conversation) ?? Promise.resolve();
    const told = before.then(() => this.#untilTaken(event));
    this.#queues.set(conversation, told);
    return told;
  }

  /** What is of no use later: once, and not in line. */
  tellNow(type, data) {
    void this.#send(this.#event(type, data));
  }

  #event(type, data) {
    const body = JSON.stringify({ type, version: '1', timestamp: new Date().toISOString(), data });
    return { id: `evt_${randomUUID()}`, body };
  }

  async #untilTaken(event) {
    for (let attempt = 0; ; attempt += 1) {
      const status = await this.#send(event);
      if (status >= 200 && status < 300) return true;
      if (REFUSALS.includes(status)) return false;
      // Taken away, or another Courier: nothing is sent until somebody connects it again.
      if (status === 404 || status === 410) this.url = undefined;
      await wait((AGAIN_AFTER_S[attempt] ?? AGAIN_AFTER_S.at(-1)) * 1000);
    }
  }

  /** @returns the status; 0 where there was no answer */
  async #send({ id, body }) {
    if (this.url === undefined) return 0;
    const seconds = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': sign(this.#secret, id, seconds, body),
    };
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    return fetch(this.url, { method: 'POST', headers, body, signal, redirect: 'manual' }).then(
      ({ status }) => status,
      () => 0,
    );
  }
}
