import { SANDBOX } from '../../src/sandbox/credentials';
import { eventually, Harness } from './support/harness';
import { incoming, SCOPE } from './support/kommo-caller';

let it_: Harness;
beforeEach(async () => {
  it_ = await Harness.start();
});
afterEach(() => it_.stop());

test('a conversation goes both ways', async () => {
  expect((await it_.kommo.connect()).json).toEqual({
    account_id: SANDBOX.kommo.account.amojoId,
    scope_id: SCOPE,
    title: 'Courier',
    hook_api_version: 'v2',
    is_time_window_disabled: false,
  });
  await it_.setWebhook();
  await it_.customerWrites('Hello');
  const [update] = await it_.courier.until(1);
  expect(update?.headers['x-telegram-bot-api-secret-token']).toBe('secret-1');
  expect(update?.json).toMatchObject({ message: { message_id: 1, text: 'Hello', chat: { id: 700000001 } } });

  const sent = await it_.kommo.send(incoming('Hello'));
  expect(sent.status).toBe(200);
  const chatId = String(sent.json['new_message']?.['conversation_id']);
  const written = await it_.managerWrites(chatId, 'Good day');
  expect(written.status).toBe(201);
  const hook = (await it_.courier.until(2))[1];
  expect(hook?.path).toBe(`/hooks/kommo/${SCOPE}`);
  expect(hook?.json).toMatchObject({
    message: { conversation: { client_id: 'chat-1' }, message: { text: 'Good day' } },
  });

  const answer = await it_.telegram('sendMessage', { chat_id: 700000001, text: 'Good day' });
  expect(answer.json).toMatchObject({ ok: true, result: { message_id: 2, text: 'Good day' } });
  expect((await it_.kommo.status(String(written.json['id']), { status_code: 1 })).status).toBe(200);

  const state = await eventually(async () => {
    const now = await it_.state();
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
  expect((await it_.journal()).map(({ operation }) => operation)).toEqual([
    'connect',
    'setWebhook',
    'hook',
    'send',
    'hook',
    'sendMessage',
    'delivery-status',
  ]);
});
