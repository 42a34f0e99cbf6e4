import { SANDBOX } from '../../../src/sandbox/credentials';
import type { Fields } from '../../../src/sandbox/kommo/fields/fields';
import { SCOPE } from './kommo-caller';

/** A value of each kind that is wrong, and the documented reason (kommo-chat-api.md §3: typing is strict). */
const text = [
  [7, 'expected string, received number'],
  [null, 'expected string, received null'],
  [['x'], 'expected string, received array'],
] as const;
const object = [
  ['x', 'expected object, received string'],
  [[], 'expected object, received array'],
  [null, 'expected object, received null'],
] as const;
export const WRONG = {
  text,
  name: [...text, ['', 'must not be empty']],
  id: [...text, ['', 'must not be empty'], ['x'.repeat(256), 'longer than 255']],
  uuid: [...text, ['not-a-uuid', 'must be a UUID'], ['', 'must be a UUID']],
  link: [...text, ['no address', 'must be a URL'], ['ftp://f.example.org/1', 'must be a URL'], ['', 'must be a URL']],
  source: [
    ...text,
    ['', 'must be 1 to 40 printable ASCII characters'],
    ['x'.repeat(41), 'must be 1 to 40 printable ASCII characters'],
    ['ключ', 'must be 1 to 40 printable ASCII characters'],
  ],
  whole: [
    ['1', 'expected number, received string'],
    [null, 'expected number, received null'],
    [1.5, 'expected int, received number'],
    [-1, 'must not be below 0'],
  ],
  number: [
    ['1', 'expected number, received string'],
    [null, 'expected number, received null'],
  ],
  flag: [
    ['true', 'expected boolean, received string'],
    [1, 'expected boolean, received number'],
    [null, 'expected boolean, received null'],
  ],
  object,
  list: [
    [{}, 'expected array, received object'],
    [[], 'one message needed'],
  ],
  event: [...text, ['message', 'new_message or edit_message']],
  type: [...text, ['hologram', 'unknown type'], ['Text', 'unknown type']],
  reactType: [...text, ['like', 'react or unreact']],
  version: [...text, ['v1', 'v2 only']],
  postType: [
    [7, 'expected "post"'],
    ['story', 'post expected'],
  ],
  status: [
    ['1', 'expected number, received string'],
    [null, 'expected number, received null'],
    [0, '1, 2 or -1 expected'],
    [3, '1, 2 or -1 expected'],
  ],
  errorCode: [
    ['905', 'expected number, received string'],
    [900, '901 to 905 expected'],
    [906, '901 to 905 expected'],
  ],
  nullableText: [[7, 'expected string, received number']],
  /** Not looked at. */
  any: [],
} as const satisfies Record<string, readonly (readonly [unknown, string])[]>;
type Kind = keyof typeof WRONG;

export interface Operation {
  readonly schema: keyof Fields;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  /** A body that is taken and has every field. */
  readonly body: () => object;
  /** Where in the body the fields are. */
  readonly within: readonly string[];
  /** Each field of the sheet; `!` where it is required by itself. */
  readonly fields: Readonly<Record<string, Kind | `${Kind}!`>>;
}

const { account, channel, users } = SANDBOX.kommo;
const LINK = 'http://127.0.0.1:1/file.bin';

