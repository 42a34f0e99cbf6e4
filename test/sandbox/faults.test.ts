import { SANDBOX } from '../../src/sandbox/credentials';
import { botPath, Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { incoming } from './support/kommo-caller';

const CHAT = SANDBOX.telegram.customer.id;

let box: Harness;
let kommoChat: string;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
  kommoChat = pick(await box.kommo.send(incoming('Hello')), 'new_message', 'conversation_id');
  await box.customerWrites('Hello');
  await box.setWebhook();
  await box.courier.until(1);
});
afterEach(() => box.stop());

const kommoSend = () => box.kommo.send(incoming('again'));
const telegramSend = () => box.telegram('sendMessage', { chat_id: CHAT, text: 'Hi' });
const kommoStored = async (): Promise<number> => (await box.state()).kommo.chats[0]?.messages.length ?? 0;
const telegramStored = async (): Promise<number> => (await box.state()).telegram.phones[0]?.messages.length ?? 0;
const lastEntry = async () => (await box.journal()).at(-1);

const sides = [
  ['kommo', kommoSend, kommoStored, 1],
  ['telegram', telegramSend, telegramStored, 1],
] as const;

describe.each(sides)('%s', (side, send, stored, before) => {
  test('latency: stored at once, answered later', async () => {
    await box.fault({ name: `${side}-latency`, ms: 2_000, times: 1 });
    const began = performance.now();
    let isAnswered = false;
    const answer = send().finally(() => {
      isAnswered = true;
    });
    await eventually(async () => (await stored()) === before + 1);
    expect(isAnswered).toBe(false);
    expect((await answer).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(1_990);
    expect(await lastEntry()).toMatchObject({ fault: `${side}-latency`, status: 200, stored: true });
  });

  test('error: answers as told and does nothing', async () => {
    await box.fault({ name: `${side}-error`, status: 429, retryAfter: 7, times: 1 });
    const answer = await send();
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.json).toMatchObject(side === 'kommo' ? { retry_after: 7 } : { parameters: { retry_after: 7 } });
    expect(await stored()).toBe(before);
    expect(await lastEntry()).toMatchObject({ fault: `${side}-error`, status: 429, stored: false });
    expect((await send()).status).toBe(200);
  });

  test('hang: no answer until the client gives up', async () => {
    await box.fault({ name: `${side}-hang`, times: 1 });
    const url = side === 'kommo' ? '/v2/origin/custom/x' : `/telegram/bot${SANDBOX.telegram.bot.token}/getMe`;
    const giveUp = new AbortController();
    const answer = fetch(box.sandbox.url + url, { method: 'POST', signal: giveUp.signal });
    await eventually(async () => (await box.journal()).find(({ fault }) => fault === `${side}-hang`));
    giveUp.abort();
    await expect(answer).rejects.toThrow();
    const ended = await eventually(async () => (await box.journal()).find(({ fault, endedAt }) => fault && endedAt));
    expect(ended).toMatchObject({ status: null, stored: false });
  });

  test('drop-after-storing: done, but no answer', async () => {
    await box.fault({ name: `${side}-drop-after-storing`, times: 1 });
    await expect(send()).rejects.toThrow();
    expect(await stored()).toBe(before + 1);
    expect(await lastEntry()).toMatchObject({ fault: `${side}-drop-after-storing`, status: null, stored: true });
  });

  test('reset: nothing done, no answer', async () => {
    await box.fault({ name: `${side}-reset`, times: 1 });
    await expect(send()).rejects.toThrow();
    expect(await stored()).toBe(before);
    expect(await lastEntry()).toMatchObject({ fault: `${side}-reset`, status: null, stored: false });
  });

  test('hook-duplicate: every webhook twice', async () => {
    await box.fault({ name: `${side}-hook-duplicate` });
    if (side === 'kommo') await box.managerWrites(kommoChat, 'twice');
    else await box.customerWrites('twice');
    const received = await box.courier.until(3);
    expect(received[1]?.raw).toBe(received[2]?.raw);
    const faults = (await box.journal()).filter(({ operation }) => operation === 'hook').map(({ fault }) => fault);
    expect(faults).toEqual([null, null, `${side}-hook-duplicate`]);
  });

  test('hook-delay: webhooks come later', async () => {
    await box.fault({ name: `${side}-hook-delay`, ms: 200, times: 1 });
    const began = performance.now();
    if (side === 'kommo') await box.managerWrites(kommoChat, 'late');
    else await box.customerWrites('late');
    const received = await box.courier.until(2);
    expect((received[1]?.at ?? 0) - began).toBeGreaterThan(190);
  });
});

test('kommo-hook-reorder: the next hook of the chat overtakes', async () => {
  await box.fault({ name: 'kommo-hook-reorder', times: 1 });
  await box.managerWrites(kommoChat, 'first');
  await box.managerWrites(kommoChat, 'second');
  const received = await box.courier.until(3);
  const texts = received
    .slice(1)
    .map(({ json }) => (json as { message: { message: { text: string } } }).message.message.text);
  expect(texts).toEqual(['second', 'first']);
});

test('kommo-hook-reorder: goes out alone after two seconds', async () => {
  await box.fault({ name: 'kommo-hook-reorder', times: 1 });
  const began = performance.now();
  await box.managerWrites(kommoChat, 'alone');
  const received = await box.courier.until(2);
  expect((received[1]?.at ?? 0) - began).toBeGreaterThan(1900);
});

test.each([
  [400, { error_code: 400 }],
  [403, { error_type: 'ORIGIN_INVALID_SIGNATURE' }],
  [404, { error_type: 'ORIGIN_NOT_REGISTERED' }],
  [500, { title: 'ErrInternalServer' }],
  [503, { status: 503 }],
])('kommo-error %i', async (status, body) => {
  await box.fault({ name: 'kommo-error', status });
  const answer = await kommoSend();
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject(body);
});

test.each([
  [401, 'Unauthorized'],
  [403, 'Forbidden: bot was blocked by the user'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
])('telegram-error %i', async (status, description) => {
  await box.fault({ name: 'telegram-error', status });
  expect((await telegramSend()).json).toEqual({ ok: false, error_code: status, description });
});

test('faults act on one operation and one chat, by either of its ids, and end by themselves', async () => {
  const other = pick(await box.control('POST', `${botPath}/customers`, { firstName: 'Ben' }), 'chatId');
  await box.fault({ name: 'telegram-error', status: 500, operation: 'sendMessage', chat: other });
  expect((await telegramSend()).status).toBe(200);
  expect((await box.telegram('getMe')).status).toBe(200);
  expect((await box.telegram('sendMessage', { chat_id: other, text: 'x' })).status).toBe(500);

  await box.fault({ name: 'kommo-error', status: 500, chat: kommoChat, times: 1 });
  expect((await box.kommo.send(incoming('x', { conversation_id: 'chat-2' }))).status).toBe(200);
  expect((await kommoSend()).status).toBe(500);
  await box.fault({ name: 'kommo-error', status: 503, chat: 'chat-1', operation: 'history', times: 1 });
  expect((await kommoSend()).status).toBe(200);
  expect((await box.kommo.history(kommoChat)).status).toBe(503);
  const left = (await box.control('GET', '/faults')).json;
  expect(left).toMatchObject([{ name: 'telegram-error', acted: 1 }]);
});
