import type { Response } from 'express';

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

export function sendProblem(response: Response, { status, type, detail, field }: Problem): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type, status, title: type, detail, ...(field === undefined ? {} : { field }) }));
}
