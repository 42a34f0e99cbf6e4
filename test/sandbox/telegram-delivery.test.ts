import { SANDBOX } from '../../src/sandbox/credentials';
import { retryDelay } from '../../src/sandbox/telegram/retry';
import { botPath, Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { botOffers, phone, updates } from './support/phone';
import type { Received } from './support/receiver';

const CHAT = SANDBOX.telegram.customer.id;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

const textOf = ({ json }: Received): string | undefined => (json as { message?: { text: string } }).message?.text;
const texts = (): (string | undefined)[] => box.courier.received.map(textOf);
const newCustomer = async (firstName: string): Promise<string> =>
  pick(await box.control('POST', `${botPath}/customers`, { firstName }), 'chatId');
const webhook = async () => (await box.state()).telegram.bots[0]?.webhook;

test('updates wait until the webhook is set, then come one by one and in order', async () => {
  await box.customerWrites('one', CHAT, { start: 'promo' });
  await box.customerWrites('two');
  expect((await box.telegram('getWebhookInfo')).json).toMatchObject({ result: { pending_update_count: 3 } });
  await box.setWebhook();
  const [start] = await box.courier.until(3);
  expect(texts()).toEqual(['/start promo', 'one', 'two']);
  expect(start?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': 'secret-1',
  });
  expect(start?.json).toEqual({
    update_id: expect.any(Number) as number,
    message: {
      message_id: 1,
      from: {
        id: CHAT,
        is_bot: false,
        first_name: 'Ana',
        last_name: 'Lima',
        username: 'ana_lima',
        language_code: 'en',
      },
      chat: { id: CHAT, first_name: 'Ana', last_name: 'Lima', username: 'ana_lima', type: 'private' },
      date: expect.any(Number) as number,
      text: '/start promo',
      entities: [{ offset: 0, length: 6, type: 'bot_command' }],
    },
  });
  const ids = box.courier.received.map(({ json }) => (json as { update_id: number }).update_id);
  expect(ids).toEqual([ids[0], (ids[0] ?? 0) + 1, (ids[0] ?? 0) + 2]);
  await eventually(async () => (await webhook())?.pending === 0);
  expect((await box.state()).telegram.phones[0]?.messages.every(({ handed }) => handed)).toBe(true);
});

test('a failing update holds up its chat only, and is tried again at once', async () => {
  const other = await newCustomer('Ben');
  const held: { release: (status: number) => void } = { release: () => undefined };
  box.courier.answer = (update) =>
    textOf(update) === 'first' && texts().filter((text) => text === 'first').length === 1
      ? new Promise<number>((resolve) => (held.release = resolve))
      : 200;
  await box.setWebhook();
  await box.customerWrites('first');
  await box.courier.until(1);
  await box.customerWrites('second');
  await box.customerWrites('other chat', other);
  await box.courier.until(2);
  expect(texts()).toEqual(['first', 'other chat']);
  expect((await webhook())?.pending).toBeGreaterThanOrEqual(2);
  held.release(500);
  await box.courier.until(4);
  expect(texts()).toEqual(['first', 'other chat', 'first', 'second']);
  expect((await box.telegram('getWebhookInfo')).json).toMatchObject({
    result: { last_error_message: 'Wrong response from the webhook: 500 Internal Server Error' },
  });
  const tries = (await box.journal()).filter(({ operation, stored }) => operation === 'hook' && !stored);
  expect(tries).toMatchObject([{ side: 'telegram', direction: 'out', chat: String(CHAT), status: 500 }]);
});

test('the second retry waits two seconds, unless asked to go on', async () => {
  box.courier.answer = (_update, index) => (index < 2 ? 503 : 204);
  await box.setWebhook();
  await box.customerWrites('stubborn');
  const [, second] = await box.courier.until(2);
  const [, , third] = await box.courier.until(3);
  expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThan(1900);
  await eventually(async () => (await webhook())?.pending === 0);
});

test('a webhook where nobody is shows in the journal', async () => {
  await box.setWebhook({ url: 'http://127.0.0.1:1/' });
  await box.customerWrites('nobody');
  await eventually(async () => (await webhook())?.lastError ?? undefined);
  const entry = (await box.journal()).find(({ operation }) => operation === 'hook');
  expect(entry).toMatchObject({ status: null, answer: 'Connection refused', stored: false });
});

test('waiting updates can be tried at once', async () => {
  box.courier.answer = (_update, index) => (index === 0 ? { status: 429, headers: { 'Retry-After': '3000' } } : 200);
  await box.setWebhook();
  await box.customerWrites('patient');
  await eventually(async () => (await webhook())?.lastError ?? undefined);
  await box.control('POST', `${botPath}/retry`);
  await box.courier.until(2);
});

