import type { ErrorRequestHandler } from 'express';
import type { z } from 'zod';

export interface ProblemBody {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  429: 'Too Many Requests',
};

const BODY_TOO_LARGE = 'This is more than the sandbox takes at once: 1 MB.';

/** A request that the control API cannot do, and why. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors?: ProblemBody['errors'],
  ) {
    super(detail);
  }
}

/** Checks data against a schema; what is wrong becomes the problem. */
export function valid<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  throw new Problem(400, errors.map(inWords).join('; '), errors);
}

/** A whole sentence stands by itself; words of the validator need the field they are about. */
function inWords({ field, message }: { readonly field: string; readonly message: string }): string {
  return field === '' || message.endsWith('.') ? message : `${field}: ${message}`;
}

/** Answers with problem details (RFC 9457). */
export const problemHandler: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const { status, detail, errors } = error instanceof Problem ? error : fromUnknown(error);
  const body: ProblemBody = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    ...(errors ? { errors } : {}),
  };
  res.status(status).type('application/problem+json').send(JSON.stringify(body));
};

/** Express and its body parser throw errors with a `status`. */
function fromUnknown(error: unknown): Problem {
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) return new Problem(status, BODY_TOO_LARGE);
  return new Problem(status, error instanceof Error ? error.message : 'unknown error');
}
