import { randomInt } from 'node:crypto';
import { request } from 'undici';
import type { Side } from '../control/contract';
import type { Core } from '../core';
import { askable } from './addresses';
import { badParameter, GraphError } from './graph-error';
import type { Callback } from './state';

const TIMEOUT_MS = 10_000;
const ANSWER_LIMIT = 1024;

/**
 * The GET by which Meta checks a callback URL before it takes it (whatsapp.md §1, facebook.md §1).
 *
 * @param side whose journal entry it is
 * @param argument as the caller named the URL, for the refusal
 * @throws GraphError 100 for an address that cannot be one, 2200 when the answer is not 200 with the challenge
 */
export async function verifyCallback(
  core: Core,
  side: Side,
  { url, verifyToken }: Callback,
  argument: string,
): Promise<void> {
  const target = askable(url, core.assumptions.is('meta-loopback-webhook', 'on'));
  if (!target) throw badParameter(`The parameter ${argument} must be a valid https URL.`);
  const challenge = String(randomInt(100_000_000, 2_000_000_000));
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', verifyToken);
  const answered = await ask(core, side, target);
  if (answered.status !== 200) throw failed(answered.told);
  if (answered.text !== challenge) throw failed('HTTP Status Code = 200; HTTP Message = the challenge was not echoed');
}

interface Answered {
  readonly status: number | null;
  readonly text: string;
  readonly told: string;
}

async function ask(core: Core, side: Side, target: URL): Promise<Answered> {
  const entry = core.journal.open({
    side,
    direction: 'out',
    operation: 'verify-callback',
    method: 'GET',
    // What was chosen to verify with is a secret.
    path: target.pathname,
    request: null,
  });
  try {
    const response = await request(target, { method: 'GET', signal: AbortSignal.timeout(TIMEOUT_MS), reset: true });
    entry.status = response.statusCode;
    const text = (await response.body.text()).slice(0, ANSWER_LIMIT);
    entry.stored = response.statusCode === 200;
    return { status: response.statusCode, text, told: `HTTP Status Code = ${String(response.statusCode)}` };
  } catch {
    entry.answer = 'Connection failed';
    return { status: null, text: '', told: 'curl_errno = 7; curl_error = Failed to connect' };
  } finally {
    entry.endedAt = core.clock.now();
  }
}

function failed(told: string): GraphError {
  return new GraphError({
    code: 2200,
    message: `(#2200) Callback verification failed with the following errors: ${told}`,
  });
}
