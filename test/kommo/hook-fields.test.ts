import fc from 'fast-check';
import { parseHook, type KommoHook, type MessageHookEvent } from '../../src/kommo/hooks';
import { wordsOf } from '../../src/model/content';

type Json = Record<string, unknown>;

const WORDS = 'Your order #15926745';

/** kommo-chat-api.md §11.2 with everything a message hook can have. */
const hook = (): Json => ({
  account_id: '52e591f7',
  time: 1639572261,
  message: {
    receiver: { id: '2ed64e26', client_id: 'my_int-1376', phone: '79161234567', email: 'c@example.com', name: 'Ana' },
    sender: { id: '76fc2bea', name: 'Manager', email: 'm@example.com' },
    conversation: { id: '8e4d4baa', client_id: 'my_int-d5a4' },
    source: { external_id: '78001234567' },
    timestamp: 1639572260,
    msec_timestamp: 1639572260980,
    message: {
      id: '0371a0ff',
      type: 'video',
      text: WORDS,
      markup: { mode: 'inline', buttons: [[{ text: 'Accept' }, { text: 'Site', url: 'https://example.com' }]] },
      tag: '',
      media: 'https://amojo.kommo.com/attachments/a/b/1',
      thumbnail: 'https://amojo.kommo.com/attachments/a/b/1_320x200.jpg',
      file_name: 'order.mp4',
      file_size: 20142,
      media_duration: 7,
      media_group_id: 'g-1',
      template: {
        id: 7103,
        external_id: 'my_tpl',
        content: 'Your order {{lead.id}}',
        params: [{ key: '{{lead.id}}', value: '15926745' }],
      },
      reply_to: {
        message: {
          id: 'q-1',
          msgid: 'own-1',
          type: 'text',
          text: 'Where is it?',
          timestamp: 1639572000,
          sender: { id: '2ed64e26', name: 'Ana' },
        },
      },
      forwards: {
        messages: [{ id: 'f-1', type: 'text', text: 'On its way', timestamp: 1639571000, sender: { name: 'Courier' } }],
      },
      post: { id: '203055422' },
    },
  },
});

const parse = (body: unknown): KommoHook => parseHook(Buffer.from(JSON.stringify(body)));

function parseMessage(body: unknown): MessageHookEvent {
  const parsed = parse(body);
  if (parsed.kind !== 'message') throw new Error(`a ${parsed.kind} hook: ${JSON.stringify(parsed)}`);
  return parsed;
}

/** A copy where the field at the path is another, or is not there. */
function withField(body: Json, path: string, value: unknown): Json {
  const copy = structuredClone(body);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<Json>((object, name) => object[name] as Json, copy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

const without = (event: MessageHookEvent, path: string) =>
  withField(structuredClone(event) as unknown as Json, path, undefined);

const whole = parseMessage(hook());
const LONG = 'x'.repeat(2_000);

const noText = [{}, [], true, false];
const noNumber = ['x', '1e3', {}, [], true, -1, 1e300];
const noObject = ['x', 7, true, []];
const noArray = ['x', 7, true, {}];

/** Below `message`, each with where it is in the event, what is none, and what becomes of one that is too long. */
const FIELDS: readonly (readonly [
  field: string,
  ours: string,
  wrong: readonly unknown[],
  long: 'cut' | 'left out' | 'kept' | 'cannot be',
])[] = [
  ['source', 'sourceExternalId', noObject, 'cannot be'],
  ['source.external_id', 'sourceExternalId', noText, 'left out'],
  ['receiver.client_id', 'receiver.clientId', noText, 'left out'],
  ['receiver.name', 'receiver.name', noText, 'cut'],
  ['receiver.phone', 'receiver.phone', noText, 'cut'],
  ['receiver.email', 'receiver.email', noText, 'cut'],
  ['sender.name', 'sender.name', noText, 'cut'],
  ['sender.email', 'sender.email', noText, 'cut'],
  ['conversation.client_id', 'conversation.clientId', noText, 'left out'],
  ['message.text', 'content.caption', noText, 'kept'],
  ['message.file_name', 'content.file.name', noText, 'cut'],
  ['message.file_size', 'content.file.size', [...noNumber, 1.5], 'cannot be'],
  ['message.media_duration', 'content.file.durationS', noNumber, 'cannot be'],
  ['message.media_group_id', 'content.album', noText, 'left out'],
  ['message.markup', 'content.buttons', noObject, 'cannot be'],
  ['message.markup.buttons', 'content.buttons', noArray, 'cannot be'],
  ['message.template', 'content.template', noObject, 'cannot be'],
  ['message.template.external_id', 'content.template.externalId', noText, 'left out'],
  ['message.template.content', 'content.template.content', noText, 'kept'],
  ['message.reply_to', 'content.replyTo', noObject, 'cannot be'],
  ['message.reply_to.message', 'content.replyTo', noObject, 'cannot be'],
  ['message.reply_to.message.id', 'content.replyTo.kommoId', noText, 'left out'],
  ['message.reply_to.message.msgid', 'content.replyTo.messageId', noText, 'left out'],
  ['message.reply_to.message.text', 'content.replyTo.text', noText, 'kept'],
  ['message.reply_to.message.timestamp', 'content.replyTo.at', noNumber, 'cannot be'],
  ['message.reply_to.message.sender', 'content.replyTo.author', noObject, 'cannot be'],
  ['message.reply_to.message.sender.name', 'content.replyTo.author', noText, 'cut'],
  ['message.forwards', 'content.forwarded', noObject, 'cannot be'],
  ['message.forwards.messages', 'content.forwarded', noArray, 'cannot be'],
  ['message.post', 'content.postId', noObject, 'cannot be'],
  ['message.post.id', 'content.postId', noText, 'left out'],
];

describe.each(FIELDS)('%s', (field, ours, wrong, long) => {
  const read = (value: unknown) => parseMessage(withField(hook(), `message.${field}`, value));

  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
  ])('is nothing when it is %s; the rest is there', (_, value) => {
    expect(read(value)).toEqual(without(whole, ours));
  });

  it.each(wrong.map((value) => [JSON.stringify(value), value]))('is left out, and named, when it is %s', (_, value) => {
    const { leftOut, ...rest } = read(value);
    expect(rest).toEqual(without(whole, ours));
    expect(leftOut).toEqual([field]);
  });

  if (long === 'cannot be') return;
  it(`is ${long} when it is too long`, () => {
    const { leftOut, ...rest } = read(LONG);
    const expected = long === 'cut' ? LONG.slice(0, 1_000) : long === 'kept' ? LONG : undefined;
    expect(rest).toEqual(withField(structuredClone(whole) as unknown as Json, ours, expected));
    expect(leftOut ?? []).toEqual(long === 'kept' ? [] : [field]);
  });
});

