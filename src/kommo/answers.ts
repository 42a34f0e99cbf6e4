import type { z } from 'zod';
import { NoAnswer, type HttpResponse } from '../http/client';
import { parseJson } from '../http/json';
import { retryAfterMs, secondsToWait } from '../http/retry-after';
import { ErrorAnswer } from './answer-schemas';
import { say } from './phrases';
import type { Answer, RefusalReason, Refused } from './types';
import { withoutSecrets } from './unsaid';

/**
 * How a body of a 2xx becomes a value; `undefined` means that it does not say what it should, so what the call did
 * is unknown.
 */
export type ReadBody<Value> = (status: number, body: Buffer) => Value | undefined;

/** For calls whose status says all: the body may be empty, `{}` or anything (kommo-chat-api.md §14 no. 13). */
export const nothing: ReadBody<null> = () => null;

export function json<Value>(schema: z.ZodType<Value>): ReadBody<Value> {
  return (_, body) => {
    const parsed = schema.safeParse(parseJson(body));
    return parsed.success ? parsed.data : undefined;
  };
}

export interface ReadContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Strings of the request that may not show up in a text: message text, names, phones. */
  readonly secrets: readonly string[];
  /** What a 404 means where the operation says so; else its `error_type` tells. */
  readonly notFound?: RefusalReason;
}

/** Turns an HTTP answer into an outcome (kommo-chat-api.md §5). */
export function readAnswer<Value>(response: HttpResponse, read: ReadBody<Value>, context: ReadContext): Answer<Value> {
  const { status } = response;
  if (status >= 200 && status < 300) {
    const value = read(status, response.body);
    return value === undefined
      ? { kind: 'unknown', ...say('kommo.unreadable', { status }) }
      : { kind: 'accepted', value };
  }
  const error = ErrorAnswer.safeParse(parseJson(response.body)).data;
  const wait = retryAfterMs(response.headers['retry-after'], context.now) ?? secondsToWait(error?.retry_after);
  // A 503 that names a time was turned away at the door (RFC 9110 §15.6.4); any other 5xx may have done its work.
  if (status === 429 || status === 408 || status === 425 || (status === 503 && wait !== undefined)) {
    return {
      kind: 'later',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(status === 429 ? say('kommo.fewer-requests') : say('kommo.not-now', { status })),
    };
  }
  if (status >= 500) return { kind: 'unknown', ...say('kommo.internal', { status }) };
  return refusal(status, error?.error_type, error?.error_description, context);
}

/** An exchange that broke: whether it can be repeated depends on how far it got. */
export function readFailure(error: unknown): Answer<never> {
  if (!(error instanceof NoAnswer)) throw error;
  return error.reached === 'no'
    ? { kind: 'later', ...say('kommo.not-reached', { why: error.message }) }
    : { kind: 'unknown', ...say('kommo.no-answer', { why: error.message }) };
}

/** A request that our own check turned down; nothing was sent. */
export function invalidRequest(error: z.ZodError): Refused {
  const fault = error.issues[0];
  const where = fault === undefined ? '' : fault.path.map(String).join('.');
  const why = `${where} ${fault?.message ?? ''}`.trim();
  return { kind: 'refused', status: null, reason: 'invalid', ...say('kommo.unsent', { why }) };
}

function refusal(
  status: number,
  errorType: string | undefined,
  description: string | undefined,
  { secrets, notFound }: ReadContext,
): Refused {
  const reason = reasonOf(status, errorType, (description ?? '').toLowerCase(), notFound);
  const more = description === undefined ? '' : ` Kommo says: ${withoutSecrets(description, secrets)}`;
  return {
    kind: 'refused',
    status,
    reason,
    ...(errorType === undefined ? {} : { errorType }),
    ...say(`chats.${reason}`, { status, more }),
  };
}

/** Descriptions of 400 are nowhere documented; the two matched here are the sheet's reading (§5, §9.7). */
function reasonOf(
  status: number,
  errorType: string | undefined,
  description: string,
  notFound: RefusalReason | undefined,
): RefusalReason {
  if (errorType === 'ORIGIN_INVALID_SIGNATURE') return 'signature';
  if (errorType?.startsWith('ORIGIN_NOT_') === true) return 'not-connected';
  if (status === 403) return errorType === undefined ? 'blocked' : 'other';
  if (status === 404) return notFound ?? (errorType === undefined ? 'other' : 'unknown-message');
  if (status === 413) return 'too-large';
  if (status === 400 || status === 409) {
    if (description.includes('msgid') && description.includes('exists')) return 'repeated-msgid';
    if (description.includes('user not found')) return 'unknown-sender';
    return 'invalid';
  }
  return 'other';
}
