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
 *   POST   /control/telegram/bots/{botId}/chats/{chatId}/messages  { text, timestampMs?, start? } → 201 PhoneMessage  (the
 *          customer writes; `start`: true or a payload, presses Start first)
 *   POST   /control/telegram/bots/{botId}/chats/{chatId}/block | unblock | deactivate  → PhoneView
 *   POST   /control/telegram/bots/{botId}/retry  → BotView  (waiting updates are tried at once)
 *
 *   POST   /control/kommo/channels    { id, secret, code, name, hookUrl, bot{id,name}, allowedAccounts[] } → 201 ChannelView
 *   PATCH  /control/kommo/channels/{id}  { hookUrl } → ChannelView
 *   POST   /control/kommo/accounts    { amojoId, id, subdomain, users[{id,name}] } → 201 AccountView
 *   POST   /control/kommo/chats/{chatId}/messages  { text, userId, repeat?, timestampMs?, type? }  → 201 InboxMessage
 *          (the manager writes; `repeat` sends that many extra copies of the very same hook; `type` another message type)
 *   POST   /control/kommo/chats/{chatId}/raw-hook  any JSON  → { status, ms, error }  (sent as it is, signed)
 */

export interface SandboxState {
  readonly now: number;
  readonly kommo: KommoView;
  readonly telegram: TelegramView;
  readonly faults: readonly Fault[];
}

export interface Change {
  /** Counts up with every change; a page that missed some reads the state again. */
  readonly version: number;
  readonly area: 'kommo' | 'telegram' | 'faults' | 'clock' | 'assumptions' | 'reset';
}

// Kommo's side ------------------------------------------------------------------------------------------------

export interface KommoView {
  readonly channels: readonly ChannelView[];
  readonly accounts: readonly AccountView[];
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

export interface InboxChat {
  /** amojo's chat id. */
  readonly id: string;
  /** The integration's own id, once known. */
  readonly clientId: string | null;
  readonly scopeId: string;
  readonly customer: { readonly id: string; readonly clientId: string | null; readonly name: string };
  readonly sourceExternalId: string | null;
  readonly messages: readonly InboxMessage[];
}

export interface InboxMessage {
  /** amojo's message id. */
  readonly id: string;
  readonly clientId: string | null;
  readonly direction: 'incoming' | 'outgoing';
  readonly author: string;
  readonly text: string;
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
  readonly messages: readonly PhoneMessage[];
}

export interface PhoneMessage {
  readonly id: number;
  readonly from: 'customer' | 'bot';
  readonly text: string;
  readonly at: number;
  /** Customer's messages: whether the bot's webhook has taken the update. */
  readonly handed: boolean;
}

// Faults ------------------------------------------------------------------------------------------------------

/**
 * A named disturbance. `kommo-*` and `telegram-*` act on requests of the integration, `*-hook-*` on webhooks to it.
 *
 *   latency              answers after `ms`
 *   error                answers `status` (Kommo: 400 403 404 429 500 503; Telegram: 401 403 429 500 502), `retryAfter` s
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
  readonly side: 'kommo' | 'telegram';
  /** `in`: a request of the integration · `out`: a webhook to it. */
  readonly direction: 'in' | 'out';
  /** `send`, `create-chat`, `delivery-status`, … · `sendMessage`, `setWebhook`, … · `hook`. */
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
}
