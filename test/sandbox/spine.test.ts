import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { incoming, SCOPE } from './support/kommo-caller';

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

test('a conversation goes both ways', async () => {
  expect((await box.kommo.connect()).json).toEqual({
    account_id: SANDBOX.kommo.account.amojoId,
    scope_id: SCOPE,
    title: 'Courier',
    hook_api_version: 'v2',
    is_time_window_disabled: false,
  });
  await box.setWebhook();
  await box.customerWrites('Hello');
  const [update] = await box.courier.until(1);
  expect(update?.headers['x-telegram-bot-api-secret-token']).toBe('secret-1');
  expect(update?.json).toMatchObject({ message: { message_id: 1, text: 'Hello', chat: { id: 700000001 } } });

  const sent = await box.kommo.send(incoming('Hello'));
  expect(sent.status).toBe(200);
  const chatId = pick(sent, 'new_message', 'conversation_id');
  const written = await box.managerWrites(chatId, 'Good day');
  expect(written.status).toBe(201);
  const hook = (await box.courier.until(2))[1];
  expect(hook?.path).toBe(`/hooks/kommo/${SCOPE}`);
  expect(hook?.json).toMatchObject({
    message: { conversation: { client_id: 'chat-1' }, message: { text: 'Good day' } },
  });

  const answer = await box.telegram('sendMessage', { chat_id: 700000001, text: 'Good day' });
  expect(answer.json).toMatchObject({ ok: true, result: { message_id: 2, text: 'Good day' } });
  expect((await box.kommo.status(pick(written, 'id'), { status_code: 1 })).status).toBe(200);

  const state = await eventually(async () => {
    const now = await box.state();
    return now.kommo.chats[0]?.messages[1]?.hook ? now : undefined;
  });
  expect(state.kommo.chats[0]?.messages.map(({ text, status }) => [text, status])).toEqual([
    ['Hello', null],
    ['Good day', 'delivered'],
  ]);
  expect(state.telegram.phones[0]?.messages.map(({ text, handed }) => [text, handed])).toEqual([
    ['Hello', true],
    ['Good day', false],
  ]);
  expect((await box.journal()).map(({ operation }) => operation)).toEqual([
    'connect',
    'setWebhook',
    'hook',
    'send',
    'hook',
    'sendMessage',
    'delivery-status',
  ]);
});
