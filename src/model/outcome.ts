import type { Words } from './words';

/**
 * Kommo's codes for a message that did not reach the customer (kommo-chat-api.md §10.1):
 * 901 conversation deleted by the customer · 902 integration off on the channel's side · 903 internal error ·
 * 904 conversation cannot be created · 905 anything else, with a text.
 */
export type ErrorCode = 901 | 902 | 903 | 904 | 905;

/** Why a message was not delivered, in words that the manager reads in Kommo. */
export interface Failure extends Words {
  readonly code: ErrorCode;
}

/** What became of a delivery. Exactly one, for every accepted event (promise P2). */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'ignored'; readonly reason: string }
  | ({ readonly kind: 'unknown' } & Words);

export type OutcomeKind = Outcome['kind'];

/** The tick a manager sees on a message: only ever forward (promise P6). */
export type Tick = 'sent' | 'delivered' | 'read' | 'failed';
