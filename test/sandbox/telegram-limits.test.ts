import { SANDBOX } from '../../src/sandbox/credentials';
import { Sandbox } from '../../src/sandbox/sandbox';
import { TelegramError } from '../../src/sandbox/telegram/answers';
import { countSent } from '../../src/sandbox/telegram/flood-limits';
import type { Bot } from '../../src/sandbox/telegram/state';
import { Harness } from './support/harness';

const CHAT = SANDBOX.telegram.customer.id;

describe('limits of sending', () => {
  let sandbox: Sandbox;
  let bot: Bot;
  beforeEach(() => {
    sandbox = new Sandbox('http://127.0.0.1:1');
    bot = sandbox.telegram.addBot({ token: '1:x', name: 'Bot', username: 'bot' });
    sandbox.assumptions.change({ 'telegram-rate-limits': 'on' });
  });
  afterEach(() => sandbox.close());

  /** @returns undefined when it may be sent, else after how many seconds it may. */
  function refused(chat: string, count = 1): number | undefined {
    try {
      countSent(sandbox, bot, chat, count);
      return undefined;
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      expect(error.code).toBe(429);
      return error.parameters.retry_after;
    }
  }
  const times = (count: number, chat: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => refused(chat(index)));

  it.each([5, 1])('let a burst of %d pass in a chat', (burst) => {
    sandbox.assumptions.change({ 'telegram-chat-burst': burst });
    expect(times(burst, () => '7')).toEqual(Array(burst).fill(undefined));
    expect(refused('7')).toBe(1);
    expect(refused('8')).toBeUndefined();
  });

  it('count an album by its pieces, and take a large one after a rest', () => {
    expect(refused('7', 10)).toBeUndefined();
    // Ten are paid for by the second, and five may be owed.
    expect(refused('7')).toBe(6);
  });

  it('take thirty a second from a bot, to whomever', () => {
    expect(times(30, String)).toEqual(Array(30).fill(undefined));
    expect(refused('99')).toBe(1);
  });

  it('take twenty a minute in a group', () => {
    expect(times(20, () => '-7')).toEqual(Array(20).fill(undefined));
    expect(refused('-7')).toBe(60);
    expect(refused('-8')).toBeUndefined();
  });

  it('are not in force unless they are switched on', () => {
    sandbox.assumptions.change({ 'telegram-rate-limits': 'off' });
    expect(times(100, () => '7')).toEqual(Array(100).fill(undefined));
  });
});

describe('by HTTP', () => {
  let box: Harness;
  beforeEach(async () => {
    box = await Harness.start();
  });
  afterEach(() => box.stop());

  it('whoever sends too fast is told when to go on', async () => {
    await box.customerWrites('Hello');
    await box.assume({ 'telegram-rate-limits': 'on', 'telegram-chat-burst': 1 });
    const send = () => box.telegram('sendMessage', { chat_id: CHAT, text: 'x' });
    expect((await send()).status).toBe(200);
    const answer = await send();
    expect(answer.status).toBe(429);
    expect(answer.json).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it.each([
    [1_000, 429],
    [0, 200],
  ])('setWebhook is taken again after %d ms', async (apart, status) => {
    await box.assume({ 'telegram-set-webhook-ms': apart });
    const set = () => box.telegram('setWebhook', { url: `${box.courierUrl}/hook` });
    expect((await set()).status).toBe(200);
    expect((await set()).status).toBe(status);
  });
});
