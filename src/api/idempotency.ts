import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import {
  beginWrite,
  forgetWrite,
  keepAnswer,
  writeGoesOn,
  type BegunWrite,
  type NamedWrite,
} from '../ledger/answered-writes';
import type { Database } from '../ledger/database';
import { say } from '../words';
import { inDetail, sendProblem, type Problem } from './problem';

const KEY = /^[\x21-\x7e]{1,100}$/;
const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
/** Well below the time after which a repeat takes the write for abandoned. */
const SIGN_OF_LIFE_EVERY_MS = 5_000;
/** What has no answer by then has lost its way; its repeat may begin anew. */
const SIGNS_AT_MOST = 24;

export interface AnswerOnceOptions {
  /** The answer was given, and could not be kept: a repeat will do the write once more. */
  readonly onError?: (error: unknown) => void;
}

/**
 * A client that did not hear the answer to a write repeats it with the same `Idempotency-Key`. It is done once: the
 * first answer is kept for a day and given to repeats. Behind whatever reads the body and knows the caller.
 */
export function answerOnce(
  db: Database,
  callerOf: (request: Request, response: Response) => string,
  { onError = () => undefined }: AnswerOnceOptions = {},
): RequestHandler {
  return async (request, response, next) => {
    const key = request.get('idempotency-key');
    if (key === undefined || READS.includes(request.method)) {
      next();
      return;
    }
    if (!KEY.test(key)) {
      sendProblem(response, { status: 400, type: 'invalid', ...inDetail(say('settings.no-key')) });
      return;
    }
    response.setHeader('idempotency-key', key);
    const write: NamedWrite = { caller: callerOf(request, response), key, requestHash: hashOf(request) };
    const begun = await beginWrite(db, write);
    if (begun.kind === 'begun') {
      keepWhatIsAnswered(db, response, write, begun.begunAt, onError);
      next();
    } else repeat(response, begun);
  };
}

/** For an answer with a secret that is shown once: it goes to the caller and nowhere else. */
export function answerIsSecret(response: Response): void {
  response.locals.answerIsSecret = true;
  response.setHeader('cache-control', 'no-store');
}

function repeat(response: Response, before: Exclude<BegunWrite, { kind: 'begun' }>): void {
  if (before.kind !== 'answered') {
    if (before.kind === 'under-way') response.setHeader('retry-after', '1');
    sendProblem(response, REFUSALS[before.kind]);
    return;
  }
  const { status, body } = before;
  response.setHeader('idempotency-replayed', 'true');
  if (status === 204) response.status(status).end();
  else {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.status(status).type(type).send(JSON.stringify(body));
  }
}

const REFUSALS: Readonly<Record<'not-kept' | 'under-way' | 'other-request', Problem>> = {
  'not-kept': {
    status: 409,
    type: 'not-kept',
    ...inDetail(say('request.not-kept')),
  },
  'under-way': { status: 409, type: 'under-way', ...inDetail(say('request.under-way')) },
  'other-request': {
    status: 422,
    type: 'key-reused',
    ...inDetail(say('request.key-reused')),
  },
};

/** Same bytes on the same address; a body that was read as JSON is compared as that. */
function hashOf({ method, originalUrl, body }: Request): string {
  const content: unknown = body;
  const hash = createHash('sha256').update(`${method} ${originalUrl}\n`);
  if (content !== undefined) hash.update(Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return hash.digest('hex');
}

/** The answer is written down before it goes out: whoever has heard it can repeat at once. */
function keepWhatIsAnswered(
  db: Database,
  response: Response,
  write: NamedWrite,
  begunAt: string,
  onError: (error: unknown) => void,
): void {
  let signs = 0;
  const alive = setInterval(() => {
    signs += 1;
    if (signs > SIGNS_AT_MOST) clearInterval(alive);
    else writeGoesOn(db, write, begunAt).catch(onError);
  }, SIGN_OF_LIFE_EVERY_MS);
  alive.unref();

  const end = response.end.bind(response) as (...rest: unknown[]) => Response;
  const keep = (chunk: unknown): Promise<void> => {
    clearInterval(alive);
    const { statusCode: status } = response;
    // Not done, or nobody knows: the repeat has to find out.
    if (status >= 500) return forgetWrite(db, write, begunAt);
    const isSecret = response.locals.answerIsSecret === true;
    return keepAnswer(db, write, begunAt, { status, body: isSecret ? undefined : jsonOf(chunk) });
  };
  response.end = ((...rest: unknown[]) => {
    response.end = end as Response['end'];
    void keep(rest[0])
      .catch(onError)
      .then(() => end(...rest));
    return response;
  }) as Response['end'];
}

function jsonOf(chunk: unknown): unknown {
  if (typeof chunk !== 'string' && !Buffer.isBuffer(chunk)) return undefined;
  try {
    return JSON.parse(chunk.toString());
  } catch {
    // A page for people: it is not kept, and a repeat is told so.
    return undefined;
  }
}
