import type { NoAnswer } from '../../http/client';
import { DeliveryError } from '../delivery-error';

/**
 * No answer arrived: repeating is safe only when nothing was sent, as the Graph API knows no repeats (whatsapp.md §3).
 *
 * @param product for people: `WhatsApp`
 */
export function unanswered(failure: NoAnswer, product: string): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', text: `${product} could not be reached: ${failure.message}.` })
    : new DeliveryError({ code: 905, retry: 'unknown', text: `${product} did not answer: ${failure.message}.` });
}

/** The connection broke within a file, so Meta cannot have taken the form. */
export function brokenOff(failure: NoAnswer, product: string): DeliveryError {
  return new DeliveryError({
    code: 903,
    retry: 'later',
    text: `The file did not get through to ${product}: ${failure.message}.`,
  });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(product: string): DeliveryError {
  return new DeliveryError({
    code: 905,
    retry: 'unknown',
    text: `${product} answered in a way that was not understood.`,
  });
}

/** For what changes nothing that a customer sees: without an answer it may be asked for once more. */
export function repeatable(error: unknown): unknown {
  if (!(error instanceof DeliveryError) || error.retry !== 'unknown') return error;
  const { code, text, breadth, retryAfterMs } = error;
  return new DeliveryError({
    code: code === 905 ? 903 : code,
    text,
    breadth,
    retry: 'later',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
