/**
 * What the sandbox's control API answers and takes: the one contract between the emulators, the sandbox page,
 * tests and outside tools. Times are milliseconds since 1970 by the sandbox's clock.
 *
 *   GET    /control/openapi.json
 *   GET    /control/state                                          → SandboxState
 *   GET    /control/events                                         server-sent events: `change` with a Change
 *   POST   /control/reset                                          empty phones and inboxes, nothing switched; 204. Chats,
 *          messages, extra customers, what waits, journal, faults, clock and assumptions go back to the start; channels,
 *          accounts, connections, bots and webhooks stay. Ids of Telegram go on: whoever saw one does not meet it again
 *   GET    /control/journal?after=<seq>&limit=<n ≤ 5000>&side=&chat=   → JournalPage
 *   GET    /control/faults                                         → Fault[]
 *   POST   /control/faults            NewFault                     → 201 Fault
 *   DELETE /control/faults/{id}                                    204;  DELETE /control/faults  all; 204
 *   PUT    /control/clock             { "offsetMs": n }            moves the sandbox's clock; 204
 *   GET    /control/assumptions                                    → Record<string, {value, values, text}>
 *   PATCH  /control/assumptions       { "<name>": value }          switches a reading of the sheets; → the same
 *
 *   POST   /control/telegram/bots     { token, name, username }    → 201 BotView
 *   POST   /control/telegram/bots/{botId}/customers  { firstName, lastName?, username?, language? } → 201 PhoneView
 *   POST   /control/files?name=<file name>&type=<mime type>   the bytes, as they are → 201 FileView  (a file that people on either
 *          side can then send; streamed to the disk)
 *   GET    /control/files/{id}         its bytes, with Range; what the pages show and play
 *
 *   POST   /control/telegram/bots/{botId}/chats/{chatId}/messages  NewPhoneMessage → 201 PhoneMessage  (the
 *          customer writes; `start`: true or a payload, presses Start first)
 *   POST   …/chats/{chatId}/album  { items: [{ file, as, text? }], timestampMs? } → 201 PhoneMessage[]  (2 to 10, one update each)
 *   PATCH  …/chats/{chatId}/messages/{id}  { text?, file?, as?, location? } → PhoneMessage  (the customer edits an own message)
 *   POST   …/chats/{chatId}/messages/{id}/reaction  { emoji } or { customEmojiId }; emoji null takes it back → PhoneMessage
 *   POST   …/chats/{chatId}/messages/{id}/press  { row, column, tooOld? } → { queryId }  (an inline button of the bot's message;
 *          `tooOld`: the update names the message without its content)
 *   POST   /control/telegram/bots/{botId}/groups  { title, type?: group|supergroup } → 201 GroupView  (the bot is added to a group)
 *   POST   …/groups/{chatId}/messages  { text, customerId? } → 201 GroupView  (somebody writes in the group)
 *   POST   …/groups/{chatId}/migrate → GroupView  (the group becomes a supergroup under another id)
 *   POST   /control/telegram/bots/{botId}/chats/{chatId}/block | unblock | deactivate  → PhoneView
 *   POST   /control/telegram/bots/{botId}/retry  → BotView  (waiting updates are tried at once)
 *
 *   POST   /control/kommo/channels    { id, secret, code, name, hookUrl, bot{id,name}, allowedAccounts[], reactions?: 'all' or a
 *          list, empty for none } → 201 ChannelView
 *   PATCH  /control/kommo/channels/{id}  { hookUrl?, reactions?, allowedAccounts? } → ChannelView
 *   POST   /control/kommo/accounts    { amojoId, id, subdomain, users[{id,name}] } → 201 AccountView
 *   POST   /control/kommo/chats/{chatId}/messages  NewInboxMessage  → 201 InboxMessage
 *          (the manager writes; `repeat` sends that many extra copies of the very same hook; `type` another message type)
 *   POST   …/chats/{chatId}/attachments  { files: [id…] (2 to 10), userId, text?, timestampMs? } → 201 InboxMessage[]  (several
 *          hooks with one media_group_id; the text goes with the first)
 *   POST   /control/kommo/write-first  { scopeId, phone, name?, contactId?, userId, text, sourceExternalId?, file?, template? } → 201
 *          InboxChat  (a manager starts a chat by a phone number; the same phone again goes on in the same chat; contactId: in whose
 *          card the number stands)
 *   POST   …/chats/{chatId}/typing  { userId, postId? } → HookResult  (a typing hook; at most one every 5 s goes out, as in Kommo: 429 else)
 *   POST   …/chats/{chatId}/messages/{id}/reaction  { userId, emoji } → InboxMessage  (emoji null takes it back)
 *   POST   /control/kommo/chats/{chatId}/raw-hook  any JSON  → { status, ms, error }  (sent as it is, signed)
 *
 *   The rest of Kommo, below /control/platform: schemas-platform.ts. Every other messenger, below /control/lines:
 *   lines-contract.ts.
 */
