import type { AccountId, ChatId, DeliveryId, SourceId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { MessengerKind } from '../model/messenger-kind';
import type { DeliveryKind, Trace } from './trace';

/** What the ledger has of one delivery. Times are ISO 8601 in UTC with microseconds, so that they sort as words. */
export interface TraceFacts {
  readonly deliveryId: DeliveryId;
  readonly messageId: string | null;
  readonly kind: DeliveryKind;
  readonly accountId: AccountId;
  readonly chatId: ChatId;
  readonly sourceId: SourceId;
  readonly connectionId: string;
  readonly scopeId: string;
  readonly messenger: MessengerKind;
  readonly lane: Lane;
  /** Begun here, by no webhook. */
  readonly isOurs: boolean;
  readonly kommoId: string | null;
  readonly kommoChatId: string | null;
  readonly remoteId: string | null;
  readonly writtenAt: string;
  readonly receivedAt: string | null;
  readonly bytes: number | null;
  readonly takenBy: string | null;
  readonly verifiedBy: string | null;
  readonly spooledAt: string | null;
  readonly spooledFor: 'ledger' | 'keys' | null;
  readonly acceptedAt: string;
  /** An album's piece waits for the others until then. */
  readonly notBefore: string | null;
  readonly claimedAt: string | null;
  /** It was sent then, and nobody knows whether it arrived. */
  readonly uncertainSince: string | null;
  readonly nextAttemptAt: string | null;
  readonly outcome: Trace['outcome'];
  readonly code: number | null;
  readonly text: string | null;
  readonly doneAt: string | null;
  readonly tick: string | null;
  readonly tickReported: string | null;
  readonly parts: readonly {
    readonly index: number;
    readonly remoteId: string | null;
    readonly sentAt: string | null;
  }[];
  readonly attempts: readonly {
    readonly part: number;
    readonly result: 'sent' | 'refused' | 'later' | 'unknown' | 'found' | 'absent';
    readonly code: number | null;
    readonly text: string | null;
    readonly begunAt: string | null;
    readonly endedAt: string;
  }[];
  readonly marks: readonly {
    readonly mark: 'repeated' | 'woken' | 'waited' | 'parked' | 'reached' | 'told' | 'not-taken';
    readonly what: string;
    readonly at: string;
    readonly until: string;
    readonly times: number;
  }[];
  readonly files: readonly {
    readonly state: 'waiting' | 'stored' | 'refused';
    readonly size: number | null;
    readonly refusal: string | null;
    /** When its state was reached; a refusal has no time of its own. */
    readonly storedAt: string | null;
    readonly readAt: string | null;
  }[];
  readonly receipts: readonly {
    readonly state: string;
    readonly code: number | null;
    readonly text: string | null;
    readonly at: string;
    readonly there: string;
  }[];
  readonly commands: readonly {
    readonly command: string;
    readonly by: string;
    readonly result: string;
    readonly at: string;
  }[];
  readonly followed: readonly {
    readonly deliveryId: string;
    readonly kind: DeliveryKind;
    readonly lane: Lane;
    readonly at: string;
    readonly outcome: Trace['outcome'];
  }[];
  /** What people said and who they are: looked for in every word that is shown. */
  readonly secrets: readonly string[];
}
