import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

/** A refusal: a status, and what is said of it as text (apple.md §4). */
export class AppleError extends Error {
  constructor(
    readonly status: number,
    message = '',
  ) {
    super(message);
  }

  get outcome(): Outcome {
    const { status, message } = this;
    if (message === '') return { status };
    return {
      status,
      noted: message,
      serve: (res) => void res.writeHead(status, { 'Content-Type': 'text/plain' }).end(message),
    };
  }
}

/** Malformed, or a field is missing. */
export function bad(message: string): AppleError {
  return new AppleError(400, message);
}

/** Taken: the answer is empty (apple.md §3). */
export function taken(noted: Omit<Outcome, 'status' | 'body'> = {}): Outcome {
  return { status: 200, ...noted };
}

/** What an `error` fault answers. */
export function disturbed({ status = 500, retryAfter }: Fault): Outcome {
  return { status, ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }) };
}
