import type { NoAnswer } from '../../http/client';
import type { Params } from '../../model/words';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { say, type Code } from './phrases';

/** An answer of Apple that is not a success. */
export interface Refusal {
  readonly status: number;
  /** Apple's words, free of the token. */
  readonly message?: string;
  readonly retryAfterMs?: number;
}

const no = (code: DeliveryErrorDetail['code'], said: Code, params?: Params): DeliveryErrorDetail => ({
  code,
  retry: 'no',
  ...say(said, params),
});
/** Everything the business sends would fail alike until a person repairs it. */
const held = (said: Code): DeliveryErrorDetail => ({ code: 902, retry: 'later', breadth: 'source', ...say(said) });

/** What a refusal means for a message (apple.md §4). */
export function refusedBy(refusal: Refusal): DeliveryError {
  return withWait(detailOf(refusal), refusal);
}

/** Apple gives no place for a file: whatever it is, nothing was sent (apple.md §4, attachment upload failed). */
export function noPlace(refusal: Refusal): DeliveryError {
  return isAboutUs(refusal) ? refusedBy(refusal) : notUploaded(refusal);
}

/** The place that was given does not take the file; another one may. */
export function notUploaded(refusal: Refusal): DeliveryError {
  const { status } = refusal;
  if (status === 413) return refusedBy(refusal);
  return withWait({ code: 903, retry: 'later', ...say('apple.not-uploaded', { status }) }, refusal);
}

/** Apple does not tell where a customer's file is. */
export function notGiven(refusal: Refusal): DeliveryError {
  const { status } = refusal;
  if (isAboutUs(refusal)) return refusedBy(refusal);
  if (status === 404 || status === 410) return new DeliveryError(no(905, 'apple.file-gone'));
  const isPassing = status === 408 || status >= 500;
  if (isPassing) return withWait({ code: 903, retry: 'later', ...say('apple.down', { status }) }, refusal);
  return new DeliveryError(no(905, 'apple.not-given', { status }));
}

function isAboutUs({ status }: Refusal): boolean {
  return status === 401 || status === 403 || status === 429;
}

function detailOf({ status, message }: Refusal): DeliveryErrorDetail {
  switch (status) {
    case 401:
      return held('apple.not-accepted');
    case 403:
      return held('apple.not-linked');
    case 404:
      return no(904, 'apple.unknown-customer');
    case 410:
      return no(905, 'apple.closed');
    case 413:
      return no(905, 'apple.too-big');
    case 429:
      return { code: 905, retry: 'later', breadth: 'source', ...say('apple.slower') };
    case 408:
    case 500:
    case 502:
    case 503:
      return { code: 903, retry: 'later', ...say('apple.down', { status }) };
    default:
  }
  // Somebody on the way gave up, or speaks for Apple: nobody knows what Apple did.
  if (status > 503) return { code: 905, retry: 'unknown', ...say('apple.unsure', { status }) };
  if (message === undefined) return no(905, 'apple.refused', { status });
  return no(905, 'apple.refused-because', { status, detail: message });
}

function withWait(detail: DeliveryErrorDetail, { retryAfterMs }: Refusal): DeliveryError {
  const waits = detail.retry === 'later' && retryAfterMs !== undefined;
  return new DeliveryError(waits ? { ...detail, retryAfterMs } : detail);
}

/**
 * No answer arrived. Apple may swallow a repeat, as it has the same id; nobody says so, and what may have arrived is not repeated
 * blindly (promise P4).
 *
 * @param isSafe nothing that a customer sees was asked for, so it may be asked for once more
 */
export function unanswered(failure: NoAnswer, isSafe: boolean): DeliveryError {
  if (failure.reached === 'no') {
    return new DeliveryError({ code: 903, retry: 'later', ...say('apple.not-reached', { why: failure.message }) });
  }
  const words = say('apple.no-answer', { why: failure.message });
  return new DeliveryError(
    isSafe ? { code: 903, retry: 'later', ...words } : { code: 905, retry: 'unknown', ...words },
  );
}

/** Only what is asked for before a message has an answer that is read. */
export function unreadable(): DeliveryError {
  return new DeliveryError({ code: 903, retry: 'later', ...say('apple.unreadable') });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError(no(904, 'apple.not-an-address'));
}

export function closed(): DeliveryError {
  return new DeliveryError(no(905, 'apple.closed'));
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'apple.not-a-file'));
}
