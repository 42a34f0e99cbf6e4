import { eventually } from '../support/http';
import { signatureOf } from '../support/meta-receiver';
import { itemsOf, PAGE, PageBox, PAGES } from '../support/pages';

let box: PageBox;
beforeEach(async () => {
  box = await PageBox.start('messenger');
  await box.connect();
});
afterEach(() => box.stop());

const [CLARA, JOAO] = PAGES.customers;
const HOUR_MS = 60 * 60 * 1000;
const texts = () => box.said().map(({ text }) => text);

test('a message comes signed over its bytes, where nothing but ASCII stands', async () => {
  await (await box.person()).says('Olá /👋');
  await box.until(() => box.courier.received);
  const [hook] = box.courier.received;
  expect(hook?.json).toEqual({
    object: 'page',
    entry: [
      {
        id: PAGE,
        time: expect.any(Number) as number,
        messaging: [
          {
            sender: { id: CLARA.id },
            recipient: { id: PAGE },
            timestamp: expect.any(Number) as number,
            message: { mid: expect.stringMatching(/^m_/) as string, text: 'Olá /👋' },
          },
        ],
      },
    ],
  });
  expect(hook?.raw).toContain('Ol\\u00e1 \\/\\ud83d\\udc4b');
  expect(hook?.signature).toBe(signatureOf(PAGES.app.secret, hook?.raw ?? ''));
});

test('only what app and Page are both subscribed to is told', async () => {
  await box.subscribe(['messages']);
  const person = await box.opened();
  await box.text('Hi');
  await person.does('read');
  await person.says('Bye');
  await box.until(() => box.said(), 2);
  expect(box.items()).toHaveLength(2);
  await box.callback(['message_reads']);
  await person.says('Unheard');
  await box.subscribe();
  await box.text('Again');
  await person.does('read');
  await box.until(() => box.told('read'));
  expect(texts()).toEqual(['Hello', 'Bye']);
});

test('one POST may tell of several Pages', async () => {
  const pageId = '189100000000077';
  await box.control('POST', '/lines/messenger', { pageId, pageAccessToken: 'EAASecondPage', name: 'Second' });
  await box.subscribe(undefined, pageId, 'EAASecondPage');
  const { json } = await box.control('POST', `/lines/messenger/${pageId}/customers`, { name: 'Ivo' });
  await box.onLine('batch', { count: 3 });
  await (await box.person()).says('one');
  await (await box.person('Ivo')).says('two');
  await (await box.person(JOAO.name)).says('three');
  const [hook] = await box.until(() => box.courier.received);
  expect(box.courier.received).toHaveLength(1);
  const { entry } = hook?.json as { entry: { id: string; messaging: { sender: object }[] }[] };
  expect(entry.map(({ id, messaging }) => [id, messaging.map(({ sender }) => sender)])).toEqual([
    [PAGE, [{ id: CLARA.id }, { id: JOAO.id }]],
    [pageId, [{ id: (json as { id: string }).id }]],
  ]);
});

