import { NoAnswer } from '../../../src/http/client';
import { messengerOf } from '../../../src/messengers/registry';
import { whatsapp } from '../../../src/messengers/whatsapp';
import { WhatsAppCredentials } from '../../../src/messengers/whatsapp/credentials';
import { withinSecond } from '../../../src/model/rates';
import { FIELDS } from '../../../src/messengers/whatsapp/webhook';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';
import { errorOf } from '../telegram/scripted-http';
import { contextOf } from './calls';
import { APP, credentials, NOW, PHONE, SECRET, TOKEN, WABA, WEBHOOK } from './webhooks';

const APPS = `${WABA}/subscribed_apps`;
const HOOKS = `${APP}/subscriptions`;
const APP_TOKEN = `${APP}|${SECRET}`;

const apps = (override?: string, id: string | number = APP) =>
  graphOk({
    data: [
      { whatsapp_business_api_data: { id: '1', name: 'Other' } },
      { whatsapp_business_api_data: { id, name: 'Ours' }, ...(override && { override_callback_uri: override }) },
    ],
  });
const none = graphOk({ data: [] });
const hooks = (callback_url: string, fields: readonly unknown[] = FIELDS, active = true) =>
  graphOk({ data: [{ object: 'page' }, { object: 'whatsapp_business_account', callback_url, fields, active }] });
const success = graphOk({ success: true });
const token = (more: object = {}) =>
  graphOk({
    data: {
      app_id: APP,
      is_valid: true,
      scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
      expires_at: 0,
      ...more,
    },
  });
const number = (more: object = {}) =>
  graphOk({
    display_phone_number: '+1 555-010-0000',
    verified_name: 'Shop',
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    status: 'CONNECTED',
    platform_type: 'CLOUD_API',
    id: PHONE,
    ...more,
  });

it('is registered', () => {
  expect(messengerOf('whatsapp')).toBe(whatsapp);
});

describe('credentials', () => {
  const entered = { appId: APP, appSecret: SECRET, wabaId: WABA, phoneNumberId: PHONE, accessToken: ` ${TOKEN} ` };

  it('have defaults for what is not entered, also where it is left empty', () => {
    const expected = {
      ...entered,
      accessToken: TOKEN,
      messagesPerSecond: 80,
      secondsPerPerson: 6,
      apiBaseUrl: 'https://graph.facebook.com',
      apiVersion: 'v26.0',
    };
    expect(WhatsAppCredentials.parse(entered)).toEqual(expected);
    expect(WhatsAppCredentials.parse({ ...entered, messagesPerSecond: ' ', secondsPerPerson: '' })).toEqual(expected);
    expect(WhatsAppCredentials.parse(expected)).toEqual(expected);
  });

  it('take numbers as a form has them, and set the pace', () => {
    const read = WhatsAppCredentials.parse({ ...entered, messagesPerSecond: '20', secondsPerPerson: '2' });
    expect(whatsapp.rates?.(read)).toEqual({ source: withinSecond(20), chat: { everyMs: 2_000, burst: 40 } });
    expect(whatsapp.rates?.(credentials).source).toEqual(withinSecond(80));
  });

  it.each([
    ['appId', 'shop'],
    ['phoneNumberId', '+1 555'],
    ['accessToken', ''],
    ['messagesPerSecond', 'many'],
    ['messagesPerSecond', '0'],
    ['secondsPerPerson', '-1'],
    ['apiVersion', '26'],
    ['apiBaseUrl', 'file:///x'],
  ])('are refused where %s is %j', (field, value) => {
    expect(WhatsAppCredentials.safeParse({ ...entered, [field]: value }).success).toBe(false);
  });

  it('describe themselves for a form, and each that is needed is asked for in one step', () => {
    for (const field of Object.values(WhatsAppCredentials.shape)) {
      expect(field.meta()).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
      });
    }
    const asked = whatsapp.guide?.flatMap(({ fields }) => fields) ?? [];
    expect([...asked].sort()).toEqual(Object.keys(entered).sort());
  });
});

