import type { Product } from './product';

type Fields = Product['fields'];

/** What Messenger tells (facebook.md §1). */
export const MESSENGER_FIELDS: Fields = {
  needed: ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes'],
  more: [
    'message_edits',
    'message_reactions',
    'messaging_referrals',
    'messaging_optins',
    'messaging_handovers',
    'standby',
    'messaging_policy_enforcement',
  ],
};

/** What Instagram tells (facebook.md §11); echoes come with the messages. */
export const INSTAGRAM_FIELDS: Fields = {
  needed: ['messages', 'messaging_postbacks'],
  more: [
    'messaging_seen',
    'message_reactions',
    'message_edit',
    'messaging_referral',
    'messaging_optins',
    'messaging_handover',
    'standby',
  ],
};

/**
 * All that a Page may tell its apps. It has one subscription for both products, and what is written replaces what was: two
 * sources that are connected at the same moment each write the whole, so neither takes the other's away.
 */
export const PAGE_FIELDS: readonly string[] = [MESSENGER_FIELDS, INSTAGRAM_FIELDS].flatMap(({ needed, more }) => [
  ...needed,
  ...more,
]);
