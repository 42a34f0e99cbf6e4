import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { PassingTemplates } from '../../src/activities/passing-templates';
import type { Dependencies } from '../../src/activities/dependencies';
import type { Carried } from '../../src/activities/drain-lane';
import { Lease } from '../../src/activities/lease';
import { ToMessenger } from '../../src/activities/to-messenger';
import { settleAndClaim } from '../../src/ledger/claim';
import { registerSource } from '../../src/ledger/registration';
import { sentSince } from '../../src/ledger/window';
import { asChatId, type ChatId } from '../../src/model/ids';
import {
  claim,
  deliveriesOf,
  fromKommo,
  fromMessenger,
  openLedger,
  take,
  type Ledger,
  type Tenant,
} from '../ledger/ledger';
import { refusal, ok, ScriptedWeChat, SEND } from '../messengers/wechat/scripted-wechat';
import { ANN, APP_ID, plain } from '../messengers/wechat/webhooks';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

/** A customer of an account of WeChat, and what the manager and they do; the lane is drained by hand. */
class Conversation {
  #chatId: ChatId | undefined;

  private constructor(
    private readonly tenant: Tenant,
    readonly http: ScriptedWeChat,
    private readonly now: () => number,
  ) {}

  static async start(http = new ScriptedWeChat(), now = Date.now): Promise<Conversation> {
    const tenant = await ledger.tenant({ withSource: false });
    const source = await registerSource(ledger.db, ledger.vault, {
      scopeId: tenant.scopeId,
      messenger: 'wechat',
      credentials: plain,
      remoteId: APP_ID,
      name: 'Shop',
      externalId: `wechat-${APP_ID}`,
    });
    return new Conversation({ ...tenant, ...source }, http, now);
  }

