import type { Reading } from '../reading';

/** How services differ where webhook.md lets them. The first value is the default. */
export const CUSTOM_READINGS = {
  // Connecting -------------------------------------------------------------------------------------------------
  'custom-inbound-url': {
    values: ['told', 'not-told'],
    text: 'Whether the answer to a ping says where the service sends its events. webhook.md §1',
  },
  'custom-disabled': {
    values: ['answers-pings', 'gone'],
    text: 'After connection.disabled: pings are answered, or met with 410 until one has an inbound_url. webhook.md §1',
  },
  'custom-rotation': {
    values: ['both', 'newest'],
    text: 'While its secret is changed, the service signs with both, or with the new one alone. webhook.md §1',
  },

  // To Courier -------------------------------------------------------------------------------------------------
  'custom-retry-ms': {
    values: [5000, 1000],
    free: true,
    text: 'Milliseconds before an event that was not taken is sent again; each time ten times as many. webhook.md §5',
  },
  'custom-answer-ms': {
    values: [15_000],
    free: true,
    text: 'Milliseconds in which Courier has to answer. webhook.md §2',
  },
  'custom-order': {
    values: ['by-conversation', 'none'],
    text: 'Whether an event that was not taken holds up the later ones of its conversation. webhook.md §3',
  },
  'custom-referral': {
    values: ['every-message', 'once'],
    text: 'What brought the customer is told with each of their messages, or with the first. webhook.md §2, §11',
  },
  'custom-read': {
    values: ['conversation.read', 'message.status'],
    text: 'How the service tells that a customer has read. webhook.md §6',
  },
  'custom-receipts': {
    values: ['in-order', 'reversed', 'doubled'],
    text: 'Delivered and then read; the other way round; or each of them twice. webhook.md §3',
  },
  'custom-receipt-delay-ms': {
    values: [0, 300],
    free: true,
    text: 'Milliseconds from a message that was taken to its delivery. webhook.md §4',
  },

  // Old conversations ------------------------------------------------------------------------------------------
  'custom-history': {
    values: ['kept', 'none', 'not-known'],
    text: 'Whether the service keeps old conversations, says that it does not (501), or does not know the question.',
  },
  'custom-history-page': {
    values: [50],
    free: true,
    text: 'Old messages in one answer.',
  },

  // Files ------------------------------------------------------------------------------------------------------
  'custom-fetch': {
    values: ['before-answer', 'after-answer'],
    text: 'Whether the service has the files of a message before it answers. webhook.md §7',
  },
  'custom-file-life-ms': {
    values: [86_400_000],
    free: true,
    text: 'Milliseconds for which the address of a customer’s file is good. webhook.md §7',
  },
  'custom-file-redirect': {
    values: ['off', 'on'],
    text: 'Whether the address of a customer’s file leads on to another one. webhook.md §7',
  },
} as const satisfies Record<string, Reading>;
