import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

/** A request that the CRM refuses; carries the whole answer. */
export class Refused extends Error {
  constructor(readonly outcome: Outcome) {
    super(`refused with ${String(outcome.status)}`);
  }
}

/** One wrong field of one item (kommo-platform.md §9.5). */
export interface FieldFault {
  readonly code: string;
  readonly path: string;
  readonly detail: string;
}

export interface ItemFaults {
  readonly requestId: string;
  readonly faults: readonly FieldFault[];
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
};

/** kommo-platform.md §9.5. */
export function problem(status: number, detail: string, more: object = {}): Outcome {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
    body: {
      ...more,
      title: TITLES[status] ?? 'Error',
      type: `https://httpstatus.es/${String(status)}`,
      status,
      detail,
    },
  };
}

/** A body that is no JSON. */
function bare(status: number, type: string, text: string): Outcome {
  return {
    status,
    serve: (res) => {
      res.statusCode = status;
      res.setHeader('Content-Type', type);
      res.end(text);
    },
  };
}

export const answers = {
  found: (body: object): Outcome => ({ status: 200, headers: { 'Content-Type': 'application/hal+json' }, body }),
  /** An empty list (§0.2), or something done that has nothing to say. */
  nothing: (): Outcome => ({ status: 204 }),
  unauthorized: (): Outcome => problem(401, 'Invalid user name or password'),
  unpaid: (): Outcome => problem(402, 'The account is not paid'),
  forbidden: (): Outcome => problem(403, 'Forbidden'),
  noSuchPath: (method: string, host: string, path: string): Outcome =>
    problem(404, `Cannot ${method} https://${host}${path}`),
  noSuchHost: (): Outcome => bare(404, 'text/html', '<!DOCTYPE html><title>404</title><h1>Not Found</h1>'),
  notFound: (what: string): Outcome => problem(404, `${what} not found`),
  notFoundText: (): Outcome => bare(404, 'text/plain', 'Not Found'),
  wrongMethod: (allowed: readonly string[]): Outcome => {
    const answer = problem(405, 'Method Not Allowed');
    return { ...answer, headers: { ...answer.headers, Allow: allowed.join(', ') } };
  },
  unprocessable: (detail: string): Outcome => problem(422, detail),
  tooMany: (body: 'retry-after' | 'plain' | 'no-json', seconds: number): Outcome => {
    if (body === 'no-json') return bare(429, 'text/html', '<h1>429 Too Many Requests</h1>');
    return problem(429, 'Too many requests', body === 'plain' ? {} : { retry_after: seconds });
  },
  banned: (body: 'no-json' | 'problem'): Outcome =>
    body === 'no-json' ? bare(403, 'text/html', '<h1>403 Forbidden</h1>') : answers.forbidden(),
  invalid: (items: readonly ItemFaults[]): Outcome =>
    problem(400, 'Request validation failed', {
      'validation-errors': items.map(({ requestId, faults }) => ({ request_id: requestId, errors: faults })),
    }),
  /** Of a batch: `errors` is one object here (§4.5). */
  unknownItems: (items: readonly { readonly requestId: string; readonly detail: string }[]): Outcome =>
    problem(400, 'Invalid request items', {
      errors: items.map(({ requestId, detail }) => ({
        request_id: requestId,
        errors: { code: 'EntityNotFound', path: 'id', detail },
      })),
    }),
};

export function refuse(outcome: Outcome): never {
  throw new Refused(outcome);
}

/** One wrong field of a request that has no items. */
export function refuseField(code: string, path: string, detail: string): never {
  refuse(answers.invalid([{ requestId: '0', faults: [{ code, path, detail }] }]));
}

/** What an `error` fault answers. */
export function disturbed(fault: Fault): Outcome {
  const status = fault.status ?? 500;
  switch (status) {
    case 401:
      return answers.unauthorized();
    case 402:
      return answers.unpaid();
    case 429:
      return answers.tooMany('retry-after', fault.retryAfter ?? 1);
    case 504:
      return bare(504, 'text/html', '<h1>504 Gateway Time-out</h1>');
    default:
      if (status < 500) return problem(status, 'Refused by a fault');
      return {
        status,
        headers: { 'Content-Type': 'application/problem+json' },
        body: {
          title: status === 503 ? 'ErrServiceUnavailable' : 'ErrInternalServer',
          status,
          detail: 'Something went wrong',
          trace_id: 'sandbox-fault',
        },
      };
  }
}