  get chatId(): ChatId {
    if (this.#chatId === undefined) throw new Error('Nobody has written yet');
    return this.#chatId;
  }

  async customer(does: 'writes' | 'presses', at = this.now()): Promise<void> {
    const { wake } = await ledger.acceptor.accept([
      fromMessenger(this.tenant, { chatRemoteId: ANN, opensWindow: does === 'writes', at }),
    ]);
    this.#chatId ??= wake[0]?.chatId;
  }

  /** @returns what came of it */
  async managerWrites(text: string): Promise<Carried> {
    await this.managerWants(text);
    return this.carry();
  }

  async managerWants(text: string): Promise<void> {
    const chatClientId = `wechat-${this.chatId}`;
    await ledger.acceptor.accept([fromKommo(this.tenant, { chatClientId, text })]);
  }

  /** As any worker would, one after the other. */
  async carry(): Promise<Carried> {
    const deps = {
      db: ledger.db,
      vault: ledger.vault,
      http: this.http,
      templates: new PassingTemplates(),
      clock: { now: this.now },
      log: pino({ level: 'silent' }),
    } as unknown as Dependencies;
    const held = await take(ledger.db, this.chatId, 'to-messenger');
    const delivery = await claim(ledger.db, held);
    const carried = await new ToMessenger(deps, held).carry(delivery, new Lease());
    if (carried.kind === 'settled') {
      await settleAndClaim(ledger.db, held, { deliveryId: delivery.id, ...carried.settlement }, 'leave');
    }
    return carried;
  }

  async notes(): Promise<string[]> {
    const rows = await deliveriesOf(ledger.db, this.chatId, 'to-kommo');
    return rows.filter(({ text }) => text.includes('WeChat takes')).map(({ text }) => text);
  }
}

const SENT = { kind: 'settled', settlement: { outcome: { kind: 'sent' }, tick: 'delivered' } };
const refused = (text: string) => ({
  kind: 'settled',
  settlement: { outcome: { kind: 'failed', failure: { code: 905, text: expect.stringContaining(text) as string } } },
});

it('five go out after a message, the last three with a word to the manager, and the sixth does not', async () => {
  const chat = await Conversation.start();
  await chat.customer('writes');
  for (const text of ['1', '2', '3', '4', '5']) expect(await chat.managerWrites(text)).toMatchObject(SENT);
  expect(await chat.managerWrites('6')).toMatchObject(refused('all of them are used up'));
  expect(chat.http.sent).toHaveLength(5);
  expect(await chat.notes()).toEqual([
    'WeChat takes 2 more messages until the customer answers, within 47 hours.',
    'WeChat takes one more message until the customer answers, within 47 hours.',
    'That was the last message that WeChat takes until the customer answers.',
  ]);
});

it('a message of the customer begins it anew, and adds nothing', async () => {
  const chat = await Conversation.start();
  await chat.customer('writes');
  await chat.managerWrites('1');
  await chat.customer('writes');
  for (const text of ['1', '2', '3', '4', '5']) expect(await chat.managerWrites(text)).toMatchObject(SENT);
  expect(await chat.managerWrites('6')).toMatchObject(refused('used up'));
});

it('parts of a long text count, and one of which half would arrive is not begun', async () => {
  const chat = await Conversation.start();
  await chat.customer('writes');
  expect(await chat.managerWrites('你好'.repeat(900))).toMatchObject(SENT);
  expect(chat.http.sent).toHaveLength(3);
  expect(await chat.managerWrites('你好'.repeat(900))).toMatchObject(
    refused('It would be 3 messages, and WeChat takes 2 more'),
  );
  expect(await chat.managerWrites('short')).toMatchObject(SENT);
  expect(chat.http.sent).toHaveLength(4);
});

it('what WeChat refused does not count, and what may have arrived does', async () => {
  const http = new ScriptedWeChat({ [SEND]: [refusal(45_002), { http: 504, body: '' }, ok()] });
  const chat = await Conversation.start(http);
  await chat.customer('writes');
  await chat.managerWrites('refused');
  expect(await chat.managerWrites('perhaps')).toMatchObject({ settlement: { outcome: { kind: 'unknown' } } });
  expect(await sentSince(ledger.db, chat.chatId, HOUR)).toMatchObject({ sinceWrote: 1, actedAt: null });
  for (const text of ['2', '3', '4', '5']) expect(await chat.managerWrites(text)).toMatchObject(SENT);
  expect(await chat.managerWrites('6')).toMatchObject(refused('used up'));
});

it('a press lets three out within a minute, also where all was used up, and no word is said of them', async () => {
  let now = Date.now();
  const chat = await Conversation.start(new ScriptedWeChat(), () => now);
  await chat.customer('presses');
  for (const text of ['1', '2', '3']) expect(await chat.managerWrites(text)).toMatchObject(SENT);
  expect(await chat.managerWrites('4')).toMatchObject(refused('The customer has not written yet'));
  await chat.customer('writes');
  for (const text of ['1', '2', '3', '4', '5']) expect(await chat.managerWrites(text)).toMatchObject(SENT);
  const told = (await chat.notes()).length;
  now += 1_000;
  await chat.customer('presses');
  expect(await chat.managerWrites('by the press')).toMatchObject(SENT);
  expect(await chat.notes()).toHaveLength(told);
  now += MINUTE;
  expect(await chat.managerWrites('too late')).toMatchObject(refused('used up'));
});

it('nothing goes out after the window, and the manager is told since when', async () => {
  const chat = await Conversation.start();
  await chat.customer('writes', Date.now() - 50 * HOUR);
  expect(await chat.managerWrites('late')).toMatchObject(
    refused('wrote last 2 days ago, and WeChat takes answers for 48 hours'),
  );
  expect(chat.http.sent).toHaveLength(0);
});

it('what was waiting when the customer wrote counts from then on', async () => {
  const chat = await Conversation.start();
  await chat.customer('writes');
  for (const text of ['1', '2', '3']) await chat.managerWants(text);
  await chat.customer('writes');
  for (let times = 0; times < 3; times += 1) expect(await chat.carry()).toMatchObject(SENT);
  expect(await sentSince(ledger.db, chat.chatId, HOUR)).toMatchObject({ sinceWrote: 3 });
});

it('counts nothing of what was never said', async () => {
  expect(await sentSince(ledger.db, asChatId(randomUUID()), HOUR)).toEqual({
    wroteAt: null,
    sinceWrote: 0,
    actedAt: null,
    sinceActed: 0,
  });
});
