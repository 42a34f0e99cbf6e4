import type { Reading } from '../reading';

/** Readings of wechat.md that no source settles. The first value is the default. */
export const WECHAT_READINGS = {
  // Connecting -------------------------------------------------------------------------------------------------
  'wechat-loopback': {
    values: ['on', 'off'],
    text: 'Whether the server address may be plain http on this machine, at any port. wechat.md §1',
  },
  'wechat-stable-token': {
    values: ['apart', 'shared'],
    text: 'Whether a token of /cgi-bin/token leaves the stable one alone, or takes its place as well. wechat.md §0, §1',
  },
  'wechat-forced-token': {
    values: ['at-once', 'after-5-min'],
    text: 'When the earlier stable token ends after force_refresh. wechat.md §1',
  },
  'wechat-wrong-secret': {
    values: [40_125, 40_001],
    text: 'The code for a wrong AppSecret. wechat.md §4',
  },
  'wechat-day-tokens': {
    values: [2000],
    free: true,
    text: 'Tokens a day; days begin at midnight in Beijing. wechat.md §9',
  },
  'wechat-day-forced-tokens': {
    values: [20],
    free: true,
    text: 'Tokens by force_refresh a day. wechat.md §1',
  },
  'wechat-day-sends': {
    values: [500_000],
    free: true,
    text: 'Customer-service messages a day. wechat.md §9',
  },
  'wechat-day-uploads': {
    values: [100_000],
    free: true,
    text: 'Uploads a day. wechat.md §9',
  },

  // Callbacks --------------------------------------------------------------------------------------------------
  'wechat-callback-timeout-ms': {
    values: [5000],
    free: true,
    text: 'Milliseconds in which a callback has to be answered. wechat.md §0',
  },
  'wechat-retry-ms': {
    values: [0, 1000],
    free: true,
    text: 'Milliseconds before a callback that was not taken comes again. wechat.md §2',
  },
  'wechat-callback-order': {
    values: ['by-chat', 'none'],
    text: 'Whether a callback that was not taken holds up the later ones of its chat, or is overtaken by them. wechat.md §2',
  },
  'wechat-sticker': {
    values: ['text', 'lost'],
    text: 'A sticker that the customer made: a text that says that it cannot be shown, or nothing. wechat.md §2',
  },
  'wechat-file': {
    values: ['file', 'lost'],
    text: 'A customer’s file: a message that names it, or nothing. wechat.md §2',
  },
  'wechat-video': {
    values: ['video', 'shortvideo'],
    text: 'What a customer’s video is called. wechat.md §2',
  },
  'wechat-recognition': {
    values: ['absent', 'empty', 'sent'],
    text: 'What WeChat has understood of a voice message: no field, an empty one, or words. wechat.md §2',
  },
  'wechat-voice-16k': {
    values: ['absent', 'sent'],
    text: 'Whether a voice message comes with MediaId16K. wechat.md §2',
  },
  'wechat-message-data': {
    values: ['absent', 'sent'],
    text: 'Whether messages come with MsgDataId and Idx. wechat.md §2',
  },

  // Records ----------------------------------------------------------------------------------------------------
  'wechat-record-msgid': {
    values: ['next', 'last', 'last-again'],
    text: 'The msgid that goes on in a day of records: that of the next one, or of the last one, after which the next one comes, or that one again. Official Accounts, “Obtain chat transcript”; wechat.md §2 has no word of it',
  },

  // Sending ----------------------------------------------------------------------------------------------------
  'wechat-allowance': {
    values: ['max', 'apart'],
    text: 'What the customer does next: the larger count and the later end hold, or each act has a count and an end of its own. wechat.md §6',
  },
  'wechat-msgmenu-tap': {
    values: ['as-menu', 'as-message'],
    text: 'What a tap on an entry of a msgmenu allows: 3 in a minute, or 5 in 48 h. wechat.md §6',
  },
  'wechat-unfollowed': {
    values: [45_015, 43_004, 50_005],
    text: 'The code for a customer who has unfollowed. wechat.md §4',
  },
  'wechat-unicode-escapes': {
    values: ['refuse-non-ascii', 'refuse-all'],
    text: 'Which \\u escapes in JSON meet 40033: those of Chinese and the like, or all. wechat.md §3',
  },
  'wechat-text-bytes': {
    values: [2048, 2000],
    free: true,
    text: 'Bytes of a text in UTF-8. wechat.md §9',
  },
  'wechat-msgmenu-entries': {
    values: [10],
    free: true,
    text: 'Entries of a msgmenu; more meet 45098. wechat.md §9',
  },
  'wechat-news-limits': {
    values: ['on', 'off'],
    text: 'Whether a news title over 64 characters and a description over 120 are refused. wechat.md §9',
  },
  'wechat-image-mb': {
    values: [10, 2],
    free: true,
    text: 'MB of a picture. wechat.md §7',
  },
  'wechat-typing-contact': {
    values: ['their-message', 'any-message'],
    text: 'What typing needs within 30 s: a message of the customer, or one of either side. wechat.md §5',
  },
} as const satisfies Record<string, Reading>;