describe('whose the credentials are', () => {
  const graph = () =>
    new ScriptedGraph({
      [`GET ${PHONE}`]: number(),
      [`GET ${WABA}/phone_numbers`]: graphOk({ data: [{ id: '1' }, { id: Number(PHONE) }] }),
      'GET debug_token': token(),
    });
  const identify = (http: ScriptedGraph) => whatsapp.identify(contextOf(http));

  it('is a number of an app', async () => {
    const http = graph();
    expect(await identify(http)).toEqual({ remoteId: PHONE, name: 'Shop', address: '+1 555-010-0000', app: APP });
    expect(http.only('GET debug_token')).toMatchObject({ bearer: APP_TOKEN, query: { input_token: TOKEN } });
  });

  it('is found on any page of the numbers of an account', async () => {
    const paging = { cursors: { after: 'A' }, next: 'https://graph.facebook.com/…' };
    const pages = [graphOk({ data: [{ id: '1' }], paging }), graphOk({ data: [{ id: PHONE }] })];
    const http = graph().on(`GET ${WABA}/phone_numbers`, ...pages);
    expect(await identify(http)).toMatchObject({ remoteId: PHONE });
    expect(http.made(`GET ${WABA}/phone_numbers`).map(({ query }) => query.after)).toEqual([undefined, 'A']);
  });

  it('may not be told of the token', async () => {
    expect(await identify(graph().on('GET debug_token', graphError(100)))).toMatchObject({ remoteId: PHONE });
  });

  it.each([
    ['a token that is not accepted', `GET ${PHONE}`, graphError(190, {}, 401), 'access token'],
    ['a number that is not there', `GET ${PHONE}`, graphError(100, { error_subcode: 33 }), 'phone number id'],
    ['an account that is not there', `GET ${WABA}/phone_numbers`, graphError(100), 'account id'],
    ['a number of another account', `GET ${WABA}/phone_numbers`, none, 'does not have this number'],
    ['a token of another app', 'GET debug_token', token({ app_id: 77 }), 'another app'],
    ['a secret that is wrong', 'GET debug_token', graphError(190), 'id and secret'],
    ['an app that is not there', 'GET debug_token', graphError(101), 'id and secret'],
  ])('is not found out with %s', async (_, on, answer, text) => {
    const error = await errorOf(identify(graph().on(on, answer)));
    expect(error).toMatchObject({ code: 902, retry: 'no', text: expect.stringContaining(text) as string });
    expect(error.text).not.toContain(SECRET);
  });
});