const participant = {
  '': 'object',
  id: 'id!',
  ref_id: 'uuid',
  name: 'name!',
  avatar: 'link',
  profile: 'object',
  'profile.phone': 'text',
  'profile.email': 'text',
  profile_link: 'link',
} as const;
const media = { media: 'link', file_name: 'text', file_size: 'whole', media_duration: 'whole' } as const;
const drawn = {
  location: 'object',
  'location.lon': 'number!',
  'location.lat': 'number!',
  contact: 'object',
  'contact.name': 'text!',
  'contact.phone': 'text!',
} as const;
const content = {
  '': 'object!',
  type: 'type!',
  text: 'text',
  ...media,
  sticker_id: 'text',
  ...drawn,
  callback_data: 'text',
  shared_post: 'object',
  'shared_post.url': 'link!',
  'shared_post.type': 'postType!',
  'shared_post.preview_link': 'link',
  'shared_post.preview_permalink': 'link',
  'shared_post.site_name': 'text',
} as const;
const embedded = {
  '': 'object',
  id: 'uuid',
  msgid: 'id',
  type: 'type',
  timestamp: 'whole',
  msec_timestamp: 'whole',
  sender: 'object',
  'sender.id': 'id',
  'sender.ref_id': 'uuid',
  'sender.name': 'text',
  text: 'text',
  ...media,
  ...drawn,
} as const;

type Table = Readonly<Record<string, Kind | `${Kind}!`>>;

function below(prefix: string, fields: Table): Table {
  const entries = Object.entries(fields).map(([name, kind]) => [name === '' ? prefix : `${prefix}.${name}`, kind]);
  return Object.fromEntries(entries) as Table;
}

const person = {
  id: 'person-1',
  name: 'Ana',
  avatar: LINK,
  profile: { phone: '+15550100001', email: 'ana@example.org' },
  profile_link: LINK,
};
const anyContent = {
  type: 'picture',
  text: 'words',
  media: LINK,
  file_name: 'file.bin',
  file_size: 7,
  media_duration: 1,
  sticker_id: 's-1',
  location: { lon: 1.5, lat: -2 },
  contact: { name: 'Ana', phone: '1' },
  callback_data: 'row-1',
  shared_post: { url: LINK, type: 'post', preview_link: LINK, preview_permalink: LINK, site_name: 'Site' },
};
const anyDrawn = {
  type: 'text',
  timestamp: 1_790_000_000,
  msec_timestamp: 1_790_000_000_000,
  sender: { id: 'person-9', name: 'Ben' },
  text: 'earlier',
  media: LINK,
  file_name: 'a',
  file_size: 1,
  media_duration: 1,
  location: { lon: 0, lat: 0 },
  contact: { name: 'A', phone: '1' },
};
const now = () => ({ timestamp: Math.floor(Date.now() / 1000), msec_timestamp: Date.now() });

