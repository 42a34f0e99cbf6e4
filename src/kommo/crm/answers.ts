import { z } from 'zod';
import { NoAnswer, type HttpResponse } from '../../http/client';
import { parseJson } from '../../http/json';
import { retryAfterMs, secondsToWait } from '../../http/retry-after';
import { json, type ReadBody } from '../answers';
import { say } from '../phrases';
import type { CrmAnswer, CrmReason, CrmRefused, FieldFault } from './answer-types';

/** 204 where there is nothing (kommo-platform.md §0.2). */
export function jsonOr<Value, Empty>(schema: z.ZodType<Value>, empty: Empty): ReadBody<Value | Empty> {
  const readBody = json(schema);
  return (status, body) => (status === 204 ? empty : readBody(status, body));
}

export interface ReadContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Nothing is left behind by a request that only reads. */
  readonly onlyReads: boolean;
  /** What a 404 of this call means, where it is not a thing that was named. */
  readonly notFound?: CrmReason;
}

/** Turns an HTTP answer into an outcome (kommo-platform.md §9.5). */
export function readAnswer<Value>(
  { status, headers, body }: HttpResponse,
  read: ReadBody<Value>,
  context: ReadContext,
): CrmAnswer<Value> {
  if (status >= 200 && status < 300) {
    const value = read(status, body);
    return value === undefined
      ? { kind: 'unknown', ...say('kommo.unreadable', { status }) }
      : { kind: 'accepted', value };
  }
  const said = parseJson(body);
  const wait =
    retryAfterMs(headers['retry-after'], context.now) ?? secondsToWait(Waiting.safeParse(said).data?.retry_after);
  if (status === 429 || status === 408 || status === 425 || (status === 503 && wait !== undefined)) {
    return {
      kind: 'later',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(status === 429 ? say('kommo.fewer-requests') : say('kommo.not-now', { status })),
    };
  }
  if (status >= 500) {
    return { kind: context.onlyReads ? 'later' : 'unknown', ...say('kommo.internal', { status }) };
  }
  return refusal(status, said, context);
}

/** An exchange that broke: whether it can be repeated depends on how far it got, and on what it does. */
export function readFailure(error: unknown, onlyReads: boolean): CrmAnswer<never> {
  if (!(error instanceof NoAnswer)) throw error;
  if (error.reached === 'no') return { kind: 'later', ...say('kommo.not-reached', { why: error.message }) };
  return { kind: onlyReads ? 'later' : 'unknown', ...say('kommo.no-answer', { why: error.message }) };
}

/** A request that our own check turned down; nothing was sent. */
export function invalidRequest(error: z.ZodError): CrmRefused {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const why = `${path} ${issue?.message ?? ''}`.trim();
  return {
    kind: 'refused',
    status: null,
    reason: 'invalid',
    faults: [{ code: 'Unsent', path }],
    ...say('kommo.unsent', { why }),
  };
}

function refusal(status: number, said: unknown, { notFound }: ReadContext): CrmRefused {
  const faults = faultsIn(said);
  const reason = status === 404 ? (notFound ?? 'not-found') : reasonOf(status, said, faults);
  // Only codes and fields are repeated: details may quote what was sent.
  const where = faults.slice(0, 3).map(({ code, path }) => (path === '' ? code : `${code} at ${path}`));
  const more = where.length === 0 ? '' : `: ${where.join(', ')}`;
  return { kind: 'refused', status, reason, faults, ...say(`crm.${reason}`, { status, more }) };
}

function reasonOf(status: number, said: unknown, faults: readonly FieldFault[]): CrmReason {
  if (status < 400) return 'moved';
  switch (status) {
    case 400:
      return faults.length > 0 && faults.every(({ code }) => code === 'EntityNotFound') ? 'not-found' : 'invalid';
    case 401:
      return 'token';
    case 402:
      return 'payment';
    case 403:
      // A ban is not explained, and its page need not be JSON (§9.4).
      return said === undefined ? 'blocked' : 'forbidden';
    case 409:
    case 422:
      return 'conflict';
    case 413:
      return 'too-large';
    default:
      return 'other';
  }
}

const Waiting = z.object({ retry_after: z.number() });

/** Names of Kommo's, and never what a person wrote. */
const name = z.string().regex(/^[\w.[\]-]{0,80}$/);
const one = z.object({ code: name.min(1), path: name.catch('') });
const item = z.object({
  request_id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  // A list, or one object for items of a batch (§4.5).
  errors: z.union([z.array(z.unknown()), z.unknown().transform((only) => [only])]),
});

function faultsIn(said: unknown): FieldFault[] {
  const lists = z.object({
    'validation-errors': z.array(z.unknown()).catch([]),
    errors: z.array(z.unknown()).catch([]),
  });
  const found = lists.safeParse(said).data;
  const items = found === undefined ? [] : [...found['validation-errors'], ...found.errors];
  return items.flatMap((given) => {
    const { request_id: requestId, errors = [] } = item.safeParse(given).data ?? {};
    return errors.flatMap((error) => {
      const fault = one.safeParse(error).data;
      return fault === undefined ? [] : [{ ...(requestId === undefined ? {} : { requestId }), ...fault }];
    });
  });
}
