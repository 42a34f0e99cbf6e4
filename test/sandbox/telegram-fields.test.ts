import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { pick, type Answered } from './support/http';
import { messageOf, PARTS, upload } from './support/telegram-form';

const CHAT = SANDBOX.telegram.customer.id;

/** What an argument of each type is not, and what is said of it (telegram.md §1, §4). */
const WRONG = {
  text: [
    [7, 'wrong type of "NAME": a string expected'],
    [{}, 'wrong type of "NAME": a string expected'],
    [true, 'wrong type of "NAME": a string expected'],
  ],
  id: [
    [{}, 'wrong type of "NAME": an integer or a string expected'],
    [true, 'wrong type of "NAME": an integer or a string expected'],
    [1.5, 'wrong type of "NAME": an integer or a string expected'],
  ],
  integer: [
    ['seven', 'wrong type of "NAME": an integer expected'],
    [1.5, 'wrong type of "NAME": an integer expected'],
    [true, 'wrong type of "NAME": an integer expected'],
  ],
  number: [
    ['north', 'wrong type of "NAME": a number expected'],
    ['1e400', 'wrong type of "NAME": a number expected'],
    [[], 'wrong type of "NAME": a number expected'],
  ],
  flag: [
    ['maybe', 'wrong type of "NAME": a boolean expected'],
    [7, 'wrong type of "NAME": a boolean expected'],
    [{}, 'wrong type of "NAME": a boolean expected'],
  ],
  object: [
    ['no json', 'UNREADABLE'],
    ['[]', 'UNFIT'],
    [7, 'UNFIT'],
  ],
  array: [
    ['no json', 'UNREADABLE'],
    ['{}', 'UNFIT'],
    [7, 'UNFIT'],
  ],
} as const;
type Kind = keyof typeof WRONG;

/** What is said of JSON that cannot be read, and of JSON of another kind. */
const JSONS: Readonly<Record<string, readonly [unreadable: string, unfit: string]>> = {
  'object reply_parameters': ["can't parse reply parameters JSON object", 'object expected as reply parameters'],
  'object reply_markup': ["can't parse reply keyboard markup JSON object", 'object expected as reply markup'],
  'object link_preview_options': [
    "can't parse link preview options JSON object",
    'object expected as link preview options',
  ],
  'object media': ["can't parse input media JSON object", "can't parse InputMedia: expected an Object"],
  'array media': ["can't parse media JSON object", 'expected an Array of InputMedia'],
  'array reaction': ["can't parse reaction types JSON object", 'expected an Array of ReactionType'],
};

function reasonFor(kind: Kind, name: string, reason: string): string {
  const [unreadable, unfit] = JSONS[`${kind} ${name}`] ?? [
    `can't parse ${name} JSON object`,
    `can't parse ${name} JSON array`,
  ];
  return reason.replace('NAME', name).replace('UNREADABLE', unreadable).replace('UNFIT', unfit);
}

interface Described {
  /** Good values, with which the method works. */
  readonly good: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, Kind>>;
  /** What is said when it is not there. */
  readonly needed: Readonly<Record<string, string>>;
  /** The first value that is too long, and what is said of it. */
  readonly long?: Readonly<Record<string, readonly [value: unknown, reason: string]>>;
}

const NO_CHAT = { chat_id: 'chat_id is empty' };
const NO_EDITED = { message_id: 'message to edit not found' };
const FLAGS = { disable_notification: 'flag', protect_content: 'flag', allow_paid_broadcast: 'flag' } as const;
const SENDING = {
  chat_id: 'id',
  ...FLAGS,
  message_thread_id: 'integer',
  reply_parameters: 'object',
  reply_to_message_id: 'integer',
  reply_markup: 'object',
  business_connection_id: 'id',
} as const;
const CAPTIONED = {
  caption: 'text',
  parse_mode: 'text',
  caption_entities: 'array',
  show_caption_above_media: 'flag',
} as const;
const LONG_CAPTION = { caption: ['x'.repeat(1025), 'message caption is too long'] } as const;
const MEASURED = { duration: 'integer', width: 'integer', height: 'integer' } as const;
const MANY_BUTTONS = {
  inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'b', callback_data: 'd' }]),
};
const LONG_MARKUP = { reply_markup: [MANY_BUTTONS, 'reply markup is too long'] } as const;

