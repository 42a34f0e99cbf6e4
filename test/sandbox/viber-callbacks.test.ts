import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './support/http';
import { eventOf, NIKOLAY, OLENA, readExactly, said, signatureOf, ViberBox } from './support/viber';

let viber: ViberBox;
beforeEach(async () => {
  viber = await ViberBox.start();
  await viber.open();
});
afterEach(() => viber.stop());

const names = (): string[] => viber.box.courier.received.map((each) => eventOf(each).event);
const texts = (): (string | undefined)[] => viber.box.courier.received.map((each) => eventOf(each).message?.text);
const later = (offsetMs: number) => viber.box.control('PUT', '/clock', { offsetMs });
const retry = () => viber.box.control('POST', '/lines/viber/pa:5000000000000000001/retry');

describe('receipts', () => {
  test('delivered at once, seen when the customer reads', async () => {
    const tokens = [await viber.sent(), await viber.sent()];
    await viber.box.courier.until(2);
    expect((await viber.messages()).slice(1).map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    await viber.act('read', { message: tokens[0] });
    await viber.act('read');
    const events = await viber.events(4);
    expect(events.map(({ event, message_token }) => [event, message_token])).toEqual([
      ...tokens.map((token) => ['delivered', token]),
      ...tokens.map((token) => ['seen', token]),
    ]);
    expect(events[0]).toMatchObject({ user_id: OLENA.id, timestamp: expect.any(Number) as number });
    expect(viber.box.courier.received[0]?.raw).toContain(`"message_token":${tokens[0] ?? ''}`);
    expect((await viber.messages()).map(({ status }) => status)).toEqual([null, 'read', 'read']);
  });

  test.each<[string, readonly string[]]>([
    ['reversed', ['seen', 'delivered']],
    ['duplicated', ['delivered', 'delivered', 'seen', 'seen']],
    ['no-delivered', ['seen']],
    ['dropped', []],
  ])('%s', async (reading, expected) => {
    await viber.box.assume({ 'viber-receipts': reading, 'viber-seen': 'at-once' });
    await viber.sent();
    await eventually(async () => (await viber.messages()).at(-1)?.status === 'read');
    await viber.says({ text: 'the end' });
    await viber.box.courier.until(expected.length + 1);
    expect(names()).toEqual([...expected, 'message']);
  });

  test('of what was read, for each or for the newest', async () => {
    await viber.box.assume({ 'viber-seen-covers': 'newest-only' });
    await viber.sent();
    const newest = await viber.sent();
    await viber.box.courier.until(2);
    await viber.act('read');
    await viber.says({ text: 'the end' });
    expect((await viber.events(4)).slice(2)).toMatchObject([
      { event: 'seen', message_token: newest },
      { event: 'message' },
    ]);
  });

  test('wait while the phone is off', async () => {
    await viber.act('offline');
    const token = await viber.sent();
    await viber.says({ text: 'from the desktop' });
    await viber.box.courier.until(1);
    expect((await viber.messages())[1]).toMatchObject({ id: token, status: 'accepted' });
    await viber.act('online');
    expect((await viber.events(2))[1]).toMatchObject({ event: 'delivered', message_token: token });
  });

  test('come as late as the reading says', async () => {
    await viber.box.assume({ 'viber-receipt-delay-ms': 60_000 });
    await viber.sent();
    await viber.says({ text: 'Hm' });
    await viber.box.courier.until(1);
    expect(names()).toEqual(['message']);
  });

  test('failed, of the next message or of one that is there', async () => {
    await viber.act('fail-next', { desc: 'keyboard is not valid' });
    const bad = await viber.sent();
    const good = await viber.sent();
    expect(await viber.events(2)).toMatchObject([
      { event: 'failed', message_token: bad, user_id: OLENA.id, desc: 'keyboard is not valid' },
      { event: 'delivered', message_token: good },
    ]);
    await viber.act('fail', { message: good, desc: 'cannot be shown' });
    expect((await viber.events(3))[2]).toMatchObject({ event: 'failed', message_token: good, desc: 'cannot be shown' });
    expect((await viber.messages()).at(-1)?.status).toBe('failed');
    expect((await viber.act('fail', { message: '7' })).status).toBe(409);
  });
});

describe('a callback that is not taken', () => {
  test('comes again with the same token, and holds up its chat only', async () => {
    await viber.box.assume({ 'viber-retry-ms': 600_000 });
    viber.box.courier.answer = (_hook, index) => (index === 0 ? 500 : 200);
    await viber.says({ text: 'first' });
    await viber.box.courier.until(1);
    await viber.says({ text: 'second' });
    await viber.says({ text: 'other chat' }, NIKOLAY.id);
    await viber.box.courier.until(2);
    expect(texts()).toEqual(['first', 'other chat']);
    await eventually(async () => ((await viber.line()).webhook?.pending === 2 ? true : undefined));
    expect((await viber.messages()).map(({ handed }) => handed)).toEqual([true, false, false]);
    await retry();
    const [first, , again] = await viber.box.courier.until(4);
    expect(again?.raw).toBe(first?.raw);
    expect(texts()).toEqual(['first', 'other chat', 'first', 'second']);
    await eventually(async () => (await viber.messages()).every(({ handed }) => handed));
  });

  test('comes again when it was redirected or had no answer in time', async () => {
    await viber.box.assume({ 'viber-callback-timeout-ms': 1_000, 'viber-retry-ms': 1 });
    viber.box.courier.answer = (_hook, index) =>
      index === 0 ? 204 : index === 1 ? 302 : index === 2 ? new Promise(() => undefined) : 200;
    await viber.says({ text: 'stubborn' });
    await viber.box.courier.until(4);
    await eventually(async () => (await viber.messages()).at(-1)?.handed);
  });

  test('is given up after an hour', async () => {
    await viber.box.assume({ 'viber-retry-ms': 3_600_000 });
    viber.box.courier.answer = () => 503;
    await viber.says({ text: 'lost' });
    await eventually(async () => (await viber.line()).webhook?.lastError === '503 Service Unavailable');
    await later(3_500_000);
    await retry();
    await viber.box.courier.until(2);
    await later(3_700_000);
    viber.box.courier.answer = () => 200;
    await viber.says({ text: 'next' });
    await retry();
    await viber.box.courier.until(3);
    expect(texts()).toEqual(['lost', 'lost', 'next']);
    expect((await viber.line()).webhook?.pending).toBe(0);
  });

  test('is overtaken where there is no order', async () => {
    await viber.box.assume({ 'viber-callback-order': 'none', 'viber-retry-ms': 600_000 });
    viber.box.courier.answer = (_hook, index) => (index === 0 ? 500 : 200);
    await viber.says({ text: 'first' });
    await viber.box.courier.until(1);
    await viber.says({ text: 'second' });
    await viber.box.courier.until(2);
    await eventually(async () => (await viber.line()).webhook?.pending === 1);
    await retry();
    await viber.box.courier.until(3);
    expect(texts()).toEqual(['first', 'second', 'first']);
  });
});

test('the signature may be in the address', async () => {
  await viber.box.assume({ 'viber-sig-query': 'on' });
  await viber.says({ text: 'both' });
  await viber.box.courier.until(1);
  await viber.box.assume({ 'viber-sig-query': 'only' });
  await viber.says({ text: 'address alone' });
  const [both, alone] = await viber.box.courier.until(2);
  expect(both?.path).toBe(`/hooks/viber/1?sig=${signatureOf(both?.raw ?? '')}`);
  expect(both?.headers['x-viber-content-signature']).toBe(signatureOf(both?.raw ?? ''));
  expect(alone?.path).toBe(`/hooks/viber/1?sig=${signatureOf(alone?.raw ?? '')}`);
  expect(alone?.headers).not.toHaveProperty('x-viber-content-signature');
});

describe('faults', () => {
  test.each<[number, readonly [number, string]]>([
    [400, [3, 'badData: refused by a fault']],
    [401, [2, 'invalidAuthToken']],
    [403, [7, 'publicAccountBlocked']],
    [404, [8, 'publicAccountNotFound']],
    [429, [12, 'tooManyRequests']],
  ])('an error %i is a status inside a 200', async (status, expected) => {
    await viber.box.fault({ name: 'viber-error', status, times: 1, operation: 'send_message', chat: OLENA.id });
    const answer = await viber.send();
    expect([answer.status, said(answer)]).toEqual([200, expected]);
    expect(said(await viber.send())).toEqual([0, 'ok']);
  });

  test.each([500, 502, 503])('an error %i is one of HTTP', async (status) => {
    await viber.box.fault({ name: 'viber-error', status, times: 1 });
    expect(await viber.send()).toMatchObject({ status, text: '' });
  });

  test('a message without an answer is there, and its receipt comes', async () => {
    await viber.box.fault({ name: 'viber-drop-after-storing', times: 1 });
    await expect(viber.send()).rejects.toThrow();
    const [delivered] = await viber.events(1);
    expect(delivered).toMatchObject({ event: 'delivered', message_token: (await viber.messages()).at(-1)?.id });
  });

  test('a receipt that overtakes the answer', async () => {
    await viber.box.fault({ name: 'viber-latency', ms: 300, times: 1 });
    const answer = viber.send();
    const [delivered] = await viber.events(1);
    expect(readExactly((await answer).text).message_token).toBe(delivered?.message_token);
  });

  test('callbacks that come twice, late, or in another order', async () => {
    await viber.box.fault({ name: 'viber-hook-duplicate', times: 1 });
    await viber.says({ text: 'twice' });
    const [one, two] = await viber.box.courier.until(2);
    expect(two?.raw).toBe(one?.raw);
    await viber.box.fault({ name: 'viber-hook-reorder', times: 1, chat: OLENA.id });
    await viber.says({ text: 'a' });
    await viber.says({ text: 'b' });
    await viber.box.courier.until(4);
    expect(texts()).toEqual(['twice', 'twice', 'b', 'a']);
  });

  test('a customer’s file that cannot be had for once', async () => {
    await viber.says({ files: [await viber.file('a.jpg', 'image/jpeg')], as: 'picture' });
    const { message } = (await viber.events(1))[0] ?? {};
    await viber.box.fault({ name: 'viber-error', status: 503, times: 1, operation: 'file' });
    expect((await fetch(message?.media ?? '')).status).toBe(503);
    expect((await fetch(message?.media ?? '')).status).toBe(200);
  });
});

test('a reset empties the handsets and leaves the webhook', async () => {
  await viber.act('app', { apiVersion: 1 });
  await viber.act('fail-next');
  await viber.actOnLine('suspend');
  await viber.actOnLine('answer', { status: 21, times: 9 });
  await viber.box.control('POST', '/lines/viber/pa:5000000000000000001/customers', { name: 'Iryna Bondar' });
  await viber.box.assume({ 'viber-retry-ms': 60_000 });
  viber.box.courier.answer = () => 500;
  await viber.says({ text: 'waits' });
  await eventually(async () => (await viber.line()).webhook?.pending === 1);
  await viber.box.control('POST', '/reset');
  const { lines } = await viber.box.state();
  expect(lines.handsets.filter(({ messenger }) => messenger === 'viber')).toMatchObject([
    { id: OLENA.id, state: 'new', messages: [] },
    { id: NIKOLAY.id, state: 'new', messages: [] },
  ]);
  expect(await viber.line()).toMatchObject({ webhook: { url: viber.hookUrl, pending: 0 } });
  viber.box.courier.answer = () => 200;
  expect(said(await viber.send())).toEqual([6, 'receiverNotSubscribed']);
  viber.box.courier.received.length = 0;
  await viber.says({ text: 'Hello again' });
  await viber.sent();
  expect((await viber.events(2)).map(({ event }) => event)).toEqual(['message', 'delivered']);
});

test('a conversation goes on after a restart', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-viber-'));
  const stateFile = path.join(folder, 'sandbox.json');
  try {
    const before = await ViberBox.start({ stateFile });
    await before.open();
    await before.act('app', { apiVersion: 6 });
    const button = { ActionType: 'reply', ActionBody: 'yes', Text: 'Yes' };
    const token = await before.sent({ keyboard: { Type: 'keyboard', Buttons: [button] }, tracking_data: 'order 17' });
    await before.box.courier.until(1);
    const file = await before.file('a.jpg', 'image/jpeg', 'a picture');
    await before.stop();
    expect(existsSync(stateFile)).toBe(true);

    const after = await ViberBox.start({ stateFile });
    expect((await after.line()).webhook?.url).toBe(after.hookUrl);
    expect((await after.line()).credentials.apiBaseUrl).toBe(`${after.box.sandbox.url}/viber`);
    expect((await after.messages()).map(({ text, status }) => [text, status])).toEqual([
      ['Hello', null],
      ['Good day', 'delivered'],
    ]);
    expect(said(await after.send({ min_api_version: 7 }))).toEqual([13, 'apiVersionNotSupported']);
    await after.handset(`messages/${token}/press`, { row: 0, column: 0 });
    const [pressed] = await after.events(1);
    expect(pressed).toMatchObject({ message: { type: 'text', text: 'yes', tracking_data: 'order 17' } });
    expect(BigInt(pressed?.message_token ?? 0)).toBeGreaterThan(BigInt(token));
    await after.says({ files: [file], as: 'picture' });
    expect(await (await fetch((await after.events(2))[1]?.message?.media ?? '')).text()).toBe('a picture');
    await after.stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