describe('connecting', () => {
  const graph = () =>
    new ScriptedGraph({
      [`GET ${APPS}`]: none,
      [`GET ${HOOKS}`]: none,
      [`POST ${HOOKS}`]: success,
      [`POST ${APPS}`]: success,
      [`GET ${PHONE}`]: number(),
    });

  it('subscribes the app, gives it a webhook, and the account its own address', async () => {
    const http = graph();
    await whatsapp.connect(contextOf(http));
    expect(http.only(`POST ${HOOKS}`)).toMatchObject({
      bearer: APP_TOKEN,
      json: {
        object: 'whatsapp_business_account',
        callback_url: WEBHOOK.url,
        verify_token: WEBHOOK.secret,
        fields: expect.stringContaining('messages,') as string,
        include_values: true,
      },
    });
    expect(http.only(`POST ${APPS}`)).toMatchObject({
      bearer: TOKEN,
      json: { override_callback_uri: WEBHOOK.url, verify_token: WEBHOOK.secret },
    });
  });

  it.each([
    ['it was not asked for before', graphOk({ messaging_product: 'whatsapp', request_id: 'r-1' })],
    ['it is too late for it', graphError(100)],
  ])('asks for what the phone has kept where the number is on one, and %s', async (_, answer) => {
    const http = graph()
      .on(`GET ${PHONE}`, number({ is_on_biz_app: true }))
      .on(`POST ${PHONE}/smb_app_data`, answer);
    await whatsapp.connect(contextOf(http));
    const { bearer, json } = http.only(`POST ${PHONE}/smb_app_data`);
    expect({ bearer, json }).toEqual({ bearer: TOKEN, json: { messaging_product: 'whatsapp', sync_type: 'history' } });
  });

  it('may be repeated', async () => {
    const http = graph().on(`GET ${APPS}`, apps(WEBHOOK.url)).on(`GET ${HOOKS}`, hooks(WEBHOOK.url));
    await whatsapp.connect(contextOf(http));
    expect(http.made(`POST ${HOOKS}`)).toEqual([]);
    expect(http.made(`POST ${APPS}`)).toHaveLength(1);
  });

  it.each([
    ['an app whose webhook is for other accounts keeps it', none, hooks('https://other.example/x'), 0],
    ['a webhook of ours learns new fields', none, hooks(WEBHOOK.url, [{ name: 'messages', version: 'v26.0' }]), 1],
    ['a webhook of ours that was switched off is switched on', none, hooks(WEBHOOK.url, FIELDS, false), 1],
    ['a webhook that Meta does not tell of is left alone', none, graphError(100), 0],
    ['an id that is a number is ours too', apps(WEBHOOK.url, Number(APP)), hooks('https://other.example/x'), 0],
  ])('%s', async (_, subscribed, app, changes) => {
    const http = graph().on(`GET ${APPS}`, subscribed).on(`GET ${HOOKS}`, app);
    await whatsapp.connect(contextOf(http));
    expect(http.made(`POST ${HOOKS}`)).toHaveLength(changes);
    expect(http.made(`POST ${APPS}`)).toHaveLength(1);
  });

  it.each([
    ['the account goes to another service', apps('https://other.example/secret'), none],
    ['the app goes to another service', apps(), hooks('https://other.example/secret')],
  ])('is refused where %s', async (_, subscribed, app) => {
    const http = graph().on(`GET ${APPS}`, subscribed).on(`GET ${HOOKS}`, app);
    const error = await errorOf(whatsapp.connect(contextOf(http)));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: expect.stringContaining('other.example') as string });
    expect(error.text).not.toContain('secret');
    expect(http.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    await whatsapp.connect(contextOf(http), { takeOver: true });
    expect(http.made(`POST ${APPS}`)).toHaveLength(1);
  });

  it('says what Meta does not like about the address', async () => {
    const details = 'Callback verification failed';
    const http = graph().on(`POST ${APPS}`, graphError(2200, { error_data: { details } }));
    expect(await errorOf(whatsapp.connect(contextOf(http)))).toMatchObject({
      code: 905,
      retry: 'no',
      text: `Meta does not accept the webhook address. ${details} (2200)`,
    });
  });
});

describe('disconnecting', () => {
  const graph = (subscribed: ReturnType<typeof apps>, app = hooks('https://other.example/x')) =>
    new ScriptedGraph({ [`GET ${APPS}`]: subscribed, [`GET ${HOOKS}`]: app, [`DELETE ${APPS}`]: success });

  it.each([
    ['an account that comes to us', apps(WEBHOOK.url), undefined, 1],
    ['an app that comes to us', apps(), hooks(WEBHOOK.url), 1],
    ['an account of another service', apps('https://other.example/x'), undefined, 0],
    ['an account without the app', none, undefined, 0],
  ])('takes away no more than %s', async (_, subscribed, app, deletions) => {
    const http = graph(subscribed, app);
    await whatsapp.disconnect(contextOf(http));
    expect(http.made(`DELETE ${APPS}`)).toHaveLength(deletions);
  });

  it('has nothing to do with a token that is not accepted any more', async () => {
    const http = new ScriptedGraph({ [`GET ${APPS}`]: graphError(190) });
    await expect(whatsapp.disconnect(contextOf(http))).resolves.toBeUndefined();
  });

  it('tells when Meta does not answer', async () => {
    const http = new ScriptedGraph({ [`GET ${APPS}`]: new NoAnswer('no', 'the connection was refused') });
    expect(await errorOf(whatsapp.disconnect(contextOf(http)))).toMatchObject({ code: 903, retry: 'later' });
  });
});

