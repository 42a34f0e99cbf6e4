import type { Words } from '../../model/words';
import type { Answer } from '../types';

/**
 * What came of a call. `later` also stands for reads that broke: reading leaves nothing behind, so it may be repeated.
 *
 * @see Answer of the Chat API, whose kinds these are
 */
export type CrmAnswer<Value, Reason extends string = CrmReason> =
  Exclude<Answer<Value>, { readonly kind: 'refused' }> | CrmRefused<Reason>;

/** Its text is without names, numbers, addresses and tokens. */
export interface CrmRefused<Reason extends string = CrmReason> extends Words {
  readonly kind: 'refused';
  /** HTTP status; `null` when our own check refused the request before it was sent. */
  readonly status: number | null;
  readonly reason: Reason;
  /** What Kommo finds wrong with which field of which item; empty where it does not say. */
  readonly faults: readonly FieldFault[];
}

/** One wrong field (kommo-platform.md §9.5). */
export interface FieldFault {
  /** Ours, or the item's place in the list as a number. */
  readonly requestId?: string;
  /** From no closed list: `NotSupportedChoice`, `FieldMissing`, `EntityNotFound` … */
  readonly code: string;
  readonly path: string;
}

/**
 * `token` — expired, revoked, of another account, or the integration is disabled there · `payment` — account unpaid or plan
 * too small · `forbidden` — no administrator, a scope or ownership is missing · `blocked` — a 403 without a reason, perhaps a
 * blocked address · `moved` — no account at this host any more · `not-found` — what was named is not there · `conflict` — not
 * in its present state, or a limit is reached · `invalid` — Kommo or we do not accept the data. The first three and `moved`
 * concern the account, `blocked` this server.
 */
export type CrmReason =
  | 'token'
  | 'payment'
  | 'forbidden'
  | 'blocked'
  | 'moved'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'invalid'
  | 'other';
