import type { HttpClient } from '../../http/client';
import type { AccountId } from '../../model/ids';
import type { AmojoChatId } from '../ids';
import type { CallOptions } from '../types';
import type { CrmAnswer } from './answer-types';
import type { NewTemplate, Review, ReviewReport, Template, TemplateChange, TemplateQuery } from './template-types';

export type { CrmAnswer, CrmReason, CrmRefused, FieldFault } from './answer-types';
export type * from './template-types';

export interface CrmApiOptions {
  readonly http: HttpClient;
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
  /** The account's address without a path, for example `https://acme.kommo.com`: see `baseUrlOf`. */
  readonly baseUrl: string;
  /** An access token or a long-lived one; asked for before each request. What it throws is passed on. */
  readonly token: () => Promise<string>;
  /** Whole request; 10 000 ms unless told. */
  readonly timeoutMs?: number;
}

/**
 * The parts of Kommo's CRM API that Courier needs, for one account and one integration (kommo-platform.md). Outcomes are
 * values. Each request is sent once: pace and repeats are the caller's, 7 requests a second at most (§9.4).
 */
export interface CrmApi {
  /** Who the token is of (§3.1). */
  account(options?: CallOptions): Promise<CrmAnswer<CrmAccount>>;

  /** Needs an administrator (§3.2). */
  users(page?: PageRequest, options?: CallOptions): Promise<CrmAnswer<Page<CrmUser>>>;
  user(id: number, options?: CallOptions): Promise<CrmAnswer<CrmUser>>;

  /** Archived ones too (§6.3). */
  pipelines(options?: CallOptions): Promise<CrmAnswer<readonly Pipeline[]>>;

  /** This integration's own; all, or those with these external ids (§4.2). */
  sources(externalIds?: readonly string[], options?: CallOptions): Promise<CrmAnswer<readonly Source[]>>;
  /** At most 50 at once. After `unknown` ask `sources` for the external ids. */
  addSources(sources: readonly NewSource[], options?: CallOptions): Promise<CrmAnswer<readonly Source[]>>;
  /** At most 50 at once. Safe to repeat. */
  changeSources(changes: readonly SourceChange[], options?: CallOptions): Promise<CrmAnswer<readonly Source[]>>;
  /** At most 50 at once; none is removed where one is not there. */
  removeSources(ids: readonly number[], options?: CallOptions): Promise<CrmAnswer<null>>;
  /** `not-found` when it is gone already. */
  removeSource(id: number, options?: CallOptions): Promise<CrmAnswer<null>>;

  /** Fuzzy, and without contacts of incoming leads: compare what comes (§5.1). */
  findContacts(query: ContactQuery, options?: CallOptions): Promise<CrmAnswer<Page<Contact>>>;
  /** `null`: there is none. */
  contact(id: number, options?: CallOptions): Promise<CrmAnswer<Contact | null>>;
  /** At most 50 at once; answers with their ids, in this order. Never repeat it after `unknown` without a look. */
  addContacts(contacts: readonly ContactFields[], options?: CallOptions): Promise<CrmAnswer<readonly number[]>>;
  /** Phones and e-mails that are given replace those that are there: read and merge first. Safe to repeat. */
  changeContact(id: number, fields: ContactFields, options?: CallOptions): Promise<CrmAnswer<null>>;

  /** Which chats belong to which contacts (§5.2). */
  chatLinks(of: ChatLinkQuery, options?: CallOptions): Promise<CrmAnswer<readonly ChatLink[]>>;
  /** At most 50 at once, of chats of this integration's channel. Safe to repeat. */
  linkChats(links: readonly ChatLink[], options?: CallOptions): Promise<CrmAnswer<readonly ChatLink[]>>;

  /** The account's subscriptions; all, or that to this address (§9.1). */
  webhooks(destination?: string, options?: CallOptions): Promise<CrmAnswer<readonly Subscription[]>>;
  /** Makes a subscription or changes the one to this address. Safe to repeat. */
  subscribe(subscription: NewSubscription, options?: CallOptions): Promise<CrmAnswer<Subscription>>;
  /** `not-found` when there is none. */
  unsubscribe(destination: string, options?: CallOptions): Promise<CrmAnswer<null>>;

  /** This integration's own (§8). */
  templates(query?: TemplateQuery, options?: CallOptions): Promise<CrmAnswer<Page<Template>>>;
  template(id: number, options?: CallOptions): Promise<CrmAnswer<Template>>;
  /** At most 50 at once; `conflict`: there are too many. */
  addTemplates(templates: readonly NewTemplate[], options?: CallOptions): Promise<CrmAnswer<readonly Template[]>>;
  /** Those of WhatsApp only while in draft. Safe to repeat. */
  changeTemplates(changes: readonly TemplateChange[], options?: CallOptions): Promise<CrmAnswer<readonly Template[]>>;
  removeTemplates(ids: readonly number[], options?: CallOptions): Promise<CrmAnswer<null>>;
  /** Sends a WhatsApp template for approval: one review for each source of official WhatsApp (§8.3). */
  requestReview(id: number, options?: CallOptions): Promise<CrmAnswer<readonly Review[]>>;
  /** Tells what WhatsApp said. Safe to repeat. */
  reportReview(id: number, reviewId: number, report: ReviewReport, options?: CallOptions): Promise<CrmAnswer<Review>>;

  /**
   * At most 50 at once; answers with their ids, in this order. They belong to nothing but their user (Kommo's page
   * `reference/add-tasks`).
   */
  addTasks(tasks: readonly NewTask[], options?: CallOptions): Promise<CrmAnswer<readonly number[]>>;

