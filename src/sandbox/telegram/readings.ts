import type { Reading } from '../reading';

/** Readings of telegram.md that no source settles, and speeds of the sandbox. The first value is the default. */
export const TELEGRAM_READINGS = {
  'telegram-loopback-webhook': {
    values: ['on', 'off'],
    text: 'Whether a webhook may be plain http on this machine, at any port. telegram.md §1, §10',
  },
  'telegram-set-webhook-ms': {
    values: [1000, 0],
    free: true,
    text: 'How far apart two calls of setWebhook have to be before 429; 0 is no limit. telegram.md §1',
  },
  'telegram-local-server': {
    values: ['off', 'on'],
    text: 'Limits of a Bot API server of one’s own: files up to 2000 MB both ways. telegram.md §1, §7',
  },
  'telegram-fetch-urls': {
    values: ['on', 'off'],
    text: 'Whether Telegram can fetch the addresses of files: at this machine, too, or none at all. telegram.md §3, §7',
  },
  'telegram-rate-limits': {
    values: ['off', 'on'],
    text: 'Whether sending meets limits: one message a second in a chat, with short bursts, 20 a minute in a group, and 30 a second for a bot. telegram.md §9',
  },
  'telegram-chat-burst': {
    values: [5, 1],
    free: true,
    text: 'How many messages pass at once in a chat that was quiet, where there are limits. telegram.md §9',
  },
} as const satisfies Record<string, Reading>;