import type { ButtonView, FileView, ListMessageView, PlaceView, ReactionView } from './common-contract';
import { LINE_MESSENGERS, type LineMessenger, type LinesView } from './lines-contract';

export type * from './common-contract';

/** Whose traffic it is. */
export type Side = 'kommo' | 'telegram' | LineMessenger;
export const SIDES = ['kommo', 'telegram', ...LINE_MESSENGERS] as const satisfies readonly Side[];

export interface SandboxState {
  readonly now: number;
  readonly kommo: KommoView;
  readonly telegram: TelegramView;
  readonly lines: LinesView;
  readonly faults: readonly Fault[];
}

export interface Change {
  /** Counts up with every change; a page that missed some reads the state again. */
  readonly version: number;
  readonly area: 'kommo' | 'telegram' | 'lines' | 'faults' | 'clock' | 'assumptions' | 'reset';
}

// Kommo's side ------------------------------------------------------------------------------------------------

export interface KommoView {
  readonly channels: readonly ChannelView[];
  readonly accounts: readonly AccountView[];
  /** Chat templates of the accounts' CRMs: what a manager can pick. */
  readonly templates: readonly ChatTemplateView[];
  readonly chats: readonly InboxChat[];
}

export interface ChannelView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly hookUrl: string;
  readonly bot: { readonly id: string; readonly name: string };
  /** Accounts it is connected to now. */
  readonly connected: readonly { readonly accountAmojoId: string; readonly scopeId: string; readonly title: string }[];
}

export interface AccountView {
  /** CRM id. */
  readonly id: number;
  readonly amojoId: string;
  readonly subdomain: string;
  readonly users: readonly { readonly id: string; readonly name: string }[];
}

/** A chat template of the account (kommo-platform.md §8). */
export interface ChatTemplateView {
  readonly id: number;
  /** CRM id. */
  readonly accountId: number;
  readonly name: string;
  /** The integration's own id of it, which a hook carries. */
  readonly externalId: string | null;
  /** With markers such as `{{contact.name}}`. */
  readonly content: string;
  /** `media`: a file goes with it. */
  readonly header: 'none' | 'text' | 'media';
  /** Of its content, its header and its links, each with the example that was given for it. */
  readonly markers: readonly { readonly marker: string; readonly example: string }[];
  /** Those of official WhatsApp go only when they are approved. */
  readonly isSendable: boolean;
}

export interface InboxChat {
  /** amojo's chat id. */
  readonly id: string;
  /** The integration's own id, once known. */
  readonly clientId: string | null;
  readonly scopeId: string;
  readonly customer: { readonly id: string; readonly clientId: string | null; readonly name: string };
  readonly sourceExternalId: string | null;
  /** Until when the inbox shows that the customer types. */
  readonly typingUntil: number | null;
  readonly messages: readonly InboxMessage[];
}

/** A post that a message is a comment under, or that it shares. */
export interface PostView {
  readonly url: string;
  /** Who published it, or where. */
  readonly by: string | null;
  readonly caption: string | null;
  /** Address of its picture; of two, the one that lasts (kommo-chat-api.md §9.4). */
  readonly preview: string | null;
}

/** What a manager writes. */
export interface NewInboxMessage {
  readonly userId: string;
  /** May be absent beside a file or a list. */
  readonly text?: string;
  /** Id of a file of the sandbox; its message type is told by `type`, else by the file's. */
  readonly file?: string;
  /** Another message type, known to Courier or not. */
  readonly type?: string;
  readonly buttons?: readonly (readonly { readonly text: string; readonly url?: string }[])[];
  readonly list?: ListMessageView;
  readonly template?: {
    readonly id: number;
    readonly externalId?: string;
    readonly content: string;
    readonly params: readonly { readonly key: string; readonly value: string }[];
  };
  /** amojo's id of the quoted message, of the same chat. */
  readonly replyTo?: string;
  /** amojo's id of a message of any chat of the scope that is passed on. */
  readonly forward?: string;
  /** The post whose comment is answered. */
  readonly postId?: string;
  readonly mediaGroupId?: string;
  readonly repeat?: number;
  readonly timestampMs?: number;
}

