import type { ChangeKind } from '../../model/change-kind';
import type { ConversationSettings } from '../../model/conversation-settings';
import type { CheckState } from '../../model/check';
import type {
  ChatComparison,
  ImportCounts,
  ImportOptions,
  ImportOrigin,
  ImportQuestion,
  ImportState,
  ImportSurvey,
} from '../../model/import';
import type { MessengerKind } from '../../model/messenger-kind';
import type { NoticeWeight } from '../../model/notice-weight';
import type { ReferralFields } from '../../model/referral-pieces';
import type { InstallStep, Progress, SourceStep } from '../../model/steps';
import type { Trace } from '../../trace/trace';
import type { TemplateDrift, TemplateStanding } from '../../model/template';

/*
 * What the settings window and the api say to each other, under `/settings/api`. Every request but the first carries
 * `Authorization: Bearer <session>`; refusals are `application/problem+json`. Times are milliseconds since 1970.
 */

/** `POST /settings/session`, by the widget, with `X-Auth-Token` (kommo-platform.md §2). */
export interface OpenSettings {
  readonly page: SettingsPage;
  /** Of a source's tile that was clicked (§11.4). */
  readonly sourceId?: number;
  readonly externalId?: string;
  /** Where the widget was added as a source. */
  readonly pipelineId?: number;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
}
export type SettingsPage = 'settings' | 'advanced' | 'add-source';
export type Language = 'en' | 'es' | 'pt';

/** The iframe's address, with a ticket in its fragment that opens one session within a minute: `#ticket=…`. */
export interface OpenedSettings {
  readonly url: string;
}

/** `POST /settings/api/session` `{ ticket }` */
export interface SettingsSession {
  /** Kept in memory only; the window asks the widget for a new ticket when it is over. */
  readonly session: string;
  readonly expiresAt: number;
  readonly me: Me;
  /** As it was asked for; the source is Courier's own id. */
  readonly open: Omit<OpenSettings, 'sourceId' | 'externalId'> & { readonly source: string | null };
}

export interface Me {
  readonly userId: number;
  readonly name: string | null;
  readonly isAdmin: boolean;
  /** `nothing`: the window shows who can give the right. */
  readonly may: 'nothing' | 'see' | 'change';
}

/** `GET /settings/api/overview` */
export interface Overview {
  readonly account: { readonly id: number; readonly subdomain: string };
  readonly installation: Installation;
  readonly headline: Headline;
  readonly sources: readonly SourceCard[];
  /** What Kommo's history says of us; null: it was not compared yet, or nobody may know. */
  readonly completeness: Completeness | null;
  /** Whom a user without rights has to ask. */
  readonly administrators: readonly string[];
}

/** Messages that are missing on one side; for `asks` of them somebody has to decide whether they still go out. */
export interface Completeness {
  readonly missing: number;
  readonly asks: number;
  readonly checkedAt: number;
}

export type Installation =
  | { readonly state: 'installing'; readonly steps: readonly Progress<InstallStep>[] }
  /** A step needs a person; `Try again` is `POST /settings/api/installation/retry`. */
  | { readonly state: 'waiting'; readonly steps: readonly Progress<InstallStep>[]; readonly consentUrl: string }
  | { readonly state: 'ready'; readonly tokenEndsAt: number | null }
  /** Kommo does not accept our token any more; a new consent mends it. */
  | { readonly state: 'needs-authorisation'; readonly since: number; readonly consentUrl: string };

/** The overview in one sentence: everything flows, or the one thing to do. */
export type Headline =
  | { readonly kind: 'authorise' }
  | { readonly kind: 'installing' }
  | { readonly kind: 'no-sources' }
  | { readonly kind: 'source-broken'; readonly sourceId: string; readonly name: string }
  | { readonly kind: 'source-connecting'; readonly sourceId: string; readonly name: string }
  | { readonly kind: 'token-ends'; readonly at: number }
  | { readonly kind: 'stuck'; readonly count: number; readonly since: number }
  | { readonly kind: 'all-paused' }
  | { readonly kind: 'flows'; readonly lastMessageAt: number | null };

