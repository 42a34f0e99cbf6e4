import type { NoAnswer } from '../../http/client';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import { say } from './phrases';

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

const no = (code: DeliveryErrorDetail['code'], text: string): DeliveryErrorDetail => ({ code, retry: 'no', text });
const later = (code: DeliveryErrorDetail['code'], text: string): DeliveryErrorDetail => ({
  code,
  retry: 'later',
  text,
});

/** Everything the bot sends would fail alike until a person repairs it. */
export const held = (words: Pick<DeliveryErrorDetail, 'text' | 'said'>): DeliveryErrorDetail => ({
  code: 902,
  retry: 'later',
  breadth: 'source',
  ...words,
});

const BLOCKED = no(905, 'The customer has blocked the bot or removed it. Messages arrive again when they write to it.');
const FORBIDDEN = no(902, "The customer's organisation does not let the bot write. Its administrator has to allow it.");

const GONE = no(904, 'Microsoft does not know this chat any more. The customer has to write first.');

/** After a write that met another one, at once again (skype.md §4). */
const AFTER_CONFLICT_MS = 1_000;

/** By the code, in lower case (skype.md §4). */
const CODES: Readonly<Record<string, DeliveryErrorDetail | undefined>> = {
  botnotregistered: held(say('botframework.not-accepted')),
  conversationblockedbyuser: BLOCKED,
  messagewritesblocked: BLOCKED,
  botnotinconversationroster: no(904, 'The bot is no longer in this chat. The customer has to add it again.'),
  botdisabledbyadmin: FORBIDDEN,
  forbiddenoperationexception: FORBIDDEN,
  notenoughpermissions: FORBIDDEN,
  invalidbotapihost: later(
    903,
    'The chat has moved to another server of Microsoft. Its address is known when the customer writes.',
  ),
  conversationnotfound: GONE,
  activitynotfoundinconversation: no(901, 'The message is not there any more.'),
  messagesizetoobig: no(905, 'The message is too big.'),
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
      return held(say('botframework.not-accepted'));
    case 412:
      return { ...later(903, 'Two messages met in the chat. It is tried again.'), retryAfterMs: AFTER_CONFLICT_MS };
    case 413:
      return no(905, 'The message is too big.');
    case 429:
      return { ...later(905, 'Microsoft takes no more messages in this chat for now.'), breadth: 'chat' };
    case 500:
    case 502:
    case 503:
      return later(903, `Microsoft has an internal error (HTTP ${status}).`);
    case 405:
    case 501:
      return no(905, 'The channel of this chat does not take such a message.');
  }
  if (status > 503) {
    return { code: 905, retry: 'unknown', text: `Microsoft did not say whether it took the message (HTTP ${status}).` };
  }
  if (channelId === 'skype')
    return no(902, 'Skype was switched off by Microsoft. The customer cannot be reached there.');
  if (status === 404) return GONE;
  return no(905, `Microsoft refused the message: ${message === undefined ? `HTTP ${status}` : shorten(message)}`);
}

/** @param isSafe it may be asked for once more, whatever became of the first time */
export function unanswered(failure: NoAnswer, isSafe: boolean): DeliveryError {
  if (failure.reached === 'no') {
    return new DeliveryError({
      code: 903,
      retry: 'later',
      ...say('botframework.not-reached', { why: failure.message }),
    });
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
  return new DeliveryError(
    no(904, 'The customer has to write first: without that, nobody knows the server of the chat.'),
  );
}

export function unsafeAddress(): DeliveryError {
  return new DeliveryError(no(904, 'The server of the chat has no safe address, so the bot does not write to it.'));
}

export function notAFile(): DeliveryError {
  return new DeliveryError(no(905, 'Microsoft gave no address of the file that could be used.'));
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