export interface InboxMessage {
  /** amojo's message id. */
  readonly id: string;
  readonly clientId: string | null;
  readonly direction: 'incoming' | 'outgoing';
  readonly author: string;
  /** One of Kommo's nine (kommo-chat-api.md §9.4), or what the sender called it. */
  readonly type: string;
  /** The text, or the words beside a file. */
  readonly text: string;
  /**
   * The file of the message. Of incoming ones it is Kommo's own copy, which it fetches a little later from the address that
   * it was given: `waiting` until then, `failed` when that did not work.
   */
  readonly media: {
    readonly state: 'waiting' | 'there' | 'failed';
    readonly file: FileView | null;
    readonly fileName: string;
    readonly durationS: number | null;
    /** Why it could not be fetched. */
    readonly error: string | null;
  } | null;
  readonly mediaGroupId: string | null;
  readonly location: PlaceView | null;
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly buttons: readonly (readonly ButtonView[])[];
  readonly list: ListMessageView | null;
  /** Of an answer to a list message. */
  readonly callbackData: string | null;
  /** Of a comment: the post it is under, by the integration's id of it too. */
  readonly post: (PostView & { readonly id: string }) | null;
  readonly sharedPost: PostView | null;
  readonly quote: { readonly messageId: string | null; readonly author: string; readonly text: string } | null;
  readonly forwarded: { readonly author: string; readonly text: string } | null;
  readonly reactions: readonly ReactionView[];
  readonly edited: boolean;
  readonly at: number;
  /** A notification was shown for it. */
  readonly notified: boolean;
  /** Outgoing from Kommo only: what the integration reported. */
  readonly status: 'sent' | 'delivered' | 'read' | 'failed' | null;
  readonly error: { readonly code: number; readonly text: string } | null;
  /** How the hook of an outgoing message went. */
  readonly hook: { readonly status: number | null; readonly ms: number; readonly error: string | null } | null;
}

// Telegram's side ---------------------------------------------------------------------------------------------

export interface TelegramView {
  readonly bots: readonly BotView[];
  readonly phones: readonly PhoneView[];
  readonly groups: readonly GroupView[];
}

/** A group that a bot was added to. */
export interface GroupView {
  readonly botId: string;
  readonly chatId: string;
  readonly title: string;
  readonly type: 'group' | 'supergroup';
  /** Where it went, once it has migrated. */
  readonly migratedTo: string | null;
  readonly messages: readonly { readonly id: number; readonly author: string; readonly text: string }[];
}

export interface BotView {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly webhook: { readonly url: string; readonly pending: number; readonly lastError: string | null } | null;
}

/** One customer's private chat with one bot. */
export interface PhoneView {
  readonly botId: string;
  readonly chatId: string;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly state: 'new' | 'started' | 'blocked' | 'deactivated';
  /** Until when the phone shows that the bot types. */
  readonly typingUntil: number | null;
  readonly messages: readonly PhoneMessage[];
}

/** Kinds of content in Telegram's own words (telegram.md §2). */
export const PHONE_KINDS = [
  'text',
  'photo',
  'video',
  'voice',
  'audio',
  'document',
  'sticker',
  'animation',
  'video_note',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];
export type PhoneFileKind = Extract<
  PhoneKind,
  'photo' | 'video' | 'voice' | 'audio' | 'document' | 'sticker' | 'animation' | 'video_note'
>;

