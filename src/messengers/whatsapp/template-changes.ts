import type { InboundEvent, TemplateState } from '../contract';
import { ignored, unparsed } from '../not-carried';
import { ChangedTemplate, TemplateStatus } from './shapes';
import { templateIdOf } from './template-id';
import type { Change } from './receiving';

const STATES: Readonly<Record<string, TemplateState | undefined>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  UNARCHIVED: 'approved',
  PENDING: 'in-review',
  IN_APPEAL: 'in-review',
  REJECTED: 'rejected',
  PAUSED: 'stopped',
  DISABLED: 'stopped',
  FLAGGED: 'stopped',
  ARCHIVED: 'stopped',
  LOCKED: 'stopped',
  LIMIT_EXCEEDED: 'stopped',
  PENDING_DELETION: 'stopped',
  DELETED: 'stopped',
};

/** The same words for a template's status when it is listed. */
export function templateStateOf(word: string): TemplateState | undefined {
  return Object.hasOwn(STATES, word) ? STATES[word] : undefined;
}

/** Meta decided about a template (whatsapp.md §6, Template webhooks). */
export function templateChangeOf({ value, at, key, ...change }: Change): InboundEvent {
  const parsed = TemplateStatus.safeParse(value);
  if (!parsed.success) return unparsed(key, 'message_template_status_update', parsed.error.issues);
  const { event, message_template_name, message_template_language, ...why } = parsed.data;
  const state = templateStateOf(event);
  if (state === undefined) return ignored(key, `the template event ${event.slice(0, 40)} changes nothing`);
  const reason = reasonOf(
    why.rejection_info?.recommendation ?? why.rejection_info?.reason ?? why.other_info?.description ?? why.reason,
  );
  return {
    kind: 'template-change',
    key,
    source: sourceOf(change),
    at,
    template: templateIdOf(message_template_name, message_template_language),
    state,
    ...(reason === undefined || state === 'approved' ? {} : { reason }),
  };
}

/** Somebody changed what a template says, at Meta (whatsapp.md §6). */
export function templateEditOf({ value, at, key, ...change }: Change): InboundEvent {
  const parsed = ChangedTemplate.safeParse(value);
  if (!parsed.success) return unparsed(key, 'message_template_components_update', parsed.error.issues);
  const { message_template_name: name, message_template_language: language } = parsed.data;
  return { kind: 'template-change', key, source: sourceOf(change), at, template: templateIdOf(name, language) };
}

/** An app may carry numbers of several accounts, and the change names none: whoever compares templates asks all of them. */
function sourceOf({ receiving, source }: Pick<Change, 'receiving' | 'source'>): string {
  const { sources = [] } = receiving;
  return sources.includes(source) ? source : (sources[0] ?? source);
}

/** `NONE` is Meta's word for no reason. */
export function reasonOf(reason: string | undefined): string | undefined {
  return reason === undefined || reason === 'NONE' ? undefined : reason;
}
