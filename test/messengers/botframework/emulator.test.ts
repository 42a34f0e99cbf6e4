import { DeliveryError } from '../../../src/messengers/delivery-error';
import { botframework } from '../../../src/messengers/botframework';
import { LinesBench } from '../conformance/lines-bench';

type Act = Readonly<Record<string, unknown>>;
type Box = Awaited<ReturnType<typeof benchOf>>;

const benchOf = (channel: 'msteams' | 'skype') =>
  LinesBench.start({
    messenger: 'botframework',
    driver: botframework,
    isLine: ({ credentials }) => credentials.channel === channel,
    chatOf: ({ id }) => `${channel}/${id}`,
    strange: (entered) => entered,
    paste: (url) => ({ act: 'endpoint', url }),
  });

async function failureOf(bench: Box): Promise<DeliveryError> {
  const { context, chat } = bench;
  const content = { type: 'text', text: 'Hello' } as const;
  const sending = botframework.send(context, {
    key: crypto.randomUUID(),
    chat,
    content,
    lastInboundAt: Date.now(),
  });
  const failure: unknown = await sending.then(
    () => new Error('It was sent'),
    (error: unknown) => error,
  );
  if (failure instanceof DeliveryError) return failure;
  throw failure;
}

describe('a bot in Teams, before the emulator of its connector', () => {
  let bench: Box;
  beforeAll(async () => {
    bench = await benchOf('msteams');
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    await bench.reset();
    await bench.open();
  });

  const BLOCKED = { code: 905, retry: 'no', text: expect.stringMatching('has blocked the bot') as string };

  it.each([
    ['nested', {}],
    ['nested deeper', { 'botframework-nested-code': 'inner-error' }],
    ['by a code of its own', { 'botframework-blocked': 'ConversationBlockedByUser' }],
  ])('knows a customer who has blocked it, told %s', async (_, readings) => {
    await bench.assume(readings);
    await bench.act({ act: 'block' });
    expect(await failureOf(bench)).toMatchObject(BLOCKED);
  });

  it.each<[string, Act, object]>([
    ['an organisation that forbids it', { act: 'forbid' }, { code: 902, retry: 'no' }],
    ['that it is not registered any more', { act: 'unregister' }, { code: 902, retry: 'later', breadth: 'source' }],
    ['a chat that has moved', { act: 'move', region: 'amer' }, { code: 903, retry: 'later' }],
    [
      'a write that met another',
      { act: 'answer', status: 412, code: 'PreconditionFailed', times: 2 },
      { code: 903, retry: 'later' },
    ],
    ['an answer that says nothing', { act: 'answer', status: 504, code: 'GatewayTimeout' }, { retry: 'unknown' }],
  ])('knows %s', async (_, act, failure) => {
    await bench.actOnLine(act);
    expect(await failureOf(bench)).toMatchObject(failure);
  });

  it('knows a customer who is gone', async () => {
    await bench.act({ act: 'leave' });
    expect(await failureOf(bench)).toMatchObject({ code: 904, retry: 'no' });
  });

  it('gets over a token that is taken back, and is held where its secret has ended', async () => {
    await bench.actOnLine({ act: 'void-tokens' });
    expect(await bench.shown()).toHaveLength(0);
    await expect(failureOf(bench)).rejects.toThrow('It was sent');
    await bench.actOnLine({ act: 'expire-secret' });
    await bench.actOnLine({ act: 'void-tokens' });
    expect(await failureOf(bench)).toMatchObject({ code: 902, retry: 'later', breadth: 'source' });
  });

  it('follows a chat to the server that the customer’s next message names', async () => {
    await bench.actOnLine({ act: 'move', region: 'amer' });
    await bench.open();
    await expect(failureOf(bench)).rejects.toThrow('It was sent');
  });

  it.each([
    'no-token',
    'algorithm',
    'unknown-key',
    'signature',
    'expired',
    'not-yet',
    'issuer',
    'audience',
    'endorsement',
    'service-url',
  ])('refuses an activity whose token is wrong: %s', async (flaw) => {
    await bench.actOnLine({ act: 'flaw', flaw });
    await bench.says('Hello');
    const status = flaw === 'no-token' ? 401 : 403;
    expect(await bench.received()).toMatchObject({ kind: 'refused', status });
  });

  it.each([true, false])('takes what a new key has signed, the old one published or not: %j', async (keepsOld) => {
    await bench.actOnLine({ act: 'rotate-keys', keepsOld });
    await bench.says('Hello');
    expect(await bench.received()).toMatchObject({ kind: 'events', events: [{ kind: 'message' }, expect.anything()] });
  });

  it('asks for the name of a customer who comes without one', async () => {
    await bench.act({ act: 'hide-name' });
    await bench.says('Hello');
    expect(await bench.event(({ kind }) => kind === 'message')).toMatchObject({ author: { isUnnamed: true } });
    expect(await botframework.profile?.(bench.context, bench.chat)).toEqual({
      name: 'Astrid Holm',
      email: 'astrid.holm@example.com',
    });
  });

  it('says once that the bot was removed, and once that it is back', async () => {
    await bench.act({ act: 'block' });
    await bench.act({ act: 'unblock' });
    const texts: string[] = [];
    while (texts.length < 2) {
      const event = await bench.event(({ kind }) => kind === 'notice');
      if (event.kind === 'notice') texts.push(event.text);
    }
    expect(texts).toEqual([
      expect.stringMatching('has removed the bot') as string,
      expect.stringMatching('has added the bot') as string,
    ]);
  });
});

it('a bot in Skype says that Microsoft has switched it off, where it is', async () => {
  const bench = await benchOf('skype');
  try {
    await bench.reset();
    await bench.open();
    await bench.assume({ 'botframework-skype': 'retired' });
    expect(await failureOf(bench)).toMatchObject({
      code: 902,
      retry: 'no',
      text: expect.stringMatching('Skype') as string,
    });
  } finally {
    await bench.close();
  }
});
