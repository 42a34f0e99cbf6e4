import { NoAnswer } from '../../../src/http/client';
import { messenger } from '../../../src/messengers/messenger';
import type { ConnectOptions } from '../../../src/messengers/contract';
import { PageCredentials } from '../../../src/messengers/meta-pages/credentials';
import * as pages from '../support/pages';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';

const { PAGE, APP, WEBHOOK } = pages;
const NEEDED = ['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads', 'message_echoes'];
const APP_TOKEN = `${APP}|${pages.SECRET}`;
const me = graphOk({ id: PAGE, name: 'Shop' });
const token = (more: object = {}) =>
  graphOk({
    data: { app_id: APP, type: 'PAGE', is_valid: true, scopes: ['pages_messaging', 'pages_manage_metadata'], ...more },
  });
const callbacks = (...list: object[]) => graphOk({ data: list });
const callback = (url: string = WEBHOOK.url, fields: string[] = NEEDED, object = 'page') => ({
  object,
  callback_url: url,
  active: true,
  fields: fields.map((name) => ({ name, version: 'v26.0' })),
});
const told = (...subscribed_fields: string[]) => graphOk({ data: [{ id: APP, name: 'App', subscribed_fields }] });
const success = graphOk({ success: true });

const ON = {
  read: `GET ${APP}/subscriptions`,
  write: `POST ${APP}/subscriptions`,
  readPage: `GET ${PAGE}/subscribed_apps`,
  writePage: `POST ${PAGE}/subscribed_apps`,
  leave: `DELETE ${PAGE}/subscribed_apps`,
};

describe('whose the credentials are', () => {
  const graph = (answers: ConstructorParameters<typeof ScriptedGraph>[0] = {}) =>
    new ScriptedGraph({
      'GET me': me,
      'GET debug_token': token(),
      [`GET ${PAGE}`]: graphOk({ name: 'Shop', username: 'my.shop' }),
      ...answers,
    });
  const identify = (scripted: ScriptedGraph) => messenger.identify(pages.contextOf(scripted));

  it('is a Page, of an app', async () => {
    expect(await identify(graph())).toEqual({ remoteId: PAGE, name: 'Shop', address: 'm.me/my.shop', app: APP });
  });

  it.each([
    ['of a person', { 'GET me': graphOk({ id: '777', name: 'Bob' }) }, 'not one of this Page'],
    ['of another app', { 'GET debug_token': token({ app_id: '777' }) }, 'another app'],
    ['that is dead', { 'GET me': graphError(190) }, 'does not accept'],
    ['without rights', { 'GET me': graphError(200) }, 'no permission'],
    ['of an app with another secret', { 'GET debug_token': graphError(190) }, 'id and secret'],
    ['of an unknown Page', { [`GET ${PAGE}`]: graphError(100) }, 'no Page'],
  ])('a token %s is not accepted', async (_, answers, text) => {
    expect(await pages.errorOf(identify(graph(answers)))).toMatchObject({
      code: 902,
      retry: 'no',
      text: expect.stringContaining(text) as string,
    });
  });
});

describe('connecting', () => {
  it('gives the app our address and has the Page tell it', async () => {
    const graph = new ScriptedGraph({
      [ON.read]: callbacks(),
      [ON.write]: success,
      [ON.readPage]: graphOk({ data: [] }),
      [ON.writePage]: success,
    });
    await messenger.connect(pages.contextOf(graph));
    expect(graph.only(ON.write)).toMatchObject({
      bearer: APP_TOKEN,
      json: { object: 'page', callback_url: WEBHOOK.url, verify_token: WEBHOOK.secret },
    });
    const fields = (graph.only(ON.writePage).query.subscribed_fields ?? '').split(',');
    expect(fields).toEqual(expect.arrayContaining([...NEEDED, 'standby', 'messaging_policy_enforcement']));
    expect(graph.only(ON.writePage).bearer).toBe(pages.TOKEN);
  });

  it('keeps what is there beside', async () => {
    const graph = new ScriptedGraph({
      [ON.read]: callbacks(callback(WEBHOOK.url, ['feed'])),
      [ON.write]: success,
      [ON.readPage]: told('messaging_seen'),
      [ON.writePage]: success,
    });
    await messenger.connect(pages.contextOf(graph));
    expect((graph.only(ON.write).json as { fields: string }).fields).toMatch(/^feed,messages,/);
    expect(graph.only(ON.writePage).query.subscribed_fields).toMatch(/^messaging_seen,messages,/);
  });

  it('goes with the needed fields where Meta does not know another', async () => {
    const graph = new ScriptedGraph({
      [ON.read]: callbacks(),
      [ON.write]: [graphError(100), success],
      [ON.readPage]: graphOk({ data: [] }),
      [ON.writePage]: [graphError(100), success],
    });
    await messenger.connect(pages.contextOf(graph));
    expect(graph.made(ON.writePage)[1]?.query).toEqual({ subscribed_fields: NEEDED.join(',') });
  });

  it('asks for what Instagram is told by the Page, too: what is written last has to be whole', async () => {
    const graph = new ScriptedGraph({
      [ON.read]: callbacks(),
      [ON.write]: success,
      [ON.readPage]: graphOk({ data: [] }),
      [ON.writePage]: success,
    });
    await messenger.connect(pages.contextOf(graph));
    const fields = (graph.only(ON.writePage).query.subscribed_fields ?? '').split(',');
    expect(fields).toEqual(expect.arrayContaining(['messaging_seen', 'message_edit']));
    expect((graph.only(ON.write).json as { fields: string }).fields).not.toContain('messaging_seen');
  });

  it('keeps what is there while it finds out which other fields Meta knows', async () => {
    const graph = new ScriptedGraph({
      [ON.read]: callbacks(),
      [ON.write]: success,
      [ON.readPage]: told('feed'),
      [ON.writePage]: [graphError(100), success],
    });
    await messenger.connect(pages.contextOf(graph));
    const written = graph.made(ON.writePage).map(({ query }) => query.subscribed_fields ?? '');
    expect(written.every((fields) => fields.startsWith('feed,messages,'))).toBe(true);
    expect(written.at(-1)?.split(',')).toEqual(expect.arrayContaining(['standby', 'messaging_seen']));
  });

  it('leaves the address of somebody else alone, unless told to take it', async () => {
    const graph = new ScriptedGraph({
      [ON.read]: callbacks(callback('https://other.example/secret')),
      [ON.write]: success,
      [ON.readPage]: told(),
      [ON.writePage]: success,
    });
    const error = await pages.errorOf(messenger.connect(pages.contextOf(graph)));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: expect.stringContaining('other.example') as string });
    expect(error.text).not.toContain('secret');
    expect(graph.made(ON.write)).toEqual([]);
    const driver: { connect(of: ReturnType<typeof pages.contextOf>, options: ConnectOptions): Promise<void> } =
      messenger;
    await driver.connect(pages.contextOf(graph), { takeOver: true });
    expect(graph.made(ON.write)).toHaveLength(1);
  });

  it('says what Meta does not like about the address', async () => {
    const graph = new ScriptedGraph({ [ON.read]: callbacks(), [ON.write]: graphError(2200) });
    expect(await pages.errorOf(messenger.connect(pages.contextOf(graph)))).toMatchObject({
      code: 905,
      retry: 'no',
      text: expect.stringContaining('webhook address') as string,
    });
  });
});

