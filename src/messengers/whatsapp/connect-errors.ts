import { DeliveryError } from '../delivery-error';
import { classify, wordsOf, type RefusalRule } from '../graph/classify';
import type { GraphRefusal } from '../graph/refusal';
import { RULES } from './errors';

/** Something that was entered does not fit. */
export function mistaken(text: string): DeliveryError {
  return new DeliveryError({ code: 902, retry: 'no', text });
}

export function wrongApp(): DeliveryError {
  return mistaken("Meta does not accept the app's id and secret. Copy both from App settings → Basic of your app.");
}

/** An id that is not there, or that the token may not see, is refused as a bad parameter (whatsapp.md §10). */
export const UNKNOWN_NUMBER = unknown(
  'Meta knows no number of this id, or the token may not use it. Copy the phone number id again.',
);
export const UNKNOWN_ACCOUNT = unknown(
  'Meta knows no WhatsApp Business account of this id, or the token may not use it. Copy the account id again.',
);

function unknown(text: string): readonly RefusalRule[] {
  return [{ codes: [33, 100, 803], error: { code: 902, retry: 'no', text } }, ...RULES];
}

/** Somebody else hears of the account. */
export function addressTaken(host: string): DeliveryError {
  return new DeliveryError({
    code: 905,
    retry: 'no',
    text: `The account’s messages go to another service: ${host}. Disconnect it there, or take it over: then that service gets none any more.`,
  });
}

/** What stands in the way of the webhook; Meta says best what it did not like about the address. */
export function addressRefused(refusal: GraphRefusal): DeliveryError {
  const error = classify(refusal, RULES, 'WhatsApp');
  if (error.retry !== 'no' || error.code === 902) return error;
  const text = `Meta does not accept the webhook address. ${wordsOf(refusal)}`;
  return new DeliveryError({ code: 905, retry: 'no', text });
}