/** What a customer writes: exactly one of text alone, file, location, contact, poll or dice; text beside a file is its caption. */
export interface NewPhoneMessage {
  readonly text?: string;
  /** Id of a file of the sandbox, and what it is sent as. */
  readonly file?: string;
  readonly as?: PhoneFileKind;
  /** Seconds, of voice, audio and video. */
  readonly durationS?: number;
  /** With a title it is a venue; `livePeriodS` makes it a live location. */
  readonly location?: {
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
  /** Id of the quoted message in this chat, and the part of it that was picked out. */
  readonly replyTo?: number;
  readonly quote?: string;
  /** The message is passed on from somebody. */
  readonly forwardFrom?: { readonly name: string; readonly hidden?: boolean };
  readonly timestampMs?: number;
  readonly start?: boolean | string;
}

export interface PhoneMessage {
  readonly id: number;
  readonly from: 'customer' | 'bot';
  readonly kind: PhoneKind;
  /** The text, or the caption of a file. */
  readonly text: string;
  readonly file: FileView | null;
  readonly durationS: number | null;
  readonly location: PlaceView | null;
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly albumId: string | null;
  readonly quote: { readonly messageId: number; readonly author: string; readonly text: string } | null;
  readonly forwardedFrom: string | null;
  readonly buttons: readonly (readonly ButtonView[])[];
  /** A press whose spinner turns: the query was not answered yet. */
  readonly pressing: { readonly row: number; readonly column: number } | null;
  readonly reactions: readonly ReactionView[];
  readonly edited: boolean;
  readonly at: number;
  /** Customer's messages: whether the bot's webhook has taken the update. */
  readonly handed: boolean;
}

// Faults ------------------------------------------------------------------------------------------------------

const LINE_FAULTS = [
  'latency',
  'error',
  'hang',
  'drop-after-storing',
  'reset',
  'hook-duplicate',
  'hook-delay',
  'hook-reorder',
] as const;

/**
 * A named disturbance. `kommo-*`, `telegram-*`, `whatsapp-*` and so on act on requests of the integration, `*-hook-*` on webhooks to it.
 *
 *   latency              answers after `ms`
 *   error                answers `status` (Kommo: 400 401 402 403 404 429 500 503 504; Telegram: 401 403 429 500 502; others: any from 400), `retryAfter` s
 *   hang                 takes the request, does nothing, never answers
 *   drop-after-storing   does what was asked, then closes the connection without an answer
 *   reset                closes the connection before doing anything
 *   hook-duplicate       sends every webhook twice
 *   hook-delay           sends webhooks `ms` later
 *   hook-reorder         holds a webhook back until the next one of the same chat has been sent
 */
export const FAULT_NAMES = [
  'kommo-latency',
  'kommo-error',
  'kommo-hang',
  'kommo-drop-after-storing',
  'kommo-reset',
  'kommo-hook-duplicate',
  'kommo-hook-delay',
  'kommo-hook-reorder',
  'telegram-latency',
  'telegram-error',
  'telegram-hang',
  'telegram-drop-after-storing',
  'telegram-reset',
  'telegram-hook-duplicate',
  'telegram-hook-delay',
  ...LINE_MESSENGERS.flatMap((messenger) => LINE_FAULTS.map((kind) => `${messenger}-${kind}` as const)),
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

export interface NewFault {
  readonly name: FaultName;
  /** Milliseconds, for latency and delays. */
  readonly ms?: number;
  /** HTTP status, for `error`. */
  readonly status?: number;
  /** Seconds, for `error` with 429. */
  readonly retryAfter?: number;
  /** Only operations of this name: `send`, `connect`, `create-chat`, `delivery-status`, `history`; `sendMessage` … */
  readonly operation?: string;
  /** Only this chat: the integration's or the side's own chat id. */
  readonly chat?: string;
  /** Ends by itself after acting so often; without it, lasts until removed. */
  readonly times?: number;
}

export interface Fault extends NewFault {
  readonly id: string;
  readonly acted: number;
}

// Journal -----------------------------------------------------------------------------------------------------

export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  /** Pass as `after` to go on. */
  readonly last: number;
}

/**
 * One exchange of HTTP, as the emulator saw it. Two entries of the same exchange never exist; an entry appears when
 * the request is complete and is filled in when the exchange ends, so read it after the traffic has come to rest.
 */
export interface JournalEntry {
  readonly seq: number;
  readonly side: Side;
  /** `in`: a request of the integration · `out`: a webhook to it. */
  readonly direction: 'in' | 'out';
  /** `send`, `create-chat`, `delivery-status`, `attachment`, … · `sendMessage`, `setWebhook`, … · `hook`, `media-fetch`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The side's chat id: amojo's chat id, or the messenger's. */
  readonly chat: string | null;
  /** The side's id of the message that was made or carried. */
  readonly messageId: string | null;
  /** The integration's own message id (`msgid`), where the operation has one. */
  readonly clientMessageId: string | null;
  readonly request: unknown;
  /** Null while it is under way, and when there was no answer. */
  readonly status: number | null;
  /** Of a webhook without an answer: what went wrong, as text. */
  readonly answer: unknown;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Whether the side did what was asked (a message stored, a status taken); false for refusals and repeats. */
  readonly stored: boolean;
  /** For a repeated `msgid`: the seq of the first. */
  readonly repeats: number | null;
  readonly fault: FaultName | null;
  /** What was odd about it and is no fault by the readings in force; absent where nothing was. */
  readonly warnings?: readonly string[];
}
