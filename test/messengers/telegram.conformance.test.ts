import { telegram } from '../../src/messengers/telegram';
import { splitText } from '../../src/messengers/split-text';
import { SANDBOX } from '../../src/sandbox/credentials';
import { waitFor } from '../support/wait-for';
import { errorOf } from './telegram/scripted-http';
import { BOT_ID, CHAT, Stage } from './telegram/with-sandbox';

const { bot, customer } = SANDBOX.telegram;

let stage: Stage;
let sandbox: Stage['sandbox'];
let context: Stage['context'];

beforeAll(async () => {
  stage = await Stage.start();
  ({ sandbox, context } = stage);
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

const part = (text: string, chat = CHAT) => ({ key: 'k', chat, content: { type: 'text' as const, text } });
const onPhone = async () => (await stage.fromBot()).map(({ text }) => text);

describe('a connection', () => {
  it('is identified, made, healthy, and taken away', async () => {
    expect(await telegram.identify(context)).toEqual({
      remoteId: BOT_ID,
      name: bot.name,
      address: `@${bot.username}`,
    });
    expect(await telegram.check(context)).toMatchObject({ state: 'broken', fault: 'webhook' });
    await telegram.connect(context);
    expect(await telegram.check(context)).toMatchObject({ state: 'ok' });
    await telegram.disconnect(context);
    await telegram.disconnect(context);
    expect((await sandbox.state()).telegram.bots[0]?.webhook).toBeNull();
  });

  it('is not taken from another service, unless a person says so', async () => {
    await telegram.connect({ ...context, webhook: { ...context.webhook, url: `${sandbox.hooks.origin}/theirs` } });
    const refused = await errorOf(telegram.connect(context));
    expect(refused).toMatchObject({ code: 905, retry: 'no' });
    expect(refused.text).toContain(`go to another service: ${new URL(sandbox.hooks.origin).host}.`);
    await telegram.disconnect(context);
    expect(await telegram.check(context)).toMatchObject({ state: 'broken', fault: 'webhook' });
    const webhook = async () => (await sandbox.state()).telegram.bots[0]?.webhook?.url;
    expect(await webhook()).toBe(`${sandbox.hooks.origin}/theirs`);
    // Telegram takes one setWebhook a second (telegram.md §1).
    await waitFor(
      () =>
        telegram.connect(context, { takeOver: true }).then(
          () => true,
          () => undefined,
        ),
      { what: 'the webhook to be taken over' },
    );
    expect(await telegram.check(context)).toMatchObject({ state: 'ok' });
    expect(await webhook()).toBe(context.webhook.url);
  });

  it('may be made twice, a second apart', async () => {
    await telegram.connect(context);
    expect(await errorOf(telegram.connect(context))).toMatchObject({ retry: 'later', retryAfterMs: 1_000 });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await telegram.connect(context);
  });

  it('tells what is wrong with our address', async () => {
    const webhook = { ...context.webhook, url: 'http://courier.example/hooks/telegram/c-1' };
    const error = await errorOf(telegram.connect({ ...context, webhook }));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('HTTPS');
  });

  it('is refused with an unknown token', async () => {
    const stranger = { ...context, credentials: { ...context.credentials, token: '500000009:not-a-known-token' } };
    expect(await errorOf(telegram.identify(stranger))).toMatchObject({ code: 902, breadth: 'source' });
    expect(await telegram.check(stranger)).toMatchObject({ state: 'broken', fault: 'credentials' });
    await telegram.disconnect(stranger);
  });
});

describe('from the customer', () => {
  beforeEach(() => telegram.connect(context));

  it('a text arrives once verified', async () => {
    const before = Date.now();
    await stage.customerWrites('Olá 👋\nline two');
    const request = await sandbox.hook();
    expect(stage.receive({ ...request, headers: {} })).toMatchObject({ kind: 'refused', status: 401 });
    const received = stage.receive(request);
    const event = received.kind === 'events' ? received.events[0] : undefined;
    expect(event).toMatchObject({
      kind: 'message',
      source: BOT_ID,
      chat: CHAT,
      author: {
        remoteId: String(customer.id),
        name: `${customer.firstName} ${customer.lastName}`,
        profileLink: `https://t.me/${customer.username}`,
        language: customer.language,
      },
      content: { type: 'text', text: 'Olá 👋\nline two' },
    });
    expect(event?.kind === 'message' && event.at).toBeGreaterThanOrEqual(Math.floor(before / 1_000) * 1_000);
  });

  it('a repeated webhook has the same key', async () => {
    await sandbox.fault({ name: 'telegram-hook-duplicate', times: 1 });
    await stage.customerWrites('Hello');
    const [first, second] = [await stage.nextEvent(), await stage.nextEvent()];
    expect(first?.kind).toBe('message');
    expect(second?.key).toBe(first?.key);
  });

  it('two texts have different keys', async () => {
    await stage.customerWrites('Hello');
    await stage.customerWrites('Hello');
    const keys = [(await stage.nextEvent())?.key, (await stage.nextEvent())?.key];
    expect(new Set(keys).size).toBe(2);
  });

  it('a block is noted', async () => {
    await stage.customerWrites('Hello');
    expect(await stage.nextEvent()).toMatchObject({ kind: 'message' });
    await stage.customerDoes('block');
    expect(await stage.nextEvent()).toMatchObject({
      kind: 'notice',
      key: expect.stringMatching(/^update\/\d+$/) as string,
    });
  });
});

describe('to the customer', () => {
  const start = () => stage.customerWrites('/start');

  it('a text arrives, with its id and time', async () => {
    await start();
    const sent = await telegram.send(context, part('Hi *there* <b>_ 👍'));
    const arrived = (await stage.phone()).messages.at(-1);
    expect(arrived).toMatchObject({ from: 'bot', text: 'Hi *there* <b>_ 👍' });
    expect(sent.remoteId).toBe(String(arrived?.id));
    expect(Math.abs(sent.at - Date.now())).toBeLessThan(5_000);
  });

  it('a long text arrives in parts', async () => {
    await start();
    const text = 'A sentence with 👨‍👩‍👧 in it. '.repeat(400).trim();
    const parts = splitText(text, telegram.capabilities.textLimit);
    expect(parts.length).toBeGreaterThan(2);
    for (const piece of parts) await telegram.send(context, part(piece));
    expect((await onPhone()).join(' ')).toBe(text);
  });

  it('a text over the limit is refused', async () => {
    await start();
    expect(await errorOf(telegram.send(context, part('x'.repeat(4_097))))).toMatchObject({ code: 905, retry: 'no' });
  });

  it('nothing reaches a customer who never wrote', async () => {
    expect(await errorOf(telegram.send(context, part('Hi')))).toMatchObject({ code: 904, retry: 'no' });
    expect(await errorOf(telegram.send(context, part('Hi', '99')))).toMatchObject({ code: 904, retry: 'no' });
  });

  it('nothing reaches a customer who blocked the bot', async () => {
    await start();
    await stage.customerDoes('block');
    const error = await errorOf(telegram.send(context, part('Hi')));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: 'The customer has blocked the bot.' });
  });
});

