import type { Reading } from '../reading';

/** Readings of kommo-chat-api.md that no source settles. The first value is the default. */
export const KOMMO_READINGS = {
  // Who may come in --------------------------------------------------------------------------------------------
  'wrong-method': {
    values: ['refuse-405', 'refuse-404'],
    text: 'A path of the API with another method. kommo-chat-api.md §15.1 step 1',
  },
  'date-or-md5-wrong': {
    values: ['refuse-403', 'refuse-400'],
    text: 'A Date or Content-MD5 that is absent or wrong: refused as a wrong signature, or as bad data. kommo-chat-api.md §5',
  },
  'future-date': {
    values: ['refuse-403', 'accept'],
    text: 'A Date more than 15 minutes ahead. kommo-chat-api.md §4.1',
  },
  'absent-content-type': {
    values: ['get-only', 'refuse-403'],
    text: 'A GET without Content-Type, signed with an empty line. kommo-chat-api.md §4.1 against §15.1 step 3',
  },
  'content-type-parameters': {
    values: ['refuse-400', 'accept'],
    text: 'A Content-Type such as "application/json; charset=utf-8". kommo-chat-api.md §3, §4.1',
  },
  'legacy-signature': {
    values: ['off', 'on'],
    text: 'Requests signed the old way: over the body alone. kommo-chat-api.md §4.1, §14 row 22',
  },
  'unknown-scope': {
    values: ['refuse-404', 'refuse-403'],
    text: 'A scope that is not connected. kommo-chat-api.md §5',
  },
  'rate-limit-per-second': {
    values: [0, 7],
    free: true,
    text: 'Requests a second for each account before 429; 0 is no limit. kommo-chat-api.md §13',
  },
  'body-limit-bytes': {
    values: [1_048_576, 65_536],
    free: true,
    text: 'Bytes of a body before 413; 0 is no limit. kommo-chat-api.md §13',
  },
  'refusal-body': {
    values: ['envelope', 'empty'],
    text: 'The body of a refusal for bad data or an unknown message: the error envelope, or nothing. kommo-chat-api.md §5, §17',
  },

  // Fields -----------------------------------------------------------------------------------------------------
  'unknown-fields': {
    values: ['ignore', 'refuse-400'],
    text: 'Fields that no page names. Ignored ones are warnings in the journal. kommo-chat-api.md §15.1 step 6',
  },
  'id-length-limit': {
    values: [255, 64],
    free: true,
    text: 'Characters of an id of the integration; 0 is no limit. kommo-chat-api.md §13',
  },
  'text-length-limit': {
    values: [0, 4096],
    free: true,
    text: 'Characters of a message; 0 is no limit. kommo-chat-api.md §13',
  },
  'message-times': {
    values: ['both', 'either'],
    text: 'Whether a message needs timestamp and msec_timestamp, or one of them. kommo-chat-api.md §9.2',
  },
  'participant-name': {
    values: ['required', 'optional'],
    text: 'Whether sender and receiver need a name. kommo-chat-api.md §9.3',
  },
  'null-text': {
    values: ['refuse-400', 'accept'],
    text: 'A message text that is null where there is no caption. kommo-chat-api.md §9.4',
  },
  'file-name-and-size': {
    values: ['warn', 'refuse-400'],
    text: 'A file, video or picture without file_name or file_size: noted in the journal, or refused. kommo-chat-api.md §14 row 8',
  },
  'status-on-new-message': {
    values: ['refuse-400', 'ignore'],
    text: 'delivery_status in a new message; it belongs to edits only. kommo-chat-api.md §9.4',
  },
  'edit-status-place': {
    values: ['message', 'both'],
    text: 'Where an edit has its delivery_status: in message, or in payload too. kommo-chat-api.md §14 row 18',
  },
  'flat-reply': {
    values: ['refuse-400', 'accept'],
    text: 'reply_to without the object "message" around it. kommo-chat-api.md §14 row 5',
  },
  'react-emoji': {
    values: ['required', 'optional'],
    text: 'Whether a reaction needs its emoji. kommo-chat-api.md §14 row 12',
  },

  // Connecting -------------------------------------------------------------------------------------------------
  'unlisted-account': {
    values: ['refuse-403', 'accept'],
    text: 'Connecting an account that is not on the channel’s list. kommo-chat-api.md §5',
  },
  'connect-title': {
    values: ['required', 'optional'],
    text: 'Whether connect needs a title. kommo-chat-api.md §14 row 14',
  },
  'connect-again': {
    values: ['last-wins', 'first-stays'],
    text: 'Connecting what is connected with another title: the new one, or the old. kommo-chat-api.md §7.1',
  },
  'connect-answer': {
    values: ['full', 'old'],
    text: 'The answer to connect: with is_time_window_disabled, or without. kommo-chat-api.md §7.1',
  },
  'connect-hook-version': {
    values: ['v2-only', 'v1-too'],
    text: 'hook_api_version: v2 needed, or v1 taken too and meant by none; its hooks are flat and dead. kommo-chat-api.md §14 row 15',
  },
  'double-disconnect': {
    values: ['accept-200', 'refuse-404'],
    text: 'Disconnecting an account that is not connected. kommo-chat-api.md §7.2',
  },
  'success-body': {
    values: ['empty', '{}'],
    text: 'The body of a success that has nothing to say. kommo-chat-api.md §14 row 13',
  },

  // Chats and people -------------------------------------------------------------------------------------------
  'create-chat-user': {
    values: ['strict', 'lenient'],
    text: 'Whether user.id and user.name may be missing when a chat is created. kommo-chat-api.md §8.1',
  },
  'create-chat-contact': {
    values: ['flat', 'nested'],
    text: 'phone and email in the answer to create chat: in user, or in its profile. kommo-chat-api.md §14 row 7',
  },
  'phone-plus': {
    values: ['dropped', 'kept'],
    text: 'The plus before a phone number in answers and hooks. kommo-chat-api.md §8.1',
  },
  'other-person-in-chat': {
    values: ['accept', 'refuse-400'],
    text: 'A message of another customer in a chat that is there. kommo-chat-api.md §12.1',
  },
  'unknown-sender': {
    values: ['refuse-400', 'refuse-403', 'refuse-404'],
    text: 'An outgoing message whose ref_id is no user and not the bot. kommo-chat-api.md §5',
  },
  'outgoing-binds': {
    values: ['yes', 'no'],
    text: 'Whether an imported answer with both ids binds a chat begun in Kommo. kommo-chat-api.md §11.3',
  },

  // Messages ---------------------------------------------------------------------------------------------------
  'silent-default': {
    values: ['off', 'on'],
    text: 'Whether a message that does not say so is silent. kommo-chat-api.md §9.2',
  },
  'repeated-msgid': {
    values: ['same-ids', 'refuse-400', 'store-again'],
    text: 'A msgid sent before: the first ids again and nothing stored, refused, or one more message. kommo-chat-api.md §9.7',
  },
  'msgid-unique-within': {
    values: ['scope', 'chat'],
    text: 'Where a msgid must be the only one of its kind. kommo-chat-api.md §9.7',
  },
  'response-ids': {
    values: ['full', 'old'],
    text: 'Ids in the answer to a message: all five, or msgid and ref_id only. kommo-chat-api.md §9.6',
  },
  'response-receiver-id': {
    values: ['absent', 'null'],
    text: 'receiver_id in the answer to an incoming message. kommo-chat-api.md §14 row 3',
  },
  'unknown-quote': {
    values: ['refuse-400', 'ignore'],
    text: 'reply_to or forwards naming a message that is not there. kommo-chat-api.md §9.5',
  },
  'user-import-echo': {
    values: ['none', 'hook'],
    text: 'Whether a message imported in a user’s name comes back as a hook. kommo-chat-api.md §9.1',
  },

  // Edits ------------------------------------------------------------------------------------------------------
  'unknown-edit': {
    values: ['refuse-400', 'accept'],
    text: 'Editing a message that is not there. kommo-chat-api.md §9.2',
  },
  'edit-ids': {
    values: ['either', 'msgid-required'],
    text: 'Whether an edit may name its message by id alone. kommo-chat-api.md §9.2',
  },
  'edit-conversation': {
    values: ['refuse-400', 'ignore'],
    text: 'An edit that names another conversation than the one of its message. kommo-chat-api.md §9.2',
  },
  'edit-changes-type': {
    values: ['accept', 'refuse-400'],
    text: 'An edit that makes another type of a message. kommo-chat-api.md §17',
  },
  'edit-time-limit-ms': {
    values: [0, 172_800_000],
    free: true,
    text: 'How long a message can be edited; 0 is for ever. kommo-chat-api.md §17',
  },
  'edit-answer-sender': {
    values: ['there', 'absent'],
    text: 'sender_id in the answer to an edit. kommo-chat-api.md §9.6',
  },

  // Status, typing, reactions ----------------------------------------------------------------------------------
  'delivery-status-field': {
    values: ['both', 'status_code-only'],
    text: 'Whether the old name delivery_status is understood too. kommo-chat-api.md §10.1',
  },
  'delivery-error-without-failure': {
    values: ['refuse-400', 'ignore'],
    text: 'error_code or error beside a status that is no error. kommo-chat-api.md §10.1',
  },
  'delivery-status-own-id': {
    values: ['refuse-404', 'accept'],
    text: 'The integration’s own message id in the path of a delivery status. kommo-chat-api.md §10.1',
  },
  'delivery-status-backwards': {
    values: ['ignore', 'refuse-400', 'accept'],
    text: 'A status behind the one there: 200 and nothing changes, refused, or taken. kommo-chat-api.md §10.1',
  },
  'typing-bad-data': {
    values: ['refuse-400', 'refuse-404'],
    text: 'Typing with bad data. kommo-chat-api.md §14 row 11',
  },
  'typing-first-call': {
    values: ['shows', 'opens-profile'],
    text: 'Whether the first typing in a chat is shown, or only opens the profile. kommo-chat-api.md §10.3',
  },
  'reaction-unknown-user': {
    values: ['refuse-400', 'accept'],
    text: 'A reaction of somebody Kommo does not know. kommo-chat-api.md §10.4',
  },

  // History ----------------------------------------------------------------------------------------------------
  'history-default-limit': {
    values: [50, 20],
    free: true,
    text: 'Messages of a history page where no limit is asked for. kommo-chat-api.md §10.2',
  },
  'history-limit-over-50': {
    values: ['refuse-400', 'cut'],
    text: 'A history limit above 50. kommo-chat-api.md §10.2',
  },
  'history-order': {
    values: ['newest-first', 'oldest-first'],
    text: 'The order of the history. kommo-chat-api.md §17',
  },
  'history-lag-ms': {
    values: [0, 2000, 10_000],
    free: true,
    text: 'How long after its 200 a message shows up in the history. kommo-chat-api.md §9.6',
  },
  'history-media': {
    values: ['own-url', 'as-sent'],
    text: 'media in the history: the address of Kommo’s own copy (empty until it is there), or what was sent. kommo-chat-api.md §10.2',
  },
  'history-empty-values': {
    values: ['there', 'absent'],
    text: 'Fields of the history that have no value. kommo-chat-api.md §10.2',
  },

  // Media ------------------------------------------------------------------------------------------------------
  'media-fetch-delay-ms': {
    values: [200, 0, 5000],
    free: true,
    text: 'How long after its 200 Kommo fetches what a message names; the wait before each further try too. kommo-chat-api.md §12.5',
  },
  'media-fetch-tries': {
    values: [3, 1],
    free: true,
    text: 'How often Kommo tries to fetch media; 0 is never. kommo-chat-api.md §12.5',
  },
  'media-fetch-timeout-ms': {
    values: [10_000, 1000],
    free: true,
    text: 'How long a fetch may take. kommo-chat-api.md §12.5',
  },
  'media-fetch-limit-bytes': {
    values: [104_857_600, 2_097_152],
    free: true,
    text: 'Bytes that Kommo takes; 0 is no limit. kommo-chat-api.md §12.5',
  },
  'media-fetch-redirects': {
    values: ['refuse', 'follow'],
    text: 'Whether Kommo follows a redirect to the media. kommo-chat-api.md §12.5',
  },
  'attachment-life-ms': {
    values: [0, 3_600_000],
    free: true,
    text: 'How long Kommo’s own addresses of files work; 0 is for ever. kommo-chat-api.md §11.2, §17',
  },
  'attachment-limit-mb': {
    values: [0, 2],
    free: true,
    text: 'Megabytes of what a manager may attach, the *_size of a channel; 0 is no limit. kommo-chat-api.md §2',
  },

  // Hooks ------------------------------------------------------------------------------------------------------
  'hook-newline': {
    values: ['unsigned', 'none', 'signed'],
    text: 'The newline at the end of a hook body: there but not signed, absent, or there and signed. kommo-chat-api.md §4.2',
  },
  'hook-optional-fields': {
    values: ['full', 'sparse', 'null'],
    text: 'Optional fields of hooks: all there (empty where unknown), left out, or null where unknown. kommo-chat-api.md §11.1',
  },
  'reaction-hook': {
    values: ['message', 'msgid'],
    text: 'How a reaction hook names its message: as an object, or flat as msgid. kommo-chat-api.md §14 row 10',
  },
} as const satisfies Record<string, Reading>;

export type KommoReading = keyof typeof KOMMO_READINGS;
