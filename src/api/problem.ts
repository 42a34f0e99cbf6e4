import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';

/** What went wrong, in the form of RFC 9457 (`application/problem+json`). */
export interface Problem {
  readonly status: number;
  /** A word for programs. */
  readonly type: string;
  /** A sentence for people; never repeats what was sent. */
  readonly detail: string;
  /** Of the form that was sent, where one is to blame. */
  readonly field?: string;
}

export const NOT_FOUND: Problem = { status: 404, type: 'not-found', detail: 'There is no such thing here.' };

export const NOT_INSTALLED: Problem = {
  status: 409,
  type: 'not-installed',
  detail: 'The integration is not installed in this account yet.',
};

export function sendProblem(response: Response, { status, type, detail, field }: Problem): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type, status, title: type, detail, ...(field === undefined ? {} : { field }) }));
}

/**
 * What went wrong in a request that people or programs may repeat: 4xx of the body parser as they are, all else 503.
 * @param words for the log, and for whoever asked
 */
export function refuseBroken(
  log: Logger,
  words: { readonly said: string; readonly detail: string },
): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      sendProblem(response, { status, type: 'invalid', detail: 'The request cannot be read' });
      return;
    }
    log.error({ err: error }, words.said);
    response.setHeader('retry-after', '5');
    sendProblem(response, { status: 503, type: 'unavailable', detail: words.detail });
  };
}
