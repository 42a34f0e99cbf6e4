import { readSupportAnswer, type RegisteredChannel } from '../../../src/kommo/registration/support-answer';
import { warningsOf, secretEnding } from '../../../src/kommo/registration/warnings';
import { ANSWER, BOT_ID, CHANNEL_ID, ENVELOPE, PAGE_SAMPLE, SECRET, TABLES } from './answers';

function channelIn(answer: unknown): RegisteredChannel {
  const read = readSupportAnswer(answer);
  if (read.kind === 'faults') throw new Error(JSON.stringify(read.faults));
  return read.channel;
}

function faultsIn(answer: unknown): Record<string, string> {
  const read = readSupportAnswer(answer);
  if (read.kind === 'channel') throw new Error('The answer was taken');
  return Object.fromEntries(read.faults.map(({ field, key }) => [field, key]));
}

describe("support's answer in JSON", () => {
  it.each<[string, unknown]>([
    ['with its envelope', ENVELOPE],
    ['with another language', { result: { pt: ANSWER }, error: null }],
    ['without the language', { result: ANSWER }],
    ['without the envelope', { en: ANSWER }],
    ['bare', ANSWER],
    ['as text', JSON.stringify(ENVELOPE, null, 4)],
    ['in a mail', `Hello!\n\nHere it is:\n\n${JSON.stringify(ENVELOPE)}\n\nKind regards`],
    ['in a block of Markdown', '```json\n' + JSON.stringify(ANSWER) + '\n```'],
    ['with curly quotation marks', JSON.stringify(ANSWER).replaceAll(/"([^"]*)"/g, '“$1”')],
    ['with no-break blanks', JSON.stringify(ANSWER, null, 2).replaceAll('  ', '\u00a0\u00a0')],
  ])('is understood %s', (_how, answer) => {
    expect(channelIn(answer)).toEqual({
      id: ANSWER.id,
      secret: ANSWER.secret_key,
      code: 'amo.ext.12345678',
      name: 'Chat',
      bot: { id: ANSWER.bot.id, name: 'Chat bot' },
      integrationId: ANSWER.client_uuid,
      widgetCode: ANSWER.widget_code,
      hookUrl: ANSWER.webhook_url_v2,
      hooksV2: true,
      enabled: true,
      testMode: true,
      writeFirst: true,
      window: { seconds: 100000, needsTemplate: true },
      storesFiles: true,
      reactions: 'all',
      quoting: true,
      voice: true,
      sizes: { picture: 2, video: 20, voice: 2, file: 2 },
      allowedAccounts: [{ amojoId: ANSWER.allowed_acc_list[0].id, accountId: 1234567 }],
      webhookEvents: ['messages', 'typing'],
    });
  });

  it('may say less, and what it does not say is not made up', () => {
    const { id, secret_key, bot } = ANSWER;
    expect(channelIn({ id, secret_key, bot, unheard: { of: 1 } })).toMatchObject({
      name: 'Chat bot',
      window: null,
      reactions: null,
      sizes: null,
      testMode: null,
      allowedAccounts: null,
      integrationId: null,
    });
  });

  it.each<[string, object, RegisteredChannel['window']]>([
    [
      'is off',
      { time_window: { enabled: false, expires: 100, need_template: true }, time_window_support: false },
      'none',
    ],
    ['is in the flat fields only', { time_window: null, time_window_enum: 60 }, { seconds: 60, needsTemplate: true }],
    ['is text', { time_window: { enabled: 1, expires: '86400' } }, { seconds: 86400, needsTemplate: true }],
  ])('has a time window that %s', (_how, changed, window) => {
    expect(channelIn({ ...ANSWER, ...changed }).window).toEqual(window);
  });

  it.each<[object, RegisteredChannel['reactions']]>([
    [{ reactions_all: false, reactions_list: '' }, 'none'],
    [{ reactions_all: false, reactions_list: '👍😳❤️' }, ['👍', '😳', '❤️']],
    [{ reactions_all: 0, reactions_list: ['👍'] }, ['👍']],
  ])('has reactions as in %j', (changed, reactions) => {
    expect(channelIn({ ...ANSWER, ...changed }).reactions).toEqual(reactions);
  });

  it("names each id that is none, as in the sample of Kommo's own page", () => {
    expect(faultsIn(PAGE_SAMPLE)).toEqual({
      id: 'notUuid',
      'bot.id': 'notUuid',
      client_uuid: 'notUuid',
      'allowed_acc_list.0.id': 'notUuid',
    });
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['an error', { result: null, error: { message: 'no' } }, { answer: 'answerIsError' }],
    ['another JSON', { hello: 'world' }, { answer: 'noChannel' }],
    ['a piece of JSON', '{"result":{"en":{"id":"0b5d', { answer: 'brokenJson' }],
    ['something else', 'Hello! We are looking into it.', { answer: 'noAnswer' }],
    ['no secret', { ...ANSWER, secret_key: '' }, { secret_key: 'missing' }],
    ['a secret that a mail program has changed', { ...ANSWER, secret_key: 'abc…def' }, { secret_key: 'notPrintable' }],
    ['no bot', { ...ANSWER, bot: undefined }, { bot: 'missing' }],
    ['a size that is no number', { ...ANSWER, file_size: 'big' }, { file_size: 'notSize' }],
  ])('is refused when it is or has %s', (_what, answer, faults) => {
    expect(faultsIn(answer)).toEqual(faults);
  });
});

