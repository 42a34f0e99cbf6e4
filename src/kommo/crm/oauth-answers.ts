import { z } from 'zod';
import type { HttpResponse } from '../../http/client';
import { retryAfterMs } from '../../http/retry-after';
import { parseJson } from '../../http/json';
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
      ? { kind: 'unknown', text: `Kommo answered ${status} with a body that could not be read.` }
      : { kind: 'accepted', value };
  }
  if (status === 429 || status === 408 || status === 425) {
    const wait = retryAfterMs(headers['retry-after'], now);
    return {
      kind: 'later',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      text: 'Kommo asks for fewer requests.',
    };
  }
  if (status >= 500) return { kind: 'unknown', text: `Kommo had an internal error (HTTP ${status}).` };
  if ((status === 400 || status === 401) && said === undefined) {
    return { kind: 'later', text: `Kommo cannot take the request now (HTTP ${status}).` };
  }
  return refused(reasonOf(status, Hint.safeParse(said).data?.hint), status);
}

export function refused(reason: OAuthReason, status: number | null): OAuthAnswer<never> {
  const text = status === null ? SENTENCES[reason] : `${SENTENCES[reason]} (HTTP ${status})`;
  return { kind: 'refused', status, reason, faults: [], text };
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

const SENTENCES: Readonly<Record<OAuthReason, string>> = {
  host: 'The address is none of a Kommo account; nothing was sent.',
  code: 'Kommo does not take the code: it is too old, was used already, or is of another account.',
  revoked: 'The access to the Kommo account was ended; it has to be authorised again.',
  client: "Kommo does not accept the integration's id, its secret or its redirect address.",
  moved: 'The Kommo account does not answer here; it may have another address now.',
  blocked: 'Kommo turns this server away.',
  invalid: 'Kommo did not accept the request; the secret of the integration may be wrong.',
  other: 'Kommo refused the request.',
};
