import { gunzipSync } from 'node:zlib';
import { AppleBox, BUSINESS, GRACE, MATEO, MSP, signatureOf } from '../support/apple';
import { eventually, pick } from '../support/http';

let apple: AppleBox;
beforeEach(async () => {
  apple = await AppleBox.start();
});
afterEach(() => apple.stop());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const text = expect.any(String) as string;
const handed = () => eventually(async () => (await apple.last())?.handed === true);

test('a webhook comes zipped, with a token, and says twice whose it is', async () => {
  await apple.register();
  await apple.says({ text: 'Hello 👋' });
  const [hook] = await apple.box.courier.until(1);
  expect(hook?.path).toBe('/hooks/apple/1/message');
  expect([...(hook?.bytes.subarray(0, 2) ?? [])]).toEqual([0x1f, 0x8b]);
  const [told] = await apple.told(1);
  expect(told?.body).toEqual({
    v: 1,
    id: expect.stringMatching(UUID) as string,
    type: 'text',
    sourceId: GRACE.id,
    destinationId: BUSINESS.id,
    locale: 'en_US',
    body: 'Hello 👋',
  });
  expect(told?.headers).toMatchObject({
    id: told?.body.id,
    'source-id': GRACE.id,
    'destination-id': BUSINESS.id,
    'capability-list': 'LIST,TIME,AUTH,AUTH2,QUICK,FORM',
    'device-agent': 'iPhone OS',
    'content-encoding': 'gzip',
    'content-type': 'application/json',
  });
  const [head = '', claims = '', signature] = (told?.headers.authorization ?? '').slice('Bearer '.length).split('.');
  expect(signature).toBe(signatureOf(`${head}.${claims}`));
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  const { aud, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; iat: number };
  expect(aud).toBe(MSP.id);
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(600);
});

test('tells what each device can show', async () => {
  await apple.opened();
  await apple.says({ text: 'Hola' }, MATEO.id);
  await apple.act('device', { capabilities: ['LIST'], agent: 'Watch OS' });
  await apple.says({ text: 'Hello' });
  await apple.act('device', { capabilities: [] });
  await apple.says({ text: 'Hello' });
  const headers = (await apple.told(3)).map((told) => told.headers);
  expect(headers.map((each) => each['capability-list'])).toEqual(['LIST,TIME,AUTH,AUTH2', 'LIST', undefined]);
  expect(headers.map((each) => each['device-agent'])).toEqual(['Mac OS X', 'Watch OS', 'Watch OS']);
});

test('comes again, by the same id, until somebody takes it', async () => {
  await apple.opened();
  await apple.box.assume({ 'apple-retry-ms': 1, 'apple-hook-timeout-ms': 1_500 });
  let calls = 0;
  apple.box.courier.answer = () => {
    calls += 1;
    if (calls === 1) return new Promise(() => undefined);
    return calls === 2 ? 503 : 200;
  };
  const id = pick(await apple.says({ text: 'Anybody?' }), 'id');
  await handed();
  expect((await apple.told(3)).map(({ body }) => body.id)).toEqual([id, id, id]);
});

test('that was refused is shown as not delivered, and does not come again', async () => {
  await apple.opened();
  apple.box.courier.answer = () => 404;
  await apple.says({ text: 'Anybody?' });
  await eventually(async () => (await apple.last())?.status === 'failed');
  await apple.settled();
  expect(await apple.told(1)).toHaveLength(1);
  expect((await apple.line()).webhook?.lastError).toBe('404 Not Found');
});

test('that was refused comes again, where it is read so', async () => {
  await apple.opened();
  await apple.box.assume({ 'apple-retry-ms': 1, 'apple-refused-hook': 'retried' });
  apple.box.courier.answer = (_, index) => (index === 0 ? 404 : 200);
  await apple.says({ text: 'Anybody?' });
  await handed();
  expect(await apple.told(2)).toHaveLength(2);
});

test.each([
  ['by-chat', ['One', 'One', 'Two']],
  ['none', ['One', 'Two', 'One']],
])('one that waits, with the order %s', async (order, wanted) => {
  await apple.opened();
  await apple.box.assume({ 'apple-retry-ms': 30_000, 'apple-hook-order': order });
  apple.box.courier.answer = (_, index) => (index === 0 ? 503 : 200);
  await apple.says({ text: 'One' });
  await apple.told(1);
  await apple.says({ text: 'Two' });
  if (order === 'none') await apple.told(2);
  await apple.box.control('POST', `/lines/apple/${BUSINESS.id}/retry`);
  expect((await apple.told(3)).map(({ body }) => body.body)).toEqual(wanted);
});

