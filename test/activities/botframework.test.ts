import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { PassingTemplates } from '../../src/activities/passing-templates';
import { createActivities } from '../../src/activities';
import type { Files } from '../../src/activities/files';
import { readMessengerHook, type ReadMessengerHookOptions } from '../../src/api/read-messenger-hook';
import { registerSource } from '../../src/ledger/registration';
import { Routing } from '../../src/ledger/routing';
import type { ChatId } from '../../src/model/ids';
import { reading } from '../api/reading';
import { fromKommo, openLedger, type Ledger, type Tenant } from '../ledger/ledger';
import { ANN, APP, BOT, message, requestOf, SigningKey } from '../messengers/botframework/activities';
import { bot, ScriptedMicrosoft } from '../messengers/botframework/scripted-connector';

/** A bot of an account, and Microsoft as a script: from a webhook to the answer of a manager. */
let ledger: Ledger;
let tenant: Tenant;
let routing: Routing;
let options: ReadMessengerHookOptions;
let microsoft: ScriptedMicrosoft;
const key = new SigningKey('k-1');

beforeAll(async () => {
  ledger = await openLedger();
  const { db, vault } = ledger;
  const account = await ledger.tenant({ withSource: false });
  const source = await registerSource(db, vault, {
    scopeId: account.scopeId,
    messenger: 'botframework',
    credentials: bot(),
    remoteId: APP,
    name: 'Teams bot',
    externalId: 'botframework-1',
  });
  tenant = { ...account, ...source };
  routing = new Routing(db, vault, { production: false });
});
afterAll(() => ledger.close());
beforeEach(async () => {
  microsoft = new ScriptedMicrosoft().publish([await key.published()]);
  options = reading(microsoft);
});

async function customerWrites(text: string, serviceUrl: string, more: object = {}): Promise<ChatId | undefined> {
  const seconds = Math.floor(Date.now() / 1_000);
  const token = await key.sign({ serviceurl: serviceUrl, nbf: seconds, exp: seconds + 3_600 });
  const timestamp = new Date().toISOString();
  const request = requestOf(message({ text, serviceUrl, timestamp, id: randomUUID(), ...more }), token);
  const route = await routing.connection('botframework', tenant.connectionId);
  const read = await readMessengerHook(route, { request, at: Date.now() }, options);
  if (read.kind !== 'read') throw new Error(`the webhook is ${read.kind}`);
  return (await ledger.acceptor.accept(read.events)).wake[0]?.chatId;
}

async function managerAnswers(chatId: ChatId, text: string): Promise<void> {
  await ledger.acceptor.accept([fromKommo(tenant, { chatClientId: `botframework-${chatId}`, text })]);
  const activities = createActivities({
    db: ledger.db,
    vault: ledger.vault,
    http: microsoft,
    files: {} as Files,
    templates: new PassingTemplates(),
    startWriteFirst: () => Promise.resolve(),
    clock: Date,
    log: pino({ level: 'silent' }),
  });
  await new MockActivityEnvironment().run(() => activities.deliverToMessenger({ chatId, parked: false }));
}

it('an answer goes to the server that the customer’s last message came from', async () => {
  const emea = 'https://smba.trafficmanager.net/emea/';
  const amer = 'https://smba.trafficmanager.net/amer/';
  const chatId = await customerWrites('hello', emea);
  if (chatId === undefined) throw new Error('there is no chat');
  await managerAnswers(chatId, 'welcome');
  expect(await customerWrites('I moved', amer)).toBe(chatId);
  await managerAnswers(chatId, 'good');
  const sent = microsoft.calls.filter(({ url }) => url.endsWith('/activities'));
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
    '/emea/v3/conversations/a%3A1xyz/activities',
    '/amer/v3/conversations/a%3A1xyz/activities',
  ]);
  expect(sent.map(({ body }) => body)).toMatchObject([
    { from: { id: BOT }, recipient: { id: ANN }, text: 'welcome' },
    { text: 'good' },
  ]);
  const { rows } = await ledger.db.query<{ outcome: string; tick: string }>(
    `select outcome, tick from deliveries where chat_id = $1 and lane = 'to-messenger'`,
    [chatId],
  );
  expect(rows).toEqual([
    { outcome: 'sent', tick: 'delivered' },
    { outcome: 'sent', tick: 'delivered' },
  ]);
});

it('a server that no token names gets no answer: it is refused before it is anybody’s', async () => {
  const before = microsoft.calls.length;
  await expect(
    customerWrites('hello', 'https://smba.trafficmanager.net/emea/', { serviceUrl: 'https://evil.example/' }),
  ).rejects.toThrow('the webhook is refused');
  expect(microsoft.calls.slice(before).filter(({ url }) => url.includes('evil'))).toEqual([]);
});