it('an address that is too long is none', () => {
  const long = `https://example.com/${'x'.repeat(9_000)}`;
  expect(parseMessage(withField(hook(), 'message.message.media', long))).toMatchObject({
    content: { type: 'unsupported', caption: WORDS },
    leftOut: ['message.media'],
  });
});

it.each(['tag', 'thumbnail', 'markup.mode', 'something_new'])('%s is of no consequence', (field) => {
  for (const value of [undefined, null, '', 7, {}, [], LONG]) {
    expect(parseMessage(withField(hook(), `message.message.${field}`, value))).toEqual(whole);
  }
});

describe('without whose it is, or what it concerns, it is none', () => {
  const fields = [
    'account_id',
    'message.receiver.id',
    'message.sender.id',
    'message.conversation.id',
    'message.message.id',
  ];

  it.each(fields)('%s', (field) => {
    for (const value of [undefined, null, '', {}, [], true, LONG]) {
      const parsed = parse(withField(hook(), field, value));
      expect(parsed).toEqual({ kind: 'unparsed', reason: expect.stringContaining(field) as string });
    }
  });

  it.each(fields)('%s may be a number', (field) => {
    expect(parse(withField(hook(), field, 42)).kind).toBe('message');
  });
});

describe('for every hook', () => {
  /** Of everything in an object: where it is. */
  function pathsIn(value: unknown, path = ''): string[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => {
      const here = path === '' ? name : `${path}.${name}`;
      return [here, ...pathsIn(inner, here)];
    });
  }
  const intact = [
    'account_id',
    'time',
    'message.receiver.id',
    'message.sender.id',
    'message.conversation.id',
    'message.message.id',
    'message.message.text',
  ];
  const mutable = pathsIn(hook()).filter(
    (path) => !intact.some((kept) => kept === path || kept.startsWith(`${path}.`)),
  );
  /** Of fields, wherever they are. */
  const NAMES = [...new Set(pathsIn(hook()).flatMap((path) => path.split('.'))), 'location', 'contact'];
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      'text',
      'picture',
      'location',
      'contact',
      'sticker',
      Number.MAX_VALUE,
      -1,
      LONG,
      [],
      {},
      [[]],
      [null],
    ),
    fc.constant(undefined),
  );
  const mutations = (paths: readonly string[]) =>
    fc.array(fc.tuple(fc.constantFrom(...paths), odd), { minLength: 1, maxLength: 5 });

  /** One after the other; what an earlier one took away is not changed any more. */
  function mutated(changes: readonly (readonly [string, unknown])[]): Json {
    return changes.reduce((body, [path, value]) => {
      const parent = path
        .split('.')
        .slice(0, -1)
        .reduce<unknown>((object, name) => (object as Json | null | undefined)?.[name], body);
      return typeof parent === 'object' && parent !== null ? withField(body, path, value) : body;
    }, hook());
  }

  it('a mutation costs neither ids nor words', () => {
    fc.assert(
      fc.property(mutations(mutable), (changes) => {
        const event = parseMessage(mutated(changes));
        expect(event).toMatchObject({
          id: '0371a0ff',
          accountAmojoId: '52e591f7',
          conversation: { id: '8e4d4baa' },
          receiver: { id: '2ed64e26' },
          sender: { id: '76fc2bea' },
        });
        expect(wordsOf(event.content)).toContain(WORDS);
        expect(event.at).toBeGreaterThan(0);
        expect(event.at).toBeLessThan(Date.UTC(10_000, 0));
      }),
      { numRuns: 2_000 },
    );
  });

  it('what is left out is named as in the sheet, and no value is told', () => {
    fc.assert(
      fc.property(mutations(mutable), (changes) => {
        for (const name of parseMessage(mutated(changes)).leftOut ?? [])
          expect(NAMES).toContain(name.split('.').at(-1));
      }),
    );
  });

  it('nothing throws, whatever is changed', () => {
    fc.assert(
      fc.property(mutations(pathsIn(hook())), (changes) => {
        expect(['message', 'unparsed']).toContain(parse(mutated(changes)).kind);
      }),
      { numRuns: 1_000 },
    );
  });

  it('nothing throws, whatever comes', () => {
    const body = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify({ account_id: 'a', time: 1, message: value }))),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify({ account_id: 'a', action: value }))),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify({ account_id: 'a', action: { reaction: value } }))),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        expect(parseHook(bytes).kind).toBeDefined();
      }),
    );
  });
});
