import type { NoAnswer } from '../../http/client';
import type { Params } from '../../model/words';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { say, type Code } from './phrases';

/** An answer of the connector that is not a success. */
export interface Refusal {
  readonly status: number;
  /** What it is called, in lower case; several where one is within another (skype.md §4). */
  readonly codes: readonly string[];
  /** Microsoft's words, free of the token. */
  readonly message?: string;
  readonly retryAfterMs?: number;
  /** The channel of the chat. */
  readonly channelId?: string;
}

const no = (code: DeliveryErrorDetail['code'], said: Code, params?: Params): DeliveryErrorDetail => ({
  code,
  retry: 'no',
  ...say(said, params),
});
const later = (code: DeliveryErrorDetail['code'], said: Code, params?: Params): DeliveryErrorDetail => ({
  code,
  retry: 'later',
  ...say(said, params),
});

/** Everything the bot sends would fail alike until a person repairs it. */
export const held = (said: Code, params?: Params): DeliveryErrorDetail => ({
  ...later(902, said, params),
  breadth: 'source',
});

const BLOCKED = no(905, 'botframework.blocked');
const FORBIDDEN = no(902, 'botframework.forbidden');
const NOT_ACCEPTED = held('botframework.not-accepted');
const GONE = no(904, 'botframework.unknown-chat');
const TOO_BIG = no(905, 'botframework.too-big');

/** After a write that met another one, at once again (skype.md §4). */
const AFTER_CONFLICT_MS = 1_000;

/** By the code, in lower case (skype.md §4). */
const CODES: Readonly<Record<string, DeliveryErrorDetail | undefined>> = {
  botnotregistered: NOT_ACCEPTED,
  conversationblockedbyuser: BLOCKED,
  messagewritesblocked: BLOCKED,
  botnotinconversationroster: no(904, 'botframework.not-in-chat'),
  botdisabledbyadmin: FORBIDDEN,
  forbiddenoperationexception: FORBIDDEN,
  notenoughpermissions: FORBIDDEN,
  invalidbotapihost: later(903, 'botframework.moved'),
  conversationnotfound: GONE,
  activitynotfoundinconversation: no(901, 'botframework.message-gone'),
  messagesizetoobig: TOO_BIG,
};

/** What a refusal of the connector means for a delivery (skype.md §4). */
export function refusedBy(refusal: Refusal): DeliveryError {
  const { retryAfterMs } = refusal;
  const detail = detailOf(refusal);
  const waits = detail.retry === 'later' && retryAfterMs !== undefined;
  return new DeliveryError(waits ? { ...detail, retryAfterMs } : detail);
}

function detailOf({ status, codes, message, channelId }: Refusal): DeliveryErrorDetail {
  const known = codes.flatMap((code) => (Object.hasOwn(CODES, code) ? (CODES[code] ?? []) : []))[0];
  if (known !== undefined) return known;
  switch (status) {
    case 401:
      return NOT_ACCEPTED;
    case 412:
      return { ...later(903, 'botframework.conflict'), retryAfterMs: AFTER_CONFLICT_MS };
    case 413:
      return TOO_BIG;
    case 429:
      return { ...later(905, 'botframework.too-many'), breadth: 'chat' };
    case 500:
    case 502:
    case 503:
      return later(903, 'botframework.internal', { status });
    case 405:
    case 501:
      return no(905, 'botframework.not-taken');
  }
  if (status > 503) {
    return { code: 905, retry: 'unknown', ...say('botframework.unsure', { status }) };
  }
  if (channelId === 'skype') return no(902, 'botframework.skype-off');
  if (status === 404) return GONE;
  return no(905, 'botframework.refused', { detail: message === undefined ? `HTTP ${status}` : shorten(message) });
}

/** @param isSafe it may be asked for once more, whatever became of the first time */
export function unanswered(failure: NoAnswer, isSafe: boolean): DeliveryError {
  if (failure.reached === 'no') {
    return new DeliveryError(later(903, 'botframework.not-reached', { why: failure.message }));
  }
  const words = say('botframework.no-answer', { why: failure.message });
  return new DeliveryError(
    isSafe ? { code: 903, retry: 'later', ...words } : { code: 905, retry: 'unknown', ...words },
  );
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(isSafe: boolean): DeliveryError {
  const words = say('botframework.unreadable');
  return new DeliveryError(
    isSafe ? { code: 903, retry: 'later', ...words } : { code: 905, retry: 'unknown', ...words },
  );
}

/** Nobody has written in the chat since we can keep what it takes to answer. */
export function notAnAddress(): DeliveryError {
  return new DeliveryError(no(904, 'botframework.not-an-address'));
}

export function unsafeAddress(): DeliveryError {
  return new DeliveryError(no(904, 'botframework.unsafe-address'));
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'botframework.not-a-file'));
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
