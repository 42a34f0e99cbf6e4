import type { Reading } from '../reading';

/** Readings of facebook.md that no source settles, and speeds of the sandbox; of Messenger and Instagram alike. */
export const META_PAGES_READINGS = {
  'meta-pages-hook-timeout-ms': {
    values: [5000, 20_000],
    free: true,
    text: 'In how many milliseconds a webhook has to be answered. facebook.md §2',
  },
  'meta-pages-unsubscribe-ms': {
    values: [60 * 60 * 1000],
    free: true,
    text: 'After how long of failing webhooks Meta unsubscribes a Page, by the sandbox’s clock. facebook.md §0 row 1',
  },
  'meta-pages-delivered-ms': {
    values: [40],
    free: true,
    text: 'How long after the answer a message is on the phone. facebook.md §2',
  },
  'meta-pages-send-rate': {
    values: [0, 300],
    free: true,
    text: 'Texts a second for each Page before 613; 0 is no limit. facebook.md §9',
  },
  'meta-pages-media-rate': {
    values: [0, 10],
    free: true,
    text: 'Sounds and videos a second for each Page before 613; 0 is no limit. facebook.md §9',
  },
  'meta-pages-conversations-rate': {
    values: [2, 0],
    free: true,
    text: 'Calls a second of the Conversations API for each Page before 613; 0 is no limit. facebook.md §9',
  },
  'meta-pages-calls-per-person': {
    values: [0, 200],
    free: true,
    text: 'Calls in 24 hours for each person who wrote in them, before 80006; 0 is no limit. facebook.md §9',
  },
  'meta-pages-unknown-keys': {
    values: ['refuse', 'ignore'],
    text: 'A key inside a message that no page names. facebook.md §3',
  },
  'meta-pages-stale-quote': {
    values: ['refuse', 'ignore'],
    text: 'A `reply_to` that names no message of the chat: 100, or sent without the quote. facebook.md §3',
  },
  'meta-pages-actions-outside-window': {
    values: ['refuse', 'accept'],
    text: 'Sender actions after the window is shut. facebook.md §5',
  },
  'meta-pages-blocked': {
    values: ['551', '200', '2'],
    text: 'The code that answers for somebody who has blocked the business, with 1545041 but for 2. facebook.md §4',
  },
  'meta-pages-typing-ms': {
    values: [20_000],
    free: true,
    text: 'How long the customer sees somebody type after `typing_on`. facebook.md §5',
  },
  'meta-pages-fetch-urls': {
    values: ['on', 'off'],
    text: 'Whether Meta can fetch the addresses of attachments: at this machine, too, or none at all. facebook.md §7',
  },
  'meta-pages-instagram-fields': {
    values: ['own-names', 'page-names'],
    text: 'Whether a Page can be subscribed to the fields that only Instagram has, and then decides with the app which of them are told; or refuses them, and the app alone decides. facebook.md §11',
  },
} as const satisfies Record<string, Reading>;
