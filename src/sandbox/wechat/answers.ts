import { randomBytes } from 'node:crypto';
import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

/** What WeChat says beside its codes, all of them in an HTTP 200 (wechat.md §4). */
export const CODES = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid meida size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40010: 'invalid voice size',
  40011: 'invalid video size',
  40012: 'invalid thumb size',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40033: 'invalid charset. please check your request, if include \\uxxxx will create fail!',
  40035: 'invalid parameters',
  40125: 'invalid appsecret',
  40164: 'invalid ip, not in whitelist',
  40243: 'appsecret is frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41006: 'media_id missing',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  43019: 'require remove blacklist',
  44001: 'empty media data',
  44002: 'empty post data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45003: 'title size out of limit',
  45004: 'description size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid command',
  45080: 'not receive message in recent time',
  45081: 'typing status is being shown',
  45098: 'menu list out of limit',
  47001: 'data format error',
  48001: 'api unauthorized',
  48002: 'user block message',
  48004: 'api forbidden for irregularities',
  50002: 'user limited',
  50005: 'user is unsubscribed',
  65400: 'please enable new customer service, or upgrade',
  65416: 'invalid parameter',
  65417: 'time range out of limit',
} as const;
export type Code = keyof typeof CODES;

/** A refusal: a code and what is said of it. */
export class WeChatError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get outcome(): Outcome {
    return { status: 200, body: { errcode: this.code, errmsg: `${this.message} rid: ${newRid()}` } };
  }
}

export function refusal(code: Code, detail?: string): WeChatError {
  return new WeChatError(code, detail === undefined ? CODES[code] : `${CODES[code]}: ${detail}`);
}

/** What calls without an answer of their own say. */
export function ok(noted: Omit<Outcome, 'status' | 'body'> = {}): Outcome {
  return { status: 200, body: { errcode: 0, errmsg: 'ok' }, ...noted };
}

/** What an `error` fault answers: WeChat's own code where there is one, or what stands before it when it is down. */
export function disturbed(fault: Fault): Outcome {
  switch (fault.status) {
    case 400:
      return refusal(47001).outcome;
    case 401:
      return refusal(40001).outcome;
    case 403:
      return refusal(48001).outcome;
    case 404:
      return refusal(40003).outcome;
    case 429:
      return refusal(45011).outcome;
    default:
      return { status: fault.status ?? 500 };
  }
}

function newRid(): string {
  const hex = randomBytes(12).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 16), hex.slice(16)].join('-');
}
