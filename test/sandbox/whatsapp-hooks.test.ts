import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually, pick } from './support/http';
import { changesOf, errorOf, wamidOf, WA, WhatsAppBox } from './support/whatsapp';

let box: WhatsAppBox;
beforeEach(async () => {
  box = await WhatsAppBox.start();
  await box.subscribe();
});
afterEach(() => box.stop());

const fault = (name: string, more: object = {}) =>
  box.control('POST', '/faults', { name: `whatsapp-${name}`, ...more });
const bodies = (): unknown[] => box.messages().map(({ text }) => (text as { body: string }).body);

describe('webhooks', () => {
  test('are tried again until they are taken, and hold up their chat only', async () => {
    await box.assume({ 'meta-hook-retry-ms': 60_000 });
    const rosa = await box.person();
    const tom = await box.person(WA.customers[1].name);
    box.courier.answer = ({ raw }) => (raw.includes('Rosa') ? 500 : 200);
    await rosa.says('one');
    await eventually(async () => (await box.line()).webhook?.lastError);
    await rosa.says('two');
    await tom.says('three');
    await box.untilMessages(2);
    await eventually(async () => (await box.line()).webhook?.pending === 2);
    box.courier.answer = () => 200;
    await box.control('POST', `/lines/whatsapp/${WA.number.id}/retry`);
    await eventually(async () => (await box.line()).webhook?.pending === 0);
    expect(bodies()).toEqual(['one', 'three', 'one', 'two']);
    expect((await rosa.sees()).messages.every(({ handed }) => handed)).toBe(true);
  });

  test('are tried again by themselves on a shortened clock', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1 });
    box.courier.answer = (_hook, index) => (index < 3 ? 503 : 200);
    await (await box.person()).says('Hello');
    await eventually(() => Promise.resolve(box.courier.received.length === 4));
    expect(new Set(box.courier.received.map(({ raw }) => raw)).size).toBe(1);
  });

  test('are given up after seven days', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1 });
    box.courier.answer = () => 500;
    await (await box.person()).says('Hello');
    await eventually(() => Promise.resolve(box.courier.received.length > 1));
    await box.control('PUT', '/clock', { offsetMs: 7 * 24 * 60 * 60 * 1000 + 1000 });
    await eventually(async () => (await box.line()).webhook?.pending === 0);
  });

  test('only 200 counts as taken', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1 });
    box.courier.answer = (_hook, index) => (index === 0 ? 202 : 200);
    await (await box.person()).says('Hello');
    await box.untilMessages(2);
    expect(bodies()).toEqual(['Hello', 'Hello']);
  });

  test('several messages come in one POST when asked for', async () => {
    const rosa = await box.person();
    const tom = await box.person(WA.customers[1].name);
    await box.onLine('batch', { count: 3 });
    await rosa.says('one');
    await rosa.says('two');
    expect((await box.line()).webhook?.pending).toBe(2);
    await tom.says('three');
    await box.untilMessages(3);
    expect(box.courier.received).toHaveLength(1);
    expect(bodies()).toEqual(['one', 'two', 'three']);
    expect(box.changes()[0]?.value.contacts).toHaveLength(2);
    await rosa.says('four');
    await box.untilMessages(4);
    expect(box.courier.received).toHaveLength(2);
  });

  test('messages and statuses of one POST are changes of their own', async () => {
    const rosa = await box.person();
    await rosa.says('Hello');
    await box.untilMessages(1);
    await box.onLine('batch', { count: 3 });
    await box.text('Hi');
    await eventually(async () => (await box.line()).webhook?.pending === 2);
    await rosa.says('Thanks');
    const hook = await eventually(() => Promise.resolve(box.courier.received[1]));
    const kinds = changesOf(hook).map(({ value }) => ('statuses' in value ? 'statuses' : 'messages'));
    expect(kinds).toEqual(['statuses', 'messages']);
  });

  test('come twice, late and out of order by the faults', async () => {
    const rosa = await box.person();
    await fault('hook-duplicate', { times: 1 });
    await rosa.says('one');
    await box.untilMessages(2);
    await fault('hook-reorder', { times: 1 });
    await rosa.says('two');
    await rosa.says('three');
    await box.untilMessages(4);
    await fault('hook-delay', { ms: 10, times: 1 });
    await rosa.says('four');
    await box.untilMessages(5);
    expect(bodies()).toEqual(['one', 'one', 'three', 'two', 'four']);
  });

  test('any event can be sent, of a field that nobody knows', async () => {
    await box.onLine('event', { field: 'smoke_signals', value: { puffs: 3 } });
    expect(await box.untilField('smoke_signals')).toEqual({ field: 'smoke_signals', value: { puffs: 3 } });
    await box.onLine('alert', { type: 'OBA_APPROVED', description: 'Well done' });
    expect((await box.untilField('account_alerts')).value).toMatchObject({ entity_id: WA.waba.id });
    await box.onLine('limit', { tier: 'TIER_250' });
    expect((await box.untilField('phone_number_quality_update')).value).toMatchObject({
      event: 'DOWNGRADE',
      current_limit: 'TIER_250',
    });
  });
});

