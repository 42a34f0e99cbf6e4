import { createHash } from 'node:crypto';
import { FileServer } from '../support/file-server';
import { eventually } from '../support/http';
import { codeOf, CustomBox, IDA, MAREK, newId } from '../support/custom';

let custom: CustomBox;
beforeEach(async () => {
  custom = await CustomBox.start();
  await custom.open();
});
afterEach(() => custom.stop());

const about = (id = 'brg-1') => ({ message: { id }, conversation: { id: IDA.id }, sender: { type: 'agent' } });
const lines = async () => (await custom.messages()).filter(({ from }) => from === 'line');

test('a message is shown with its buttons and what it answers', async () => {
  const [hello] = await custom.messages();
  const buttons = [
    { id: '0-0', title: 'Yes' },
    { id: '0-1', title: 'Look', kind: 'url', url: 'https://shop.example.com/' },
  ];
  expect((await custom.write({ buttons, reply_to: { id: hello?.id } })).status).toBe(200);
  expect(await custom.last()).toMatchObject({
    id: 'brg-1',
    from: 'line',
    text: 'Good day',
    buttons: [[{ text: 'Yes', url: null }], [{ text: 'Look', url: 'https://shop.example.com/' }]],
    quote: { messageId: hello?.id, text: 'Hello' },
  });
});

describe('the same once more', () => {
  test('is one message: by its webhook-id, and by its own id', async () => {
    const id = newId();
    await custom.write({}, {}, { id });
    expect((await custom.write({}, {}, { id })).status).toBe(200);
    expect(await custom.write()).toMatchObject({ status: 200, json: { duplicate: true } });
    expect(await lines()).toHaveLength(1);
    const [repeat] = (await custom.box.journal()).filter(({ repeats }) => repeats !== null);
    expect(repeat).toMatchObject({ side: 'custom', stored: false });
  });

  test('with other words is a conflict', async () => {
    await custom.write();
    expect(codeOf(await custom.write({ text: 'Good night' }))).toBe('message_conflict');
    expect(await lines()).toMatchObject([{ text: 'Good day' }]);
  });

  test('after a refusal is looked at anew', async () => {
    const id = newId();
    await custom.actOnLine('answer', { code: 'internal' });
    expect((await custom.write({}, {}, { id })).status).toBe(500);
    expect((await custom.write({}, {}, { id })).status).toBe(200);
    expect(await lines()).toHaveLength(1);
  });
});

