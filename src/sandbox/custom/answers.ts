import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

/** How a service refuses, and with which status where nothing else is said (webhook.md §4). */
export const CODES = {
  invalid_signature: 401,
  stale_timestamp: 401,
  unknown_connection: 404,
  connection_disabled: 410,
  invalid_payload: 400,
  unsupported: 422,
  payload_too_large: 413,
  media_too_large: 413,
  media_type_not_allowed: 422,
  media_unreachable: 422,
  recipient_not_found: 404,
  recipient_blocked: 403,
  recipient_unsubscribed: 403,
  conversation_closed: 409,
  window_closed: 403,
  message_not_found: 404,
  message_conflict: 409,
  rate_limited: 429,
  auth_revoked: 403,
  internal: 500,
} as const;
export type Code = keyof typeof CODES;

interface More {
  readonly status?: number | undefined;
  readonly retryable?: boolean | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly issues?: readonly Issue[];
}

export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** A refusal: a code and words for people. */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    private readonly more: More = {},
  ) {
    super(message);
  }

  get outcome(): Outcome {
    const { status, retryable, retryAfter, issues } = this.more;
    const usual = (CODES as Readonly<Record<string, number>>)[this.code] ?? 422;
    return {
      status: status ?? usual,
      headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
      body: { error: { code: this.code, message: this.message, retryable, issues } },
    };
  }
}

export function refusal(code: Code, message: string, more: More = {}): ServiceError {
  return new ServiceError(code, message, more);
}

/** What an `error` fault answers. */
export function disturbed({ status = 500, retryAfter }: Fault): Outcome {
  const words = 'disturbed by a test';
  switch (status) {
    case 401:
      return refusal('invalid_signature', words).outcome;
    case 403:
      return refusal('recipient_blocked', words).outcome;
    case 404:
      return refusal('unknown_connection', words).outcome;
    case 410:
      return refusal('connection_disabled', words).outcome;
    case 429:
      return refusal('rate_limited', words, { retryAfter: retryAfter ?? 1 }).outcome;
    default:
      return status < 500 ? refusal('invalid_payload', words, { status }).outcome : { status };
  }
}