describe('checking', () => {
  const graph = () =>
    new ScriptedGraph({
      'GET debug_token': token(),
      [`GET ${PHONE}`]: number(),
      [`GET ${APPS}`]: apps(WEBHOOK.url),
      [`GET ${HOOKS}`]: hooks(WEBHOOK.url),
    });

  it('looks at everything that has to be right', async () => {
    const health = await whatsapp.check(contextOf(graph()));
    expect(health.state).toBe('ok');
    expect(health.checks?.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'token ok',
      'permissions ok',
      'number ok',
      'quality ok',
      'subscription ok',
      'address ok',
      'fields ok',
    ]);
    expect(health.checks?.find(({ name }) => name === 'quality')?.text).toContain('2 000 people');
  });

  it.each([
    ['a token that ended', 'GET debug_token', token({ is_valid: false }), 'token', 'credentials'],
    ['a token of another app', 'GET debug_token', token({ app_id: '77' }), 'token', 'credentials'],
    ['missing permissions', 'GET debug_token', token({ scopes: [] }), 'permissions', 'credentials'],
    ['a number that is not registered', `GET ${PHONE}`, number({ status: 'PENDING' }), 'number', 'credentials'],
    ['a number that Meta closed', `GET ${PHONE}`, number({ status: 'BANNED' }), 'number', 'credentials'],
    ['an app that is not told of the account', `GET ${APPS}`, none, 'subscription', 'webhook'],
    ['another address', `GET ${APPS}`, apps('https://other.example/x'), 'address', 'webhook'],
    ['missing fields', `GET ${HOOKS}`, hooks(WEBHOOK.url, ['account_update']), 'fields', 'webhook'],
    ['a webhook that is switched off', `GET ${HOOKS}`, hooks(WEBHOOK.url, FIELDS, false), 'fields', 'webhook'],
  ])('finds %s', async (_, on, answer, name, fault) => {
    const health = await whatsapp.check(contextOf(graph().on(on, answer)));
    const found = health.checks?.find((each) => each.name === name);
    expect(found?.state).toBe('broken');
    expect(health).toMatchObject({ state: 'broken', fault, text: found?.text });
  });

  it.each([
    ['a token that ends soon', 'GET debug_token', token({ expires_at: NOW / 1_000 + 3_600 }), 'token'],
    ['poor quality', `GET ${PHONE}`, number({ quality_rating: 'RED' }), 'quality'],
    ['a name that was declined', `GET ${PHONE}`, number({ name_status: 'DECLINED' }), 'number'],
    ['a number without a code', `GET ${PHONE}`, number({ code_verification_status: 'NOT_VERIFIED' }), 'number'],
    ['a field of less importance', `GET ${HOOKS}`, hooks(WEBHOOK.url, ['messages']), 'fields'],
    ['a token that Meta does not tell of', 'GET debug_token', graphError(100), 'token'],
  ])('warns of %s', async (_, on, answer, name) => {
    const health = await whatsapp.check(contextOf(graph().on(on, answer)));
    expect(health).toMatchObject({ state: 'ok' });
    expect(health.checks?.find((each) => each.name === name)?.state).toBe('warning');
  });

  it.each([
    ['BANNED', { what: 'everything' }],
    ['RESTRICTED', { what: 'starting' }],
    ['CONNECTED', 'lifted'],
    ['FLAGGED', 'lifted'],
    ['PENDING', undefined],
    [undefined, undefined],
  ])('of the status %s it tells that it forbids %j', async (status, restricts) => {
    const health = await whatsapp.check(contextOf(graph().on(`GET ${PHONE}`, number({ status }))));
    expect(health.restricts).toEqual(restricts);
  });

  it('goes on where Meta does not know the newer fields of a number', async () => {
    const http = graph().on(`GET ${PHONE}`, number({ status: undefined }), graphError(100));
    expect(await whatsapp.check(contextOf(http))).toMatchObject({ state: 'ok' });
  });

  it.each([
    [new NoAnswer('no', 'the connection was refused'), 'unreachable'],
    [graphError(190), 'credentials'],
  ])('never fails itself', async (answer, fault) => {
    const http = graph().on('GET debug_token', answer);
    expect(await whatsapp.check(contextOf(http))).toMatchObject({ state: 'broken', fault });
  });
});
