import { BOT, eventOf, OLENA, readExactly, said, SENDER, signatureOf, ViberBox } from './support/viber';

let viber: ViberBox;
beforeEach(async () => {
  viber = await ViberBox.start();
});
afterEach(() => viber.stop());

const ALL = [
  ...['subscribed', 'unsubscribed', 'webhook', 'conversation_started', 'client_status', 'action'],
  ...['delivered', 'failed', 'message', 'seen'],
];

describe('the webhook', () => {
  test('is asked first, signed, and then set', async () => {
    const answer = await viber.setWebhook();
    expect(answer.json).toEqual({ status: 0, status_message: 'ok', event_types: ALL });
    expect(answer.headers.get('content-type')).toBe('application/json');
    const [probe] = viber.box.courier.received;
    expect(probe?.path).toBe('/hooks/viber/1');
    expect(probe && eventOf(probe)).toEqual({
      event: 'webhook',
      timestamp: expect.any(Number) as number,
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
    });
    expect(probe?.headers['x-viber-content-signature']).toBe(signatureOf(probe?.raw ?? ''));
    expect((await viber.line()).webhook).toEqual({ url: viber.hookUrl, pending: 0, lastError: null });
  });

  test.each([404, 500, 204, 302])('is refused when it answers %i', async (status) => {
    viber.box.courier.answer = () => status;
    expect(said(await viber.setWebhook())).toEqual([1, 'invalidUrl']);
    expect((await viber.line()).webhook).toBeNull();
  });

  test('is refused when it does not answer in time, and where nobody is', async () => {
    await viber.box.assume({ 'viber-callback-timeout-ms': 50 });
    viber.box.courier.answer = () => new Promise(() => undefined);
    expect(said(await viber.setWebhook())).toEqual([1, 'invalidUrl']);
    expect(said(await viber.setWebhook({ url: 'http://127.0.0.1:1/' }))).toEqual([1, 'invalidUrl']);
  });

  test('has to be https, but for this machine', async () => {
    expect(said(await viber.setWebhook({ url: 'http://bridge.example/hooks' }))).toEqual([1, 'invalidUrl']);
    expect(said(await viber.setWebhook({ url: 'no address' }))).toEqual([1, 'invalidUrl']);
    await viber.box.assume({ 'viber-loopback': 'off' });
    expect(said(await viber.setWebhook())).toEqual([1, 'invalidUrl']);
    expect(viber.box.courier.received).toEqual([]);
  });

  test('stays as it was when another is refused', async () => {
    await viber.setWebhook();
    viber.box.courier.answer = () => 500;
    await viber.setWebhook({ url: `${viber.box.courierUrl}/other` });
    expect((await viber.line()).webhook?.url).toBe(viber.hookUrl);
  });

  test('is taken away by an empty address; customers see no chat then', async () => {
    await viber.open();
    expect((await viber.setWebhook({ url: '' })).json).toEqual({ status: 0, status_message: 'ok' });
    expect((await viber.line()).webhook).toBeNull();
    expect((await viber.says({ text: 'Anybody?' })).status).toBe(409);
    expect(said(await viber.send())).toEqual([10, 'webhookNotSet']);
    await viber.box.assume({ 'viber-chat-without-webhook': 'open' });
    expect((await viber.says({ text: 'Anybody?' })).status).toBe(201);
    expect(viber.box.courier.received).toEqual([]);
  });

  test.each([
    [{ url: undefined }, [4, 'missingData: url']],
    [{ url: 7 }, [3, 'badData: url: a string expected']],
    [{ event_types: 'all' }, [3, 'badData: event_types: an array of strings expected']],
    [{ event_types: ['typing'] }, [3, 'badData: event_types: unknown event type']],
    [{ send_name: 'yes' }, [3, 'badData: send_name: a boolean expected']],
    [{ send_photo: 1 }, [3, 'badData: send_photo: a boolean expected']],
  ])('%j is refused', async (more, expected) => {
    expect(said(await viber.setWebhook(more))).toEqual(expected);
  });
});