/** `GET /settings/api/sources/:id`: one bot, number or page. */
export interface SourceCard {
  readonly id: string;
  readonly messenger: MessengerKind;
  readonly messengerTitle: string;
  readonly name: string;
  /** How customers find it: `@shop_bot`. */
  readonly address: string | null;
  /** A link that opens it on a phone. */
  readonly link: string | null;
  /** Its messenger keeps old conversations, and gives them to an import. */
  readonly keepsHistory: boolean;
  /** `null`: Kommo's main pipeline. */
  readonly pipeline: { readonly id: number; readonly name: string | null; readonly archived: boolean } | null;
  readonly isDefault: boolean;
  /** What is done with contacts and leads of those who write. */
  readonly contacts: SourceContacts;
  /** When talks are closed by themselves, and what marks a bot's words. */
  readonly conversations: ConversationSettings;
  readonly state: SourceState;
  readonly lastMessageAt: number | null;
  /** How long a manager may answer after the customer's message; `null`: as long as they like. */
  readonly windowMs: number | null;
  /** Of the last time that it was connected. */
  readonly steps: readonly Progress<SourceStep>[];
  /** What the messenger was asked last, in the order in which it is set up; empty: nothing yet. */
  readonly checks: readonly SourceCheck[];
  readonly checkedAt: number | null;
  /** What the messenger told of it by itself, last. */
  readonly notice: SourceNotice | null;
}

export interface SourceContacts {
  /** Looks for the contact before a new chat's first message. */
  readonly preLink: boolean;
  /** Custom fields of leads by what of an ad or link goes there. */
  readonly referralFields: ReferralFields;
}

/** `GET /settings/api/lead-fields`: custom fields of leads that a text can be written into. */
export interface LeadFieldChoice {
  readonly id: number;
  readonly name: string;
}

/** One thing that was looked at: the token, its rights, the webhook address as the messenger has it. */
export interface SourceCheck {
  /** For programs: `token`. */
  readonly name: string;
  readonly title: string;
  readonly state: CheckState;
  /** What was found, or what to do. */
  readonly text: string;
}

export interface SourceNotice {
  readonly weight: NoticeWeight;
  readonly text: string;
  readonly at: number;
}

export type SourceState =
  | { readonly kind: 'ok' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'paused'; readonly since: number | null; readonly by: string | null }
  | { readonly kind: 'broken'; readonly fault: SourceFault; readonly text: string; readonly since: number | null }
  | { readonly kind: 'removing' };

/**
 * What is wrong, and so what mends it: `credentials`: enter new ones · `webhook`: another system has the bot, `repair`
 * takes it back, or over where it never was ours and `takeOver` says so · `unreachable`: the messenger gives no answer; nothing to do but wait · `kommo`: the source is missing or
 * refused in Kommo, `repair` · `pipeline`: its pipeline is archived, choose another.
 */
export type SourceFault = 'credentials' | 'webhook' | 'unreachable' | 'kommo' | 'pipeline';

/** `GET /settings/api/messengers`: what can be connected, and how. All of it is the driver's, in the window's language. */
export interface MessengerChoice {
  readonly kind: MessengerKind;
  readonly title: string;
  /** What is connected, in a line. */
  readonly about: string | null;
  /** How an administrator gets there, in order. */
  readonly guide: readonly GuideStep[];
  /** Those that a step names come first, in the order of the steps; the others hardly anybody needs. */
  readonly fields: readonly CredentialField[];
}

export interface GuideStep {
  readonly title: string;
  /** What is typed or looked for word by word is between backticks. */
  readonly text: string;
  readonly link: { readonly href: string; readonly text: string } | null;
  /** Names of the fields that are entered in this step. */
  readonly fields: readonly string[];
}

/** Drawn from the driver's credential schema. */
export interface CredentialField {
  readonly name: string;
  readonly label: string;
  /** With backticks as in a `GuideStep`. */
  readonly help: string | null;
  /** Secrets are never shown again. */
  readonly secret: boolean;
  readonly required: boolean;
  readonly pattern: string | null;
  readonly maxLength: number | null;
  /** What it is when it is left empty. */
  readonly standard: string | null;
  readonly multiline: boolean;
  /** One of these; null: whatever fits. */
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
}

/** `GET /settings/api/pipelines` */
export interface PipelineChoice {
  readonly id: number;
  readonly name: string;
  readonly isMain: boolean;
}

/**
 * `POST /settings/api/sources` with `Idempotency-Key`: 201 `SourceCard`. The credentials are checked before the answer:
 * 422 problem `credentials-refused` (with `field` where it is one), 409 `connected-elsewhere` where another account has
 * this bot, 409 `source-limit`.
 */
