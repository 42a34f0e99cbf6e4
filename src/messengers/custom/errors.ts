import type { NoAnswer } from '../../http/client';
import { together, wordsOf } from '../../model/words';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { say } from './phrases';
import { ERROR_CODES, type ErrorCode, type Failure } from './protocol/answers';

/** An answer of the service that is not a success. */
export interface ServiceRefusal {
  /** HTTP status. */
  readonly http: number;
  /** The protocol's own, where the body names one. */
  readonly code?: string;
  /** The service's words for it. */
  readonly message?: string;
  /** What the service says of another attempt. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

type Phrase = Parameters<typeof say>[0];

const no = (code: DeliveryErrorDetail['code'], phrase: Phrase): DeliveryErrorDetail => ({
  code,
  retry: 'no',
  ...say(phrase),
});
const later = (phrase: Phrase): DeliveryErrorDetail => ({ code: 903, retry: 'later', ...say(phrase) });
/** Everything would fail alike until a person repairs it. */
const held = (code: Phrase): DeliveryErrorDetail => ({
  code: 902,
  retry: 'later',
  breadth: 'source',
  ...say(code),
});

const SLOWER: DeliveryErrorDetail = { code: 903, retry: 'later', breadth: 'source', ...say('custom.slower') };
const DISABLED: DeliveryErrorDetail = { code: 902, retry: 'no', ...say('custom.disabled') };
/** The message it points to may still be on its way there. */
const MESSAGE_UNKNOWN_AGAIN_MS = 2_000;

/** By the protocol's code (webhook.md §4). */
const CODES: Readonly<Record<ErrorCode, DeliveryErrorDetail>> = {
  invalid_signature: held('custom.signature'),
  stale_timestamp: held('custom.signature'),
  unknown_connection: held('custom.not-there'),
  connection_disabled: DISABLED,
  invalid_payload: no(905, 'custom.invalid'),
  unsupported: no(905, 'custom.unsupported'),
  payload_too_large: no(905, 'custom.too-large'),
  media_too_large: no(905, 'custom.file-too-large'),
  media_type_not_allowed: no(905, 'custom.file-type'),
  media_unreachable: later('custom.file-not-had'),
  recipient_not_found: no(904, 'custom.nobody'),
  recipient_blocked: no(905, 'custom.blocked'),
  recipient_unsubscribed: no(905, 'custom.unsubscribed'),
  conversation_closed: no(904, 'custom.closed'),
  window_closed: no(905, 'custom.too-late'),
  message_not_found: {
    code: 901,
    retry: 'later',
    retryAfterMs: MESSAGE_UNKNOWN_AGAIN_MS,
    ...say('custom.no-message'),
  },
  message_conflict: no(905, 'custom.conflict'),
  rate_limited: SLOWER,
  auth_revoked: held('custom.revoked'),
  internal: later('custom.internal-error'),
};

const UNDELIVERED = no(905, 'custom.undelivered');

/** Refusals of one message, which the service may say more of than its code does. */
const OF_ONE_MESSAGE: ReadonlySet<DeliveryErrorDetail> = new Set(
  [UNDELIVERED, ...Object.values(CODES)].filter((detail) => detail.code !== 902 && detail !== SLOWER),
);

/** What a refusal means for a delivery. The service's own word on another attempt beats the table (webhook.md §4). */
export function refusedBy(refusal: ServiceRefusal): DeliveryError {
  const { retryable, retryAfterMs } = refusal;
  const detail = inWords(known(refusal.code) ?? byStatus(refusal), refusal.message);
  // Whoever cannot be spoken to at all is not asked what would help.
  if (retryable === false && detail.code !== 902) return new DeliveryError({ ...detail, retry: 'no' });
  if (retryable === true && detail.retry === 'no') {
    return new DeliveryError({ ...detail, retry: 'later', ...waiting(retryAfterMs) });
  }
  return new DeliveryError(detail.retry === 'later' ? { ...detail, ...waiting(retryAfterMs) } : detail);
}

function waiting(retryAfterMs: number | undefined): { readonly retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function known(code: string | undefined): DeliveryErrorDetail | undefined {
  const found = ERROR_CODES.find((each) => each === code);
  return found === undefined ? undefined : CODES[found];
}

function byStatus({ http, message }: ServiceRefusal): DeliveryErrorDetail {
  if (http === 401) return held('custom.signature');
  if (http === 404) return held('custom.not-there');
  if (http === 410) return DISABLED;
  if (http === 413) return CODES.payload_too_large;
  if (http === 429) return SLOWER;
  if (http === 408 || http === 425) return CODES.internal;
  if (http < 400) return { code: 902, retry: 'later', breadth: 'source', ...say('custom.redirects') };
  if (http >= 500) return { code: 903, retry: 'later', ...say('custom.internal', { status: http }) };
  return { code: 905, retry: 'no', ...say('custom.refused', { detail: shorten(message ?? `HTTP ${http}`) }) };
}

/** With the service's own words, where it says more than the code. */
function inWords(detail: DeliveryErrorDetail, message = ''): DeliveryErrorDetail {
  const words = shorten(message.trim());
  if (words === '' || !OF_ONE_MESSAGE.has(detail)) return detail;
  return { ...detail, ...together([wordsOf(detail), say('custom.its-words', { words })]) };
}

/**
 * No answer arrived. Where bytes left, the service may have the message; sending it again does no harm, as it knows the
 * message by its id (`capabilities.idempotent`).
 */
export function unanswered(failure: NoAnswer): DeliveryError {
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', ...say('custom.not-reached', { why: failure.message }) })
    : new DeliveryError({ code: 903, retry: 'unknown', ...say('custom.no-answer', { why: failure.message }) });
}

/** What a service says later of a message that it had taken. */
export function failureOf(error: Failure | undefined): Pick<DeliveryErrorDetail, 'code' | 'text' | 'said'> {
  const { code, ...words } = inWords(known(error?.code) ?? UNDELIVERED, error?.message);
  return { code, ...wordsOf(words) };
}

/** Whether the service said that the connection is over. */
export function isEnded({ code, retry }: DeliveryError): boolean {
  return code === DISABLED.code && retry === DISABLED.retry;
}

/** What answers the ping is no service of this protocol. */
export function notAService(): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'no', ...say('custom.challenge') });
}

export function elsewhere(host: string): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'no', ...say('custom.elsewhere', { host }) });
}

export function fileNotFetched(failure: NoAnswer): DeliveryError {
  return new DeliveryError({
    code: 903,
    retry: 'later',
    ...say('custom.file-not-fetched', { why: failure.message }),
  });
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'custom.no-file'));
}

export function noReactions(): DeliveryError {
  return new DeliveryError(no(905, 'custom.no-reactions'));
}

export function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
