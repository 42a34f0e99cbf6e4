import type { NoAnswer } from '../../http/client';
import { DeliveryError } from '../delivery-error';
import { say } from './phrases';

/**
 * No answer arrived: repeating is safe only when nothing was sent, as the Graph API knows no repeats (whatsapp.md §3).
 *
 * @param product for people: `WhatsApp`
 */
export function unanswered(failure: NoAnswer, product: string): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', ...say('graph.not-reached', { product, why: failure.message }) })
    : new DeliveryError({ code: 905, retry: 'unknown', ...say('graph.no-answer', { product, why: failure.message }) });
}

/** The connection broke within a file, so Meta cannot have taken the form. */
export function brokenOff(failure: NoAnswer, product: string): DeliveryError {
  return new DeliveryError({
    code: 903,
    retry: 'later',
    ...say('graph.broken-off', { product, why: failure.message }),
  });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(product: string): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'unknown', ...say('graph.unreadable', { product }) });
}
