import type { GapView, RoundView } from '../../ledger/reconciliation-views';
import type { MissingOutgoing } from '../../ledger/told-outgoing';
import type { ImportView } from '../../ledger/import-views';
import type { AccountHealth } from '../../ledger/health-views';
import type { Trace, TraceStep } from '../../trace/trace';

/*
 * What the admin API answers, for its clients in TypeScript. The operations answer with these views as they are, and the
 * compiler holds them against the schemas of the document.
 */

export type { AccountView as Account } from '../../ledger/account-views';
export type { ChatFlow } from '../../ledger/chat-flow';
export type { DeliveryFilter, DeliveryReceipt as Receipt, DeliveryView as Delivery } from '../../ledger/delivery-views';
export type { AccountHealth } from '../../ledger/health-views';
export type { GapView as Gap } from '../../ledger/reconciliation-views';
export type { SourceView as Source } from '../../ledger/source-views';
export type { Candidate } from '../../ledger/trace-target';

export interface Health {
  readonly ready: boolean;
  readonly faults: readonly string[];
  readonly temporalUi: string | null;
  readonly accounts: readonly AccountHealth[];
  readonly next: string | null;
}

/** `GET …/reconciliation` */
export interface Statement {
  readonly text: string;
  readonly gaps: number;
  readonly asks: number;
  readonly stays: number;
  readonly found: number;
  readonly checkedAt: string | null;
  readonly installations: readonly (Omit<RoundView, 'trouble'> & { readonly trouble: string | null })[];
  readonly outages: readonly { readonly beganAt: string; readonly endedAt: string }[];
  readonly unseen: readonly string[];
  readonly toldOnly: readonly MissingOutgoing[];
  readonly messages: readonly GapView[];
  readonly next: string | null;
}

export type Import = Omit<ImportView, 'trouble' | 'survey'> & { readonly trouble: string | null };

/** A trace with its words for people. */
export interface ToldTrace extends Trace {
  readonly steps: readonly (TraceStep & { readonly text: { readonly title: string; readonly detail: string } })[];
}

/** What a command is answered when it was done. */
export interface CommandDone {
  readonly kind: 'done';
  readonly text: string;
}
