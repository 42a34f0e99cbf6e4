import type { NoAnswer } from '../../http/client';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';

/** An answer of the Bot API that is not a success. */
export interface Refusal {
  /** HTTP status; 200 for most refusals (viber.md §0). */
  readonly http: number;
  /** Viber's own. */
  readonly status?: number;
  /** Viber's words for it, free of the token. */
  readonly message?: string;
  readonly retryAfterMs?: number;
}

const no = (code: DeliveryErrorDetail['code'], text: string): DeliveryErrorDetail => ({ code, retry: 'no', text });
/** Everything the bot sends would fail alike until a person repairs it. */
const held = (text: string): DeliveryErrorDetail => ({ code: 902, retry: 'later', breadth: 'source', text });

const TOKEN_REFUSED = held("Viber does not accept the bot's token. Enter the bot's current token.");

/** The least of it: each wait is longer than the one before, and a customer who writes ends it at once (viber.md §0). */
const AFTER_TOO_MANY_MS = 5_000;

/** By Viber's status (viber.md §4); those that are told with Viber's own words are in `detailOf`. */
const STATUSES: Readonly<Record<number, DeliveryErrorDetail>> = {
  1: no(905, 'Viber could not use the address of the webhook.'),
  2: TOKEN_REFUSED,
  5: no(904, 'Viber does not know this customer. They may have left Viber.'),
  6: no(
    905,
    'The customer has unsubscribed from the bot. Messages arrive again when they write to it or subscribe to it again.',
  ),
  7: no(902, "Viber has blocked the bot. Write to Viber's support."),
  8: held("The token belongs to no bot any more. Enter the bot's current token."),
  9: no(902, "Viber has suspended the bot, perhaps because it is not paid for. See the bot's account at Viber."),
  10: held('The bot has no webhook at Viber, and sends nothing without one. Connect it again.'),
  11: no(905, "Viber cannot show this message on any of the customer's devices."),
  12: {
    code: 905,
    retry: 'later',
    breadth: 'chat',
    retryAfterMs: AFTER_TOO_MANY_MS,
    text: 'Viber takes no more messages to this customer for now. After 100 within an hour without an answer it waits until the customer writes.',
  },
  13: no(905, "The customer's Viber is too old for this message."),
  14: no(905, 'Viber finds the message too new for the version it was sent for.'),
  15: no(902, 'Viber has not opened this to the bot. Ask Viber to do so.'),
  16: no(905, 'Viber allows such a message in inline bots only.'),
  17: no(905, 'Viber allows such a message in inline bots only.'),
  18: no(905, 'Viber finds no public chat of the bot.'),
  19: no(905, 'Viber does not let the bot send to many at once.'),
  20: no(905, 'Viber does not let the bot send to many at once.'),
};

/** What a refusal of the Bot API means for a delivery (viber.md §4). */
export function refusedBy(refusal: Refusal): DeliveryError {
  const { retryAfterMs } = refusal;
  const detail = detailOf(refusal);
  const waits = detail.retry === 'later' && retryAfterMs !== undefined;
  return new DeliveryError(waits ? { ...detail, retryAfterMs } : detail);
}

function detailOf({ http, status = 0, message }: Refusal): DeliveryErrorDetail {
  if (http === 429) {
    return { code: 903, retry: 'later', breadth: 'source', text: 'Viber asks the bot to send more slowly.' };
  }
  if (http === 500 || http === 502 || http === 503) {
    return { code: 903, retry: 'later', text: `Viber has an internal error (HTTP ${http}).` };
  }
  if (http > 503) {
    return { code: 905, retry: 'unknown', text: `Viber did not say whether it took the message (HTTP ${http}).` };
  }
  if (http === 401) return TOKEN_REFUSED;
  if (http === 413) return no(905, 'The message is too big for Viber.');
  const words = message === undefined ? '' : `: ${shorten(message)}`;
  if (status === 3) return no(905, `Viber did not accept the message${words}`);
  if (status === 4) return no(905, `Viber finds something missing in the message${words}`);
  if (status === 0) return no(905, `Viber refused the message: HTTP ${http}`);
  return STATUSES[status] ?? { code: 903, retry: 'later', text: `Viber has an internal error (${status})${words}` };
}

/** Asking is safe to repeat, so for what changes nothing at Viber a missing answer is only a reason to ask again. */
export function repeatable(error: DeliveryError): DeliveryError {
  const { code, text } = error;
  return error.retry === 'unknown' ? new DeliveryError({ code, text, retry: 'later' }) : error;
}

/** No answer arrived: repeating is safe only when nothing was sent, as the Bot API knows no repeats (viber.md §0). */
export function unanswered(failure: NoAnswer): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', text: `Viber could not be reached: ${failure.message}.` })
    : new DeliveryError({ code: 905, retry: 'unknown', text: `Viber did not answer: ${failure.message}.` });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'unknown', text: 'Viber answered in a way that was not understood.' });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError(no(904, 'The address of the chat is not one of Viber.'));
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'Viber gave no address of the file that could be used.'));
}

export function programRefused(extension: string): DeliveryError {
  return new DeliveryError(no(905, `Viber takes no programs (.${extension}). Send a link instead.`));
}

export function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
