import { createHttpClient, type ClosableHttpClient } from '../../../src/http/undici-client';
import type { Messenger } from '../../../src/messengers/contract';
import { instagram } from '../../../src/messengers/instagram';
import { messenger } from '../../../src/messengers/messenger';
import type { PageCredentials } from '../../../src/messengers/meta-pages/credentials';
import { startTestSandbox, type TestSandbox } from '../../http/running-sandbox';
import { errorOf, missing } from '../support/pages';
import { PageStage } from './page-stage';

let sandbox: TestSandbox;
let http: ClosableHttpClient;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  http = createHttpClient();
});
afterAll(async () => {
  await sandbox.close();
  await http.close();
});
beforeEach(() => sandbox.reset());

const DAY_MS = 24 * 60 * 60 * 1_000;

const stageOf = (driver: Messenger<PageCredentials>, entered: Partial<PageCredentials> = {}) =>
  PageStage.of({ sandbox, http }, driver, entered);

describe.each([
  ['Messenger', messenger],
  ['Instagram', instagram],
])('%s before its emulator', (_title, driver) => {
  const connected = async (entered: Partial<PageCredentials> = {}) => (await stageOf(driver, entered)).connect();

  it('connects where Meta does not take every field', async () => {
    const stage = await stageOf(driver);
    await driver.connect(stage.context, { takeOver: true });
    await driver.disconnect(stage.context);
    const fields = ['message_edits', 'message_edit', 'messaging_seen', 'messaging_optins', 'standby'];
    await stage.onLine('refuse-fields', { fields });
    await sandbox.assume({ 'meta-pages-instagram-fields': 'page-names' });
    await stage.connect();
    expect(await driver.check(stage.context)).toMatchObject({ state: 'ok' });
    expect(await stage.event('message')).toMatchObject({ source: stage.line.id, chat: stage.handset.id });
  });

  it('notices that Meta has unsubscribed the Page, and connecting again mends it', async () => {
    const stage = await connected();
    await stage.onLine('unsubscribe');
    expect(await driver.check(stage.context)).toMatchObject({
      state: 'broken',
      fault: 'webhook',
      text: expect.stringContaining('an hour') as string,
    });
    await driver.connect(stage.context);
    expect(await driver.check(stage.context)).toMatchObject({ state: 'ok' });
  });

  it.each([['expired'], ['invalidated'], ['revoked']])('says that the token is %s', async (state) => {
    const stage = await connected();
    await stage.onLine('token', { state });
    expect(await driver.check(stage.context)).toMatchObject({ state: 'broken', fault: 'credentials' });
    expect(await errorOf(stage.send('Hi'))).toMatchObject({ code: 902, breadth: 'source' });
  });

  it('says which permissions are missing', async () => {
    const stage = await connected();
    await stage.onLine('token', { scopes: ['pages_manage_metadata', 'instagram_basic'] });
    expect(await driver.check(stage.context)).toMatchObject({
      state: 'broken',
      fault: 'credentials',
      text: expect.stringContaining('messag') as string,
    });
    expect(await errorOf(stage.send('Hi'))).toMatchObject({ code: 902, breadth: 'source' });
  });

  it.each([
    ['shared', { name: expect.any(String) as string }],
    ['hidden', {}],
    ['refused', {}],
  ])('knows of a customer whose profile is %s what Meta tells', async (state, known) => {
    const stage = await connected();
    await stage.does('profile', { state });
    expect(await (driver.profile ?? missing)(stage.context, stage.handset.id)).toMatchObject(known);
  });

  it('answers late where it may, and says why where it may not', async () => {
    const stage = await connected({ humanAgent: 'yes' });
    await stage.does('close-window');
    const lately = Date.now() - DAY_MS - 2_000;
    expect(await stage.send('Hi', lately)).toMatchObject({ remoteId: expect.any(String) as string });
    await stage.onLine('human-agent', { on: false });
    expect(await errorOf(stage.send('Hi', lately))).toMatchObject({ code: 905, retry: 'no', breadth: 'message' });
    const plain = await stageOf(driver);
    const closed = await errorOf(plain.send('Hi', lately));
    expect(closed).toMatchObject({ code: 905, retry: 'no' });
    expect(closed.text).toContain('24 hours');
  });

  it('leaves open what Meta denies to have sent, and the echo proves it', async () => {
    const stage = await connected();
    await stage.onLine('fail');
    expect(await errorOf(stage.send('Hi'))).toMatchObject({ retry: 'unknown' });
    expect(await stage.event('echo')).toMatchObject({ chat: stage.handset.id, correlation: 'key-1' });
  });

  it('is told by either echo what it sent itself', async () => {
    await sandbox.assume({ 'instagram-echo-app-id': 'present' });
    const stage = await connected();
    const { remoteId } = await stage.send('Hi');
    expect(await stage.event('echo')).toMatchObject({ remoteId, correlation: 'key-1' });
  });

  it('hands over what a person wrote in the inbox', async () => {
    const stage = await connected();
    await stage.does('business-writes', { text: 'From the inbox' });
    const echo = await stage.event('echo');
    expect(echo).toMatchObject({ chat: stage.handset.id, content: { type: 'text', text: 'From the inbox' } });
    expect(echo).not.toHaveProperty('correlation');
  });

  it('reads what is said while another app has the chat, and says why it cannot answer', async () => {
    const stage = await connected();
    await stage.does('take-thread');
    expect(await stage.event('notice')).toMatchObject({ text: expect.stringContaining('Another app') as string });
    sandbox.hooks.seen.length = 0;
    await stage.says({ text: 'To the other app' });
    expect(await stage.event('message')).toMatchObject({ content: { text: 'To the other app' } });
    const refused = await errorOf(stage.send('Hi'));
    expect(refused).toMatchObject({ code: 905, retry: 'no' });
    expect(refused.text).toContain('Another app');
  });

  it.each([
    ['block', 905],
    ['leave', 905],
    ['delete-chat', 905],
  ])('refuses for good to somebody who did %s', async (act, code) => {
    const stage = await connected();
    await stage.does(act);
    expect(await errorOf(stage.send('Hi'))).toMatchObject({ code, retry: 'no', breadth: 'message' });
  });

  it('waits as long as Meta says', async () => {
    const stage = await connected();
    await sandbox.fault({ name: `${driver.kind as 'messenger'}-error`, status: 429, retryAfter: 120, times: 1 });
    expect(await errorOf(stage.send('Hi'))).toMatchObject({ retry: 'later', breadth: 'source', retryAfterMs: 120_000 });
  });

  it('sends without a quote that is gone', async () => {
    const stage = await connected();
    const part = { key: 'key-2', chat: stage.handset.id, content: { type: 'text', text: 'Yes' } } as const;
    const sent = await driver.send(stage.context, { ...part, replyTo: 'm_gone', lastInboundAt: Date.now() });
    expect(sent.remoteId).not.toBe('');
  });
});

it('two products on one Page: what is disconnected leaves the other one its webhooks', async () => {
  const page = await stageOf(messenger);
  const account = await stageOf(instagram);
  await messenger.connect(page.context, { takeOver: true });
  await instagram.connect(account.context, { takeOver: true });
  await messenger.disconnect(page.context);
  expect(await instagram.check(account.context)).toMatchObject({ state: 'ok' });
  sandbox.hooks.seen.length = 0;
  await account.says({ text: 'Hello' });
  expect(await account.event('message')).toMatchObject({ source: account.line.id });
});
