import type { Fault } from '../control/contract';
import type { Outcome } from '../exchange';

export interface ConnectorFault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** What Teams says more exactly, and where. */
  readonly within?: { readonly code: string; readonly as: 'sub-code' | 'inner-error' };
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A refusal of the connector (skype.md §4). */
export class ConnectorError extends Error {
  constructor(readonly fault: ConnectorFault) {
    super(fault.message);
  }

  get outcome(): Outcome {
    const { status, code, message, within, retryAfter } = this.fault;
    const nested =
      within === undefined
        ? {}
        : within.as === 'sub-code'
          ? { subCode: within.code }
          : { innerHttpError: { statusCode: status, body: { error: { code: within.code, message } } } };
    return {
      status,
      body: { error: { code, message, ...nested } },
      ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }),
    };
  }
}

/** By their code, as of the table of skype.md §4. */
const KNOWN = {
  BadArgument: [400, 'Invalid argument'],
  BadSyntax: [400, 'Invalid JSON'],
  Unauthorized: [401, 'Authorization has been denied for this request.'],
  BotNotRegistered: [401, 'The bot is not registered'],
  BotNotInConversationRoster: [403, 'The bot is not part of the conversation roster.'],
  BotDisabledByAdmin: [403, 'The tenant admin disabled this bot'],
  InvalidBotApiHost: [403, 'Invalid bot API host'],
  ConversationNotFound: [404, 'Conversation not found.'],
  ActivityNotFoundInConversation: [404, 'Activity not found in conversation.'],
  NotFound: [404, 'There is nothing here.'],
  MethodNotAllowed: [405, 'The channel does not support this operation.'],
  PreconditionFailed: [412, 'Precondition failed, please try again.'],
  MessageSizeTooBig: [413, 'Message size too large'],
  Throttled: [429, 'Too many requests'],
  ServiceError: [500, 'Internal server error'],
} as const satisfies Record<string, readonly [number, string]>;
export type KnownCode = keyof typeof KNOWN;

export function refusal(code: KnownCode, more: Partial<ConnectorFault> = {}): ConnectorError {
  const [status, message] = KNOWN[code];
  return new ConnectorError({ status, code, message, ...more });
}

export function badArgument(what: string): ConnectorError {
  return refusal('BadArgument', { message: `Invalid argument: ${what}` });
}

/** What an `error` fault answers. */
export function disturbed({ status = 500, retryAfter }: Fault): Outcome {
  const known = Object.entries(KNOWN).find(([, [each]]) => each === status);
  const [code, [, message]] = known ?? ['ServiceError', [status, 'The service is not available'] as const];
  return new ConnectorError({ status, code, message, ...(retryAfter === undefined ? {} : { retryAfter }) }).outcome;
}
