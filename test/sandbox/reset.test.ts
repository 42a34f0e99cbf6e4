import { botPath, Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { incoming } from './support/kommo-caller';
import { upload } from './support/kommo-inbox';
import { botOffers, phone, refusal, updates } from './support/phone';

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
  await box.setWebhook();
});
afterEach(() => box.stop());

const reset = async (): Promise<void> => {
  expect((await box.control('POST', '/reset')).status).toBe(204);
};
const updateId = (index: number): number => (box.courier.received[index]?.json as { update_id: number }).update_id;

test('empties phones and inboxes and switches everything off', async () => {
  await box.customerWrites('Hello');
  await box.control('POST', `${botPath}/chats/700000001/block`);
  await box.control('POST', `${botPath}/customers`, { firstName: 'Ben' });
  const payload = incoming('Hello');
  await box.kommo.send(payload);
  await box.fault({ name: 'kommo-hang' });
  await box.assume({ 'history-lag-ms': 5 });
  await box.control('PUT', '/clock', { offsetMs: 1e9 });
  await reset();

  const state = await box.state();
  expect(state.faults).toEqual([]);
  expect(state.kommo.chats).toEqual([]);
  expect(state.telegram.phones).toMatchObject([{ chatId: '700000001', state: 'new', messages: [] }]);
  expect(state.now - Date.now()).toBeLessThan(2000);
  expect(await box.journal()).toEqual([]);
  expect((await box.control('GET', '/assumptions')).json).toMatchObject({ 'history-lag-ms': { value: 0 } });
  await box.kommo.send(payload);
  expect((await box.journal()).at(-1)).toMatchObject({ stored: true, repeats: null });
});

test('forgets files, groups and presses of Telegram', async () => {
  const ana = phone(box);
  const file = (await upload(box, 'a.pdf', 'application/pdf', 'pages')).id;
  await ana.writes({ file });
  const [update] = await updates(box, 1);
  const offer = await botOffers(box, [[{ text: 'Yes', callback_data: 'y' }]]);
  const callback_query_id = pick(await ana.presses(offer, 0, 0), 'queryId');
  const group = pick(await box.control('POST', `${botPath}/groups`, { title: 'Shop talk' }), 'chatId');
  await box.telegram('sendChatAction', { chat_id: 700000001, action: 'typing' });
  await reset();
  const { telegram } = await box.state();
  expect(telegram.groups).toEqual([]);
  expect(telegram.phones).toMatchObject([{ messages: [], typingUntil: null }]);
  expect((await box.telegram('getFile', { file_id: update?.message?.document?.file_id })).status).toBe(400);
  expect((await box.telegram('answerCallbackQuery', { callback_query_id })).status).toBe(400);
  expect(refusal(await ana.writes({ file }))).toEqual([404, `there is no file ${file}`]);
  const next = pick(await box.control('POST', `${botPath}/groups`, { title: 'Shop talk' }), 'chatId');
  expect(next).not.toBe(group);
});

test('leaves everything connected, so that a conversation goes on at once', async () => {
  const account = { amojoId: '5a0db0c5-0000-4000-8000-00000000a002', id: 7, subdomain: 'other', users: [] };
  await box.control('POST', '/kommo/accounts', account);
  const before = await box.state();
  await reset();
  const { kommo, telegram } = await box.state();
  expect([kommo.channels, kommo.accounts]).toEqual([before.kommo.channels, before.kommo.accounts]);
  expect(telegram.bots).toEqual(before.telegram.bots);

  await box.customerWrites('Hello');
  await box.courier.until(1);
  const chatId = pick(await box.kommo.send(incoming('Hello')), 'new_message', 'conversation_id');
  await box.managerWrites(chatId, 'Good day');
  const [, hook] = await box.courier.until(2);
  expect(hook?.json).toMatchObject({ message: { message: { text: 'Good day' } } });
  expect((await box.telegram('sendMessage', { chat_id: 700000001, text: 'Good day' })).status).toBe(200);
});

test('never gives an id of Telegram twice', async () => {
  const ben = pick(await box.control('POST', `${botPath}/customers`, { firstName: 'Ben' }), 'chatId');
  await box.customerWrites('one');
  await box.courier.until(1);
  await reset();
  await box.customerWrites('two');
  await box.courier.until(2);
  expect(updateId(1)).toBe(updateId(0) + 1);
  expect((await box.state()).telegram.phones[0]?.messages).toMatchObject([{ id: 2, text: 'two' }]);
  expect(pick(await box.control('POST', `${botPath}/customers`, { firstName: 'Eva' }), 'chatId')).not.toBe(ben);
});

test('drops what waits for the webhook', async () => {
  box.courier.answer = (_update, index) => (index === 0 ? { status: 503, headers: { 'Retry-After': '3000' } } : 200);
  await box.customerWrites('waits');
  await eventually(async () => (await box.state()).telegram.bots[0]?.webhook?.lastError);
  await reset();
  expect((await box.state()).telegram.bots[0]?.webhook?.pending).toBe(0);
  await box.customerWrites('next');
  const [, next] = await box.courier.until(2);
  expect(next?.json).toMatchObject({ message: { text: 'next' } });
});

test('lets the webhook be set again at once', async () => {
  await reset();
  expect((await box.setWebhook()).status).toBe(200);
});
