import type { AcceptableEvent } from '../ledger/acceptable';
import type { ConnectionRoute } from '../ledger/routing';
import type { Acknowledgement, HttpAnswer, RawRequest } from '../messengers/contract';
import type { ScopeId, SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { SignatureRule } from '../model/signature-rule';

/** A webhook as it came: where it was sent to, and its bytes. All that is needed to read it now or hours later. */
export interface Hook {
  readonly address: HookAddress;
  /** When it came, milliseconds since 1970. */
  readonly at: number;
  readonly request: HookRequest;
  /** It was durable in a file before it could be accepted, since then and for that; milliseconds since 1970. */
  readonly spooled?: { readonly at: number; readonly for: 'ledger' | 'keys' };
  /** What its driver has fetched for it already (`Messenger.fetchAhead`). */
  readonly fetched?: string;
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
  | {
      readonly kind: 'read';
      readonly events: readonly AcceptableEvent[];
      readonly answer: HttpAnswer;
      readonly signals: readonly Signal[];
      /** What it has proven itself by. */
      readonly verifiedBy: SignatureRule;
      /** What was fetched for it, to be kept with it where it has to be read again. */
      readonly fetched?: string;
      /** Fields that could not be read, and without which the rest was; names only. */
      readonly leftOut?: readonly string[];
    }
  /** Nobody can say now whether it is genuine: the keys of its messenger cannot be had. */
  | { readonly kind: 'unverified' }
  | HookRefusal;

/** Of the moment: passed on at once after the answer, not kept, and dropped when it is late (design §3, Accepting). */
export type Signal =
  | {
      readonly kind: 'manager-types';
      readonly scopeId: ScopeId;
      readonly chatKommoId: string;
      readonly chatClientId: string | null;
      /** Milliseconds since 1970. */
      readonly until: number;
    }
  | { readonly kind: 'customer-types'; readonly sourceId: SourceId; readonly chatRemoteId: string }
  | {
      readonly kind: 'acknowledge';
      readonly route: ConnectionRoute;
      readonly what: Acknowledgement['what'];
      /** Dedupe key of an event: done only where that was new. */
      readonly ifNew: string | undefined;
    };

export interface HookRefusal {
  readonly kind: 'refused';
  readonly status: 401 | 403 | 404 | 503;
  /** For metrics and the answer. */
  readonly word: string;
  /** Never repeats what was sent. */
  readonly reason: string;
  /** JSON that is answered in place of both. */
  readonly body?: string;
}
