import type {
  ConnectedContext,
  InboundEvent,
  InboundKind,
  Messenger,
  OutboundFile,
  Received,
} from '../../../src/messengers/contract';
import type { SampleFile } from '../../support/sample-files';

/** What one side of a chat shows of a message, in words that every messenger has. */
export interface Shown {
  /** The messenger's id. */
  readonly id: string;
  readonly kind: 'text' | 'picture' | 'video' | 'voice' | 'audio' | 'file' | 'sticker' | 'other';
  readonly text: string;
  /** Bytes of its files, in hex of their SHA-256. */
  readonly files: readonly string[];
  /** Labels of the buttons under it, and of the rows of its menu. */
  readonly buttons: readonly string[];
  readonly rows: readonly string[];
  readonly isTemplate: boolean;
  readonly quotes: string | null;
}

/** Trouble at the far side, by its kind. */
export type Trouble =
  | { readonly kind: 'error'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'hang' | 'reset' | 'drop-after-storing' };

/** A driver and the far side it speaks to, with one customer there. */
export interface Bench {
  readonly driver: Messenger;
  readonly context: ConnectedContext<unknown>;
  /** The customer's address. */
  readonly chat: string;
  /** Credentials that the far side does not accept. */
  readonly strangers: unknown;
  /** The customer writes a text, so that there is a chat. */
  open(): Promise<void>;
  /** The customer does this; `false`: the messenger has no such thing. */
  does(kind: InboundKind, sample?: SampleFile): Promise<boolean>;
  says(text: string): Promise<void>;
  /** The next webhook request, read by the driver. */
  received(): Promise<Received>;
  /** The next event that fits, over however many webhooks. */
  event(fits: (event: InboundEvent) => boolean): Promise<InboundEvent>;
  /** The next webhook, changed before the driver reads it; what the driver makes of it. */
  forged(): Promise<Received>;
  /** What the customer sees of the line, oldest first. */
  shown(): Promise<readonly Shown[]>;
  /** What the customer sees that the line has reacted with, to this message. */
  reactions(remoteId: string): Promise<readonly string[]>;
  /** Whether the customer sees that the line types. */
  isTyping(): Promise<boolean>;
  /** The messenger's ids of the customer's messages that they see were read. */
  read(): Promise<readonly string[]>;
  /** Whether the customer sees that the line has closed the conversation. */
  isEnded(): Promise<boolean>;
  /** The webhook is pointed at another service. */
  steal(): Promise<void>;
  /** Each webhook comes twice. */
  repeatsWebhooks(): Promise<void>;
  trouble(trouble: Trouble): Promise<void>;
  /** A file of ours, ready to be sent. */
  file(sample: SampleFile): OutboundFile;
  reset(): Promise<void>;
  close(): Promise<void>;
}