/** Every operation with a body (kommo-chat-api.md §7 to §10). */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  connect: {
    schema: 'connect',
    method: 'POST',
    path: `${channel.id}/connect`,
    within: [],
    body: () => ({
      account_id: account.amojoId,
      title: 'Courier',
      hook_api_version: 'v2',
      is_time_window_disabled: false,
    }),
    fields: { account_id: 'uuid!', title: 'name!', hook_api_version: 'version!', is_time_window_disabled: 'flag' },
  },
  disconnect: {
    schema: 'disconnect',
    method: 'DELETE',
    path: `${channel.id}/disconnect`,
    within: [],
    body: () => ({ account_id: '5a0db0c5-0000-4000-8000-00000000ffff' }),
    fields: { account_id: 'uuid!' },
  },
  'create chat': {
    schema: 'createChat',
    method: 'POST',
    path: `${SCOPE}/chats`,
    within: [],
    body: () => ({ conversation_id: 'chat-1', source: { external_id: 'line 1' }, user: person, profile_link: LINK }),
    fields: {
      conversation_id: 'id!',
      source: 'object',
      'source.external_id': 'source!',
      ...below('user', participant),
      user: 'object!',
      profile_link: 'link',
    },
  },
  event: {
    schema: 'messageEvent',
    method: 'POST',
    path: SCOPE,
    within: [],
    body: () => ({
      event_type: 'new_message',
      payload: {
        ...now(),
        msgid: 'm-event',
        conversation_id: 'chat-1',
        sender: { id: 'person-1', name: 'Ana' },
        message: { type: 'text', text: 'x' },
      },
    }),
    fields: { event_type: 'event!', payload: 'object!' },
  },
  'new message': {
    schema: 'newMessage',
    method: 'POST',
    path: SCOPE,
    within: ['payload'],
    body: () => ({
      event_type: 'new_message',
      payload: {
        ...now(),
        msgid: 'm-1',
        conversation_id: 'chat-1',
        silent: true,
        source: { external_id: 'line 1' },
        sender: { ...person, ref_id: users[0].id },
        receiver: person,
        message: {
          ...anyContent,
          post: { id: 'p-1', url: LINK, preview_url: LINK, preview_permalink: LINK, username: 'ana', caption: 'c' },
        },
        reply_to: { message: anyDrawn },
        forwards: { messages: [anyDrawn], conversation_id: 'chat-9' },
      },
    }),
    fields: {
      timestamp: 'whole!',
      msec_timestamp: 'whole!',
      msgid: 'id!',
      conversation_id: 'id!',
      conversation_ref_id: 'uuid',
      silent: 'flag',
      source: 'object',
      'source.external_id': 'source!',
      ...below('sender', participant),
      sender: 'object!',
      ...below('receiver', participant),
      ...below('message', content),
      'message.post': 'object',
      'message.post.id': 'name!',
      'message.post.url': 'link!',
      'message.post.preview_url': 'link',
      'message.post.preview_permalink': 'link',
      'message.post.username': 'text',
      'message.post.caption': 'text',
      'message.delivery_status': 'any',
      reply_to: 'object',
      ...below('reply_to.message', embedded),
      'reply_to.message': 'object!',
      forwards: 'object',
      'forwards.messages': 'list!',
      ...below('forwards.messages.0', embedded),
      'forwards.conversation_ref_id': 'uuid',
      'forwards.conversation_id': 'id',
    },
  },
  edit: {
    schema: 'editMessage',
    method: 'POST',
    path: SCOPE,
    within: ['payload'],
    body: () => ({
      event_type: 'edit_message',
      payload: {
        ...now(),
        msgid: 'first',
        conversation_id: 'chat-1',
        message: { ...anyContent, delivery_status: { status_code: -1, error_code: 905, error: 'no' } },
      },
    }),
    fields: {
      timestamp: 'whole!',
      msec_timestamp: 'whole!',
      msgid: 'id',
      id: 'uuid',
      conversation_id: 'id!',
      ...below('message', content),
      'message.post': 'any',
      'message.delivery_status': 'object',
      'message.delivery_status.status_code': 'status!',
      'message.delivery_status.error_code': 'errorCode',
      'message.delivery_status.error': 'nullableText',
      silent: 'any',
      source: 'any',
      sender: 'any',
      receiver: 'any',
      reply_to: 'any',
      forwards: 'any',
    },
  },
  typing: {
    schema: 'typing',
    method: 'POST',
    path: `${SCOPE}/typing`,
    within: [],
    body: () => ({ conversation_id: 'chat-1', sender: { id: 'person-1' }, duration_ms: 1000 }),
    fields: { conversation_id: 'id!', sender: 'object!', 'sender.id': 'id!', duration_ms: 'whole' },
  },
  react: {
    schema: 'reaction',
    method: 'POST',
    path: `${SCOPE}/react`,
    within: [],
    body: () => ({ conversation_id: 'chat-1', msgid: 'first', user: { id: 'person-1' }, type: 'react', emoji: '😍' }),
    fields: {
      conversation_id: 'id',
      conversation_ref_id: 'uuid',
      msgid: 'id',
      id: 'uuid',
      user: 'object!',
      'user.id': 'id',
      'user.ref_id': 'uuid',
      type: 'reactType!',
      emoji: 'name',
    },
  },
};

/** Of these the path names a message of Kommo's, so the test has to make one. */
export const STATUS_FIELDS = {
  status_code: 'status',
  delivery_status: 'status',
  error_code: 'errorCode',
  error: 'nullableText',
  msgid: 'text',
} as const satisfies Record<string, Kind>;
