import { controlDocument } from '../../src/sandbox/control/openapi';
import { botPath, Harness } from './support/harness';
import { pick } from './support/http';
import { upload } from './support/kommo-inbox';
import { botOffers, CHAT, phone } from './support/phone';

/** What the control API's document says of a value. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly maximum?: number;
  readonly minimum?: number;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: Body }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Body {
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}
type Place = readonly (string | number)[];

const { paths, components } = controlDocument() as Document;

/** A body with which each operation works; `<…>` stands for what is there. */
const GOOD: Readonly<Record<string, object>> = {
  'post /bots': { token: '500000007:another-telegram-token', name: 'Other', username: 'other_bot' },
  'post /bots/{botId}/customers': { firstName: 'Ben' },
  'post /bots/{botId}/chats/{chatId}/messages': { text: 'x' },
  'post /bots/{botId}/chats/{chatId}/album': {
    items: [
      { file: '<file>', as: 'photo' },
      { file: '<file>', as: 'photo' },
    ],
  },
  'patch /bots/{botId}/chats/{chatId}/messages/{id}': { text: 'y' },
  'post /bots/{botId}/chats/{chatId}/messages/{id}/reaction': { emoji: '👍' },
  'post /bots/{botId}/chats/{chatId}/messages/{id}/press': { row: 0, column: 0 },
  'post /bots/{botId}/groups': { title: 'Friends' },
  'post /bots/{botId}/groups/{chatId}/messages': { text: 'x' },
};

/** What is beside a field of an object that the good body does not have. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  location: { latitude: 1, longitude: 2 },
  contact: { name: 'Bob', phone: '+15550100001' },
  poll: { question: 'Which?', options: ['one', 'two'] },
  forwardFrom: { name: 'Bob' },
};

let box: Harness;
let there: Readonly<Record<string, string>>;
beforeAll(async () => {
  box = await Harness.start();
  const ana = phone(box);
  await ana.writes({ text: 'Hello' });
  const offer = await botOffers(box, [[{ text: 'Yes', callback_data: 'y' }]]);
  const group = pick(await box.control('POST', `${botPath}/groups`, { title: 'Friends' }), 'chatId');
  const { id: file } = await upload(box, 'a.png', 'image/png', 'picture');
  there = { '<offer>': String(offer), '<group>': group, '<file>': file };
});
afterAll(() => box.stop());

const TELEGRAM = '/control/telegram';
const OPERATIONS = Object.entries(paths)
  .filter(([path]) => path.startsWith(`${TELEGRAM}/`))
  .flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema ? [{ method, path: path.slice(TELEGRAM.length), schema }] : [];
    }),
  );

/** What is behind a reference, or beside a null. */
function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return components.schemas[name] ?? {};
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  return only && others.length === 0 ? only : schema;
}

interface Case {
  readonly what: string;
  readonly place: Place;
  /** Undefined: the field is left out. */
  readonly value: unknown;
}

/** Every value of a field that its schema rules out, and those of the fields in it. */
function casesOf(given: Schema, place: Place, required: boolean): readonly Case[] {
  const schema = resolved(given);
  const said = (what: string, value: unknown): Case => ({ what, place, value });
  const cases = place.length === 0 ? [] : [said('of the wrong type', wrongTyped(schema))];
  if (required) cases.push(said('left out', undefined));
  if (schema.maxLength !== undefined) cases.push(said('too long', 'x'.repeat(schema.maxLength + 1)));
  if (schema.minLength !== undefined) cases.push(said('empty', ''));
  if (schema.maximum !== undefined) cases.push(said('too large', schema.maximum + 1));
  if (schema.minimum !== undefined) cases.push(said('too small', schema.minimum - 1));
  if (schema.maxItems !== undefined) cases.push(said('too many', Array(schema.maxItems + 1).fill(itemOf(place))));
  if (schema.minItems !== undefined) cases.push(said('too few', []));
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    cases.push(...casesOf(field, [...place, name], schema.required?.includes(name) ?? false));
  }
  if (schema.items) cases.push(...casesOf(schema.items, [...place, 0], false));
  return cases;
}

function wrongTyped(schema: Schema): unknown {
  if (schema.enum ?? schema.const) return 'no such';
  if (schema.anyOf) return {};
  return schema.type === 'string' ? 7 : 'x';
}

function itemOf(place: Place): unknown {
  return place.includes('options') ? 'one' : { file: '<file>', as: 'photo' };
}

/** The good body with another value at this place. */
function changed(good: object, { place, value }: Case): unknown {
  const [first = ''] = place;
  const body = structuredClone(first in good || place.length < 2 ? good : { ...good, [first]: SAMPLES[first] });
  const owner = place.slice(0, -1).reduce((inner: unknown, name) => Reflect.get(inner as object, name), body);
  const last = place.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(owner as object, last);
  else Reflect.set(owner as object, last, value);
  return body;
}

function call(method: string, path: string, body: unknown) {
  const isPress = path.endsWith('/press');
  const where = path
    .replace('/bots/{botId}', botPath.replace('/telegram', ''))
    .replace('groups/{chatId}', `groups/${there['<group>'] ?? ''}`)
    .replace('{chatId}', String(CHAT))
    .replace('{id}', isPress ? (there['<offer>'] ?? '') : '1');
  const filled: unknown = JSON.parse(JSON.stringify(body).replace(/<\w+>/g, (name) => there[name] ?? name));
  return box.control(method.toUpperCase(), `/telegram${where}`, filled);
}

test('every body that the control API takes for Telegram is looked at', () => {
  expect(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(GOOD).sort());
});

describe.each(OPERATIONS)('$method $path', ({ method, path, schema }) => {
  const good = GOOD[`${method} ${path}`] ?? {};

  test.each(casesOf(schema, [], false).map((each) => [each.place.join('.'), each.what, each] as const))(
    '%s %s is refused as the document says',
    async (field, _what, each) => {
      const answer = await call(method, path, changed(good, each));
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const { errors = [] } = answer.json as { errors?: readonly { field: string; message: string }[] };
      expect(errors.map((error) => error.field)).toContain(field);
    },
  );

  test('nothing that nobody knows is taken', async () => {
    expect((await call(method, path, { ...good, unheard_of: 1 })).status).toBe(400);
  });

  test('works with what it needs', async () => {
    expect((await call(method, path, good)).status).toBeLessThan(300);
  });
});
