import type { MessengerKind } from '../../../model/messenger-kind';
import type { BotView, ButtonView, ListMessageView, ReactionView } from '../../control/contract';
import type { HandsetAbility, HandsetMessage, HandsetState, TimesView } from '../../control/lines-contract';
import type { MediaKind, Said } from '../content/said';

/** What customers write to, of whichever messenger, with the phones of those who do. */
export interface PhoneLine {
  /** Unlike every other line's. */
  readonly key: string;
  readonly messenger: MessengerKind;
  readonly name: string;
  /** How customers find it. */
  readonly address: string;
  readonly webhook: BotView['webhook'];
  /** What an administrator enters in Courier to connect it, and what else its provider knows of it; to be read. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
  readonly phones: readonly Phone[];
  /** @returns the key of the phone */
  readonly addCustomer: (customer: NewCustomer) => Promise<string>;
  /** Absent where the messenger decides by itself when it tries again. */
  readonly retry?: () => Promise<unknown>;
  /** Where a person enters the webhook's address at the provider. */
  readonly enterAddress?: (url: string) => Promise<unknown>;
}

export interface NewCustomer {
  readonly name: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly username?: string;
  readonly language: string;
}

/** One customer's chat with one line. */
export interface Phone {
  readonly key: string;
  readonly owner: string;
  /** In a row of many. */
  readonly ownerShort: string;
  readonly state: HandsetState;
  readonly typingUntil: number | null;
  readonly windowUntil: number | null;
  /** The business has closed the conversation. */
  readonly endedByLine: boolean;
  /** What its owner can send. */
  readonly can: ReadonlySet<Ability>;
  readonly acts: PhoneActs;
  /** How many messages came to it. */
  readonly received: number;
  /** Oldest first; made when they are looked at. */
  readonly messages: () => readonly ChatMessage[];
  readonly isOwn: (reaction: ReactionView) => boolean;
}

export type Ability =
  | Exclude<HandsetAbility, 'edit' | 'remove' | 'react' | 'type' | 'stop-typing' | 'read' | 'block' | 'close'>
  | 'poll'
  | 'dice'
  | 'live'
  | 'own-number';

export interface ChatMessage {
  readonly id: string;
  readonly at: number;
  readonly from: HandsetMessage['from'];
  /** In the messenger's own word. */
  readonly kind: string;
  /** Itself, and its further files where it has several. */
  readonly said: readonly [Said, ...Said[]];
  /** Messages that are shown as one. */
  readonly albumId: string | null;
  /** A list to pick from; its words are said. */
  readonly list: ListMessageView | null;
  /** Times to choose from; of an own message, the one that was chosen. */
  readonly times: TimesView | null;
  readonly buttons: readonly (readonly ButtonView[])[];
  /** Cards keep their buttons; of other messages they are where the messenger has them. */
  readonly isCard: boolean;
  /** A press whose spinner turns. */
  readonly pressing: { readonly row: number; readonly column: number } | null;
  readonly isEditable: boolean;
  readonly isRemoved: boolean;
  /** Own ones: whether the webhook was taken. */
  readonly handed: boolean;
  /** The line's, where the messenger tells; of an own one, that it was read, or not delivered. */
  readonly status: HandsetMessage['status'];
}

/** What somebody does with a phone; what is absent, the messenger does not have. */
export interface PhoneActs {
  readonly write: (message: NewMessage) => Promise<unknown>;
  readonly forward?: (id: string) => Promise<unknown>;
  readonly edit?: (id: string, text: string) => Promise<unknown>;
  readonly remove?: (id: string) => Promise<unknown>;
  readonly react?: (id: string, emoji: string | null) => Promise<unknown>;
  readonly press: (id: string, row: number, column: number) => Promise<unknown>;
  /** A row of a list, counted over its sections, or a time. */
  readonly pick?: (id: string, row: number) => Promise<unknown>;
  readonly setBlocked?: (blocked: boolean) => Promise<unknown>;
  /** Deletes the whole conversation, of which the line is told. */
  readonly closeChat?: () => Promise<unknown>;
  readonly tellTyping?: () => Promise<unknown>;
  /** What was typed is deleted again. */
  readonly tellStopped?: () => Promise<unknown>;
  /** Everything that came was seen. */
  readonly read?: () => Promise<unknown>;
  readonly closeWindow?: () => Promise<unknown>;
}

/** Exactly one of text alone, files, place, contact, poll or dice; text beside files is their caption. */
export interface NewMessage {
  readonly text?: string;
  readonly files?: readonly NewFile[];
  readonly place?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly title?: string;
    readonly address?: string;
    readonly livePeriodS?: number;
  };
  /** `own`: the customer's own number. */
  readonly contact?: { readonly name: string; readonly phone: string; readonly own?: boolean };
  readonly poll?: { readonly question: string; readonly options: readonly string[] };
  readonly dice?: true;
  readonly replyTo?: string;
}

/** A file that the sandbox holds. */
export interface NewFile {
  readonly id: string;
  readonly kind: MediaKind;
  readonly durationS: number | null;
}
