import type { AccountId, ChatId, DeliveryId, SourceId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { MessengerKind } from '../model/messenger-kind';

/** Whose the bytes are: the customer's messenger, ours, or Kommo. The lanes of the picture. */
export const PLACES = ['messenger', 'courier', 'kommo'] as const;
export type Place = (typeof PLACES)[number];

/**
 * The whole path of one message, to be shown to anybody: ids, times, sizes, codes, and words that were looked through for what
 * people said and who they are (`discreetWords`). Times are ISO 8601 in UTC, to the microsecond.
 */
export interface Trace {
  readonly deliveryId: DeliveryId;
  /** null for what concerns another message. */
  readonly messageId: string | null;
  readonly kind: DeliveryKind;
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
  readonly chatId: ChatId;
  readonly messenger: MessengerKind;
  readonly lane: Lane;
  readonly ids: TraceIds;
  /** When it was written, by the clock of whoever wrote it, which is not ours. */
  readonly writtenAt: string;
  /** null while it is under way. */
  readonly outcome: 'sent' | 'failed' | 'ignored' | 'unknown' | null;
  /** How the message shows in Kommo, for one of a manager. */
  readonly tick: string | null;
  /** Not before this it is tried again; null where that is nobody's to say. */
  readonly nextAttemptAt: string | null;
  /** In the order of their times; never empty. */
  readonly steps: readonly TraceStep[];
  /** What nobody wrote down when it happened: by an older version. */
  readonly notKept: readonly NotKept[];
}

export type DeliveryKind = 'message' | 'note' | 'echo' | 'edit' | 'removal' | 'reaction';

export interface TraceIds {
  /** amojo's id of the message. */
  readonly kommo: string | null;
  readonly kommoChat: string | null;
  /** The messenger's id of the message: of its first part. */
  readonly remote: string | null;
  readonly parts: readonly { readonly index: number; readonly remote: string | null }[];
}

export const NOT_KEPT = ['received', 'woken', 'begun', 'told'] as const;
export type NotKept = (typeof NOT_KEPT)[number];

interface At {
  readonly at: string;
  /** Milliseconds since the first step. */
  readonly ms: number;
}

/** What happened, as it is said before its place in time is known. */
export type Happening =
  /** A webhook's bytes were there: at which address of ours, how many, and at which process. */
  | {
      readonly kind: 'received';
      readonly from: Place;
      readonly hook: string;
      readonly bytes: number;
      readonly process: string;
    }
  | { readonly kind: 'verified'; readonly rule: string }
  /** Durable in a file: the ledger could not take it, or nobody could verify it. */
  | { readonly kind: 'spooled'; readonly because: 'ledger' | 'keys' }
  /** Durable in the ledger; `drained`: out of the file. `begun`: here, by the admin API or as a note. */
  | { readonly kind: 'accepted'; readonly how: 'committed' | 'drained' | 'begun' }
  | { readonly kind: 'repeated'; readonly from: Place; readonly times: number; readonly until: string }
  | { readonly kind: 'woken' }
  /** `tookMs`: until it was claimed after it; null: it waits, or nobody knows. */
  | { readonly kind: 'waited'; readonly for: string; readonly times: number; readonly tookMs: number | null }
  | {
      readonly kind: 'file';
      readonly state: 'stored' | 'refused' | 'read';
      readonly bytes: number | null;
      readonly words: string | null;
    }
  | Attempt
  | { readonly kind: 'part'; readonly to: Place; readonly index: number; readonly remote: string | null }
  /** Whether something arrived was in doubt: what was found. */
  | { readonly kind: 'evidence'; readonly found: 'arrived' | 'absent'; readonly part: number }
  | { readonly kind: 'parked' }
  | {
      readonly kind: 'command';
      readonly command: string;
      readonly by: string;
      readonly result: 'done' | 'refused';
    }
  | {
      readonly kind: 'ended';
      readonly outcome: NonNullable<Trace['outcome']>;
      readonly code: number | null;
      readonly words: string | null;
    }
  /** `there`: when, by the messenger's clock. */
  | {
      readonly kind: 'receipt';
      readonly from: Place;
      readonly state: string;
      readonly code: number | null;
      readonly words: string | null;
      readonly there: string;
    }
  /** The messenger told that everything until some time was delivered, or read. */
  | { readonly kind: 'reached'; readonly from: Place; readonly state: string }
  | { readonly kind: 'told'; readonly to: Place; readonly tick: string; readonly taken: boolean }
  | {
      readonly kind: 'followed';
      readonly from: Place;
      readonly to: Place;
      readonly what: DeliveryKind;
      readonly deliveryId: string;
      readonly outcome: Trace['outcome'];
    };

/** One send and its answer. `at` is when it began or, where that was not kept, when the answer was there. */
export interface Attempt {
  readonly kind: 'attempt';
  readonly to: Place;
  readonly result: 'sent' | 'refused' | 'later' | 'unknown';
  readonly part: number;
  /** Of Kommo, 901 to 905. */
  readonly code: number | null;
  readonly words: string | null;
  readonly tookMs: number | null;
  /** The far side's id, where this answer brought it. */
  readonly answered: string | null;
}

export type TraceStep = At & Happening;
export type StepKind = Happening['kind'];
