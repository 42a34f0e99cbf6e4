import type { Reading } from '../reading';

/** Readings of viber.md that no source settles. The first value is the default. */
export const VIBER_READINGS = {
  // Connecting -------------------------------------------------------------------------------------------------
  'viber-loopback': {
    values: ['on', 'off'],
    text: 'Whether webhooks and files may be plain http on this machine. viber.md §1, §7',
  },
  'viber-echoed-event-types': {
    values: ['with-undocumented', 'documented'],
    text: 'Whether lists of event types name those that no page has: webhook, client_status, action. viber.md §1',
  },
  'viber-chat-without-webhook': {
    values: ['closed', 'open'],
    text: 'Whether customers see a chat with a bot that has no webhook; what is said in an open one is lost. viber.md §1',
  },
  'viber-sig-query': {
    values: ['off', 'on', 'only'],
    text: 'The signature of a callback as "sig" in its address: not there, too, or there alone. viber.md §1',
  },
  'viber-hidden-name': {
    values: ['absent', 'empty'],
    text: 'The name and picture of somebody who does not show them: no field, or an empty text. viber.md §1',
  },

  // Callbacks --------------------------------------------------------------------------------------------------
  'viber-callback-timeout-ms': {
    values: [5000, 20_000],
    free: true,
    text: 'Milliseconds in which a callback has to be answered. viber.md §2',
  },
  'viber-retry-ms': {
    values: [1000, 60_000],
    free: true,
    text: 'Milliseconds before a callback that was not taken comes again; three times as long after each failure, for an hour. viber.md §2',
  },
  'viber-callback-order': {
    values: ['by-chat', 'none'],
    text: 'Whether a callback that was not taken holds up the later ones of its chat, or is overtaken by them. viber.md §2',
  },
  'viber-video-caption': {
    values: ['sent', 'absent'],
    text: 'Whether the words beside a customer’s video come with it. viber.md §2',
  },
  'viber-file-size-field': {
    values: ['file_size', 'size'],
    text: 'How the size of a customer’s file is called. viber.md §2',
  },
  'viber-location-as': {
    values: ['numbers', 'strings'],
    text: 'How a customer’s place is written. viber.md §2',
  },
  'viber-gif': {
    values: ['url', 'picture'],
    text: 'What a GIF of the GIF panel arrives as. viber.md §2',
  },
  'viber-voice-notes': {
    values: ['lost', 'type-voice'],
    text: 'Customers’ voice notes: never brought to bots, or as a type that no page names. viber.md §2',
  },
  'viber-tracking-data': {
    values: ['next-message', 'until-replaced'],
    text: 'How long tracking_data comes back: with the next message, or with all until there is another. viber.md §3',
  },
  'viber-open-url-press': {
    values: ['nothing', 'sends-url'],
    text: 'Whether pressing a button that opens an address also sends it as a text. viber.md §2',
  },
  'viber-incoming-mb': {
    values: [200, 1],
    free: true,
    text: 'MB of a customer’s file. viber.md §7',
  },
  'viber-incoming-life-ms': {
    values: [3_600_000, 1000],
    free: true,
    text: 'Milliseconds that the address of a customer’s file is good for. viber.md §0, §7',
  },
  'viber-incoming-redirect': {
    values: ['off', 'on'],
    text: 'Whether the address of a customer’s file leads on to another. viber.md §7',
  },

  // Sending ----------------------------------------------------------------------------------------------------
  'viber-kilobyte': {
    values: [1000, 1024],
    free: true,
    text: 'Bytes of a kB in every limit; a MB is a thousand or 1024 of them alike. viber.md §1, §7',
  },
  'viber-too-large-body': {
    values: ['status-3', 'http-413'],
    text: 'The answer to a body over 30 kB. viber.md §1',
  },
  'viber-length-unit': {
    values: ['utf-16', 'code-points'],
    text: 'What lengths of texts are counted in. viber.md §9',
  },
  'viber-caption-length': {
    values: [512, 120],
    free: true,
    text: 'Characters beside a picture. viber.md §9',
  },
  'viber-video-seconds': {
    values: [180, 600],
    free: true,
    text: 'Seconds of a video. viber.md §7',
  },
  'viber-keyboard-rows': {
    values: [12, 24],
    free: true,
    text: 'Rows of a keyboard. viber.md §9',
  },
  'viber-wrong-case-keys': {
    values: ['refuse-3', 'ignore'],
    text: 'A key of a keyboard with small and capital letters mixed up: refused, or passed over. viber.md §3',
  },
  'viber-bad-keyboard': {
    values: ['refuse-3', 'failed'],
    text: 'A keyboard with a fault: refused at once, or taken and told by `failed`. viber.md §2 against §4',
  },
  'viber-old-client': {
    values: ['refuse-13', 'failed'],
    text: 'A min_api_version above that of the customer’s app: refused at once, or told by `failed`. viber.md §2 against §4',
  },
  'viber-size-exact': {
    values: ['refuse-3', 'ignore'],
    text: 'A `size` that is not that of the file. viber.md §7',
  },
  'viber-media-redirects': {
    values: ['refuse-3', 'follow'],
    text: 'An address of a file that leads on to another. viber.md §7',
  },
  'viber-unanswered-limit': {
    values: [100, 5],
    free: true,
    text: 'Messages in an hour to somebody who does not answer; 0 is no limit. viber.md §0',
  },
  'viber-session': {
    values: ['first-message', 'last-message'],
    text: 'Which message of the customer the 24 h of a session count from. viber.md §6',
  },
  'viber-billing': {
    values: ['charged', 'free-quota', 'always-0'],
    text: 'billing_status outside a session: 3, 2, or 0 whatever the session. viber.md §3',
  },

  // Receipts ---------------------------------------------------------------------------------------------------
  'viber-receipts': {
    values: ['in-order', 'reversed', 'duplicated', 'no-delivered', 'dropped'],
    text: 'delivered and seen: one after the other, delivered last, each twice, without delivered, or none. viber.md §2',
  },
  'viber-receipt-delay-ms': {
    values: [0, 2000],
    free: true,
    text: 'Milliseconds before a receipt is sent. viber.md §2',
  },
  'viber-seen': {
    values: ['when-read', 'at-once'],
    text: 'Whether a message is seen when the customer reads, or as soon as it is there. viber.md §4',
  },
  'viber-seen-covers': {
    values: ['each', 'newest-only'],
    text: 'Whether every message that was read is told, or the newest for all of them. viber.md §4',
  },
} as const satisfies Record<string, Reading>;
