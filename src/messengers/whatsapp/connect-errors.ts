import type { Words } from '../../model/words';
import { DeliveryError } from '../delivery-error';
import { classify, wordsOf, type RefusalRule } from '../graph/classify';
import type { GraphRefusal } from '../graph/refusal';
import { say as sayOfMeta } from '../graph/phrases';
import { RULES } from './errors';
import { say } from './phrases';

/** Something that was entered does not fit. */
export function mistaken(words: Words): DeliveryError {
  return new DeliveryError({ code: 902, retry: 'no', ...words });
}

export function wrongApp(): DeliveryError {
  return mistaken(sayOfMeta('graph.wrong-app'));
}

/** An id that is not there, or that the token may not see, is refused as a bad parameter (whatsapp.md §10). */
export const UNKNOWN_NUMBER = unknown(say('whatsapp.unknown-number'));
export const UNKNOWN_ACCOUNT = unknown(say('whatsapp.unknown-account'));

function unknown(words: Words): readonly RefusalRule[] {
  return [{ codes: [33, 100, 803], error: { code: 902, retry: 'no', ...words } }, ...RULES];
}

/** The number is none of the account. */
export function otherAccount(): DeliveryError {
  return mistaken(say('whatsapp.other-account'));
}

/** The token is none of the app. */
export function otherApp(): DeliveryError {
  return mistaken(sayOfMeta('graph.other-app'));
}

/** Somebody else hears of the account. */
export function addressTaken(host: string): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'no', ...say('whatsapp.taken', { host }) });
}

/** What stands in the way of the webhook; Meta says best what it did not like about the address. */
export function addressRefused(refusal: GraphRefusal): DeliveryError {
  const error = classify(refusal, RULES, 'WhatsApp');
  if (error.retry !== 'no' || error.code === 902) return error;
  const words = sayOfMeta('graph.address-refused', { detail: wordsOf(refusal) });
  return new DeliveryError({ code: 905, retry: 'no', ...words });
}