test('tells that somebody types, and that they have cleared it', async () => {
  await apple.opened();
  await apple.act('type');
  await apple.act('stop-typing');
  await apple.says({ text: 'Hello' });
  expect((await apple.told(3)).map(({ body }) => body.type)).toEqual(['typing_start', 'typing_end', 'text']);
  await apple.box.assume({ 'apple-typing-first': 'always' });
  await apple.says({ text: 'Hello' });
  expect((await apple.told(5)).slice(3).map(({ body }) => body.type)).toEqual(['typing_start', 'text']);
});

test('tells by which link the customer came', async () => {
  await apple.opened();
  const link = { url: 'https://bcrw.apple.com/urn:biz:1?biz-intent-id=billing&biz-group-id=sales' };
  await apple.says({ text: 'Hi', referral: link });
  await apple.says({ text: 'Hi' });
  await apple.box.assume({ 'apple-intent': 'first-message' });
  await apple.act('come-by-link', { intent: 'service' });
  await apple.says({ text: 'Hi' });
  await apple.says({ text: 'Hi' });
  const told = (await apple.told(4)).map(({ body }) => [body.intent, body.group]);
  expect(told).toEqual([
    ['billing', 'sales'],
    ['billing', 'sales'],
    ['service', undefined],
    [undefined, undefined],
  ]);
});

test('names what is answered, unless Apple does not', async () => {
  await apple.opened();
  await apple.send();
  const replyTo = (await apple.last())?.id;
  await apple.says({ text: 'Yes', replyTo });
  await apple.box.assume({ 'apple-inline-reply': 'absent' });
  await apple.says({ text: 'Yes', replyTo });
  const [first, second] = await apple.told(2);
  expect(first?.body.replyToMessageId).toBe(replyTo);
  expect(second?.body).not.toHaveProperty('replyToMessageId');
  expect(await apple.last()).toMatchObject({ quote: { messageId: replyTo } });
});

test.each([
  ['❤️', 'Loved “Good day”', 'Removed a heart from “Good day”'],
  ['👍', 'Liked “Good day”', 'Removed a like from “Good day”'],
  ['🧭', 'Reacted 🧭 to “Good day”', 'Removed 🧭 from “Good day”'],
])('a tapback of %s is told in words', async (emoji, set, removed) => {
  await apple.opened();
  await apple.send();
  const path = `messages/${(await apple.last())?.id ?? ''}/reaction`;
  expect(await apple.handset(path, { emoji: null })).toMatchObject({ status: 409 });
  expect(await apple.handset(path, { emoji })).toMatchObject({ json: { reactions: [{ emoji }] } });
  await apple.handset(path, { emoji: null });
  expect((await apple.told(2)).map(({ body }) => body.body)).toEqual([set, removed]);
  expect((await apple.last())?.reactions).toEqual([]);
});

test('who deletes the conversation has an empty phone, and may write again', async () => {
  await apple.opened();
  expect((await apple.act('close')).status).toBe(200);
  expect(await apple.view()).toMatchObject({ state: 'new', messages: [] });
  expect(await apple.told(1)).toMatchObject([{ body: { type: 'close', sourceId: GRACE.id } }]);
  expect((await apple.act('close')).status).toBe(409);
  expect((await apple.send()).status).toBe(410);
  await apple.says({ text: 'Hello again' });
  expect((await apple.send()).status).toBe(200);
});

test('whatever a test wants is told', async () => {
  await apple.opened();
  await apple.act('webhook', { type: 'hologram', fields: { colour: 'red' } });
  expect(await apple.told(1)).toMatchObject([{ body: { type: 'hologram', colour: 'red', id: text } }]);
});

test.each([{ text: 'See this', forwarded: true }, { other: 'poll' }])('Messages does not tell of %j', async (said) => {
  await apple.opened();
  expect((await apple.says(said)).status).toBe(409);
  expect((await apple.act('read')).status).toBe(409);
});

test('a device that is gone does nothing', async () => {
  await apple.opened();
  await apple.act('leave');
  expect((await apple.says({ text: 'Hello' })).status).toBe(409);
  expect((await apple.send()).status).toBe(404);
});

test('the journal shows what was in it', async () => {
  await apple.opened();
  await apple.says({ text: 'Hello' });
  await apple.told(1);
  await apple.settled();
  const entry = (await apple.box.journal('&side=apple')).findLast(({ direction }) => direction === 'out');
  expect(entry).toMatchObject({ operation: 'hook', status: 200, request: { body: 'Hello' } });
  expect(gunzipSync(apple.box.courier.received[0]?.bytes ?? Buffer.alloc(0)).length).toBeGreaterThan(0);
});