describe('faults', () => {
  beforeEach(() => stage.customerWrites('/start'));

  it.each([
    [401, { code: 902, retry: 'later', breadth: 'source' }],
    [403, { code: 905, retry: 'no' }],
    [429, { code: 903, retry: 'later', breadth: 'source', retryAfterMs: 7_000 }],
    [500, { code: 903, retry: 'later', breadth: 'message' }],
    [502, { code: 903, retry: 'later', breadth: 'message' }],
  ])('an error %d', async (status, expected) => {
    await sandbox.fault({ name: 'telegram-error', operation: 'sendMessage', status, retryAfter: 7, times: 1 });
    expect(await errorOf(telegram.send(context, part('Hi')))).toMatchObject(expected);
    expect(await onPhone()).toEqual([]);
  });

  it.each([
    ['telegram-reset', []],
    ['telegram-drop-after-storing', ['Hi']],
  ] as const)('%s leaves the outcome unknown, and one request at Telegram', async (name, arrived) => {
    await sandbox.fault({ name, operation: 'sendMessage', times: 1 });
    expect(await errorOf(telegram.send(context, part('Hi')))).toMatchObject({ retry: 'unknown' });
    expect(await onPhone()).toEqual(arrived);
    expect((await sandbox.journal('telegram')).filter(({ operation }) => operation === 'sendMessage')).toHaveLength(1);
  });

  it('an aborted request leaves the outcome unknown', async () => {
    await sandbox.fault({ name: 'telegram-hang', operation: 'sendMessage', times: 1 });
    const signal = AbortSignal.timeout(200);
    expect(await errorOf(telegram.send({ ...context, signal }, part('Hi')))).toMatchObject({ retry: 'unknown' });
  });

  it('a slow answer is waited for', async () => {
    await sandbox.fault({ name: 'telegram-latency', operation: 'sendMessage', ms: 500, times: 1 });
    expect(await telegram.send(context, part('Hi'))).toMatchObject({ remoteId: expect.any(String) as string });
  });
});
