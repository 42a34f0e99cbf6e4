import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Said, Words } from '../model/words';
import { say } from '../words';
import { inWords } from '../words/in-words';
import { languageTo } from './language';

/** What went wrong, in the form of RFC 9457 (`application/problem+json`). */
export interface Problem {
  readonly status: number;
  /** A word for programs. */
  readonly type: string;
  /** A sentence for people, in English; never repeats what was sent. */
  readonly detail: string;
  /** The same for those who read another language. */
  readonly said?: readonly Said[];
  /** Of the form that was sent, where one is to blame. */
  readonly field?: string;
  /** What may be meant, where a name fits several. */
  readonly candidates?: readonly object[];
}

/** What it tells people, as a part of a problem. */
export function inDetail({ text, said }: Words): Pick<Problem, 'detail' | 'said'> {
  return { detail: text, ...(said === undefined ? {} : { said }) };
}

export const NOT_FOUND: Problem = { status: 404, type: 'not-found', ...inDetail(say('settings.not-found')) };

export const NOT_INSTALLED: Problem = {
  status: 409,
  type: 'not-installed',
  ...inDetail(say('settings.not-installed')),
};

export function sendProblem(
  response: Response,
  { status, type, detail: text, said, field, candidates }: Problem,
): void {
  const detail = inWords({ text, said }, languageTo(response));
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type,
        status,
        title: type,
        detail,
        ...(field === undefined ? {} : { field }),
        ...(candidates === undefined ? {} : { candidates }),
      }),
    );
}

/**
 * What went wrong in a request that people or programs may repeat: 4xx of the body parser as they are, all else 503.
 * @param words for the log, and for whoever asked
 */
export function refuseBroken(
  log: Logger,
  words: { readonly said: string; readonly detail: Words },
): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      sendProblem(response, { status, type: 'invalid', ...inDetail(say('request.unreadable')) });
      return;
    }
    log.error({ err: error }, words.said);
    response.setHeader('retry-after', '5');
    sendProblem(response, { status: 503, type: 'unavailable', ...inDetail(words.detail) });
  };
}