describe('what does not fit is refused, with where', () => {
  test.each([
    ['data.message.id', { id: 'svc-1' }],
    ['data.message.created_at', { created_at: '2026-11-21 10:00' }],
    ['data.message.created_at', { created_at: 1_763_719_200 }],
    ['data.message.sender.type', { sender: { type: 'customer' } }],
    ['data.message.text', { text: 7 }],
    ['data.message', { text: undefined }],
    ['data.message.attachments.0.url', { attachments: [{ kind: 'file', url: 'file:///a' }] }],
    ['data.message.attachments.0.kind', { attachments: [{ kind: 'hologram', url: 'https://x.example/a' }] }],
    ['data.message.buttons.0.title', { buttons: [{ id: 'a', title: 'x'.repeat(41) }] }],
    ['data.message.buttons.0', { buttons: [{ id: 'a', title: 'Look', kind: 'url' }] }],
    ['data.message.buttons', { buttons: Array.from({ length: 11 }, (_, at) => ({ id: `${at}`, title: 'x' })) }],
  ])('%s: %j', async (path, message) => {
    const answer = await custom.write(message);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_payload']);
    expect(answer.json).toMatchObject({ error: { issues: [{ path }] } });
    expect(await lines()).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    [
      'another version',
      JSON.stringify({ type: 'connection.ping', version: '2', timestamp: '2026-11-21T10:00:00Z', data: {} }),
    ],
    ['no time', JSON.stringify({ type: 'connection.ping', version: '1', data: { challenge: 'a' } })],
  ])('%s', async (_, body) => {
    expect(codeOf(await custom.sendRaw(body))).toBe('invalid_payload');
  });

  test('another type of body, and too much of it', async () => {
    expect(codeOf(await custom.ping({}, { headers: { 'content-type': 'text/plain' } }))).toBe('invalid_payload');
    expect(codeOf(await custom.ping({ more: 'x'.repeat(300_000) }))).toBe('payload_too_large');
    expect((await fetch(custom.serviceUrl)).status).toBe(405);
    expect((await fetch(`${custom.box.sandbox.url}/custom/nowhere`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

test('what is not known is ignored, and noted', async () => {
  expect((await custom.send('message.pinned', {})).json).toEqual({ ignored: true });
  expect((await custom.write({ mood: 'good' }, { weather: 'fair' })).status).toBe(200);
  const warnings = (await custom.box.journal()).flatMap((entry) => entry.warnings ?? []);
  expect(warnings).toEqual(
    expect.arrayContaining([
      'message.pinned: no such event',
      'data.message.mood: no such field',
      'data.weather: no such field',
    ]),
  );
});

test('an earlier message that comes later is noted', async () => {
  await custom.write();
  await custom.write({ id: 'brg-2', created_at: '2026-11-21T09:59:59.000Z' });
  const [entry] = (await custom.box.journal()).filter(({ warnings }) => warnings !== undefined);
  expect(entry?.warnings).toEqual([expect.stringContaining('created_at')]);
});

test('a conversation is known by its own id, and its contact by another', async () => {
  expect(codeOf(await custom.write({}, { conversation: { id: IDA.contactId } }))).toBe('recipient_not_found');
  expect(codeOf(await custom.write({}, { contact: { id: MAREK.contactId } }))).toBe('recipient_not_found');
  // Nobody has written there yet.
  const there = { conversation: { id: MAREK.id }, contact: { id: MAREK.contactId } };
  expect(codeOf(await custom.write({}, there))).toBe('recipient_not_found');
  expect((await custom.write({}, { contact: undefined })).status).toBe(200);
});

describe('a service shows what it said it would, and nothing else', () => {
  test.each([
    [{ buttons: [{ id: '0-0', title: 'Yes' }] }, 'unsupported'],
    [{ reply_to: { id: 'svc-1' } }, 'unsupported'],
    [{ text: 'x'.repeat(4001) }, 'payload_too_large'],
  ])('%j', async (message, code) => {
    await custom.actOnLine('capabilities', { capabilities: {} });
    expect(codeOf(await custom.write(message))).toBe(code);
  });

  test('kinds and sizes of files, kinds and numbers of buttons', async () => {
    const attachments = { kinds: ['picture'], max_size: 10 };
    await custom.actOnLine('capabilities', { capabilities: { attachments, buttons: { max: 1 } } });
    const url = 'https://x.example/a';
    expect(codeOf(await custom.write({ attachments: [{ kind: 'file', url }] }))).toBe('unsupported');
    expect(codeOf(await custom.write({ attachments: [{ kind: 'picture', url, size: 11 }] }))).toBe('media_too_large');
    const [one, other] = [
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
    ];
    expect(codeOf(await custom.write({ buttons: [one, other] }))).toBe('unsupported');
    expect(codeOf(await custom.write({ buttons: [{ ...one, kind: 'url', url }] }))).toBe('unsupported');
  });

  test('typing and reactions', async () => {
    await custom.write();
    await custom.actOnLine('capabilities', { capabilities: { reactions: 'none' } });
    expect(codeOf(await custom.send('message.reaction', { ...about(), reactions: ['👍'] }))).toBe('unsupported');
    expect(codeOf(await custom.send('typing.changed', { ...about(), state: 'on' }))).toBe('unsupported');
  });

  test('for as long as it said', async () => {
    await custom.actOnLine('capabilities', { capabilities: { reply_window_hours: 1 } });
    expect((await custom.view()).windowUntil).toBeGreaterThan(Date.now());
    expect((await custom.write()).status).toBe(200);
    await custom.act('close-window');
    expect(codeOf(await custom.write({ id: 'brg-2' }))).toBe('window_closed');
  });
});

test.each([
  ['block', 403, 'recipient_blocked'],
  ['unsubscribe', 403, 'recipient_unsubscribed'],
  ['close', 409, 'conversation_closed'],
  ['leave', 404, 'recipient_not_found'],
])('to whom did %s nothing goes', async (act, status, code) => {
  await custom.act(act);
  const answer = await custom.write();
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
});

test('answers are what a test wants, so often and to what it says', async () => {
  await custom.actOnLine('answer', { code: 'rate_limited', retryAfter: 7, operation: 'message.created', times: 2 });
  expect((await custom.ping()).status).toBe(200);
  const refused = await custom.write();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
  await custom.write();
  expect((await custom.write()).status).toBe(200);
  await custom.actOnLine('answer', { code: 'shop_shut', status: 418, text: 'The shop is shut.', retryable: true });
  expect(await custom.write({ id: 'brg-2' })).toMatchObject({
    status: 418,
    json: { error: { code: 'shop_shut', message: 'The shop is shut.', retryable: true } },
  });
});

describe('files', () => {
  const server = new FileServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  const bytes = Buffer.from('a picture');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const served = (path: string, headers: Record<string, string | number> = {}): string =>
    server.on(path, (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': bytes.length, ...headers }).end(bytes);
    });
  const picture = (url: string, more: object = {}) => ({
    text: undefined,
    attachments: [{ kind: 'picture', url, name: 'a.png', size: bytes.length, sha256, ...more }],
  });

  test('are fetched before the answer', async () => {
    expect((await custom.write(picture(served('/a.png')))).status).toBe(200);
    expect(await custom.last()).toMatchObject({ kind: 'picture', files: [{ name: 'a.png', size: bytes.length }] });
  });

  test('are fetched after it, and what cannot be had is told then', async () => {
    await custom.box.assume({ 'custom-fetch': 'after-answer' });
    await custom.write(picture(served('/late.png')));
    await eventually(async () => ((await custom.last())?.files.length ?? 0) === 1);
    await custom.write({ ...picture(`${served('/x')}/gone`), id: 'brg-2' });
    await eventually(async () => (await custom.last())?.status === 'failed');
    await custom.settled();
    const failed = (await custom.told(1)).find(({ data }) => data.status === 'failed');
    expect(failed?.data).toMatchObject({ message: { id: 'brg-2' }, error: { code: 'media_unreachable' } });
  });

  test('are led to from one other address, and no further', async () => {
    const end = served('/end.png');
    const once = server.on('/once', (_req, res) => res.writeHead(302, { Location: end }).end());
    const twice = server.on('/twice', (_req, res) => res.writeHead(302, { Location: once }).end());
    expect((await custom.write(picture(once))).status).toBe(200);
    expect(codeOf(await custom.write({ ...picture(twice), id: 'brg-2' }))).toBe('media_unreachable');
  });

  test.each([
    ['are gone', () => picture(`${served('/y')}/gone`)],
    ['are others than was told', () => picture(served('/b.png'), { sha256: '0'.repeat(64) })],
    ['are longer than was told', () => picture(served('/c.png'), { size: 3 })],
    ['are compressed', () => picture(served('/d.png', { 'Content-Encoding': 'gzip' }))],
    ['are neither at https nor here', () => picture('http://files.example/a.png')],
  ])('that %s are refused', async (_, message) => {
    expect(codeOf(await custom.write(message()))).toBe('media_unreachable');
    expect(await lines()).toEqual([]);
  });

  test('without a length are refused, and too large ones', async () => {
    const endless = server.on('/endless', (_req, res) =>
      res.writeHead(200, { 'Content-Type': 'image/png' }).end(bytes),
    );
    expect(codeOf(await custom.write(picture(endless)))).toBe('media_unreachable');
    const large = served('/large.png', { 'Content-Length': 20_000_001 });
    expect(codeOf(await custom.write(picture(large)))).toBe('media_too_large');
  });
});

describe('beside messages', () => {
  test('a reaction is set, changed and taken back', async () => {
    await custom.write();
    const [hello] = await custom.messages();
    const reacting = (reactions: readonly string[]) =>
      custom.send('message.reaction', { ...about(hello?.id), reactions });
    const reactions = async () => (await custom.messages())[0]?.reactions.map(({ emoji }) => emoji);
    await reacting(['👍']);
    await reacting(['👍', '❤️']);
    expect(await reactions()).toEqual(['❤️']);
    await reacting([]);
    expect(await reactions()).toEqual([]);
    expect(codeOf(await custom.send('message.reaction', { ...about('brg-9'), reactions: [] }))).toBe(
      'message_not_found',
    );
  });

  test('typing is shown, unless it is old', async () => {
    const typing = (state: string, at?: string) =>
      custom.send('typing.changed', { ...about(), state }, at === undefined ? {} : { at });
    expect((await typing('on', new Date(Date.now() - 6_000).toISOString())).status).toBe(202);
    expect((await custom.view()).typingUntil).toBeNull();
    await typing('on');
    expect((await custom.view()).typingUntil).toBeGreaterThan(Date.now());
    await typing('off');
    expect((await custom.view()).typingUntil).toBeNull();
  });

  test('what did not come through to Kommo is marked', async () => {
    const [hello] = await custom.messages();
    const failing = (id: string, more: object = {}) =>
      custom.send('message.status', {
        message: { id },
        conversation: { id: IDA.id },
        status: 'failed',
        at: '2026-11-21T10:00:00Z',
        error: { code: 'media_unreachable', message: 'The file is gone.' },
        ...more,
      });
    expect(codeOf(await failing(hello?.id ?? '', { status: 'read' }))).toBe('invalid_payload');
    expect((await failing(`${hello?.id ?? ''}#2`)).status).toBe(200);
    expect((await custom.messages())[0]).toMatchObject({ status: 'failed' });
    expect(codeOf(await failing('svc-9'))).toBe('message_not_found');
  });
});

test.each([
  [429, 'rate_limited'],
  [401, 'invalid_signature'],
  [403, 'recipient_blocked'],
  [400, 'invalid_payload'],
])('a fault of %d speaks the protocol', async (status, code) => {
  await custom.box.fault({ name: 'custom-error', status, times: 1, operation: 'message.created' });
  const answer = await custom.write();
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  expect((await custom.write()).status).toBe(200);
});
