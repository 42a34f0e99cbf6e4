import type { NoAnswer } from '../../http/client';
import { DeliveryError, type DeliveryErrorDetail } from '../delivery-error';
import type { WeChatPhrase } from './phrases/en';
import { say } from './phrases';

/** An answer of the API that is not a success. */
export interface Refusal {
  /** HTTP status; 200 for nearly all refusals (wechat.md §4). */
  readonly http: number;
  /** WeChat's own. */
  readonly errcode?: number;
  /** WeChat's words for it, free of secrets. */
  readonly errmsg?: string;
  readonly retryAfterMs?: number;
}

type Detail = DeliveryErrorDetail;
type Code = Detail['code'];

const no = (code: Code, phrase: WeChatPhrase): Detail => ({ code, retry: 'no', ...say(phrase) });
const stopped = (phrase: WeChatPhrase): Detail => ({ code: 902, retry: 'no', ...say(phrase) });
/** Everything the account sends would fail alike until a person repairs it. */
const held = (phrase: WeChatPhrase): Detail => ({ code: 902, retry: 'later', breadth: 'source', ...say(phrase) });

const A_MINUTE_MS = 60_000;

const TOO_BIG = no(905, 'wechat.too-big');
const MEDIA_GONE = no(905, 'wechat.file');
const NOT_FOLLOWING = no(905, 'wechat.unfollowed');
const BLOCKED = no(905, 'wechat.blocked');
const NOT_READ = no(905, 'wechat.not-read');

/** By WeChat's code (wechat.md §4). */
const CODES: Readonly<Record<number, Detail>> = {
  [-1]: { code: 903, retry: 'later', ...say('wechat.busy') },
  40001: held('wechat.token'),
  40014: held('wechat.token'),
  41001: held('wechat.token'),
  42001: held('wechat.token'),
  40013: held('wechat.credentials'),
  40125: held('wechat.credentials'),
  40243: held('wechat.frozen'),
  40003: no(904, 'wechat.unknown-customer'),
  43004: NOT_FOLLOWING,
  50005: NOT_FOLLOWING,
  43019: BLOCKED,
  48002: BLOCKED,
  45015: no(905, 'wechat.window'),
  45047: no(905, 'wechat.allowance'),
  45002: no(905, 'wechat.too-long'),
  44004: no(905, 'wechat.empty'),
  45001: TOO_BIG,
  40006: TOO_BIG,
  40009: TOO_BIG,
  40010: TOO_BIG,
  40011: TOO_BIG,
  40012: TOO_BIG,
  40004: MEDIA_GONE,
  40005: MEDIA_GONE,
  40007: MEDIA_GONE,
  40008: MEDIA_GONE,
  41006: MEDIA_GONE,
  45009: { code: 905, retry: 'no', ...say('wechat.daily') },
  45011: { code: 905, retry: 'later', breadth: 'source', retryAfterMs: A_MINUTE_MS, ...say('wechat.slower') },
  45098: no(905, 'wechat.too-many-buttons'),
  48001: stopped('wechat.not-granted'),
  48004: stopped('wechat.banned'),
  50002: stopped('wechat.restricted'),
  65400: no(905, 'wechat.no-records'),
  47001: NOT_READ,
  40033: NOT_READ,
  40035: NOT_READ,
};

/** The server's address is not on the account's list, and WeChat's words name it. */
const OTHER_ADDRESS = 40_164;
const TOKEN_CODES: readonly (number | undefined)[] = [40_001, 40_014, 41_001, 42_001];
const MEDIA_CODES: readonly (number | undefined)[] = [40_004, 40_005, 40_007, 40_008, 41_006];
const SIZE_CODES: readonly (number | undefined)[] = [40_006, 40_009, 40_010, 40_011, 40_012, 45_001];
const TOO_MANY_BUTTONS = 45_098;

/** A fresh token may help. */
export const isAboutToken = ({ errcode }: Refusal): boolean => TOKEN_CODES.includes(errcode);
/** A fresh upload may help: of the file, or of the picture that stands for a film. */
export const isAboutMedia = ({ errcode }: Refusal): boolean => MEDIA_CODES.includes(errcode);
/** WeChat takes no such file, and would take a link to it. */
export const isAboutFile = (refusal: Refusal): boolean => isAboutMedia(refusal) || SIZE_CODES.includes(refusal.errcode);
export const isAboutButtons = ({ errcode }: Refusal): boolean => errcode === TOO_MANY_BUTTONS;

/** What a refusal of the API means for a delivery (wechat.md §4). */
export function refusedBy(refusal: Refusal): DeliveryError {
  const { retryAfterMs } = refusal;
  const detail = detailOf(refusal);
  const waits = detail.retry === 'later' && retryAfterMs !== undefined;
  return new DeliveryError(waits ? { ...detail, retryAfterMs } : detail);
}

function detailOf({ http, errcode, errmsg }: Refusal): Detail {
  if (http === 429) return { code: 903, retry: 'later', breadth: 'source', ...say('wechat.slower') };
  if (http === 500 || http === 502 || http === 503) {
    return { code: 903, retry: 'later', ...say('wechat.internal', { status: http }) };
  }
  if (http > 503) return { code: 905, retry: 'unknown', ...say('wechat.unsure', { status: http }) };
  if (http === 401) return held('wechat.token');
  if (http === 413) return TOO_BIG;
  if (errcode === OTHER_ADDRESS) {
    const ip = addressIn(errmsg ?? '');
    return { code: 902, retry: 'later', breadth: 'source', ...say('wechat.ip', { ip }) };
  }
  const known = errcode === undefined ? undefined : CODES[errcode];
  if (known !== undefined) return known;
  const detail = [errcode === undefined ? `HTTP ${http}` : String(errcode), shorten(errmsg ?? '')].filter(
    (word) => word !== '',
  );
  return { code: 905, retry: 'no', ...say('wechat.refused', { detail: detail.join(' ') }) };
}

/** @see OTHER_ADDRESS: “invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist” */
function addressIn(errmsg: string): string {
  return /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(errmsg)?.[0] ?? /\b[0-9a-f:]*:[0-9a-f:]+\b/i.exec(errmsg)?.[0] ?? '…';
}

/** Of what gives tokens out: there a token that is wrong is a secret that is wrong. */
export function credentialsRefusedBy(refusal: Refusal): DeliveryError {
  return isAboutToken(refusal) ? new DeliveryError(held('wechat.credentials')) : refusedBy(refusal);
}

/** No answer arrived: repeating is safe only when nothing was sent, as the API knows no repeats (wechat.md §3). */
export function unanswered(failure: NoAnswer): DeliveryError {
  const why = failure.message;
  return failure.reached === 'no'
    ? new DeliveryError({ code: 903, retry: 'later', ...say('wechat.not-reached', { why }) })
    : new DeliveryError({ code: 905, retry: 'unknown', ...say('wechat.no-answer', { why }) });
}

/** A success whose body does not say what it should: the call was carried out, its result is lost. */
export function unreadable(): DeliveryError {
  return new DeliveryError({ code: 905, retry: 'unknown', ...say('wechat.unreadable') });
}

/** Whoever was stopped for so long may not be the one that sends in this chat any more. */
export function tokenTooLate(): DeliveryError {
  return new DeliveryError({ code: 903, retry: 'later', ...say('wechat.token-renewed') });
}

export function notAnAddress(): DeliveryError {
  return new DeliveryError(no(904, 'wechat.not-an-address'));
}

export function fileGone(): DeliveryError {
  return new DeliveryError(no(905, 'wechat.file-gone'));
}

export function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