test('the retry curve', () => {
  const at = (failures: number): number => retryDelay(failures, null, () => 0.5) / 1000;
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(at)).toEqual([0, 2, 4, 8, 16, 32, 64, 90, 90]);
  expect(retryDelay(1, '7')).toBe(7000);
  expect(retryDelay(1, '86400')).toBe(3_600_000);
  expect(retryDelay(2, 'Wed, 21 Oct 2026 07:28:00 GMT')).toBe(2000);
});

test('chats go in parallel, up to max_connections', async () => {
  const chats = await Promise.all(['A', 'B', 'C', 'D'].map(newCustomer));
  const waiting: (() => void)[] = [];
  box.courier.answer = () => new Promise((resolve) => waiting.push(() => resolve(200)));
  await box.setWebhook({ max_connections: 3 });
  for (const chat of chats) await box.customerWrites(`to ${chat}`, chat);
  await box.courier.until(3);
  await box.telegram('getMe');
  expect(box.courier.received).toHaveLength(3);
  waiting[0]?.();
  await box.courier.until(4);
});

test('an update nobody took is dropped after a day', async () => {
  await box.customerWrites('yesterday');
  await box.control('PUT', '/clock', { offsetMs: 25 * 3_600_000 });
  await box.customerWrites('today');
  await box.setWebhook();
  await box.courier.until(1);
  expect(texts()).toEqual(['today']);
});

test('a press that nobody took is dropped after 150 seconds, a message is not', async () => {
  const ana = phone(box);
  await box.customerWrites('Hello');
  const offer = await botOffers(box, [[{ text: 'Yes', callback_data: 'y' }]]);
  await ana.presses(offer, 0, 0);
  await box.control('PUT', '/clock', { offsetMs: 151_000 });
  const late = pick(await ana.presses(offer, 0, 0), 'queryId');
  await box.setWebhook();
  const came = await updates(box, 2);
  expect(came.flatMap(({ message }) => message?.text ?? [])).toEqual(['Hello']);
  expect(came.flatMap(({ callback_query }) => callback_query?.id ?? [])).toEqual([late]);
  await eventually(async () => (await webhook())?.pending === 0);
});

test('edits wait behind the messages of their chat; presses, reactions and blocking do not', async () => {
  const ana = phone(box);
  await box.customerWrites('Hello');
  const offer = await botOffers(box, [[{ text: 'Yes', callback_data: 'y' }]]);
  const kindOf = ({ json }: Received): string => Object.keys(json as object)[1] ?? '';
  const held: (() => void)[] = [];
  box.courier.answer = (update) =>
    kindOf(update) === 'message' ? new Promise((resolve) => held.push(() => resolve(200))) : 200;
  await box.setWebhook({
    allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
  });
  await box.courier.until(1);
  await ana.edits(1, { text: 'Hello!' });
  await ana.presses(offer, 0, 0);
  await ana.reacts(offer, { emoji: '👍' });
  await ana.act('block');
  await box.courier.until(4);
  const kinds = (): string[] => box.courier.received.map(kindOf);
  expect(kinds().slice(1).sort()).toEqual(['callback_query', 'message_reaction', 'my_chat_member']);
  held[0]?.();
  await box.courier.until(5);
  expect(kinds()[4]).toBe('edited_message');
});

test('pending updates can be dropped', async () => {
  await box.customerWrites('gone');
  await box.setWebhook({ drop_pending_updates: true });
  await box.customerWrites('kept');
  await box.courier.until(1);
  expect(texts()).toEqual(['kept']);
});

test('blocking and unblocking is told, unless it is not wanted', async () => {
  await box.customerWrites('Hello');
  await box.setWebhook();
  await box.courier.until(1);
  await box.control('POST', `${botPath}/chats/${String(CHAT)}/block`);
  await box.control('POST', `${botPath}/chats/${String(CHAT)}/unblock`);
  const received = await box.courier.until(3);
  expect(received.slice(1).map(({ json }) => json)).toMatchObject([
    { my_chat_member: { chat: { id: CHAT, type: 'private' }, new_chat_member: { status: 'kicked', until_date: 0 } } },
    { my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
  ]);
});

test('only wanted kinds come', async () => {
  await box.setWebhook({ allowed_updates: ['message'] });
  await box.customerWrites('one');
  await box.control('POST', `${botPath}/chats/${String(CHAT)}/block`);
  await box.control('POST', `${botPath}/chats/${String(CHAT)}/unblock`);
  await box.customerWrites('two');
  await box.courier.until(2);
  expect(texts()).toEqual(['one', 'two']);
});