export interface NewSourceRequest {
  readonly messenger: MessengerKind;
  readonly credentials: Readonly<Record<string, string>>;
  readonly pipelineId: number | null;
  /** Without one: as the messenger calls it. */
  readonly name?: string;
  /** Also where another service has its messages now; without it, the step says who has them. */
  readonly takeOver?: boolean;
}

/** `PATCH /settings/api/sources/:id`: 200 `SourceCard`, as `GET` of it, which the wizard watches. */
export interface SourceChangeRequest {
  readonly name?: string;
  readonly pipelineId?: number | null;
  readonly isDefault?: true;
  readonly preLink?: boolean;
  /** All of them. */
  readonly referralFields?: ReferralFields;
  readonly closesAfterWindow?: boolean;
  readonly closesWithCustomer?: boolean;
  readonly closesWithSurvey?: boolean;
  /** null: what bots write is not marked. */
  readonly botMark?: string | null;
  /** New ones for the same bot, number or page. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** `POST /settings/api/sources/:id/repair`: 200 `SourceCard`. */
export interface SourceRepairRequest {
  /** Takes it away from whoever has it now. Left out: where it was connected before. */
  readonly takeOver?: boolean;
}

/*
 * `POST /settings/api/sources/:id/{pause,resume}`: 200 `SourceCard`. `POST /settings/api/sources/:id/check`: asks the
 * messenger now and answers 200 `SourceCard`; one that is being connected is as it is. `DELETE /settings/api/sources/:id`: 202.
 * `POST /settings/api/sources/:id/test`: 201 `SourceTest`; `GET /settings/api/sources/:id/test/:since`: 200 `SourceTest`.
 */

/** `GET /settings/api/deliveries/:id/trace`: what became of one message. The window says and draws its steps by itself. */
export type MessageTrace = Trace;

/** The administrator writes to the source from a phone and sees the message come. */
export interface SourceTest {
  readonly since: number;
  readonly state:
    | { readonly kind: 'waiting' }
    /** It is with us, and on its way to Kommo. */
    | { readonly kind: 'received'; readonly at: number; readonly deliveryId?: string }
    | { readonly kind: 'in-kommo'; readonly at: number; readonly tookMs: number; readonly deliveryId?: string }
    | { readonly kind: 'failed'; readonly text: string; readonly deliveryId?: string };
}

/**
 * `GET /settings/api/templates`: of messengers that approve templates. `POST /settings/api/templates/sync` has both sides
 * compared now, `POST /settings/api/templates/:id/take` has Kommo take what the messenger has, where they differ: both 202
 * with the list as it is then, which is watched while `sync` is not `idle`.
 */
export interface TemplateList {
  /** false: nothing is connected that has templates of its own. */
  readonly isAvailable: boolean;
  readonly sync: {
    readonly state: 'waiting' | 'running' | 'idle';
    readonly begunAt: number | null;
    readonly endedAt: number | null;
    /** Of the steps that were found so far. */
    readonly done: number;
    readonly all: number;
    /** What could not be done, and what would help; while it is `running`, it is tried again by itself. */
    readonly trouble: string | null;
  };
  readonly templates: readonly TemplateCard[];
}

export interface TemplateCard {
  readonly id: string;
  readonly messengerTitle: string;
  readonly name: string;
  /** As the messenger writes it: `en_US`. */
  readonly language: string | null;
  readonly category: string | null;
  /** With its markers; as Kommo has it, where it is there. */
  readonly text: string;
  readonly state: TemplateStanding;
  /** Why it was rejected or stopped. */
  readonly reason: string | null;
  /** How the two sides differ. */
  readonly drift: TemplateDrift | null;
  readonly inKommo: boolean;
  /** Why Kommo cannot have it. */
  readonly obstacle: string | null;
  readonly parameters: readonly {
    readonly marker: string;
    readonly placeholder: string;
    readonly example: string | null;
  }[];
  /** How it is at each account of the messenger, with the sources that share it. */
  readonly accounts: readonly {
    readonly sources: readonly string[];
    readonly state: TemplateStanding;
    readonly reason: string | null;
  }[];
  readonly mayTake: boolean;
  /** Kommo is about to take what the messenger has. */
  readonly isTaking: boolean;
}

/** `GET /settings/api/imports`: old conversations that were handed in, newest first. Administrators only, as all of imports. */
export interface ImportList {
  readonly imports: readonly ImportCard[];
}

/**
 * `POST /settings/api/imports` with `NewImportRequest`: 201, and its file comes next: `PUT /settings/api/imports/:id/file`, as bytes;
 * without a file the messenger is asked.
 * `GET /settings/api/imports/:id`. `PATCH` of it with all `ImportOptions` has the file looked at again, before it is started.
 * `POST /settings/api/imports/:id/{start,pause,resume,cancel,retry}`. All answer with the card as it is then.
 */
export interface ImportCard {
  readonly id: string;
  readonly source: {
    readonly id: string;
    readonly name: string;
    readonly messenger: MessengerKind;
    readonly messengerTitle: string;
  };
  readonly from: ImportOrigin;
  readonly state: ImportState;
  readonly paused: boolean;
  readonly fileName: string;
  /** Bytes; null: it has not come. */
  readonly fileSize: number | null;
  readonly options: ImportOptions;
  /** What the dry run found; while it is looked at again, what it found before. */
  readonly survey: SurveyCard | null;
  /** While the messenger is asked: messages that it has given. */
  readonly fetched: number | null;
  readonly counts: Omit<ImportCounts, 'gaps'>;
  readonly result: {
    readonly kommo: ChatComparison;
    readonly differences: readonly { readonly why: string; readonly count: number }[];
  } | null;
  /** Why it was refused, or stands still. */
  readonly trouble: string | null;
  /** What the file does not tell: `PATCH` says it. */
  readonly asks: ImportQuestion | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** With what cannot be taken in the window's language, and the first places of it. */
export interface SurveyCard extends Omit<ImportSurvey, 'gaps' | 'examples'> {
  readonly gaps: readonly { readonly why: string; readonly count: number; readonly places: readonly string[] }[];
}

export interface NewImportRequest {
  /** Its id. */
  readonly source: string;
  /** As it is called where it comes from; WhatsApp says there whom a chat is with. Left out: the messenger is asked. */
  readonly fileName?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** `GET /settings/api/import-users`: who of Kommo's users may be shown as the author of what the business wrote. */
export interface ImportUser {
  /** amojo's, as imports name users. */
  readonly id: string;
  readonly name: string | null;
}

/** `GET`, `PUT /settings/api/people`: who of the account's users, beside administrators, may see or change settings. */
export interface People {
  readonly users: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly isAdmin: boolean;
    readonly may: 'nothing' | 'see' | 'change';
  }[];
}
export interface PeopleChange {
  readonly see: readonly number[];
  readonly change: readonly number[];
}

/** `GET`, `PUT /settings/api/alerts`: who is told when a source dies, and in which language managers are told. */
export interface Alerts {
  readonly email: string | null;
  /** Whether this deployment can send e-mails. */
  readonly emailAvailable: boolean;
  readonly webhook: string | null;
  /** A task in Kommo for this user. */
  readonly taskUserId: number | null;
  /** In which managers are told in Kommo what became of their messages. */
  readonly language: Language;
}
/** A language that is left out stays as it is. */
export type AlertsChange = Omit<Alerts, 'emailAvailable' | 'language'> & { readonly language?: Language | undefined };

/** `GET /settings/api/changes?after=`: newest first; `next` asks for the following page. */
export interface Changes {
  readonly changes: readonly Change[];
  readonly next: string | null;
}

/** Who changed what. */
export interface Change {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly what: ChangeKind;
  /** The source's name at that time, where it concerns one. */
  readonly source: string | null;
  /** What it says in more words; never a secret. */
  readonly detail: string | null;
}
export { CHANGE_KINDS, type ChangeKind } from '../../model/change-kind';

/** What the window and the widget say to each other by `postMessage`. */
export type FromWindow =
  | { readonly courier: 'height'; readonly height: number }
  | { readonly courier: 'ticket'; readonly id: number }
  | { readonly courier: 'state'; readonly state: 'ok' | 'error' }
  | { readonly courier: 'close' };
export type ToWindow =
  | { readonly courier: 'ticket'; readonly id: number; readonly ticket: string }
  | { readonly courier: 'ticket'; readonly id: number; readonly problem: string };
