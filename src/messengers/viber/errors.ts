import type { NoAnswer } from '../../http/client';
import { together, type Params, type Words } from '../../model/words';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { say, type Code } from './phrases';

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

const no = (code: DeliveryErrorDetail['code'], said: Code, params?: Params): DeliveryErrorDetail => ({
  code,
  retry: 'no',
  ...say(said, params),
});
/** Everything the bot sends would fail alike until a person repairs it. */
const held = (said: Code): DeliveryErrorDetail => ({ code: 902, retry: 'later', breadth: 'source', ...say(said) });

const TOKEN_REFUSED = held('viber.token');

/** The least of it: each wait is longer than the one before, and a customer who writes ends it at once (viber.md §0). */
const AFTER_TOO_MANY_MS = 5_000;

/** By Viber's status (viber.md §4); those that are told with Viber's own words are in `detailOf`. */
const STATUSES: Readonly<Record<number, DeliveryErrorDetail>> = {
  1: no(905, 'viber.webhook'),
  2: TOKEN_REFUSED,
  5: no(904, 'viber.unknown-customer'),
  6: no(905, 'viber.unsubscribed'),
  7: no(902, 'viber.blocked'),
  8: held('viber.token-of-none'),
  9: no(902, 'viber.suspended'),
  10: held('viber.no-webhook-to-send'),
  11: no(905, 'viber.no-device'),
  12: {
    code: 905,
    retry: 'later',
    breadth: 'chat',
    retryAfterMs: AFTER_TOO_MANY_MS,
    ...say('viber.too-many'),
  },
  13: no(905, 'viber.too-old'),
  14: no(905, 'viber.too-new'),
  15: no(902, 'viber.not-opened'),
  16: no(905, 'viber.inline-only'),
  17: no(905, 'viber.inline-only'),
  18: no(905, 'viber.no-public-chat'),
  19: no(905, 'viber.no-broadcast'),
  20: no(905, 'viber.no-broadcast'),
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
    return { code: 903, retry: 'later', breadth: 'source', ...say('viber.slower') };
  }
  if (http === 500 || http === 502 || http === 503) {
    return { code: 903, retry: 'later', ...say('viber.down', { status: http }) };
  }
  if (http > 503) {
    return { code: 905, retry: 'unknown', ...say('viber.unsure', { status: http }) };
  }
  if (http === 401) return TOKEN_REFUSED;
  if (http === 413) return no(905, 'viber.too-big');
  if (status === 3) return { code: 905, retry: 'no', ...because('viber.message', message) };
  if (status === 4) return { code: 905, retry: 'no', ...because('viber.incomplete', message) };
  if (status === 0) return no(905, 'viber.refused', { status: http });
  return STATUSES[status] ?? { code: 903, retry: 'later', ...because('viber.internal', message, { status }) };
}

/** With Viber's own words, where it has some. */
function because(
  said: 'viber.message' | 'viber.incomplete' | 'viber.internal' | 'viber.not-taken',
  detail: string | undefined,
  params?: Params,
): Words {
  return detail === undefined ? say(said, params) : say(`${said}-because`, { ...params, detail: shorten(detail) });
}

/** No answer arrived: repeating is safe only when nothing was sent, as the Bot API knows no repeats (viber.md §0). */
export function unanswered(failure: NoAnswer): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', ...say('viber.not-reached', { why: failure.message }) })
    : new DeliveryError({ code: 905, retry: 'unknown', ...say('viber.no-answer', { why: failure.message }) });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'unknown', ...say('viber.unreadable') });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError(no(904, 'viber.not-an-address'));
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'viber.not-a-file'));
}

export function programRefused(extension: string): DeliveryError {
  return new DeliveryError(no(905, 'viber.program', { extension }));
}

/** Somebody else has the bot's only webhook. */
export function addressTaken(host: string): DeliveryError {
  return new DeliveryError(no(905, 'viber.taken', { host }));
}

/** Viber tried the address of the webhook, and got no answer that it takes. */
export function notThrough(host: string, detail: string | undefined): DeliveryError {
  const told = say('viber.not-through', { host });
  const words = detail === undefined ? told : together([told, say('viber.says', { detail: shorten(detail) })]);
  return new DeliveryError({ code: 905, retry: 'no', ...words });
}

/** What the customer's Viber says of a message that the service had taken. */
export function notTaken(detail: string | undefined): Words {
  return because('viber.not-taken', detail);
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
