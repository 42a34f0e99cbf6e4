import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

/** A refusal with Telegram's own words (telegram.md §1, §4). */
export class TelegramError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters: Readonly<{ retry_after?: number; migrate_to_chat_id?: number }> = {},
  ) {
    super(description);
  }

  get outcome(): Outcome {
    const { code, description, parameters } = this;
    const { retry_after } = parameters;
    return {
      status: code,
      headers: retry_after === undefined ? {} : { 'Retry-After': String(retry_after) },
      body: {
        ok: false,
        error_code: code,
        description,
        ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      },
    };
  }
}

export function badRequest(text: string): TelegramError {
  return new TelegramError(400, `Bad Request: ${text}`);
}

export function tooManyRequests(seconds: number): TelegramError {
  return new TelegramError(429, `Too Many Requests: retry after ${String(seconds)}`, { retry_after: seconds });
}

export function ok(result: unknown, noted: Omit<Outcome, 'status' | 'body'> = {}, description?: string): Outcome {
  return { ...noted, status: 200, body: { ok: true, result, ...(description === undefined ? {} : { description }) } };
}

/** What an `error` fault answers (telegram.md §4). */
export function disturbed(fault: Fault): Outcome {
  switch (fault.status) {
    case 401:
      return new TelegramError(401, 'Unauthorized').outcome;
    case 403:
      return new TelegramError(403, 'Forbidden: bot was blocked by the user').outcome;
    case 429:
      return tooManyRequests(fault.retryAfter ?? 1).outcome;
    case 502:
      return new TelegramError(502, 'Bad Gateway').outcome;
    default:
      return new TelegramError(500, 'Internal Server Error').outcome;
  }
}
