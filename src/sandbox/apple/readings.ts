import type { Reading } from '../reading';

/** Readings of apple.md that no source settles. The first value is the default. */
export const APPLE_READINGS = {
  // Tokens and addresses ---------------------------------------------------------------------------------------
  'apple-loopback': {
    values: ['on', 'off'],
    text: 'Whether the provider’s address may be plain http on this machine, at any port. apple.md §1',
  },
  'apple-token-tolerance-s': {
    values: [3600],
    free: true,
    text: 'How far the `iat` of a token may be from now, in seconds. apple.md §1',
  },
  'apple-bad-token': {
    values: [401, 403],
    text: 'The code for a token that is not valid. apple.md §4',
  },

  // Webhooks ---------------------------------------------------------------------------------------------------
  'apple-hook-timeout-ms': {
    values: [20_000],
    free: true,
    text: 'Milliseconds in which a webhook has to be answered. apple.md §2',
  },
  'apple-retry-ms': {
    values: [1000],
    free: true,
    text: 'Milliseconds before a webhook that met a 5xx or nobody comes again; doubled each time, a minute at most. apple.md §2',
  },
  'apple-refused-hook': {
    values: ['not-delivered', 'retried'],
    text: 'A webhook that met a 4xx: the phone says that it was not delivered, or it comes again. apple.md §2',
  },
  'apple-hook-order': {
    values: ['by-chat', 'none'],
    text: 'Whether a webhook that was not taken holds up the later ones of its chat, or is overtaken by them. apple.md §2',
  },
  'apple-typing-first': {
    values: ['as-typed', 'always'],
    text: 'Whether a text comes after `typing_start` only where somebody types on the phone, or always. apple.md §2',
  },
  'apple-attachment-names': {
    values: ['newer', 'older', 'both'],
    text: 'Which names the fields of an attachment have. apple.md §2',
  },
  'apple-inline-reply': {
    values: ['named', 'absent'],
    text: 'Whether `replyToMessageId` names the message that is answered. apple.md §2',
  },
  'apple-intent': {
    values: ['every-message', 'first-message'],
    text: 'With which messages `intent` and `group` of the entry link come. apple.md §2',
  },
  'apple-location-type': {
    values: ['text/x-vlocation', 'text/vcard'],
    text: 'The type of a place. apple.md §2',
  },

  // Answers to menus -------------------------------------------------------------------------------------------
  'apple-choice-again-ms': {
    values: [700, 0],
    free: true,
    text: 'Milliseconds after which the same choice comes once more by another id; 0: it does not. apple.md §0',
  },
  'apple-quick-reply': {
    values: ['index-and-identifier', 'index'],
    text: 'What names the chosen quick reply beside its list. apple.md §2',
  },
  'apple-reference-bytes': {
    values: [10_240],
    free: true,
    text: 'Bytes of an answer in its webhook; a bigger one is referred to. apple.md §0',
  },
  'apple-reference': {
    values: ['alone', 'with-data'],
    text: 'Whether an answer that is referred to is in its webhook as well. apple.md §2',
  },
  'apple-reference-ms': {
    values: [2000],
    free: true,
    text: 'Milliseconds that an answer can be fetched. apple.md §0',
  },
  'apple-reference-names': {
    values: ['either', 'mmcs'],
    text: 'The headers that ask for an answer: those of a file will do, or `mmcs-url` and so on. apple.md §7',
  },
  'apple-decoded': {
    values: ['bare', 'wrapped'],
    text: 'What `decodePayload` answers: the interactive data, or an object around it. apple.md §2',
  },

  // Sending ----------------------------------------------------------------------------------------------------
  'apple-unknown-fields': {
    values: ['note', 'refuse'],
    text: 'A field of a message that Apple does not have: noted in the journal, or 400. apple.md §3',
  },
  'apple-repeated-id': {
    values: ['once', 'again'],
    text: 'A message that comes once more by the same id: delivered once, or again. apple.md §3',
  },
  'apple-unknown-customer': {
    values: [404, 400],
    text: 'The code for a customer whom the business does not know. apple.md §4',
  },
  'apple-closed': {
    values: [410, 404],
    text: 'The code for a customer who has deleted the conversation. apple.md §4',
  },
  'apple-missing-capability': {
    values: ['refuse', 'not-shown'],
    text: 'A menu that the device cannot show: 400, or a bubble that cannot be opened. apple.md §4',
  },
  'apple-typing-s': {
    values: [60],
    free: true,
    text: 'Seconds that the phone shows that the business types. apple.md §5',
  },

  // Files ------------------------------------------------------------------------------------------------------
  'apple-file-bytes': {
    values: [100_000_000, 104_857_600],
    free: true,
    text: 'Bytes of a file. apple.md §7',
  },
  'apple-size-header': {
    values: ['mmcs-size', 'size'],
    text: 'The header that tells how big a file will be. apple.md §7',
  },
  'apple-download-ms': {
    values: [60_000, 2000],
    free: true,
    text: 'Milliseconds that the address of a download is good for. apple.md §7',
  },
} as const satisfies Record<string, Reading>;
