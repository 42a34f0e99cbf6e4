import { z } from 'zod';
import type { HttpResponse } from '../../http/client';
import { retryAfterMs } from '../../http/retry-after';
import { parseJson } from '../../http/json';
import { say } from '../phrases';
import type { OAuthAnswer, OAuthReason } from './oauth-types';

/**
 * Turns an answer of the token endpoint into an outcome (kommo-platform.md §1.6). Status and the presence of a hint tell;
 * titles come in several languages. What is no JSON is no answer of that endpoint, and passes.
 */
export function readOAuthAnswer<Value>(
  { status, headers, body }: HttpResponse,
  schema: z.ZodType<Value>,
  now: number,
): OAuthAnswer<Value> {
  const said = parseJson(body);
  if (status >= 200 && status < 300) {
    const value = schema.safeParse(said).data;
    return value === undefined
      ? { kind: 'unknown', ...say('kommo.unreadable', { status }) }
      : { kind: 'accepted', value };
  }
  if (status === 429 || status === 408 || status === 425) {
    const wait = retryAfterMs(headers['retry-after'], now);
    return {
      kind: 'later',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...say('kommo.fewer-requests'),
    };
  }
  if (status >= 500) return { kind: 'unknown', ...say('kommo.internal', { status }) };
  if ((status === 400 || status === 401) && said === undefined) {
    return { kind: 'later', ...say('kommo.not-now', { status }) };
  }
  return refused(reasonOf(status, Hint.safeParse(said).data?.hint), status);
}

export function refused(reason: OAuthReason, status: number | null): OAuthAnswer<never> {
  const more = status === null ? '' : ` (HTTP ${status})`;
  return { kind: 'refused', status, reason, faults: [], ...say(`oauth.${reason}`, { more }) };
}

const Hint = z.object({ hint: z.string().min(1) });

/** The wording is that of the library behind it (§1.6). */
function reasonOf(status: number, hint: string | undefined): OAuthReason {
  // Redirects are not followed: they would carry the secret elsewhere.
  if (status < 400 || status === 404) return 'moved';
  if (status === 403) return 'blocked';
  if (status !== 400 && status !== 401) return 'other';
  if (hint === undefined) return status === 401 ? 'moved' : 'invalid';
  if (/authorization code/i.test(hint)) return 'code';
  if (/token/i.test(hint)) return 'revoked';
  return /client|redirect/i.test(hint) ? 'client' : 'invalid';
}