function file(kind: string, types: Readonly<Record<string, Kind>>, captioned = true): Described {
  return {
    good: { chat_id: CHAT, [kind]: `<${kind}>` },
    types: { ...SENDING, [kind]: 'text', ...types, ...(captioned ? CAPTIONED : {}) },
    needed: { ...NO_CHAT, [kind]: `there is no ${kind.replace('_', ' ')} in the request` },
    long: { ...LONG_MARKUP, ...(captioned ? LONG_CAPTION : {}) },
  };
}

const METHODS: Readonly<Record<string, Described>> = {
  sendMessage: {
    good: { chat_id: CHAT, text: 'x' },
    types: { ...SENDING, text: 'text', parse_mode: 'text', entities: 'array', link_preview_options: 'object' },
    needed: { ...NO_CHAT, text: 'message text is empty' },
    long: { text: ['x'.repeat(4097), 'message is too long'], ...LONG_MARKUP },
  },
  sendPhoto: file('photo', { has_spoiler: 'flag' }),
  sendVideo: file('video', { ...MEASURED, supports_streaming: 'flag', has_spoiler: 'flag' }),
  sendVoice: file('voice', { duration: 'integer' }),
  sendAudio: file('audio', { duration: 'integer', performer: 'text', title: 'text' }),
  sendDocument: file('document', { disable_content_type_detection: 'flag' }),
  sendAnimation: file('animation', { ...MEASURED, has_spoiler: 'flag' }),
  sendVideoNote: file('video_note', { duration: 'integer', length: 'integer' }, false),
  sendSticker: file('sticker', { emoji: 'text' }, false),
  sendMediaGroup: {
    good: { chat_id: CHAT, media: [1, 2].map(() => ({ type: 'photo', media: '<photo>' })) },
    types: { chat_id: 'id', ...FLAGS, message_thread_id: 'integer', reply_parameters: 'object', media: 'array' },
    needed: { ...NO_CHAT, media: 'parameter "media" is required' },
    long: {
      media: [
        Array.from({ length: 11 }, () => ({ type: 'photo', media: '<photo>' })),
        'too many messages to send as an album',
      ],
    },
  },
  sendLocation: {
    good: { chat_id: CHAT, latitude: 1, longitude: 2 },
    types: {
      ...SENDING,
      latitude: 'number',
      longitude: 'number',
      horizontal_accuracy: 'number',
      live_period: 'integer',
      heading: 'integer',
      proximity_alert_radius: 'integer',
    },
    needed: { ...NO_CHAT, latitude: 'latitude is empty', longitude: 'longitude is empty' },
    long: LONG_MARKUP,
  },
  sendVenue: {
    good: { chat_id: CHAT, latitude: 1, longitude: 2, title: 'Cafe', address: 'Main 1' },
    types: { ...SENDING, latitude: 'number', longitude: 'number', title: 'text', address: 'text' },
    needed: {
      ...NO_CHAT,
      latitude: 'latitude is empty',
      longitude: 'longitude is empty',
      title: 'venue title must be non-empty',
      address: 'venue address must be non-empty',
    },
    long: LONG_MARKUP,
  },
  sendContact: {
    good: { chat_id: CHAT, phone_number: '1', first_name: 'Bob' },
    types: { ...SENDING, phone_number: 'text', first_name: 'text', last_name: 'text', vcard: 'text' },
    needed: {
      ...NO_CHAT,
      phone_number: 'parameter "phone_number" is required',
      first_name: 'parameter "first_name" is required',
    },
    long: { vcard: ['x'.repeat(2049), 'vcard is too long'], ...LONG_MARKUP },
  },
  editMessageText: {
    good: { chat_id: CHAT, message_id: '<text>', text: 'y' },
    types: {
      chat_id: 'id',
      message_id: 'integer',
      text: 'text',
      parse_mode: 'text',
      entities: 'array',
      link_preview_options: 'object',
      reply_markup: 'object',
    },
    needed: { ...NO_CHAT, ...NO_EDITED, text: 'message text is empty' },
    long: { text: ['x'.repeat(4097), 'message is too long'], ...LONG_MARKUP },
  },
  editMessageCaption: {
    good: { chat_id: CHAT, message_id: '<captioned>', caption: 'y' },
    types: { chat_id: 'id', message_id: 'integer', reply_markup: 'object', ...CAPTIONED },
    needed: { ...NO_CHAT, ...NO_EDITED },
    long: { ...LONG_CAPTION, ...LONG_MARKUP },
  },
  editMessageMedia: {
    good: { chat_id: CHAT, message_id: '<captioned>', media: { type: 'photo', media: '<photo>', caption: 'z' } },
    types: { chat_id: 'id', message_id: 'integer', media: 'object', reply_markup: 'object' },
    needed: { ...NO_CHAT, ...NO_EDITED, media: 'parameter "media" is required' },
    long: LONG_MARKUP,
  },
  editMessageReplyMarkup: {
    good: {
      chat_id: CHAT,
      message_id: '<text>',
      reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'd' }]] },
    },
    types: { chat_id: 'id', message_id: 'integer', reply_markup: 'object' },
    needed: { ...NO_CHAT, ...NO_EDITED },
    long: LONG_MARKUP,
  },
  deleteMessage: {
    good: { chat_id: CHAT, message_id: '<text>' },
    types: { chat_id: 'id', message_id: 'integer' },
    needed: {
      chat_id: 'chat identifier is not specified',
      message_id: 'message identifier is not specified',
    },
  },
  setMessageReaction: {
    good: { chat_id: CHAT, message_id: '<text>', reaction: [{ type: 'emoji', emoji: '👍' }] },
    types: { chat_id: 'id', message_id: 'integer', reaction: 'array', is_big: 'flag' },
    needed: { ...NO_CHAT, message_id: 'message to react not found' },
    long: { reaction: [[1, 2].map(() => ({ type: 'emoji', emoji: '👍' })), 'REACTION_INVALID'] },
  },
  sendChatAction: {
    good: { chat_id: CHAT, action: 'typing' },
    types: { chat_id: 'id', action: 'text' },
    needed: { ...NO_CHAT, action: 'wrong parameter action in request' },
  },
  deleteWebhook: { good: {}, types: { drop_pending_updates: 'flag' }, needed: {} },
  getUpdates: { good: {}, types: { offset: 'integer', limit: 'integer' }, needed: {} },
  getFile: {
    good: { file_id: '<photo>' },
    types: { file_id: 'text' },
    needed: { file_id: 'file_id not specified' },
  },
  getChat: { good: { chat_id: CHAT }, types: { chat_id: 'id' }, needed: NO_CHAT },
  getUserProfilePhotos: {
    good: { user_id: CHAT },
    types: { user_id: 'id', offset: 'integer', limit: 'integer' },
    needed: { user_id: 'invalid user_id specified' },
  },
};

