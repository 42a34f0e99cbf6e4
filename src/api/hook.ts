import type { AcceptableEvent } from '../ledger/acceptable';
import type { HttpAnswer, RawRequest } from '../messengers/contract';
import type { MessengerKind } from '../model/messenger-kind';

/** A webhook as it came: where it was sent to, and its bytes. All that is needed to read it now or hours later. */
export interface Hook {
  readonly address: HookAddress;
  readonly request: HookRequest;
}

export type HookAddress =
  | { readonly kind: 'kommo'; readonly scopeId: string }
  | { readonly kind: 'messenger'; readonly messenger: MessengerKind; readonly connectionId: string };

export type HookRequest = RawRequest;

/** Who called, for metrics. */
export type HookCaller = 'kommo' | MessengerKind | 'nobody';

export function callerOf(address: HookAddress): HookCaller {
  return address.kind === 'kommo' ? 'kommo' : address.messenger;
}

/** What a webhook turned out to be. */
export type ReadHook =
  { readonly kind: 'read'; readonly events: readonly AcceptableEvent[]; readonly answer: HttpAnswer } | HookRefusal;

export interface HookRefusal {
  readonly kind: 'refused';
  readonly status: 401 | 403 | 404 | 503;
  /** For metrics and the answer. */
  readonly word: string;
  /** Never repeats what was sent. */
  readonly reason: string;
}
