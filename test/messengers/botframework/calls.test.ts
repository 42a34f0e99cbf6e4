import { Readable } from 'node:stream';
import { NoAnswer, type HttpDownload } from '../../../src/http/client';
import { botframework } from '../../../src/messengers/botframework';
import { BotCredentials } from '../../../src/messengers/botframework/credentials';
import { botframeworkGuidePhrases } from '../../../src/messengers/botframework/guide-phrases';
import { messengerOf } from '../../../src/messengers/registry';
import { errorOf } from '../telegram/scripted-http';
import { APP, CHAT, SECRET, SERVICE, TENANT, WEBHOOK } from './activities';
import { bot, contextOf, fault, OPEN_ID, ScriptedMicrosoft } from './scripted-connector';

const entered = { appId: APP, clientSecret: SECRET, tenantId: TENANT };
const refusal = { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000222: x' } };

it('is registered', () => {
  expect(messengerOf('botframework')).toBe(botframework);
});

describe('credentials', () => {
  it('need an app, a secret and a tenant', () => {
    expect(BotCredentials.parse({ ...entered, appId: ` ${APP.toUpperCase()} `, channel: '', cloud: '' })).toEqual({
      ...entered,
      channel: 'msteams',
      secretEndsOn: '',
      cloud: 'public',
      loginBaseUrl: '',
      openIdMetadataUrl: '',
      tokenIssuer: '',
    });
  });

  it.each([
    { appId: 'x' },
    { clientSecret: '' },
    { clientSecret: 'with a space' },
    { clientSecret: 'x\r\ny' },
    { tenantId: 'contoso' },
    { tenantId: '../x' },
    { channel: 'icq' },
    { cloud: 'china' },
    { secretEndsOn: 'soon' },
    { secretEndsOn: '2026-02-30' },
    { loginBaseUrl: 'ftp://x.y' },
    { openIdMetadataUrl: 'x' },
  ])('are not %j, which is said in every language', (more) => {
    const { error } = BotCredentials.safeParse({ ...entered, ...more });
    const text = error?.issues[0]?.message ?? '';
    const code = Object.entries(botframeworkGuidePhrases.en).find(([, phrase]) => phrase === text)?.[0];
    expect(code).toMatch(/^botframework\.wrong\./);
  });

  it('are asked for step by step, but for the addresses and the cloud, which are right as they are', () => {
    const asked = botframework.guide?.flatMap(({ fields }) => fields) ?? [];
    expect(asked).toEqual(['appId', 'tenantId', 'clientSecret', 'secretEndsOn', 'channel']);
  });
});

describe('identify', () => {
  it.each([
    ['msteams', 'Teams bot 11111111'],
    ['skype', 'Skype bot 11111111'],
    ['any', 'Azure bot 11111111'],
  ])('of %s, proves that Microsoft gives the bot a token', async (channel, name) => {
    const http = new ScriptedMicrosoft();
    const context = contextOf(http, { credentials: bot({ channel }) });
    expect(await botframework.identify(context)).toEqual({ remoteId: APP, name });
    expect(http.calls).toHaveLength(1);
    await botframework.identify(context);
    expect(http.calls).toHaveLength(2);
  });

  it('says so when there is none', async () => {
    const http = new ScriptedMicrosoft();
    http.tokens = [refusal];
    expect(await errorOf(botframework.identify(contextOf(http)))).toMatchObject({ code: 902 });
  });
});

describe('connect and disconnect', () => {
  it('change nothing at Microsoft, where the address is entered by hand', async () => {
    const http = new ScriptedMicrosoft();
    await botframework.connect(contextOf(http));
    await botframework.disconnect(contextOf(http));
    expect(http.sent).toEqual([]);
  });
});

describe('check', () => {
  const names = (health: Awaited<ReturnType<typeof botframework.check>>) =>
    (health.checks ?? []).map(({ name, state }) => `${name} ${state}`);

  it('looks at the token and the keys, and says the address', async () => {
    const health = await botframework.check(contextOf(new ScriptedMicrosoft().publish([])));
    expect(health.state).toBe('ok');
    expect(names(health)).toEqual(['token ok', 'keys ok', 'address warning']);
    expect(health.checks?.at(-1)?.text).toContain(WEBHOOK.url);
  });

  it.each([
    [true, 'ok', 'address ok'],
    [false, 'broken', 'address broken'],
  ])('knows whether the endpoint was called: %j', async (isConfirmed, state, name) => {
    const context = contextOf(new ScriptedMicrosoft().publish([]));
    const health = await botframework.check({ ...context, webhook: { ...WEBHOOK, isConfirmed } });
    expect(health.state).toBe(state);
    expect(names(health)).toContain(name);
    expect(health.checks?.at(-1)?.text).toContain(WEBHOOK.url);
  });

  it('warns of Skype, which is no more', async () => {
    const http = new ScriptedMicrosoft().publish([]);
    const health = await botframework.check(contextOf(http, { credentials: bot({ channel: 'skype' }) }));
    expect(names(health)).toContain('channel warning');
  });

  it('warns where the keys cannot be had', async () => {
    const http = new ScriptedMicrosoft();
    http.documents = { [OPEN_ID]: { status: 500 } };
    const health = await botframework.check(contextOf(http));
    expect(health.state).toBe('ok');
    expect(names(health)).toContain('keys warning');
  });

  it.each([
    ['2027-11-30', [], ''],
    ['2026-12-01', ['secret warning'], 'ends on 2026-12-01'],
    ['2026-11-20', ['secret warning'], 'ended on 2026-11-20'],
  ])('knows that the secret ends on %s', async (secretEndsOn, expected, text) => {
    const http = new ScriptedMicrosoft().publish([]);
    const health = await botframework.check(contextOf(http, { credentials: bot({ secretEndsOn }) }));
    expect(names(health).filter((name) => name.startsWith('secret'))).toEqual(expected);
    expect(health.checks?.find(({ name }) => name === 'secret')?.text ?? '').toContain(text);
  });

  it.each([
    [refusal, { state: 'broken', fault: 'credentials' }],
    [{ status: 500 }, { state: 'broken', fault: 'unreachable' }],
    [new NoAnswer('no', 'it is away'), { state: 'broken', fault: 'unreachable' }],
  ])('is broken where there is no token: %j', async (answer, health) => {
    const http = new ScriptedMicrosoft();
    http.tokens = [answer];
    expect(await botframework.check(contextOf(http))).toMatchObject(health);
  });
});

describe('keys', () => {
  const { authentication } = botframework;

  it('are found through the document of the cloud', async () => {
    const keys = [{ kid: 'k-1', endorsements: ['msteams'] }];
    const http = new ScriptedMicrosoft().publish(keys);
    expect(await authentication?.fetchKeys?.(contextOf(http))).toEqual(keys);
    expect(http.calls.map(({ url }) => url)[0]).toBe(OPEN_ID);
  });

  it.each([
    [{}, OPEN_ID],
    [{ cloud: 'us-government' }, 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration'],
    [{ openIdMetadataUrl: 'http://127.0.0.1:8090/x' }, 'http://127.0.0.1:8090/x'],
  ])('are at one address for all bots of a cloud: %j', (more, address) => {
    expect(authentication?.keysAt?.(bot(more))).toBe(address);
  });

  it.each([{ status: 404 }, { status: 200, body: {} }, { status: 200, body: { jwks_uri: 'x' } }])(
    'cannot be had for now from %j',
    async (answer) => {
      const http = new ScriptedMicrosoft();
      http.documents = { [OPEN_ID]: answer };
      const fetched = authentication?.fetchKeys?.(contextOf(http)) ?? Promise.resolve();
      expect(await errorOf(fetched)).toMatchObject({ code: 903, retry: 'later' });
    },
  );
});

describe('profile', () => {
  it.each([
    [{ id: '29:1abc', name: 'Ann Smith', email: 'a@b.c' }, { name: 'Ann Smith' }],
    [{ id: '29:1abc', name: ' ', givenName: 'Ann' }, { name: 'Ann' }],
    [{ id: '29:1abc' }, {}],
  ])('is what the channel tells of a member: %j', async (body, expected) => {
    const http = new ScriptedMicrosoft({ status: 200, body });
    expect(await botframework.profile?.(contextOf(http), CHAT)).toEqual(expected);
    expect(http.only).toMatchObject({
      method: 'GET',
      url: `${SERVICE}v3/conversations/a%3A1xyz/members/29%3A1abc`,
      token: 'Bearer t-1',
    });
  });

  it.each([fault(500, 'ServiceError'), new NoAnswer('maybe', 'it broke'), { status: 200 }])(
    'may be asked for again after %j',
    async (answer) => {
      const asked = botframework.profile?.(contextOf(new ScriptedMicrosoft(answer)), CHAT) ?? Promise.resolve();
      expect(await errorOf(asked)).toMatchObject({ code: 903, retry: 'later' });
    },
  );
});

describe('a customer’s file', () => {
  const KEPT = `${SERVICE}v3/attachments/1/views/original`;
  const found: HttpDownload = {
    ok: true,
    status: 200,
    headers: {},
    length: 0,
    body: Readable.from([]),
    abandon: () => undefined,
  };
  const answered = (status: number, headers: Record<string, string> = {}): HttpDownload => ({
    ok: false,
    status,
    headers,
    body: Buffer.alloc(0),
  });
  const fetched = (http: ScriptedMicrosoft, reference: string): Promise<HttpDownload> =>
    botframework.fetchMedia?.(contextOf(http), reference) ?? Promise.reject(new Error('no files'));
  const tokens = (http: ScriptedMicrosoft) => http.downloads.map(({ headers }) => headers?.Authorization);

  it('that the server of the chat keeps is opened with our token', async () => {
    const http = new ScriptedMicrosoft();
    http.downloaded = [found];
    expect(await fetched(http, `bearer ${KEPT}`)).toBe(found);
    expect(http.downloads).toMatchObject([{ method: 'GET', url: KEPT }]);
    expect(tokens(http)).toEqual(['Bearer t-1']);
  });

  it('that leads elsewhere takes no token there', async () => {
    const http = new ScriptedMicrosoft();
    http.downloaded = [answered(302, { location: 'https://other.example/x' }), found];
    await fetched(http, `bearer ${KEPT}`);
    expect(tokens(http)).toEqual(['Bearer t-1', undefined]);
  });

  it('is opened with another token where that one is not taken', async () => {
    const http = new ScriptedMicrosoft();
    http.downloaded = [answered(401), found];
    expect(await fetched(http, `bearer ${KEPT}`)).toBe(found);
    expect(tokens(http)).toEqual(['Bearer t-1', 'Bearer t-2']);
  });

  it('of elsewhere is opened without a token', async () => {
    const http = new ScriptedMicrosoft();
    http.downloaded = [found];
    await fetched(http, 'https://contoso.sharepoint.com/x');
    expect(tokens(http)).toEqual([undefined]);
    expect(http.calls).toEqual([]);
  });

  it('in the activity itself is there already', async () => {
    const download = await fetched(
      new ScriptedMicrosoft(),
      `data:image/gif;base64,${Buffer.from('GIF').toString('base64')}`,
    );
    if (!download.ok) throw new Error('refused');
    const chunks: Buffer[] = [];
    for await (const chunk of download.body) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('GIF');
    expect(download).toMatchObject({ headers: { 'content-type': 'image/gif' }, length: 3 });
  });

  it.each(['', 'file:///etc/passwd', 'bearer x'])('that is nowhere is refused: %j', async (reference) => {
    const http = new ScriptedMicrosoft();
    expect(await errorOf(fetched(http, reference))).toMatchObject({ code: 905, retry: 'no' });
    expect(http.downloads).toEqual([]);
  });

  it('is asked for again where no answer comes', async () => {
    expect(await errorOf(fetched(new ScriptedMicrosoft(), 'https://x.y/z'))).toMatchObject({
      code: 903,
      retry: 'later',
    });
  });
});

it('is not faster than Teams allows', () => {
  const { chat, source } = botframework.rates?.(bot()) ?? {};
  const within = (rate: { everyMs: number; burst: number } | undefined, ms: number) =>
    rate === undefined ? Infinity : rate.burst + ms / rate.everyMs;
  expect(within(chat, 1_000)).toBeLessThanOrEqual(7);
  expect(within(chat, 2_000)).toBeLessThanOrEqual(8);
  expect(within(chat, 30_000)).toBeLessThanOrEqual(60);
  expect(within(source, 1_000)).toBeLessThanOrEqual(100);
});
