import type { NoAnswer } from '../../http/client';
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

const no = (code: DeliveryErrorDetail['code'], text: string): DeliveryErrorDetail => ({ code, retry: 'no', text });
const later = (text: string): DeliveryErrorDetail => ({ code: 903, retry: 'later', text });
/** Everything would fail alike until a person repairs it. */
const held = (code: Parameters<typeof say>[0]): DeliveryErrorDetail => ({
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
  invalid_payload: no(905, 'The service did not understand the message.'),
  unsupported: no(905, 'The service does not take messages of this kind.'),
  payload_too_large: no(905, 'The message is too big for the service.'),
  media_too_large: no(905, 'The file is too big for the service.'),
  media_type_not_allowed: no(905, 'The service does not take files of this type. Send a link instead.'),
  media_unreachable: later('The service could not fetch the file.'),
  recipient_not_found: no(904, 'The service does not know this customer.'),
  recipient_blocked: no(905, 'The customer has blocked the chat. Messages arrive again when they write.'),
  recipient_unsubscribed: no(905, 'The customer has unsubscribed. Messages arrive again when they write.'),
  conversation_closed: no(904, 'The customer has closed the chat. Messages arrive again when they write.'),
  window_closed: no(905, 'The service takes no answer any more, as the customer has not written for too long.'),
  message_not_found: {
    code: 901,
    retry: 'later',
    retryAfterMs: MESSAGE_UNKNOWN_AGAIN_MS,
    text: 'The service does not know the message that this is about.',
  },
  message_conflict: no(905, 'The service has another message of the same id.'),
  rate_limited: SLOWER,
  auth_revoked: held('custom.revoked'),
  internal: later('The service has an internal error.'),
};

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
  if (words === '' || detail.said !== undefined) return detail;
  return { ...detail, text: `${detail.text} ${words}` };
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
export function failureOf(error: Failure | undefined): Pick<DeliveryErrorDetail, 'code' | 'text'> {
  const { code, text } = inWords(known(error?.code) ?? no(905, 'The service could not deliver it.'), error?.message);
  return { code, text };
}

/** What answers the ping is no service of this protocol. */
export function notAService(): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'no', ...say('custom.challenge') });
}

export function elsewhere(host: string): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'no', ...say('custom.elsewhere', { host }) });
}

export function fileNotFetched(failure: NoAnswer): DeliveryError {
  return new DeliveryError(later(`The file could not be fetched from the service: ${failure.message}.`));
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'The service gave no address of the file that could be used.'));
}

export function noReactions(): DeliveryError {
  return new DeliveryError(no(905, 'The service shows no reactions.'));
}

export function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
