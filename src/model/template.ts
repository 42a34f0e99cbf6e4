import type { Words } from './words';

/** How a template is at the messenger, seen from Kommo. */
export const TEMPLATE_STATES = [
  /** In Kommo, and not sent for approval yet. */
  'draft',
  'in-review',
  'approved',
  'rejected',
  /** Was approved, and is paused or disabled at the messenger. */
  'stopped',
  /** The messenger has it no more. */
  'gone',
] as const;
export type TemplateStanding = (typeof TEMPLATE_STATES)[number];

/** How what Kommo says differs from what the messenger says; shown, and never mended without a person. */
export const TEMPLATE_DRIFTS = [
  'changed-in-kommo',
  'changed-at-messenger',
  'changed-on-both',
  /** They never said the same. */
  'differs',
  'removed-in-kommo',
  'removed-at-messenger',
] as const;
export type TemplateDrift = (typeof TEMPLATE_DRIFTS)[number];

/** What fills a place of a template: Kommo's marker, and the messenger's placeholder, each with its braces. */
export interface TemplateParameter {
  readonly marker: string;
  readonly placeholder: string;
  readonly example?: string;
}

/** A template as one account at the messenger has it. */
export interface TemplateCopy extends Partial<Words> {
  /** See `Templates.holder`. */
  readonly holder: string;
  readonly state: Exclude<TemplateStanding, 'draft'>;
  /** Of what it says. */
  readonly hash: string | null;
  /** Of what it said when Kommo's said the same, the last time. */
  readonly agreed: string | null;
  /** It was handed in and not taken, so it is not there. */
  readonly refused?: true;
  readonly sourceIds: readonly string[];
}
