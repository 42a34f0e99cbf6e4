import { z } from 'zod';
import { Assumptions } from '../../src/sandbox/assumptions';
import { fieldsOf } from '../../src/sandbox/kommo/fields/fields';
import { Harness } from './support/harness';
import { pick, type Answered } from './support/http';
import { incoming, SCOPE } from './support/kommo-caller';
import { OPERATIONS, STATUS_FIELDS, WRONG, type Operation } from './support/kommo-fields';

let box: Harness;
let statusPath: string;
beforeAll(async () => {
  box = await Harness.start();
  await box.assume({ 'media-fetch-tries': 0 });
  await box.kommo.connect();
  const first = await box.kommo.send(incoming('Hello', { msgid: 'first' }));
  const written = await box.managerWrites(pick(first, 'new_message', 'conversation_id'), 'Hi');
  statusPath = `${SCOPE}/${pick(written, 'id')}/delivery_status`;
});
afterAll(() => box.stop());

type Json = Record<string, unknown>;

/** The body with another value at this path; without a value, the field is missing. */
function changed(body: object, steps: readonly string[], value?: unknown): object {
  const copy = JSON.parse(JSON.stringify(body)) as Json;
  const parent = steps.slice(0, -1).reduce<Json>((at, step) => (at[step] ??= {}) as Json, copy);
  const last = steps.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

function expectReason({ status, json }: Answered, reason: string): void {
  expect({ status, json }).toEqual({
    status: 400,
    json: { status: 0, error_code: 400, error_type: 'INVALID_DATA', error_description: reason },
  });
}

const call = ({ method, path }: Operation, body: object) => box.kommo.call(method, path, body);

/** Every field of a schema by its path; of a list, those of its first item. */
function pathsOf(schema: z.core.$ZodType): string[] {
  const walk = (node: z.core.JSONSchema.BaseSchema, at: string): string[] => {
    const parts = Object.entries(node.properties ?? {}).map(([name, part]) => [
      at === '' ? name : `${at}.${name}`,
      part,
    ]);
    const items = node.items === undefined ? [] : [[`${at}.0`, node.items]];
    return [...parts, ...items].flatMap(([path, part]) => [
      path as string,
      ...walk(part as z.core.JSONSchema.BaseSchema, path as string),
    ]);
  };
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
}

const fields = fieldsOf(new Assumptions());

test('no field of the emulator is missing from these tables, and none of them from the emulator', () => {
  for (const { schema, fields: named } of Object.values(OPERATIONS)) {
    expect([schema, pathsOf(fields[schema]).sort()]).toEqual([schema, Object.keys(named).sort()]);
  }
  expect(pathsOf(fields.deliveryStatus).sort()).toEqual(Object.keys(STATUS_FIELDS).sort());
  const tested = Object.values(OPERATIONS).map(({ schema }) => schema);
  expect([...tested, 'deliveryStatus'].sort()).toEqual(Object.keys(fields).sort());
});

describe.each(Object.entries(OPERATIONS))('%s', (_name, operation) => {
  const { body, within, fields: named } = operation;

  test('takes a body with every field', async () => {
    expect([200, 204]).toContain((await call(operation, body())).status);
  });

  const cases = Object.entries(named).flatMap(([field, marked]) => {
    const kind = marked.replace('!', '') as keyof typeof WRONG;
    return WRONG[kind].map(([value, reason]) => [field, value, reason] as const);
  });
  test('refuses every value of a wrong type or form, and says which', async () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const [field, value, reason] of cases) {
      const answer = await call(operation, changed(body(), [...within, ...field.split('.')], value));
      expectReason(answer, `${field}: ${reason}`);
    }
  });

  const required = Object.entries(named).flatMap(([field, marked]) => (marked.endsWith('!') ? [field] : []));
  test.each(required)('needs %s', async (field) => {
    expectReason(await call(operation, changed(body(), [...within, ...field.split('.')])), `${field}: required`);
  });

  test('takes fields that no page names, and notes them', async () => {
    const answer = await call(operation, changed(body(), [...within, 'unheard_of'], 1));
    expect([200, 204]).toContain(answer.status);
    const warnings = (await box.journal()).at(-1)?.warnings ?? [];
    // What is beside event_type is anybody's.
    if (operation.schema !== 'messageEvent') expect(warnings).toContain('unheard_of: no such field');
  });
});

