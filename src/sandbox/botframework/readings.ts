import type { Reading } from '../reading';

/** Readings of skype.md that no source settles. The first value is the default. */
export const BOTFRAMEWORK_READINGS = {
  // Activities to the bot --------------------------------------------------------------------------------------
  'botframework-loopback': {
    values: ['on', 'off'],
    text: 'Whether the messaging endpoint and files of bots may be plain http on this machine. skype.md §1, §7',
  },
  'botframework-timeout-ms': {
    values: [15_000],
    free: true,
    text: 'Milliseconds in which the bot has to answer. skype.md §2',
  },
  'botframework-retry': {
    values: ['none', 'once'],
    text: 'Whether an activity that met a time-out or 5xx comes once more. skype.md §2',
  },
  'botframework-order': {
    values: ['by-chat', 'none'],
    text: 'Whether activities of one conversation keep their order. skype.md §2',
  },
  'botframework-html-copy': {
    values: ['always', 'where-needed'],
    text: 'Whether Teams puts a copy in HTML beside every text, or only where it says more than the text. skype.md §2',
  },
  'botframework-image-type': {
    values: ['exact', 'image/*'],
    text: 'What the type of a customer’s picture in Teams is. skype.md §2',
  },
  'botframework-reaction-target': {
    values: ['replyToId', 'id'],
    text: 'What names the message that a reaction is to: Teams’ way, or the specification’s. skype.md §2',
  },
  'botframework-skype-quote': {
    values: ['xml', 'lost'],
    text: 'What an answer in Skype tells of what it answers: a <quote> in its text, or nothing. skype.md §2',
  },
  'botframework-message-back-value': {
    values: ['as-it-is', 'text'],
    text: 'What a button of the type messageBack hands back: its value, or that written as JSON. skype.md §2',
  },
  'botframework-read-receipts': {
    values: ['granted', 'not-granted'],
    text: 'Whether the organisation lets the bot know what was read. skype.md §5',
  },
  'botframework-attachment-redirect': {
    values: ['off', 'on'],
    text: 'Whether the address of a customer’s file leads on to another, which takes no token. skype.md §3, §7',
  },
  'botframework-download-life-ms': {
    values: [3_600_000, 1_000],
    free: true,
    text: 'Milliseconds that the address of a customer’s file in Teams is good for. skype.md §2',
  },

  // Sending ----------------------------------------------------------------------------------------------------
  'botframework-send-status': {
    values: [201, 200, 202],
    text: 'The status of a send that was taken. skype.md §3',
  },
  'botframework-typing-answer': {
    values: ['id', 'empty'],
    text: 'What is answered to a typing activity. skype.md §3',
  },
  'botframework-service-fields': {
    values: ['refuse', 'ignore'],
    text: 'What becomes of an activity with `id`, `timestamp` or `serviceUrl`: refused with 400, or taken without them. skype.md §3',
  },
  'botframework-teams-kb': {
    values: [28, 24],
    free: true,
    text: 'kB of a text in Teams, in UTF-8. skype.md §7',
  },
  'botframework-skype-text': {
    values: [8000],
    free: true,
    text: 'Characters of a text in Skype. skype.md §9',
  },
  'botframework-throttling': {
    values: ['on', 'off'],
    text: 'Whether Teams takes 7 messages in a second, 8 in two, 60 in 30 and 1800 in an hour in one conversation. skype.md §9',
  },
  'botframework-blocked': {
    values: ['MessageWritesBlocked', 'ConversationBlockedByUser'],
    text: 'How a customer who has blocked the bot is told: nested in another code, or by the code itself. skype.md §4',
  },
  'botframework-nested-code': {
    values: ['sub-code', 'inner-error'],
    text: 'Where Teams nests its own code. skype.md §4',
  },
  'botframework-not-in-roster': {
    values: [403, 404],
    text: 'The status of BotNotInConversationRoster. skype.md §4',
  },
  'botframework-skype': {
    values: ['works', 'retired'],
    text: 'Whether the channel skype still carries messages; Microsoft switched it off. skype.md §4',
  },
} as const satisfies Record<string, Reading>;