describe("support's answer as tables", () => {
  it.each(Object.entries(TABLES))('is understood %s', (_how, text) => {
    expect(channelIn(text)).toMatchObject({
      id: CHANNEL_ID,
      secret: SECRET,
      code: 'amo.ext.12345678',
      name: 'MyKommo',
      bot: { id: BOT_ID, name: 'MyKommo' },
      allowedAccounts: [{ amojoId: null, accountId: 12345678 }],
      integrationId: null,
      window: null,
    });
  });

  it('keeps a secret of any printable characters', () => {
    const secret = `a:b|c"d'e<f>{g}=h~`;
    expect(
      channelIn(`Channel ID: ${CHANNEL_ID}\nChannel secret: ${secret}\nBot ID: ${BOT_ID}\nBot name: B`).secret,
    ).toBe(secret);
  });

  it("refuses the ids of the page's own table, which are none, and says what is missing", () => {
    const sample = TABLES['with tabs'].replace(CHANNEL_ID, '1234567-12be-4sr6-qwe3-0r12345446t201');
    expect(faultsIn(sample)).toEqual({ id: 'notUuid' });
    expect(faultsIn(`Channel ID: ${CHANNEL_ID}\nChannel secret:\nChannel code: amo.ext.1`)).toEqual({
      secret_key: 'missing',
      bot: 'missing',
    });
  });
});

describe('warnings', () => {
  const ours = { hookUrl: 'https://courier.example.com/hooks/kommo/:scope_id' };
  const keysOf = (changed: object): string[] =>
    warningsOf(
      channelIn({ ...ANSWER, test_mode: false, webhook_events: ['messages', 'typing', 'reactions'], ...changed }),
      ours,
    ).map(({ key }) => key);

  it('are not given where all fits', () => {
    expect(keysOf({})).toEqual([]);
  });

  it.each<[string, object]>([
    ['hookElsewhere', { webhook_url_v2: 'https://webhook.site/4e6a83e5' }],
    ['hookUnsaid', { webhook_url: null, webhook_url_v2: null }],
    ['hookV1', { webhook_v2: false }],
    ['disabled', { enabled: false }],
    ['testMode', { test_mode: true }],
    ['noMessageEvents', { webhook_events: ['typing', 'reactions'] }],
    ['noTypingEvents', { webhook_events: ['messages', 'reactions'] }],
    ['noReactionEvents', { webhook_events: ['messages', 'typing'] }],
    ['windowWithoutTemplate', { time_window: { enabled: true, expires: 60, need_template: false } }],
  ])('say %s', (key, changed) => {
    expect(keysOf(changed)).toEqual([key]);
  });

  it('do not ask for reactions where the channel has none', () => {
    expect(keysOf({ webhook_events: ['messages', 'typing'], reactions_all: false })).toEqual([]);
  });
});

it('of a secret only the end is shown, and of a short one nothing', () => {
  expect(secretEnding(SECRET)).toBe('…4567');
  expect(secretEnding('short')).toBe('…');
});
