import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { answered, type Answered } from './support/http';

const { bot, customer } = SANDBOX.telegram;
const CHAT = customer.id;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

function expectRefusal(answer: Answered, code: number, description: string): void {
  expect(answer.json).toEqual({ ok: false, error_code: code, description });
  expect(answer.status).toBe(code);
}

const url = (method: string, token: string = bot.token): string => `${box.sandbox.url}/telegram/bot${token}/${method}`;

test('getMe tells who the bot is', async () => {
  expect((await box.telegram('getMe')).json).toEqual({
    ok: true,
    result: {
      id: 500000001,
      is_bot: true,
      first_name: 'Sandbox Shop',
      username: 'sandbox_shop_bot',
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    },
  });
});

test('tokens, methods and paths are checked in this order', async () => {
  for (const token of ['0500:abcdefghijkl', 'no-colon', `1:${'x'.repeat(80)}`, '1:short']) {
    expectRefusal(await box.telegram('nothing', {}, token), 401, 'Unauthorized: invalid token specified');
  }
  expectRefusal(await box.telegram('nothing', {}, '500000001:another-secret-x'), 401, 'Unauthorized');
  expectRefusal(await box.telegram('nothing', {}, '500000002:another-secret-x'), 401, 'Unauthorized');
  expectRefusal(await box.telegram('nothing'), 404, 'Not Found: method not found');
  expectRefusal(await answered(await fetch(`${box.sandbox.url}/telegram/elsewhere`)), 404, 'Not Found');
  expect((await answered(await fetch(url('GETME')))).status).toBe(200);
  expect((await answered(await fetch(url('getMe', encodeURIComponent(bot.token))))).status).toBe(200);
});

test('a token never shows in the journal', async () => {
  await box.telegram('getMe');
  await fetch(`${url('test')}/getMe`);
  expect(JSON.stringify(await box.journal())).not.toContain('sandbox-telegram-bot-token');
});

describe('sendMessage', () => {
  beforeEach(() => box.customerWrites('Hello'));

  test('answers with the message', async () => {
    const quote = { message_id: 1, allow_sending_without_reply: true };
    const { json } = await box.telegram('sendMessage', { chat_id: CHAT, text: 'Hi', reply_parameters: quote });
    const chat = { id: CHAT, first_name: 'Ana', last_name: 'Lima', username: 'ana_lima', type: 'private' };
    expect(json).toEqual({
      ok: true,
      result: {
        message_id: 2,
        from: { id: 500000001, is_bot: true, first_name: 'Sandbox Shop', username: 'sandbox_shop_bot' },
        chat,
        date: expect.any(Number) as number,
        reply_to_message: {
          message_id: 1,
          from: {
            id: CHAT,
            is_bot: false,
            first_name: 'Ana',
            last_name: 'Lima',
            username: 'ana_lima',
            language_code: 'en',
          },
          chat,
          date: expect.any(Number) as number,
          text: 'Hello',
        },
        text: 'Hi',
      },
    });
    const sent = (await box.journal('&side=telegram')).at(-1);
    expect(sent).toMatchObject({ operation: 'sendMessage', chat: String(CHAT), messageId: '2', stored: true });
  });

  test('takes arguments from the query, forms and multipart', async () => {
    const reply_parameters = '{"message_id":1}';
    const form = new FormData();
    form.set('chat_id', String(CHAT));
    form.set('text', 'multipart – ü');
    form.set('reply_parameters', reply_parameters);
    const answers = await Promise.all([
      fetch(`${url('sendMessage')}?chat_id=${String(CHAT)}&text=query`),
      fetch(url('sendMessage'), {
        method: 'POST',
        body: new URLSearchParams({ chat_id: String(CHAT), text: 'form', reply_parameters }),
      }),
      fetch(url('sendMessage'), { method: 'POST', body: form }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [phone] = (await box.state()).telegram.phones;
    expect(phone?.messages.map(({ text }) => text).sort()).toEqual(['Hello', 'form', 'multipart – ü', 'query']);
  });

  test.each([
    [{ chat_id: CHAT }, 'message text is empty'],
    [{ chat_id: CHAT, text: ' \n' }, 'message text is empty'],
    [{ chat_id: CHAT, text: 'x'.repeat(4097) }, 'message is too long'],
    [{ chat_id: CHAT, text: '👍'.repeat(2049) }, 'message is too long'],
    [{ text: 'x' }, 'chat_id is empty'],
    [{ chat_id: 1, text: 'x' }, 'chat not found'],
    [{ chat_id: CHAT, text: 7 }, 'wrong type of "text": a string expected'],
    [{ chat_id: {}, text: 'x' }, 'wrong type of "chat_id": an integer or a string expected'],
    [
      { chat_id: CHAT, text: 'x', disable_notification: 'maybe' },
      'wrong type of "disable_notification": a boolean expected',
    ],
    [{ chat_id: CHAT, text: 'x', reply_parameters: 'no json' }, "can't parse reply parameters JSON object"],
    [{ chat_id: CHAT, text: 'x', reply_parameters: { message_id: 99 } }, 'message to be replied not found'],
    [
      { chat_id: CHAT, text: 'x', reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'ü'.repeat(33) }]] } },
      'BUTTON_DATA_INVALID',
    ],
  ])('refuses %#', async (args, reason) => {
    expectRefusal(await box.telegram('sendMessage', args), 400, `Bad Request: ${reason}`);
  });

  test('takes the longest text, unknown arguments and a quote that may be missing', async () => {
    const reply_parameters = { message_id: 99, allow_sending_without_reply: true };
    const args = { chat_id: String(CHAT), text: 'x'.repeat(4096), unheard_of: {}, reply_parameters };
    expect((await box.telegram('sendMessage', args)).status).toBe(200);
  });

  test('a body that is no JSON is refused', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await answered(await fetch(url('sendMessage'), { method: 'POST', headers, body: '{' }));
    expectRefusal(answer, 400, "Bad Request: can't parse JSON object");
  });

  test('a customer who blocked or left cannot be written to', async () => {
    const path = `/telegram/bots/500000001/chats/${String(CHAT)}`;
    const send = () => box.telegram('sendMessage', { chat_id: CHAT, text: 'x' });
    await box.control('POST', `${path}/block`);
    expectRefusal(await send(), 403, 'Forbidden: bot was blocked by the user');
    expect((await box.customerWrites('no')).status).toBe(409);
    await box.control('POST', `${path}/unblock`);
    expect((await send()).status).toBe(200);
    await box.control('POST', `${path}/deactivate`);
    expectRefusal(await send(), 403, 'Forbidden: user is deactivated');
  });
});

