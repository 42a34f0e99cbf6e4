import type { Core } from '../core';
import type { GraphApp } from '../graph/state';
import type { Line } from '../lines/records';
import { pageOf } from './page';
import type { PageProduct } from './product';

/** Fields that a Page can be subscribed to (facebook.md §1). */
export const PAGE_FIELDS = [
  'messages',
  'messaging_postbacks',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'messaging_referrals',
  'messaging_optins',
  'messaging_handovers',
  'standby',
  'messaging_policy_enforcement',
  'messaging_account_linking',
  'messaging_feedback',
  'messenger_template_status_update',
  'feed',
];

/** Fields that the object `instagram` has (facebook.md §11). */
export const INSTAGRAM_FIELDS = [
  'messages',
  'messaging_postbacks',
  'messaging_seen',
  'message_reactions',
  'message_edit',
  'messaging_referral',
  'messaging_optins',
  'messaging_handover',
  'standby',
  'comments',
  'mentions',
];

/** What `subscribed_fields` of this Page may name. */
export function fieldsOfPage({ assumptions, pages }: Core, pageId: string): readonly string[] {
  const refused = pages.pages.get(pageId)?.refusedFields ?? [];
  const own = assumptions.is('meta-pages-instagram-fields', 'own-names') ? INSTAGRAM_FIELDS : [];
  return [...new Set([...PAGE_FIELDS, ...own])].filter((field) => !refused.includes(field));
}

function isOfAppAlone({ assumptions }: Core, { object }: PageProduct, field: string): boolean {
  return (
    object === 'instagram' &&
    assumptions.is('meta-pages-instagram-fields', 'page-names') &&
    !PAGE_FIELDS.includes(field)
  );
}

/** Whether an app is told of a field: it has to be subscribed to it, and so has the Page (facebook.md, Emulator must 1). */
export function isTold(core: Core, product: PageProduct, line: Line, app: GraphApp, field: string): boolean {
  const told = pageOf(core, line).subscribed.get(app.id);
  if (!told || line.facts.linked !== true || app.subscriptions.get(product.object)?.fields.includes(field) !== true)
    return false;
  return told.includes(field) || isOfAppAlone(core, product, field);
}