let box: Harness;
/** What stands in for `<…>`: ids of files and of messages. */
let there: Record<string, unknown>;
beforeAll(async () => {
  box = await Harness.start();
  await box.customerWrites('Hello');
  there = {};
  for (const [kind, part] of Object.entries(PARTS)) {
    const method = `send${kind
      .split('_')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')}`;
    const message = messageOf(await upload(box, method, { chat_id: CHAT }, { [kind]: part }));
    const value = message[kind];
    const { file_id } = (Array.isArray(value) ? value.at(-1) : value) as { file_id: string };
    there[`<${kind}>`] = file_id;
  }
  for (const name of ['<text>', '<captioned>']) there[name] = 0;
});
beforeEach(async () => {
  there['<text>'] = messageOf(await box.telegram('sendMessage', { chat_id: CHAT, text: 'x' })).message_id;
  const photo = { chat_id: CHAT, photo: there['<photo>'], caption: 'x' };
  there['<captioned>'] = messageOf(await box.telegram('sendPhoto', photo)).message_id;
});
afterAll(() => box.stop());

function filled(args: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(args), (_key, value: unknown) =>
    typeof value === 'string' && value in there ? there[value] : value,
  ) as Record<string, unknown>;
}

function expectReason({ status, json }: Answered, reason: string): void {
  expect({ status, json }).toEqual({
    status: 400,
    json: { ok: false, error_code: 400, description: `Bad Request: ${reason}` },
  });
}