describe('event types', () => {
  test('are those that were asked for, and those that cannot be left out', async () => {
    const answer = await viber.setWebhook({ event_types: ['seen'] });
    const documented = ['subscribed', 'unsubscribed', 'message', 'seen'];
    expect(answer.json).toMatchObject({ event_types: expect.arrayContaining(documented) as string[] });
    await viber.box.assume({ 'viber-echoed-event-types': 'documented' });
    expect((await viber.setWebhook({ event_types: ['seen'] })).json).toMatchObject({ event_types: documented });
    expect((await viber.setWebhook({ event_types: [] })).json).toMatchObject({ event_types: documented.slice(0, 3) });
  });

  test('keep the others from coming', async () => {
    await viber.setWebhook({ event_types: ['seen'] });
    await viber.act('start', { context: 'ad-7' });
    await viber.says({ text: 'Hello' });
    await viber.sent();
    await viber.act('read');
    await viber.act('unsubscribe');
    expect((await viber.events(4)).map(({ event }) => event)).toEqual(['webhook', 'message', 'seen', 'unsubscribed']);
  });
});

test('the account is told', async () => {
  const before = (await viber.call('get_account_info')).json;
  expect(before).toMatchObject({ status: 0, status_message: 'ok', id: BOT.id, name: BOT.name, uri: BOT.uri });
  expect(before).not.toHaveProperty('webhook');
  await viber.open();
  expect((await viber.call('get_account_info')).json).toMatchObject({
    webhook: viber.hookUrl,
    event_types: ALL,
    subscribers_count: 1,
    location: { lat: expect.any(Number) as number, lon: expect.any(Number) as number },
    members: [{ role: 'admin' }],
  });
});

test('what an administrator enters is told, with the address of this sandbox', async () => {
  expect((await viber.line()).credentials).toEqual({
    authToken: BOT.authToken,
    senderName: BOT.name,
    apiBaseUrl: `${viber.box.sandbox.url}/viber`,
  });
});

describe('the token', () => {
  test('is taken from the header, or from the body', async () => {
    const none = { 'X-Viber-Auth-Token': '' };
    expect(said(await viber.call('get_account_info', {}, none))).toEqual([2, 'missing_auth_token']);
    expect(said(await viber.call('get_account_info', { auth_token: BOT.authToken }, none))).toEqual([0, 'ok']);
    const wrong = { 'X-Viber-Auth-Token': BOT.authToken.replace('5', '6') };
    expect(said(await viber.call('get_account_info', { auth_token: BOT.authToken }, wrong))).toEqual([
      2,
      'invalidAuthToken',
    ]);
  });

  test('is in no journal', async () => {
    await viber.call('get_account_info', { auth_token: BOT.authToken });
    await viber.open();
    await viber.sent();
    expect(JSON.stringify(await viber.box.journal())).not.toContain(BOT.authToken);
  });

  test('can be replaced by Viber; callbacks are signed with the new one', async () => {
    await viber.open();
    await viber.actOnLine('replace-token');
    expect(said(await viber.send())).toEqual([2, 'invalidAuthToken']);
    const { authToken = '' } = (await viber.line()).credentials;
    expect(said(await viber.call('get_account_info', {}, { 'X-Viber-Auth-Token': authToken }))).toEqual([0, 'ok']);
    await viber.says({ text: 'Hello' });
    const [hook] = await viber.box.courier.until(1);
    expect(hook?.headers['x-viber-content-signature']).toBe(signatureOf(hook?.raw ?? '', authToken));
  });
});

test.each([
  ['block', [7, 'publicAccountBlocked']],
  ['remove', [8, 'publicAccountNotFound']],
  ['suspend', [9, 'publicAccountSuspended']],
  ['unauthorize', [15, 'publicAccountNotAuthorized']],
])('a bot that Viber does %s', async (act, expected) => {
  await viber.open();
  await viber.actOnLine(act);
  expect(said(await viber.send())).toEqual(expected);
  expect(said(await viber.call('get_account_info'))).toEqual(expected);
  await viber.actOnLine('restore');
  expect(said(await viber.send())).toEqual([0, 'ok']);
});

test.each([
  [16, 'inchatReplyMessageNotAllowed'],
  [17, 'publicAccountIsNotInline'],
  [18, 'noPublicChat'],
  [19, 'cannotSendBroadcast'],
  [20, 'broadcastNotAllowed'],
  [21, 'generalError'],
])('status %i can be asked for', async (status, text) => {
  await viber.open();
  await viber.actOnLine('answer', { status, operation: 'send_message' });
  expect(said(await viber.call('get_account_info'))).toEqual([0, 'ok']);
  expect(said(await viber.send())).toEqual([status, text]);
  expect(said(await viber.send())).toEqual([0, 'ok']);
});

