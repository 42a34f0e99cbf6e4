import { telegram } from '../../src/messengers/telegram';
import { SANDBOX } from '../../src/sandbox/credentials';
import { waitFor } from '../support/wait-for';
import { gradeMessenger } from './conformance/suite';
import { errorOf } from './telegram/scripted-http';
import { TelegramBench } from './telegram/telegram-bench';
import { BOT_ID, CHAT, Stage } from './telegram/with-sandbox';

gradeMessenger('Telegram', () => TelegramBench.start(), {
  inbound: { sticker: 'A moving one comes as a picture of it; that of the suite stands still' },
  outbound: { reaction: 'Telegram takes those of a list of its own, and that of the suite is on it' },
});

describe("Telegram's own", () => {
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
  const webhook = async () => (await sandbox.state()).telegram.bots[0]?.webhook?.url;

  describe('a connection', () => {
    it('is known by the bot, its name and address', async () => {
      expect(await telegram.identify(context)).toEqual({
        remoteId: BOT_ID,
        name: bot.name,
        address: `@${bot.username}`,
      });
    });

    it('is not taken from another service, unless a person says so', async () => {
      await sandbox.assume({ 'telegram-set-webhook-ms': 0 });
      const theirs = `${sandbox.hooks.origin}/theirs`;
      await telegram.connect({ ...context, webhook: { ...context.webhook, url: theirs } });
      const refused = await errorOf(telegram.connect(context));
      expect(refused).toMatchObject({ code: 905, retry: 'no' });
      expect(refused.text).toContain(`go to another service: ${new URL(sandbox.hooks.origin).host}.`);
      await telegram.disconnect(context);
      expect(await webhook()).toBe(theirs);
      await telegram.connect(context, { takeOver: true });
      expect(await telegram.check(context)).toMatchObject({ state: 'ok' });
      expect(await webhook()).toBe(context.webhook.url);
    });

    it('may be made twice, a second apart', async () => {
      await telegram.connect(context);
      expect(await errorOf(telegram.connect(context))).toMatchObject({ retry: 'later', retryAfterMs: 1_000 });
      await waitFor(
        () =>
          telegram.connect(context).then(
            () => true,
            () => undefined,
          ),
        { what: 'the webhook to be set again' },
      );
    });

    it('tells what is wrong with our address', async () => {
      const ours = { ...context.webhook, url: 'http://courier.example/hooks/telegram/c-1' };
      const error = await errorOf(telegram.connect({ ...context, webhook: ours }));
      expect(error).toMatchObject({ code: 905, retry: 'no' });
      expect(error.text).toContain('HTTPS');
    });

    it('with a token that is not accepted any more has nothing to take away', async () => {
      await telegram.connect(context);
      await telegram.disconnect({
        ...context,
        credentials: { ...context.credentials, token: `${BOT_ID}:revoked_long_ago` },
      });
      expect(await webhook()).toBe(context.webhook.url);
    });
  });

  it('a text tells who wrote it, and when, once verified', async () => {
    await telegram.connect(context);
    const before = Date.now();
    await stage.customerWrites('Olá 👋\nline two');
    const request = await sandbox.hook();
    expect(stage.receive({ ...request, headers: {} })).toMatchObject({ kind: 'refused', status: 401 });
    const received = stage.receive(request);
    const event = received.kind === 'events' ? received.events[0] : undefined;
    expect(event).toMatchObject({
      kind: 'message',
      author: {
        remoteId: String(customer.id),
        name: `${customer.firstName} ${customer.lastName}`,
        profileLink: `https://t.me/${customer.username}`,
        language: customer.language,
      },
    });
    expect(event?.kind === 'message' && event.at).toBeGreaterThanOrEqual(Math.floor(before / 1_000) * 1_000);
  });

  describe('to the customer', () => {
    const start = () => stage.customerWrites('/start');

    it('a text has its id and time', async () => {
      await start();
      const sent = await telegram.send(context, part('Hi'));
      const arrived = (await stage.phone()).messages.at(-1);
      expect(arrived).toMatchObject({ from: 'bot', text: 'Hi' });
      expect(sent.remoteId).toBe(String(arrived?.id));
      expect(Math.abs(sent.at - Date.now())).toBeLessThan(5_000);
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
    ] as const)('%s leaves one request at Telegram', async (name, arrived) => {
      await sandbox.fault({ name, operation: 'sendMessage', times: 1 });
      await errorOf(telegram.send(context, part('Hi')));
      expect(await onPhone()).toEqual(arrived);
      const sends = (await sandbox.journal('telegram')).filter(({ operation }) => operation === 'sendMessage');
      expect(sends).toHaveLength(1);
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
});
