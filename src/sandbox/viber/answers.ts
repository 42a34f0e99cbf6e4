import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';
import { shown, writeJson } from './json';

/** The statuses that Viber's answers carry, all of them in an HTTP 200 (viber.md §4). */
export const STATUSES = {
  1: 'invalidUrl',
  2: 'invalidAuthToken',
  3: 'badData',
  4: 'missingData',
  5: 'receiverNotRegistered',
  6: 'receiverNotSubscribed',
  7: 'publicAccountBlocked',
  8: 'publicAccountNotFound',
  9: 'publicAccountSuspended',
  10: 'webhookNotSet',
  11: 'receiverNoSuitableDevice',
  12: 'tooManyRequests',
  13: 'apiVersionNotSupported',
  14: 'incompatibleWithVersion',
  15: 'publicAccountNotAuthorized',
  16: 'inchatReplyMessageNotAllowed',
  17: 'publicAccountIsNotInline',
  18: 'noPublicChat',
  19: 'cannotSendBroadcast',
  20: 'broadcastNotAllowed',
} as const;
export type Status = keyof typeof STATUSES;

export const CHAT_HOSTNAME = 'SN-CHAT-05_';

/** A refusal: a status and what is said of it. */
export class ViberError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  get outcome(): Outcome {
    return answer({ status: this.status, status_message: this.message, chat_hostname: CHAT_HOSTNAME });
  }
}

export function refusal(status: Status, detail?: string): ViberError {
  return new ViberError(status, detail === undefined ? STATUSES[status] : `${STATUSES[status]}: ${detail}`);
}

export function badData(detail: string): ViberError {
  return refusal(3, detail);
}

export function ok(fields: object, noted: Omit<Outcome, 'status' | 'body'> = {}): Outcome {
  return { ...answer({ status: 0, status_message: 'ok', ...fields }), ...noted };
}

/** Written by hand: no number of JavaScript holds a message token. */
function answer(body: object): Outcome {
  return {
    status: 200,
    noted: shown(body),
    serve: (res) => void res.writeHead(200, { 'Content-Type': 'application/json' }).end(writeJson(body)),
  };
}

/** What an `error` fault answers: what Viber says in an HTTP 200, or what stands before it when it is down. */
export function disturbed(fault: Fault): Outcome {
  switch (fault.status) {
    case 400:
      return badData('refused by a fault').outcome;
    case 401:
      return refusal(2).outcome;
    case 403:
      return refusal(7).outcome;
    case 404:
      return refusal(8).outcome;
    case 429:
      return refusal(12).outcome;
    default:
      return { status: fault.status ?? 500 };
  }
}