describe('delivery status', () => {
  const status = (body: object) => box.kommo.call('POST', statusPath, body);

  test.each(Object.entries(STATUS_FIELDS))('%s has its type', async (field, kind) => {
    for (const [value, reason] of WRONG[kind]) {
      expectReason(await status({ status_code: 1, [field]: value }), `${field}: ${reason}`);
    }
  });

  test('code and text come with a failure, and only with one', async () => {
    expectReason(await status({}), 'status_code: required');
    expectReason(await status({ status_code: -1 }), 'error_code: required with status -1');
    expectReason(await status({ status_code: -1, error_code: 905 }), 'error: required with status -1');
    expectReason(await status({ status_code: -1, error_code: 905, error: '' }), 'error: required with status -1');
    expectReason(await status({ status_code: 1, error_code: 905 }), 'error_code: only with status -1');
    expectReason(await status({ status_code: 2, error: 'x' }), 'error: only with status -1');
  });
});

describe('rules between fields', () => {
  const send = (more: object) => box.kommo.send(incoming('x', more));
  const media = 'http://127.0.0.1:1/1';

  test.each<[object, string]>([
    [{ type: 'text' }, 'message.text: required for text'],
    [{ type: 'text', text: '' }, 'message.text: required for text'],
    [{ type: 'location' }, 'message.location: required for location'],
    [{ type: 'contact' }, 'message.contact: required for contact'],
    ...['file', 'video', 'picture', 'voice', 'audio', 'sticker'].map((type): [object, string] => [
      { type, text: 'x' },
      `message.media: required for ${type}`,
    ]),
    [{ type: 'text', text: 'x', delivery_status: { status_code: 1 } }, 'message.delivery_status: only in an edit'],
  ])('a message %j', async (message, reason) => expectReason(await send({ message }), reason));

  const drawn = { type: 'text', text: 'x', timestamp: 1, msec_timestamp: 1000, sender: { name: 'Ben' } };
  test.each([
    [{ type: undefined }, 'type: required without id and msgid'],
    [{ timestamp: undefined }, 'timestamp: required without id and msgid'],
    [{ msec_timestamp: undefined }, 'msec_timestamp: required without id and msgid'],
    [{ sender: undefined }, 'sender: required without id and msgid'],
    [{ sender: {} }, 'sender: id, ref_id or name needed'],
    [{ text: undefined }, 'text: required for text'],
    [{ type: 'location' }, 'location: required for location'],
    [{ type: 'contact' }, 'contact: required for contact'],
  ])('a drawn quote with %j', async (more, reason) => {
    const message = { ...drawn, ...more };
    expectReason(await send({ reply_to: { message } }), `reply_to.message.${reason}`);
    expectReason(await send({ forwards: { messages: [message] } }), `forwards.messages.0.${reason}`);
    expect((await send({ reply_to: { message: { ...message, ...drawn, type: 'picture', media } } })).status).toBe(200);
  });

  test('one message is forwarded at most, and a quote is wrapped', async () => {
    expectReason(await send({ forwards: { messages: [drawn, drawn] } }), 'forwards.messages: one message at most');
    expectReason(await send({ reply_to: drawn }), 'reply_to.message: required');
  });

  test('an edit and a reaction name their message, and a reaction its chat and person', async () => {
    const payload = { ...incoming('x'), msgid: undefined };
    const edit = await box.kommo.call('POST', SCOPE, { event_type: 'edit_message', payload });
    expectReason(edit, 'msgid: msgid or id needed');
    const reaction = {
      conversation_id: 'chat-1',
      msgid: 'first',
      user: { id: 'person-1' },
      type: 'react',
      emoji: '😍',
    };
    const react = (more: object) => box.kommo.call('POST', `${SCOPE}/react`, { ...reaction, ...more });
    const noChat = 'conversation_id: conversation_id or conversation_ref_id needed';
    expectReason(await react({ conversation_id: undefined }), noChat);
    expectReason(await react({ msgid: undefined }), 'msgid: msgid or id needed');
    expectReason(await react({ user: {} }), 'user: id or ref_id needed');
    expectReason(await react({ emoji: undefined }), 'emoji: required for react');
  });

  test('what is odd and no fault is noted in the journal', async () => {
    await send({
      message: { type: 'file', media },
      timestamp: 5,
      unheard_of: 1,
      sender: { id: 'person-1', name: 'Ana', x: 1 },
    });
    expect((await box.journal()).at(-1)).toMatchObject({
      status: 200,
      warnings: [
        'sender.x: no such field',
        'unheard_of: no such field',
        'message.file_name: wanted for file',
        'msec_timestamp: another second than timestamp',
      ],
    });
    await send({});
    expect((await box.journal()).at(-1)).not.toHaveProperty('warnings');
  });
});
