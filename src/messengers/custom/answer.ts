import type { HttpAnswer, Received } from '../contract';
import type { Accepted, ErrorCode, Refusal } from './protocol/answers';
import type { Issue } from './read-event';
import { TOLERANCE_S } from './signing';

/** What the service is answered (webhook.md §2, Answers). */

export function accepted(): HttpAnswer {
  return answer(202, { accepted: true } satisfies Accepted);
}

export const UNKNOWN_TYPE = answer(202, { ignored: true } satisfies Accepted);

/** Whoever hears it stops sending, until it is pinged again. */
export const GONE = answer(410, refusal('connection_disabled', 'This connection was taken away in Kommo.'));

export function pong(challenge: string): HttpAnswer {
  return answer(200, { challenge, name: 'Courier' });
}

export function misfit(issues: readonly Issue[]): HttpAnswer {
  return answer(400, refusal('invalid_payload', 'The event does not fit the protocol; see the issues.', issues));
}

const UNSIGNED = {
  forged: refusal('invalid_signature', 'The signature is missing, or does not fit the body and the secret.'),
  stale: refusal(
    'stale_timestamp',
    `The time of the signature is more than ${TOLERANCE_S} seconds away; set the clock.`,
  ),
} as const;

export function refused(why: keyof typeof UNSIGNED): Received {
  const body = UNSIGNED[why];
  return { kind: 'refused', status: 401, reason: body.error.message ?? why, body: JSON.stringify(body) };
}

function refusal(code: ErrorCode, message: string, issues?: readonly Issue[]): Refusal {
  return { error: { code, message, retryable: false, ...(issues === undefined ? {} : { issues: [...issues] }) } };
}

function answer(status: number, body: object): HttpAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}
