import type { Reading } from '../reading';

/** Readings of whatsapp.md that no source settles, and speeds of the sandbox. The first value is the default. */
export const WHATSAPP_READINGS = {
  'whatsapp-user-ids': {
    values: ['with-phone', 'bsuid-only', 'phone-only'],
    text: 'What webhooks and answers tell of a person: the user id and the phone where it is known, the user id alone, or the phone alone as before April 2026. whatsapp.md §0 rows 1–3',
  },
  'whatsapp-throughput': {
    values: [0, 80, 20],
    free: true,
    text: 'Messages a second for each number before 130429; 0 is no limit. whatsapp.md §9',
  },
  'whatsapp-pair-ms': {
    values: [0, 6000],
    free: true,
    text: 'How far apart messages to one person have to be before 131056; 0 is no limit. whatsapp.md §9',
  },
  'whatsapp-pair-burst': {
    values: [1, 45],
    free: true,
    text: 'How many messages to one person may come at once, borrowed from later. whatsapp.md §9',
  },
  'whatsapp-sent-ms': {
    values: [40],
    free: true,
    text: 'How long after the answer the status `sent` or `failed` follows. whatsapp.md §4',
  },
  'whatsapp-delivered-ms': {
    values: [40],
    free: true,
    text: 'How long after `sent` the status `delivered` follows. whatsapp.md §4',
  },
  'whatsapp-blocked-by-person': {
    values: ['stays-sent', 'fails-131026'],
    text: 'What becomes of a message to somebody who blocked the business. whatsapp.md §4, Gaps',
  },
  'whatsapp-unknown-keys': {
    values: ['refuse', 'ignore'],
    text: 'A key inside a block of a message that no page names. whatsapp.md §3',
  },
  'whatsapp-to-without-plus': {
    values: ['as-it-is', 'prepend-country'],
    text: 'A `to` without a plus: taken as it is, or with the country code of the business before it. whatsapp.md §3',
  },
  'whatsapp-brazil-wa-id': {
    values: ['as-dialled', 'without-ninth-digit'],
    text: 'The id of a Brazilian mobile number: as it is dialled, or without the nine after the area code, as accounts from before it have it. whatsapp.md §3',
  },
  'whatsapp-reaction-removed': {
    values: ['absent', 'empty'],
    text: 'How a webhook says that a reaction was taken back: without an emoji, or with an empty one. whatsapp.md §2',
  },
  'whatsapp-document-types': {
    values: ['any', 'listed'],
    text: 'Which types pass as a document: any, or those that the table names. whatsapp.md §7',
  },
  'whatsapp-fetch-links': {
    values: ['on', 'off'],
    text: 'Whether Meta can fetch linked media: at this machine, too, or none at all. whatsapp.md §3',
  },
  'whatsapp-media-user-agent': {
    values: ['optional', 'required'],
    text: 'Whether a download of media without a User-Agent is refused. whatsapp.md §7',
  },
  'whatsapp-override-alone': {
    values: ['accept', 'needs-app-subscription'],
    text: 'Whether an override of the callback URL brings webhooks of an app that has no callback of its own. whatsapp.md §1',
  },
  'whatsapp-history-threads': {
    values: ['several', 'one'],
    text: 'How many conversations are told in one webhook of what the phone has kept. whatsapp.md §2, Coexistence',
  },
  'whatsapp-history-order': {
    values: ['newest-first', 'oldest-first'],
    text: 'Which phase of what the phone has kept comes first; webhooks of it may come in any order. whatsapp.md §2, Coexistence',
  },
  'whatsapp-history-chunk': {
    values: [1000],
    free: true,
    text: 'How many old messages one webhook tells at most. whatsapp.md §2, Coexistence',
  },
  'whatsapp-history-user-ids': {
    values: ['absent', 'told'],
    text: 'Whether old messages tell the user id of the customer beside the phone. whatsapp.md §2, Coexistence',
  },
  'whatsapp-review-ms': {
    values: [1500],
    free: true,
    text: 'How long the review of a template takes. whatsapp.md §6',
  },
  'whatsapp-review': {
    values: ['approve', 'reject', 'never'],
    text: 'How the review of a template ends. whatsapp.md §6',
  },
  'whatsapp-template-edits': {
    values: ['limited', 'free'],
    text: 'Whether an approved template can be edited once in 24 h and 10 times in 30 days only. whatsapp.md §6',
  },
} as const satisfies Record<string, Reading>;