describe.each(Object.entries(METHODS))('%s', (method, { good, types, needed, long = {} }) => {
  const call = (more: object = {}) => box.telegram(method, { ...filled(good), ...more });

  test('works with what it needs, and with arguments that nobody knows', async () => {
    expect((await call({ unheard_of: {} })).json).toMatchObject({ ok: true });
  });

  test('works with its arguments in a form, all of them text', async () => {
    const texts = Object.entries(filled(good)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const url = `${box.sandbox.url}/telegram/bot${SANDBOX.telegram.bot.token}/${method}`;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(texts as [string, string][]) });
    expect(await response.json()).toMatchObject({ ok: true });
  });

  test.each(Object.entries(types))('%s has its type: %s', async (name, kind) => {
    for (const [value, reason] of WRONG[kind]) {
      expectReason(await call({ [name]: value }), reasonFor(kind, name, reason));
    }
  });

  const musts = Object.entries(needed);
  if (musts.length > 0) {
    test.each(musts)('%s is needed', async (name, reason) => {
      for (const nothing of [undefined, null, '']) expectReason(await call({ [name]: nothing }), reason);
    });
  }

  const lengths = Object.entries(long);
  if (lengths.length > 0) {
    test.each(lengths)('%s has a longest value', async (name, [value, reason]) => {
      expectReason(await call({ [name]: filled({ value }).value }), reason);
    });
  }
});

test('empty reply parameters and markups, and known entities, are taken', async () => {
  const entities = [
    { type: 'bold', offset: 0, length: 1 },
    { type: 'text_link', offset: 0, length: 1, url: 'https://x.example/' },
  ];
  const sent = await box.telegram('sendMessage', {
    chat_id: CHAT,
    text: 'x',
    reply_parameters: {},
    reply_markup: {},
    entities,
  });
  expect(messageOf(sent)).not.toHaveProperty('reply_to_message');
});

test('a business connection is never there', async () => {
  const args = { chat_id: CHAT, text: 'x', business_connection_id: 'b1' };
  expectReason(await box.telegram('sendMessage', args), 'business connection not found');
});

test.each([
  [{ parse_mode: 'markup' }, 'unsupported parse_mode'],
  [{ reply_parameters: { quote: 'H' } }, 'can\'t find field "message_id"'],
  [{ reply_parameters: { message_id: 0 } }, 'message to be replied not found'],
  [{ reply_parameters: { message_id: 'x' } }, 'field "message_id" must be a Number'],
  [{ reply_parameters: { message_id: 1, quote: 5 } }, 'field "quote" must be of type String'],
  [{ reply_parameters: { message_id: 1, quote: 'H'.repeat(1025) } }, 'QUOTE_TEXT_INVALID'],
  [
    { reply_parameters: { message_id: 99_999, allow_sending_without_reply: 'x' } },
    'field "allow_sending_without_reply" must be of type Boolean',
  ],
  [{ link_preview_options: { is_disabled: 'x' } }, 'field "is_disabled" must be of type Boolean'],
  [{ link_preview_options: { url: [] } }, 'field "url" must be of type String'],
  [{ entities: ['bold'] }, "can't parse MessageEntity: expected an Object"],
  [{ entities: [{ type: 'bold', length: 1 }] }, 'can\'t parse MessageEntity: Can\'t find field "offset"'],
  [
    { entities: [{ type: 'bold', offset: 0, length: 'x' }] },
    'can\'t parse MessageEntity: Field "length" must be a Number',
  ],
  [{ entities: [{ offset: 0, length: 1 }] }, 'can\'t parse MessageEntity: Can\'t find field "type"'],
  [{ entities: [{ type: '', offset: 0, length: 1 }] }, "can't parse MessageEntity: Type is not specified"],
  [{ entities: [{ type: 'loud', offset: 0, length: 1 }] }, "can't parse MessageEntity: Unsupported type specified"],
  [{ entities: [{ type: 'text_link', offset: 0, length: 1 }] }, 'can\'t parse MessageEntity: Can\'t find field "url"'],
])('what an argument holds is checked as well: %j', async (more, reason) => {
  expectReason(await box.telegram('sendMessage', { chat_id: CHAT, text: 'x', ...more }), reason);
});

test('a file id is told by every kind of message', async () => {
  for (const kind of Object.keys(PARTS)) {
    const answer = await box.telegram('getFile', { file_id: there[`<${kind}>`] });
    expect(pick(answer, 'result', 'file_path')).toContain('/file_');
  }
});