test('nobody can be written to first', async () => {
  const answer = await box.telegram('sendMessage', { chat_id: CHAT, text: 'Hi' });
  expectRefusal(answer, 403, "Forbidden: bot can't initiate conversation with a user");
});

test('chat actions and button answers', async () => {
  await box.customerWrites('Hello');
  expect((await box.telegram('sendChatAction', { chat_id: CHAT, action: 'typing' })).json).toEqual({
    ok: true,
    result: true,
  });
  const odd = await box.telegram('sendChatAction', { chat_id: CHAT, action: 'dance' });
  expectRefusal(odd, 400, 'Bad Request: wrong parameter action in request');
  expectRefusal(
    await box.telegram('answerCallbackQuery', { callback_query_id: '1' }),
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
});

describe('setWebhook', () => {
  test.each([
    ['no url', 'invalid webhook URL specified'],
    ['http://example.com/', 'bad webhook: An HTTPS URL must be provided for webhook'],
    ['https://example.com:444/', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    ['https://10.1.2.3/', 'bad webhook: IP address 10.1.2.3 is reserved'],
    ['https://[2001:db8::1]/', 'bad webhook: IPv6-only addresses are not allowed'],
  ])('refuses %s', async (address, reason) => {
    expectRefusal(await box.telegram('setWebhook', { url: address }), 400, `Bad Request: ${reason}`);
  });

  test('refuses loopback if told so', async () => {
    await box.assume({ 'telegram-loopback-webhook': 'off' });
    const reason = 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook';
    expectRefusal(await box.setWebhook(), 400, reason);
  });

  test('refuses odd secrets and lists', async () => {
    const long = await box.setWebhook({ secret_token: 'x'.repeat(257) });
    expectRefusal(long, 400, 'Bad Request: secret token is too long');
    const odd = await box.setWebhook({ secret_token: 'a b' });
    expectRefusal(odd, 400, 'Bad Request: secret token contains unallowed characters');
    const list = await box.setWebhook({ allowed_updates: 'message' });
    expectRefusal(list, 400, "Bad Request: can't parse allowed_updates JSON object");
  });

  test.each([
    [{ url: 5 }, 'wrong type of "url": a string expected'],
    [{ ip_address: {} }, 'wrong type of "ip_address": a string expected'],
    [{ max_connections: 'many' }, 'wrong type of "max_connections": an integer expected'],
    [{ drop_pending_updates: 'maybe' }, 'wrong type of "drop_pending_updates": a boolean expected'],
    [{ secret_token: 7 }, 'wrong type of "secret_token": a string expected'],
    [{ allowed_updates: [1] }, "can't parse allowed_updates JSON array"],
  ])('refuses %j, and can be called again at once', async (more, reason) => {
    expectRefusal(await box.setWebhook(more), 400, `Bad Request: ${reason}`);
    expect((await box.setWebhook()).status).toBe(200);
  });

  test('is taken once a second', async () => {
    expect((await box.setWebhook()).json).toEqual({ ok: true, result: true, description: 'Webhook was set' });
    const soon = await box.setWebhook();
    expect(soon.status).toBe(429);
    expect(soon.headers.get('retry-after')).toBe('1');
    expect(soon.json).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
  });

  test('shows in getWebhookInfo until it is deleted', async () => {
    await box.setWebhook({ allowed_updates: ['message'], max_connections: 7 });
    expect((await box.telegram('getWebhookInfo')).json).toEqual({
      ok: true,
      result: {
        url: `${box.courierUrl}/hooks/telegram/1`,
        has_custom_certificate: false,
        pending_update_count: 0,
        max_connections: 7,
        ip_address: '127.0.0.1',
        allowed_updates: ['message'],
      },
    });
    expect((await box.telegram('deleteWebhook')).json).toMatchObject({ description: 'Webhook was deleted' });
    expect((await box.telegram('deleteWebhook')).json).toMatchObject({ description: 'Webhook is already deleted' });
    expect((await box.telegram('getWebhookInfo')).json).toMatchObject({ result: { url: '', pending_update_count: 0 } });
  });
});

test('getUpdates works only without a webhook', async () => {
  await box.customerWrites('one');
  await box.customerWrites('two');
  const { json } = await box.telegram('getUpdates', { limit: 1 });
  const [first] = (json as { result: { update_id: number; message: { text: string } }[] }).result;
  expect(first?.message.text).toBe('one');
  const rest = await box.telegram('getUpdates', { offset: (first?.update_id ?? 0) + 1 });
  expect((rest.json as { result: unknown[] }).result).toHaveLength(1);
  box.courier.answer = () => new Promise<number>(() => undefined);
  await box.setWebhook();
  expectRefusal(
    await box.telegram('getUpdates'),
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );
});