test('another system can take the webhook, and it can be lost', async () => {
  await viber.open();
  await viber.actOnLine('steal-webhook');
  expect((await viber.call('get_account_info')).json).toMatchObject({ webhook: 'http://127.0.0.1:9/another-system' });
  await viber.actOnLine('lose-webhook');
  expect(said(await viber.send())).toEqual([10, 'webhookNotSet']);
  const elsewhere = await viber.actOnLine('steal-webhook', { url: 'https://other.example/' });
  expect(elsewhere.status).toBe(409);
});

test('what is no call of the API', async () => {
  expect(await viber.call('broadcast')).toMatchObject({ status: 404, text: '' });
  const { url } = viber.box.sandbox;
  expect((await fetch(`${url}/viber/get_account_info`)).status).toBe(405);
  const raw = (body: string, type = 'application/json') =>
    fetch(`${url}/viber/get_account_info`, {
      method: 'POST',
      headers: { 'Content-Type': type, 'X-Viber-Auth-Token': BOT.authToken },
      body,
    });
  expect(await (await raw('[]')).json()).toMatchObject({
    status: 3,
    status_message: 'badData: a JSON object expected',
  });
  expect(await (await raw('{')).json()).toMatchObject({ status: 3 });
  expect(await (await raw('{}', 'text/plain')).json()).toMatchObject({ status: 3 });
});

test('a body has 30 kB at most', async () => {
  await viber.open();
  const filler = (bytes: number) => ({ filler: 'x'.repeat(bytes) });
  expect(said(await viber.send(filler(29_000)))).toEqual([0, 'ok']);
  expect(said(await viber.send(filler(30_000)))).toEqual([3, 'badData: the body is larger than 30 kB']);
  await viber.box.assume({ 'viber-kilobyte': 1024 });
  expect(said(await viber.send(filler(30_000)))).toEqual([0, 'ok']);
  await viber.box.assume({ 'viber-too-large-body': 'http-413' });
  expect((await viber.send(filler(40_000))).status).toBe(413);
});

test('a bot of its own has customers of its own', async () => {
  const made = await viber.box.control('POST', '/lines/viber', { name: 'Second shop' });
  expect(made.status).toBe(201);
  const { id, credentials } = made.json as { id: string; credentials: Record<string, string> };
  const token = { 'X-Viber-Auth-Token': credentials.authToken ?? '' };
  expect((await viber.call('get_account_info', {}, token)).json).toMatchObject({ id, name: 'Second shop' });
  await viber.open();
  await viber.call('set_webhook', { url: viber.hookUrl }, token);
  const foreign = { receiver: OLENA.id, sender: SENDER, type: 'text', text: 'x' };
  expect(said(await viber.call('send_message', foreign, token))).toEqual([5, 'receiverNotRegistered']);
  const customer = await viber.box.control('POST', `/lines/viber/${id}/customers`, { name: 'Iryna Bondar' });
  expect(customer.json).toMatchObject({
    lineId: id,
    state: 'new',
    id: expect.stringMatching(/^[\w+/]{22}==$/) as string,
  });
});

test.each([
  [{ colour: 'red' }, 'A bot of Viber has no colour.'],
  [{ authToken: 'short' }, 'A token is three times 16 letters and digits, with dashes between them.'],
  [{ authToken: BOT.authToken }, 'Another bot has this token.'],
  [{ id: 'bot' }, 'The id of a bot is `pa:` and digits.'],
  [{ name: 'x'.repeat(29) }, 'A name has 28 characters at most.'],
])('a bot with %j is refused', async (fields, detail) => {
  expect(await viber.box.control('POST', '/lines/viber', fields)).toMatchObject({ status: 409, json: { detail } });
});

test('tokens are numbers beyond those of JavaScript', async () => {
  await viber.open();
  const [first, second] = [await viber.send(), await viber.send()];
  const token = ({ text }: { text: string }): string => String(readExactly(text).message_token);
  expect(first.text).toMatch(/"message_token":\d{19}[,}]/);
  expect(token(first)).not.toBe(token(second));
  expect(Number(token(first))).toBe(Number(token(second)));
  const entry = (await viber.box.journal()).filter(({ operation }) => operation === 'send_message').at(-1);
  expect(entry).toMatchObject({ messageId: token(second), answer: { message_token: token(second) }, stored: true });
});
