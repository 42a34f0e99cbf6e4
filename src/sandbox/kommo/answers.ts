import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

/** A request that Kommo refuses; carries the whole answer. */
export class Refusal extends Error {
  constructor(readonly outcome: Outcome) {
    super(`refused with ${String(outcome.status)}`);
  }
}

/** amojo's error envelope (kommo-chat-api.md §5). */
export function envelope(code: number, type: string, description: string): Outcome {
  return {
    status: code,
    body: { status: 0, error_code: code, error_type: type, error_description: description },
  };
}

export const answers = {
  /** kommo-chat-api.md §15.1 step 1: an empty body. */
  noSuchPath: (): Outcome => ({ status: 404 }),
  wrongMethod: (allowed: string): Outcome => ({ status: 405, headers: { Allow: allowed } }),
  invalidSignature: (): Outcome => envelope(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature'),
  notAllowed: (): Outcome => envelope(403, 'ORIGIN_NOT_ALLOWED', 'account is not allowed'),
  notRegistered: (): Outcome => envelope(404, 'ORIGIN_NOT_REGISTERED', 'NOT_FOUND'),
  messageNotFound: (): Outcome => envelope(404, 'MESSAGE_NOT_FOUND', 'message not found'),
  /** The code and body of this refusal are recorded nowhere (kommo-chat-api.md §5). */
  userNotFound: (code: 403 | 404): Outcome => envelope(code, 'USER_NOT_FOUND', 'sender: user not found'),
  invalid: (field: string, reason: string): Outcome => envelope(400, 'INVALID_DATA', `${field}: ${reason}`),
  /** Bad data that Kommo's page answers with 404 (kommo-chat-api.md §10.3). */
  as404: ({ body }: Outcome): Outcome => ({ status: 404, body: { ...(body as object), error_code: 404 } }),
  tooMany: (retryAfter: number): Outcome => ({
    status: 429,
    headers: { 'Retry-After': String(retryAfter) },
    body: {
      title: 'Too Many Requests',
      type: 'https://httpstatus.es/429',
      status: 429,
      detail: 'Too many requests',
      retry_after: retryAfter,
    },
  }),
  tooLarge: (): Outcome => envelope(413, 'BODY_TOO_LARGE', 'body is too large'),
};

/** Refuses for bad data: `field: reason` (kommo-chat-api.md §5). */
export function refuse(field: string, reason: string): never {
  throw new Refusal(answers.invalid(field, reason));
}

/** What an `error` fault answers (kommo-chat-api.md §5). */
export function disturbed(fault: Fault): Outcome {
  const status = fault.status ?? 500;
  switch (status) {
    case 400:
      return answers.invalid('request', 'refused by a fault');
    case 403:
      return answers.invalidSignature();
    case 404:
      return answers.notRegistered();
    case 429:
      return answers.tooMany(fault.retryAfter ?? 1);
    default:
      return {
        status,
        body: {
          title: status === 503 ? 'ErrServiceUnavailable' : 'ErrInternalServer',
          status,
          detail: 'Something went wrong',
          trace_id: 'sandbox-fault',
        },
      };
  }
}