describe('a webhook that is not taken', () => {
  test('is tried again at once, then ever later, and holds up its chat only', async () => {
    await box.assume({ 'meta-hook-retry-ms': 60_000 });
    const clara = await box.person();
    const joao = await box.person(JOAO.name);
    box.courier.answer = ({ raw }) => (raw.includes(CLARA.id) ? 500 : 200);
    await clara.says('one');
    // At first, and twice at once.
    await eventually(() => Promise.resolve(box.courier.received.length === 3));
    await clara.says('two');
    await joao.says('three');
    await eventually(async () => (await box.line()).webhook?.pending === 2);
    box.courier.answer = () => 200;
    await box.retry();
    await eventually(async () => (await box.line()).webhook?.pending === 0);
    expect(texts()).toEqual(['one', 'one', 'one', 'three', 'one', 'two']);
    expect((await clara.sees()).messages.every(({ handed }) => handed)).toBe(true);
  });

  test('for an hour has Meta unsubscribe the Page, until it is subscribed again', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1 });
    box.courier.answer = () => 503;
    const person = await box.person();
    await person.says('lost');
    await eventually(() => Promise.resolve(box.courier.received.length > 4));
    await box.control('PUT', '/clock', { offsetMs: HOUR_MS - 10_000 });
    const before = box.courier.received.length;
    await eventually(() => Promise.resolve(box.courier.received.length > before + 1));
    expect((await box.line()).webhook).not.toBeNull();
    await box.control('PUT', '/clock', { offsetMs: HOUR_MS + 1000 });
    await eventually(async () => (await box.line()).webhook === null);
    expect((await box.api('GET', `${PAGE}/subscribed_apps`)).json).toEqual({ data: [] });
    box.courier.answer = () => 200;
    box.courier.received.length = 0;
    await person.says('unheard');
    await box.subscribe();
    await person.says('heard');
    await box.until(() => box.said());
    expect(texts()).toEqual(['heard']);
  });

  test('an hour in which one was taken is none', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1, 'meta-pages-unsubscribe-ms': 60_000 });
    box.courier.answer = (_hook, index) => (index === 0 ? 500 : 200);
    const person = await box.opened();
    await box.until(() => box.said(), 2);
    await box.control('PUT', '/clock', { offsetMs: 120_000 });
    box.courier.answer = (_hook, index) => (index === 2 ? 500 : 200);
    await person.says('Still there?');
    await box.until(() => box.said(), 4);
    expect((await box.line()).webhook).not.toBeNull();
  });

  test('has to be answered in time', async () => {
    await box.assume({ 'meta-pages-hook-timeout-ms': 1_000, 'meta-hook-retry-ms': 1 });
    box.courier.answer = (_hook, index) => (index === 0 ? new Promise(() => undefined) : 200);
    await (await box.person()).says('Hello');
    await box.until(() => box.said(), 2);
    expect(texts()).toEqual(['Hello', 'Hello']);
  });
});

test('faults repeat, reorder and delay webhooks', async () => {
  const person = await box.person();
  await box.fault('hook-duplicate', { times: 1 });
  await person.says('twice');
  await box.until(() => box.said(), 2);
  await box.fault('hook-reorder', { times: 1 });
  await person.says('first');
  await person.says('second');
  await box.until(() => box.said(), 4);
  await box.fault('hook-delay', { times: 1, ms: 20 });
  await person.says('late');
  await box.until(() => box.said(), 5);
  expect(texts()).toEqual(['twice', 'twice', 'second', 'first', 'late']);
});

test('any item can be told, for kinds that nobody knows yet', async () => {
  const item = { sender: { user_ref: 'guest-1' }, recipient: { id: PAGE }, timestamp: 1, account_linking: {} };
  await box.onLine('event', { field: 'messages', item });
  const [hook] = await box.until(() => box.courier.received);
  expect(hook && itemsOf(hook)).toEqual([item]);
});

describe('while another app has the chat', () => {
  test('ours is told in standby, may not answer, and gets it back', async () => {
    const person = await box.opened();
    await person.does('take-thread');
    const taken = { previous_owner_app_id: PAGES.app.id };
    expect(await box.until(() => box.told('take_thread_control'))).toMatchObject([taken]);
    await person.says('To the other app');
    expect(await box.until(() => box.items('standby'))).toMatchObject([{ message: { text: 'To the other app' } }]);
    const refused = await box.text('Hi');
    expect(refused.json).toMatchObject({ error: { code: 10, error_subcode: 2_018_300 } });
    await person.does('pass-thread');
    expect(await box.until(() => box.told('pass_thread_control'))).toMatchObject([{ new_owner_app_id: PAGES.app.id }]);
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('ours may take the chat, pass it on, and ask for it', async () => {
    const person = await box.opened();
    const recipient = { id: person.id };
    await person.does('take-thread');
    expect((await box.api('POST', `${PAGE}/request_thread_control`, { recipient })).status).toBe(200);
    expect((await box.api('POST', `${PAGE}/take_thread_control`, { recipient })).json).toEqual({ success: true });
    expect((await box.text('Hi')).status).toBe(200);
    const target = { recipient, target_app_id: '18911000000000003' };
    expect((await box.api('POST', `${PAGE}/pass_thread_control`, target)).json).toEqual({ success: true });
    expect((await box.text('Hi')).status).toBe(400);
  });
});
