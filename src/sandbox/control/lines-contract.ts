/**
 * The part of the control API that plays the customers of every messenger but Telegram, in words that all of them share. A
 * line is what customers write to: a number, a page, a bot. A handset is one customer's chat with one line.
 *
 *   POST   /control/lines/{messenger}                       NewLine → 201 LineView
 *   POST   /control/lines/{messenger}/{lineId}/retry        → LineView  (waiting webhooks are tried at once)
 *   POST   /control/lines/{messenger}/{lineId}/customers    NewHandset → 201 HandsetView
 *   POST   /control/lines/{messenger}/{lineId}/act          { act, … } → LineView   what the provider or the business does:
 *          the emulator's own words, told by its document
 *   and below /control/lines/{messenger}/{lineId}/handsets/{handsetId}
 *   POST   /messages         NewHandsetMessage → 201 HandsetMessage  (the customer writes)
 *   PATCH  /messages/{id}    { text }          → HandsetMessage      (edits an own message)
 *   DELETE /messages/{id}                      → HandsetMessage      (takes an own message back)
 *   POST   /messages/{id}/reaction  { emoji }  → HandsetMessage      (null takes it back)
 *   POST   /messages/{id}/press     { row, column } or { listRow }  → HandsetMessage   (presses a button or picks from a list or of times:
 *          the message that this makes, or the one pressed)
 *   POST   /act              { act, … }        → HandsetView         `type`, `stop-typing`, `read`, `block`, `unblock`,
 *          `close`, `start`, and more
 *
 * What a messenger does not have is refused with 409 and a sentence.
 */
import type { ButtonView, FileView, ListMessageView, PlaceView, ReactionView } from './common-contract';

export const LINE_MESSENGERS = [
  'whatsapp',
  'messenger',
  'instagram',
  'viber',
  'wechat',
  'apple',
  'botframework',
  'custom',
] as const;
export type LineMessenger = (typeof LINE_MESSENGERS)[number];

export interface LinesView {
  readonly lines: readonly LineView[];
  readonly handsets: readonly HandsetView[];
}

export interface LineView {
  readonly messenger: LineMessenger;
  readonly id: string;
  readonly name: string;
  /** How customers find it: a number, `@name`, an address. */
  readonly address: string;
  /** What an administrator enters in Courier to connect it, by the names of its form. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly webhook: { readonly url: string; readonly pending: number; readonly lastError: string | null } | null;
  /** What else its provider knows of it, for people to see: its quality, its limits, whether it is blocked. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface HandsetView {
  readonly messenger: LineMessenger;
  readonly lineId: string;
  /** The customer's address on this line, as the line's owner is told it. */
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly username: string | null;
  readonly state: HandsetState;
  /** Until when the handset shows that the line types. */
  readonly typingUntil: number | null;
  /** Until when the line may write what it likes; null: no such rule, or it may not. */
  readonly windowUntil: number | null;
  /** Whether the business has told that the conversation is closed. */
  readonly endedByLine: boolean;
  /** What this customer can do here, for a page to offer. */
  readonly can: readonly HandsetAbility[];
  readonly messages: readonly HandsetMessage[];
}

/** `new`: has not written yet · `open` · `blocked`: by the customer · `gone`: not on this messenger any more */
export type HandsetState = 'new' | 'open' | 'blocked' | 'gone';

export const HANDSET_ABILITIES = [
  'text',
  'picture',
  'video',
  'voice',
  'audio',
  'file',
  'sticker',
  'location',
  'contact',
  'reply',
  'forward',
  'edit',
  'remove',
  'react',
  'type',
  'stop-typing',
  'read',
  'block',
  'close',
] as const;
export type HandsetAbility = (typeof HANDSET_ABILITIES)[number];

export const HANDSET_FILE_KINDS = ['picture', 'video', 'voice', 'audio', 'file', 'sticker'] as const;
export type HandsetFileKind = (typeof HANDSET_FILE_KINDS)[number];
export const HANDSET_KINDS = ['text', ...HANDSET_FILE_KINDS, 'location', 'contact', 'card', 'other'] as const;
export type HandsetKind = (typeof HANDSET_KINDS)[number];

/** Exactly one of text alone, files, location, contact or `other`; text beside a file is its caption. */
export interface NewHandsetMessage {
  readonly text?: string;
  /** Ids of files of the sandbox; several only where the messenger puts several into one message. */
  readonly files?: readonly string[];
  readonly as?: HandsetFileKind;
  readonly durationS?: number;
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly title?: string;
    readonly address?: string;
  };
  readonly contact?: { readonly name: string; readonly phone: string };
  /** A kind of the messenger's own that has no common word, as its emulator calls it: `order`, `poll`, `story_mention`. */
  readonly other?: string;
  /** Id of the quoted message in this chat. */
  readonly replyTo?: string;
  readonly forwarded?: boolean;
  /** The customer came here by an advertisement or a link. */
  readonly referral?: { readonly title?: string; readonly url?: string; readonly ref?: string };
  readonly timestampMs?: number;
}

/** Times to choose from, as rows of a list are. */
export interface TimesView {
  readonly title: string;
  readonly slots: readonly { readonly startsAt: number; readonly durationS: number }[];
}

export interface HandsetMessage {
  /** The messenger's id. */
  readonly id: string;
  /** `business`: a person of the business wrote it elsewhere, on the number's own phone or in the page's inbox. */
  readonly from: 'customer' | 'line' | 'business';
  readonly kind: HandsetKind;
  readonly text: string;
  readonly files: readonly FileView[];
  readonly durationS: number | null;
  readonly location: PlaceView | null;
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly buttons: readonly (readonly ButtonView[])[];
  readonly list: ListMessageView | null;
  readonly times: TimesView | null;
  /** Of a message made from a template: its name. */
  readonly template: string | null;
  /** The line of `text` above its body, and the one below it, where it has them. */
  readonly header: string | null;
  readonly footer: string | null;
  readonly quote: { readonly messageId: string; readonly author: string; readonly text: string } | null;
  readonly forwarded: boolean;
  readonly reactions: readonly ReactionView[];
  readonly edited: boolean;
  readonly removed: boolean;
  readonly at: number;
  /** Customer's: whether the webhook was taken. */
  readonly handed: boolean;
  /**
   * The line's: what the messenger made of it. The customer's: `read` where they see that it was read, `failed` where they
   * are told that it did not get there.
   */
  readonly status: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | null;
}
