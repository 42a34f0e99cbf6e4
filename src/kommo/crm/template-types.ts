import type { PageRequest } from './types';

/** kommo-platform.md §8.2. */
export type TemplateButton =
  | { readonly type: 'inline'; readonly text: string }
  | { readonly type: 'url'; readonly text: string; readonly url: string };

export interface TemplateAttachment {
  /** Of Kommo's drive. */
  readonly id: string;
  readonly name: string;
  readonly type: 'picture' | 'file' | 'document' | 'video';
}

/** What official WhatsApp wants to know. */
export interface WhatsAppTemplate {
  readonly category: 'UTILITY' | 'AUTHENTICATION' | 'MARKETING';
  readonly language: string;
  readonly footer?: string;
  /** `media` stands for the attachment. */
  readonly header?: { readonly type: 'text'; readonly text: string } | { readonly type: 'media' };
  /** A sample for each placeholder, such as `{{contact.name}}`. */
  readonly examples?: Readonly<Record<string, string>>;
}

/** The same as Kommo has it: what a person left out is not there. */
export interface WhatsAppFields {
  /** Kommo's word: `UTILITY`. */
  readonly category?: string;
  readonly language?: string;
  readonly footer?: string;
  readonly header?: WhatsAppTemplate['header'];
  readonly examples: Readonly<Record<string, string>>;
}

interface TemplateFields {
  readonly externalId?: string;
  /** Whether users may change it in Kommo; false unless told. */
  readonly isEditable?: boolean;
  readonly buttons?: readonly TemplateButton[];
  readonly attachment?: TemplateAttachment;
  readonly whatsapp?: WhatsAppTemplate;
}

export interface NewTemplate extends TemplateFields {
  readonly name: string;
  /** With placeholders in double braces (§8.4). */
  readonly content: string;
}

export interface TemplateChange extends TemplateFields {
  readonly id: number;
  readonly name?: string;
  readonly content?: string;
}

export interface Template {
  readonly id: number;
  readonly name: string;
  readonly content: string;
  readonly externalId?: string;
  readonly isEditable: boolean;
  /** Of a template for official WhatsApp; undefined: an ordinary one. */
  readonly whatsapp?: WhatsAppFields;
  readonly buttons: readonly TemplateButton[];
  readonly attachment?: TemplateAttachment;
  /** Only where `withReviews` was asked. */
  readonly reviews?: readonly Review[];
}

export interface Review {
  readonly id: number;
  /** Kommo's id of the source. */
  readonly sourceId?: number;
  /** `review`, `approved`, `paused`, `rejected`. */
  readonly status: string;
  readonly rejectReason?: string;
}

export type ReviewReport =
  { readonly status: 'approved' | 'paused' } | { readonly status: 'rejected'; readonly reason: string };

export interface TemplateQuery extends PageRequest {
  readonly externalIds?: readonly string[];
  readonly withReviews?: boolean;
}
