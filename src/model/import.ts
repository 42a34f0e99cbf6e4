import type { Said } from './words';

/**
 * How far an import is. `empty`: its file has not come · `fetching`: the messenger is asked for its conversations · `uploaded`: being looked at · `surveyed`: waits for the go ·
 * `taking`: read into the ledger · `sending`: told to Kommo · `comparing`: both sides are counted. The last three are its end;
 * `refused`: the file is none that can be taken.
 */
export const IMPORT_STATES = [
  'empty',
  'fetching',
  'uploaded',
  'surveyed',
  'taking',
  'sending',
  'comparing',
  'done',
  'cancelled',
  'refused',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Where the conversations come from: a file that somebody hands in, or the messenger itself, which keeps them. */
export const IMPORT_ORIGINS = ['file', 'messenger'] as const;
export type ImportOrigin = (typeof IMPORT_ORIGINS)[number];

export const IMPORT_COMMANDS = ['start', 'pause', 'resume', 'cancel', 'retry'] as const;
export type ImportCommand = (typeof IMPORT_COMMANDS)[number];
/** What is said to one before its file is taken, beside those: look at it again, with other options. */
export type ImportWord = ImportCommand | 'look';

/** Why something of an export is not taken. `no-address`: nobody tells where its chat is · `future`: it is dated later than now */
export const IMPORT_GAPS = [
  'broken',
  'no-date',
  'service',
  'group',
  'no-author',
  'no-chat',
  'deleted',
  'no-address',
  'future',
] as const;
export type ImportGap = (typeof IMPORT_GAPS)[number];

/** What a refused file does not tell, and whoever began the import may: then it is looked at again. */
export type ImportQuestion = 'date-order';

/**
 * Requests to Kommo's chats a second. Kommo states no limit for them; seven is what a careful client keeps to, live messages and all
 * (kommo-chat-api.md §13), so half of it is the rule. Who knows better may say more.
 */
export const USUAL_PER_SECOND = 4;
export const MOST_PER_SECOND = 50;

/** What whoever begins an import says of it, beside what the export itself tells. */
export interface ImportOptions {
  /** IANA name of the clock that wrote times without an offset; UTC without it. */
  readonly timeZone?: string;
  readonly dateOrder?: 'day-first' | 'month-first';
  /** Authors who write for the business, as the export names them. */
  readonly business?: readonly string[];
  /** Which of them is which user of Kommo, by amojo's id; what others of the business wrote is shown as the channel's bot. */
  readonly users?: Readonly<Record<string, string>>;
  /** Of an export of a single chat that tells no address. */
  readonly customer?: { readonly address?: string; readonly phone?: string };
  /** The customer's newest message of each chat is told as a live one, which makes a lead and a notification. */
  readonly newestLive: boolean;
  /** Requests to Kommo's chats a second, for the whole account. */
  readonly perSecond: number;
}

/** Numbers that add up: `told` is what the export has. */
export interface ImportCounts {
  readonly chats: number;
  /** Messages of the export that are read so far, without those of chats that are not taken. */
  readonly told: number;
  /** Of those, what was in the ledger before: it came live, or by an earlier import. */
  readonly known: number;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  readonly ignored: number;
  /** In the ledger, and on the way. */
  readonly waiting: number;
  /** In the export, and not taken, by why. */
  readonly gaps: Readonly<Record<string, number>>;
}

/** What the dry run found. It has written nothing. */
export interface ImportSurvey {
  readonly format: string;
  readonly chats: number;
  readonly messages: number;
  readonly fromCustomers: number;
  readonly fromBusiness: number;
  readonly files: number;
  readonly filesMissing: number;
  /** Milliseconds since 1970; null where there is nothing. */
  readonly oldest: number | null;
  readonly newest: number | null;
  /** Of the messages, what the ledger has already. */
  readonly known: number;
  /** Chats of which the ledger knows the customer, and those that would be new. */
  readonly chatsKnown: number;
  readonly chatsNew: number;
  /** Leads that Kommo would make: none as long as everything is silent. */
  readonly leads: number;
  readonly gaps: Readonly<Record<string, number>>;
  /** The first of what cannot be taken, by its place in the export. */
  readonly examples: readonly { readonly place: string; readonly why: string }[];
  readonly people: readonly SurveyedPerson[];
  /** The first chats, as the export calls them. */
  readonly samples: readonly SurveyedChat[];
}

export interface SurveyedPerson {
  readonly author: string;
  readonly name: string;
  readonly as: 'customer' | 'business';
  /** amojo's id of the user that they are shown as. */
  readonly userId: string | null;
  readonly messages: number;
}

export interface SurveyedChat {
  readonly title: string;
  readonly address: string | null;
  readonly messages: number;
  /** `known`, `new`, or why it is not taken. */
  readonly match: string;
}

/** What Kommo's history has of one chat's imported messages. */
export interface ChatComparison {
  /** What the ledger says was sent. */
  readonly sent: number;
  readonly found: number;
  readonly missing: number;
  /** There more than once. */
  readonly repeated: number;
}

/** What came of it: counts on both sides, and every difference with its reason. */
export interface ImportResult extends ImportCounts {
  readonly kommo: ChatComparison;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly why: string;
  /** The same for those who read another language, where Courier said it. */
  readonly said?: readonly Said[];
  readonly count: number;
  /** Ids of some of the deliveries, for their receipts. */
  readonly deliveries: readonly string[];
}