describe('disconnecting', () => {
  const disconnect = async (answers: ConstructorParameters<typeof ScriptedGraph>[0]) => {
    const graph = new ScriptedGraph(answers);
    await messenger.disconnect(pages.contextOf(graph));
    return graph.made(ON.leave).length;
  };

  it('has the Page tell nothing more', async () => {
    expect(await disconnect({ [ON.read]: callbacks(callback()), [ON.leave]: success })).toBe(1);
  });

  it.each([
    ['the address is another one', callbacks(callback('https://other.example'))],
    ['there is none', callbacks()],
    ['Instagram is told by the same', callbacks(callback(), callback('https://x', ['messages'], 'instagram'))],
    ['the token is dead', graphError(190)],
  ])('does nothing where %s', async (_, answer) => {
    expect(await disconnect({ [ON.read]: answer })).toBe(0);
  });
});

describe('whether it works', () => {
  const check = (answers: ConstructorParameters<typeof ScriptedGraph>[0] = {}) =>
    messenger.check(
      pages.contextOf(
        new ScriptedGraph({
          'GET me': me,
          'GET debug_token': token(),
          [ON.read]: callbacks(callback()),
          [ON.readPage]: told(...NEEDED),
          ...answers,
        }),
      ),
    );

  it('it does, by five looks', async () => {
    const health = await check();
    expect(health.state).toBe('ok');
    expect(health.checks?.map(({ name, state }) => [name, state])).toEqual([
      ['token', 'ok'],
      ['permissions', 'ok'],
      ['page', 'ok'],
      ['address', 'ok'],
      ['fields', 'ok'],
      ['subscription', 'ok'],
    ]);
  });

  it.each([
    [
      'a dead token',
      { 'GET debug_token': token({ is_valid: false }), 'GET me': graphError(190) },
      'credentials',
      'token',
    ],
    ['a missing right', { 'GET debug_token': token({ scopes: [] }) }, 'credentials', 'pages_messaging'],
    ['another Page', { 'GET me': graphOk({ id: '777' }) }, 'credentials', 'not one of this Page'],
    ['a stolen address', { [ON.read]: callbacks(callback('https://other.example/x')) }, 'webhook', 'other.example'],
    ['no address', { [ON.read]: callbacks() }, 'webhook', 'no address'],
    ['a Page that Meta took away', { [ON.readPage]: graphOk({ data: [] }) }, 'webhook', 'failed for an hour'],
    ['a Page without messages', { [ON.readPage]: told('message_reads') }, 'webhook', 'messages'],
    ['no answer', { 'GET debug_token': new NoAnswer('no', 'refused') }, 'unreachable', 'could not be reached'],
  ])('%s is found', async (_, answers, fault, text) => {
    expect(await check(answers)).toMatchObject({
      state: 'broken',
      fault,
      text: expect.stringContaining(text) as string,
    });
  });

  it('a field that is missed is a warning', async () => {
    const health = await check({ [ON.readPage]: told('messages', 'messaging_postbacks', 'message_deliveries') });
    expect(health.state).toBe('ok');
    expect(health.checks?.at(-1)).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('message_reads, message_echoes') as string,
    });
  });
});

describe('what is entered', () => {
  const entered = { appId: APP, appSecret: pages.SECRET, pageId: PAGE, pageAccessToken: pages.TOKEN };

  it.each([
    [undefined, 'no'],
    ['', 'no'],
    [' Yes ', 'yes'],
    ['no', 'no'],
  ])('human agent %j', (humanAgent, expected) => {
    expect(PageCredentials.parse({ ...entered, humanAgent }).humanAgent).toBe(expected);
  });

  it.each([{ humanAgent: 'maybe' }, { pageId: 'my-shop' }, { apiVersion: '26' }, { apiBaseUrl: 'ftp://x' }])(
    '%j is not accepted',
    (wrong) => {
      expect(PageCredentials.safeParse({ ...entered, ...wrong }).success).toBe(false);
    },
  );
});