describe('faults of the API', () => {
  test.each([
    [429, 130429],
    [500, 131000],
    [503, 131016],
    [401, 190],
    [403, 10],
  ])('%s is answered with %s, and nothing is sent', async (status, code) => {
    await fault('error', { status, times: 1 });
    const answer = await box.text('Hi');
    expect([answer.status, errorOf(answer).code]).toEqual([status, code]);
    expect((await (await box.person()).sees()).messages).toHaveLength(0);
  });

  test('sent, and never answered: the label of the status is the evidence', async () => {
    const rosa = await box.person();
    await rosa.says('Hello');
    await fault('drop-after-storing', { times: 1, operation: 'send', chat: rosa.id });
    await expect(box.text('Hi', { biz_opaque_callback_data: 'attempt-1' })).rejects.toThrow();
    const [sent] = await box.untilStatuses(1);
    expect(sent).toMatchObject({ status: 'sent', biz_opaque_callback_data: 'attempt-1' });
    expect((await rosa.sees()).messages.at(-1)?.id).toBe(sent?.id);
  });

  test('a fault can be for one chat, by number or by id', async () => {
    await fault('error', { status: 500, operation: 'send', chat: WA.customers[0].phone });
    expect((await box.send({ to: WA.customers[1].phone, text: { body: 'Hi' } })).status).toBe(200);
    expect((await box.text('Hi')).status).toBe(500);
  });
});

test('a reset empties the handsets and makes everything well; how it is connected stays', async () => {
  const rosa = await box.person();
  await rosa.says('Hello');
  await box.onLine('quality', { rating: 'RED' });
  await box.onLine('token', { state: 'expired' });
  await box.onLine('template', { name: 'hello', event: 'PAUSED' });
  await rosa.does('change-number', { phone: '+15550109999' });
  await box.control('POST', `/lines/whatsapp/${WA.number.id}/customers`, { name: 'Extra', phone: '+15550108888' });
  await box.control('POST', '/reset');
  const { handsets } = await box.lines();
  expect(handsets.map(({ name, phone, messages }) => [name, phone, messages.length])).toEqual([
    ['Rosa Castillo', '+15550107701', 0],
    ['Tom Becker', '+4915550107702', 0],
    ['Nuria Vidal', null, 0],
  ]);
  expect((await box.handset('Rosa Castillo')).id).toBe(rosa.id);
  expect(await box.line()).toMatchObject({
    facts: { quality: 'GREEN' },
    webhook: { url: `${box.courier.url}/hooks/whatsapp/1` },
  });
  expect((await box.send({ type: 'template', template: { name: 'hello', language: { code: 'en_US' } } })).status).toBe(
    200,
  );
  expect((await box.untilStatuses(1))[0]).toMatchObject({ status: 'sent' });
});

test('a restart keeps numbers, people, messages, templates and how it is connected', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-whatsapp-'));
  const stateFile = path.join(folder, 'sandbox.json');
  const before = await WhatsAppBox.start({ stateFile });
  const boxes = [before];
  try {
    await before.subscribe();
    const joined = await before.control('POST', '/lines/whatsapp', {
      phone: '+15550001111',
      wabaId: '70002',
      appId: '70003',
    });
    const rosa = await before.person();
    await rosa.says('Hello');
    const wamid = wamidOf(await before.text('Hi'));
    await before.untilStatuses(2);
    const media = pick(await before.upload('jpeg bytes', 'image/jpeg'), 'id');
    const component = { type: 'BODY', text: 'We are open today.' };
    await before.api('POST', `${WA.waba.id}/message_templates`, {
      name: 'open',
      language: 'en',
      category: 'UTILITY',
      components: [component],
    });
    await before.stop();
    const after = await WhatsAppBox.start({ stateFile });
    boxes.push(after);
    expect((await after.lines()).lines.map(({ id }) => id)).toEqual([WA.number.id, pick(joined, 'id')]);
    // Courier may answer elsewhere since; its address follows it.
    expect((await after.line()).webhook?.url).toBe(`${after.courier.url}/hooks/whatsapp/1`);
    expect((await after.line()).credentials.apiBaseUrl).toBe(`${after.sandbox.url}/whatsapp`);
    const { messages } = await after.handset('Rosa Castillo');
    expect(messages.map(({ text, status }) => [text, status])).toEqual([
      ['Hello', null],
      ['Hi', 'delivered'],
    ]);
    const again = await after.person();
    await again.says('Back');
    expect(await after.untilMessages(1)).toMatchObject([{ text: { body: 'Back' } }]);
    await again.does('read');
    expect((await after.untilStatuses(1))[0]).toMatchObject({ id: wamid, status: 'read' });
    expect((await after.api('GET', media)).status).toBe(200);
    expect((await after.api('GET', `${WA.waba.id}/message_templates?name=open`)).json).toMatchObject({
      data: [{ name: 'open' }],
    });
  } finally {
    for (const each of boxes.slice(1)) await each.stop();
    rmSync(folder, { recursive: true });
  }
});