  talk(id: number, options?: CallOptions): Promise<CrmAnswer<Talk>>;
  /** A little later it is closed; `conflict` when it is closed already (§7.2). */
  closeTalk(id: number, closing?: TalkClosing, options?: CallOptions): Promise<CrmAnswer<null>>;

  /** `null`: there is none (§6.2). */
  lead(id: number, options?: CallOptions): Promise<CrmAnswer<Lead | null>>;
  /** Custom fields that are given replace what is in them. Safe to repeat. */
  changeLead(id: number, fields: LeadFields, options?: CallOptions): Promise<CrmAnswer<null>>;
  /** The account's custom fields of leads (Kommo's page `reference/leads-custom-fields`; paging: §9.6). */
  leadFields(page?: PageRequest, options?: CallOptions): Promise<CrmAnswer<Page<LeadField>>>;
}

export interface PageRequest {
  /** From 1. */
  readonly page?: number;
  /** 1 to 250; 50 for templates and custom fields. */
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Whether there is a next page. */
  readonly more: boolean;
}

export interface CrmAccount {
  readonly id: AccountId;
  readonly subdomain: string;
  readonly name?: string;
  /** Its id in the chat service. */
  readonly amojoId?: string;
  /** In whose name the token acts. */
  readonly currentUserId?: number;
  readonly driveUrl?: string;
  /** Where it is, ISO 3166 in two letters. */
  readonly country?: string;
}

export interface CrmUser {
  readonly id: number;
  readonly name?: string;
  /** Of a user without chats there is none. */
  readonly amojoId?: string;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

export interface Pipeline {
  readonly id: number;
  readonly name: string;
  readonly isMain: boolean;
  readonly isArchived: boolean;
  readonly statuses: readonly { readonly id: number; readonly name: string; readonly isIncoming: boolean }[];
}

/** WhatsApp alone has services; `official` enables template reviews (§4.3). */
export interface WhatsAppService {
  readonly official: boolean;
  readonly listMessages: boolean;
  readonly pages?: readonly { readonly id: string; readonly name: string; readonly link: string }[];
}

interface SourceFields {
  /** Without one: the main pipeline. */
  readonly pipelineId?: number;
  /** A new default source ends the old one's being it. */
  readonly isDefault?: boolean;
  /** The channel's code, for conversations that start in Kommo. */
  readonly originCode?: string;
  readonly whatsapp?: WhatsAppService;
}

export interface NewSource extends SourceFields {
  readonly name: string;
  /** Ours, 1 to 36 printable ASCII characters; never changes. */
  readonly externalId: string;
}

export interface SourceChange extends SourceFields {
  readonly id: number;
  readonly name?: string;
}

export interface Source {
  readonly id: number;
  readonly externalId: string;
  readonly name?: string;
  /** May be archived since. */
  readonly pipelineId?: number;
  readonly isDefault: boolean;
  readonly originCode?: string;
  readonly whatsapp?: WhatsAppService;
}

export interface ContactQuery extends PageRequest {
  /** A name, a number, an address. */
  readonly query?: string;
  readonly ids?: readonly number[];
}

/** `kind` is Kommo's `enum_code`: WORK, MOB, HOME, PRIV, OTHER …; WORK unless told. */
export interface ContactValue {
  readonly value: string;
  readonly kind?: string;
}

export interface ContactFields {
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly responsibleUserId?: number;
  readonly phones?: readonly ContactValue[];
  readonly emails?: readonly ContactValue[];
}

export interface Contact extends ContactFields {
  readonly id: number;
  readonly phones: readonly ContactValue[];
  readonly emails: readonly ContactValue[];
  /** Of `contact` alone. */
  readonly leadIds: readonly number[];
}

export type ChatLinkQuery = { readonly contactId: number } | { readonly chatId: AmojoChatId };

export interface ChatLink {
  readonly contactId: number;
  readonly chatId: AmojoChatId;
}

export interface NewSubscription {
  readonly destination: string;
  /** Kommo's codes: `add_message`, `add_talk` … (§9.2). */
  readonly events: readonly string[];
}

export interface Subscription extends NewSubscription {
  /** Switched off by Kommo after too many failures (§9.3). */
  readonly disabled: boolean;
}

export interface NewTask {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  readonly responsibleUserId: number;
}

export interface Talk {
  readonly id: number;
  readonly isInWork: boolean;
  readonly contactId?: number;
  readonly chatId?: AmojoChatId;
  readonly leadId?: number;
  readonly origin?: string;
}

export interface TalkClosing {
  /** At once, without asking the customer for a score. */
  readonly force?: boolean;
}

export interface Lead {
  readonly id: number;
  readonly name?: string;
  readonly pipelineId?: number;
  readonly statusId?: number;
  readonly responsibleUserId?: number;
  readonly contactIds: readonly number[];
  readonly sourceId?: number;
  /** Custom fields that are filled in, by their ids. */
  readonly customFields: readonly { readonly id: number; readonly values: readonly string[] }[];
}

/** A custom field of leads. */
export interface LeadField {
  readonly id: number;
  readonly name: string;
  /** Kommo's word for what it holds: `text`, `url`, `tracking_data`, `select` … */
  readonly type: string;
}

export interface LeadFields {
  readonly pipelineId?: number;
  readonly statusId?: number;
  readonly responsibleUserId?: number;
  readonly customFields?: readonly { readonly id: number; readonly value: string }[];
}
