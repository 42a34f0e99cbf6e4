import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { AccountDependencies } from '../../src/activities/accounts/dependencies';
import { createWriteFirstActivities } from '../../src/activities/write-first';
import { registerSource } from '../../src/ledger/registration';
import type { WriteFirst } from '../../src/ledger/write-firsts';
import { messengerOf, supportedMessengers } from '../../src/messengers/registry';
import type { ChatId } from '../../src/model/ids';
import type { MessengerKind } from '../../src/model/messenger-kind';
import { fromKommo } from '../ledger/ledger';
import { startCourier, type Courier } from './courier';

const PHONE = '+15550100042';
const WITHOUT_ACCOUNT = { crm: undefined as never, temporal: undefined as never, settings: undefined as never };

let courier: Courier;
const started: WriteFirst[] = [];
beforeAll(async () => {
  courier = await startCourier();
  Object.assign(courier.deps, {
    startWriteFirst: (began: WriteFirst) => {
      started.push(began);
      return Promise.resolve();
    },
  });
});
afterAll(() => courier.close());

/** A source of the kind, and a manager who writes to a number through it. */
async function written(kind: MessengerKind, phone = PHONE, text = 'Hello'): Promise<ChatId> {
  const { ledger, tenant } = courier;
  const externalId = `${kind}-${randomUUID()}`.slice(0, 40);
  await registerSource(ledger.db, ledger.vault, {
    scopeId: tenant.scopeId,
    messenger: kind,
    // Nobody is asked for what is refused, and nobody answers here.
    credentials: {
      outboundSecret: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
      serviceUrl: 'http://127.0.0.1:9/',
      phoneNumberId: '1',
      wabaId: '2',
      apiBaseUrl: 'http://127.0.0.1:9',
    },
    remoteId: externalId,
    name: 'Shop',
    externalId,
  });
  const customer = { kommoId: randomUUID(), name: 'Ana', phone };
  const { wake } = await ledger.acceptor.accept([fromKommo(tenant, { sourceExternalId: externalId, customer, text })]);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('Nothing was accepted');
  return chatId;
}

async function rowOf(chatId: ChatId): Promise<{ outcome: string | null; code: number | null; text: string | null }> {
  const { rows } = await courier.ledger.db.query<{ outcome: string | null; code: number | null; text: string | null }>(
    `select outcome, outcome_code as code, outcome_text as text from deliveries where chat_id = $1`,
    [chatId],
  );
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0) throw new Error(`There are ${String(rows.length)} rows`);
  return row;
}

async function inGermany(chatId: ChatId, address: string | null): Promise<void> {
  await courier.ledger.db.query(
    `with home as (update accounts set country = 'DE' from chats where chats.id = $1 and accounts.id = chats.account_id)
     update sources set address = $2 from chats where chats.id = $1 and sources.id = chats.source_id`,
    [chatId, address],
  );
}

afterEach(() => courier.ledger.db.query('update accounts set country = null'));

const activities = () =>
  createWriteFirstActivities({ ...courier.deps, ...WITHOUT_ACCOUNT } as unknown as AccountDependencies);
const acting = <Result>(work: () => Promise<Result>): Promise<Result> => new MockActivityEnvironment().run(work);

const kinds = supportedMessengers();
const byPhone = kinds.filter((kind) => messengerOf(kind)?.capabilities.writeFirst === 'phone');

it('WhatsApp and services of one’s own are what can be written to by a phone number', () => {
  expect(byPhone).toEqual(['whatsapp', 'custom']);
  for (const kind of byPhone) expect(messengerOf(kind)).toHaveProperty('resolve');
});

it.each(kinds.filter((kind) => !byPhone.includes(kind)))(
  '%s refuses at once with 904 and what works instead, and forgets the number',
  async (kind) => {
    const chatId = await written(kind);
    expect(await courier.run('to-messenger', chatId)).toMatchObject({ kind: 'returned', result: { kind: 'idle' } });
    const { outcome, code, text } = await rowOf(chatId);
    expect([outcome, code]).toEqual(['failed', 904]);
    expect(text).toContain('lets nobody be written to by a phone number');
    expect(text).toMatch(/has to write first|Send the customer this link another way/);
    const { rows } = await courier.ledger.db.query('select state, phone from write_firsts where chat_id = $1', [
      chatId,
    ]);
    expect(rows).toEqual([{ state: 'refused', phone: null }]);
    expect(started.filter((began) => began.chatId === chatId)).toEqual([]);
  },
);

it('the refusal names the link to the bot, where there is one', async () => {
  const chatId = await written('telegram');
  await courier.ledger.db.query(
    `update sources set address = '@shop_bot' from chats where chats.id = $1 and sources.id = chats.source_id`,
    [chatId],
  );
  await courier.run('to-messenger', chatId);
  expect((await rowOf(chatId)).text).toContain('https://t.me/shop_bot');
});

it('a message without a number has nothing to be found by', async () => {
  const { ledger, tenant } = courier;
  const { wake } = await ledger.acceptor.accept([fromKommo(tenant)]);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('Nothing was accepted');
  await courier.run('to-messenger', chatId);
  expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 904 });
});

describe('a number that WhatsApp does not let begin conversations', () => {
  const template = { id: 7, externalId: 'hello:en_US', params: [] };

  async function restricts(chatId: ChatId, what: string | null): Promise<void> {
    await courier.ledger.db.query(
      `update sources set restricted = $2, restricted_at = now() from chats where chats.id = $1 and sources.id = chats.source_id`,
      [chatId, what],
    );
  }

  async function withTemplate(): Promise<ChatId> {
    const chatId = await written('whatsapp');
    await courier.ledger.db.query(
      `update messages set content = content || jsonb_build_object('template', $2::jsonb) where chat_id = $1`,
      [chatId, JSON.stringify(template)],
    );
    return chatId;
  }

  it('refuses a template at once, and the next one goes when it is over', async () => {
    const chatId = await withTemplate();
    await restricts(chatId, 'starting');
    await courier.run('to-messenger', chatId);
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 905 });
    expect((await rowOf(chatId)).text).toContain(
      'WhatsApp does not let your number begin conversations or send templates now',
    );
    expect(started.filter((began) => began.chatId === chatId)).toEqual([]);

    await restricts(chatId, null);
    await courier.ledger.db.query(
      `update deliveries set state = 'pending', outcome = null, done_at = null where chat_id = $1`,
      [chatId],
    );
    await courier.run('to-messenger', chatId);
    expect(started.filter((began) => began.chatId === chatId)).toHaveLength(1);
  });

  it('looks the customer up for free words: they may have written, and be answered', async () => {
    const chatId = await written('whatsapp');
    await restricts(chatId, 'starting');
    await courier.run('to-messenger', chatId);
    expect(started.filter((began) => began.chatId === chatId)).toHaveLength(1);
  });

  it('looks nobody up where it may send nothing', async () => {
    const chatId = await written('whatsapp');
    await restricts(chatId, 'everything');
    await courier.run('to-messenger', chatId);
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 905 });
    expect(started.filter((began) => began.chatId === chatId)).toEqual([]);
  });
});

describe.each(byPhone)('on %s', (kind) => {
  it('a message waits without an attempt while the customer is looked up, and goes on when they are found', async () => {
    const chatId = await written(kind);
    const ran = await courier.run('to-messenger', chatId);
    expect(ran).toMatchObject({ kind: 'returned', result: { kind: 'idle', awaits: 'address' } });
    expect(started.filter((began) => began.chatId === chatId)).toHaveLength(1);
    expect(await rowOf(chatId)).toMatchObject({ outcome: null });
    const { rows } = await courier.ledger.db.query(
      'select attempts, state, claimed_at from deliveries where chat_id = $1',
      [chatId],
    );
    expect(rows).toEqual([{ attempts: 0, state: 'pending', claimed_at: null }]);

    expect(await acting(() => activities().findPerson({ chatId }))).toEqual({ kind: 'found' });
    // Every step may be done twice.
    expect(await acting(() => activities().findPerson({ chatId }))).toEqual({ kind: 'found' });
    expect(await acting(() => activities().bindAddress({ chatId }))).toEqual({ chatId });
    expect(await acting(() => activities().bindAddress({ chatId }))).toEqual({ chatId });

    if (kind !== 'whatsapp') return;
    await courier.run('to-messenger', chatId);
    // Free words do not open a chat: only a template does.
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 905 });
    expect((await rowOf(chatId)).text).toMatch(/has not written yet.*Send a template/);
  });

  it.each([
    ['of the country of the account', null, '0171 2345678', '491712345678'],
    ['of the country of the source’s own number', '+55 11 91234-5678', '11 98765-4321', '5511987654321'],
  ])('a number without its country is one %s', async (_what, address, typed, phone) => {
    const chatId = await written(kind, typed);
    await inGermany(chatId, address);
    await courier.run('to-messenger', chatId);
    expect(await acting(() => activities().findPerson({ chatId }))).toEqual({ kind: 'found' });
    const { rows } = await courier.ledger.db.query<{ address: string }>(
      'select address from write_firsts where chat_id = $1',
      [chatId],
    );
    expect(rows[0]?.address.replace('tel:+', '')).toBe(phone);
  });

  it('a number that may be of two countries is refused', async () => {
    const chatId = await written(kind, '2015838222');
    await courier.run('to-messenger', chatId);
    await courier.ledger.db.query("update accounts set country = 'US'");
    expect(await acting(() => activities().findPerson({ chatId }))).toEqual({ kind: 'refused' });
    await courier.run('to-messenger', chatId);
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 904 });
    expect((await rowOf(chatId)).text).toContain('may be one of this country');
  });

  it('a number without its country is refused, with how to write one', async () => {
    const chatId = await written(kind, '0171 234567');
    expect(await acting(() => activities().findPerson({ chatId }))).toEqual({ kind: 'refused' });
    await courier.run('to-messenger', chatId);
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 904 });
  });

  it('what could not be looked up in time ends with 903', async () => {
    const chatId = await written(kind);
    await acting(() => activities().giveUp({ chatId }));
    await courier.run('to-messenger', chatId);
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 903 });
  });

  it('a message that is out of time while it waits is ended all the same', async () => {
    const chatId = await written(kind);
    await courier.run('to-messenger', chatId);
    await courier.ledger.db.query(`update deliveries set expires_at = now() where chat_id = $1`, [chatId]);
    await courier.run('to-messenger', chatId);
    expect(await rowOf(chatId)).toMatchObject({ outcome: 'failed', code: 903 });
  });

  it('two who write to the same number go on in one chat', async () => {
    const [one, other] = [await written(kind), await written(kind)];
    const { rows } = await courier.ledger.db.query<{ source_id: string }>('select source_id from chats where id = $1', [
      one,
    ]);
    await courier.ledger.db.query('update chats set source_id = $2 where id = $1', [other, rows[0]?.source_id]);
    for (const chatId of [one, other]) await acting(() => activities().findPerson({ chatId }));
    expect(await acting(() => activities().bindAddress({ chatId: one }))).toEqual({ chatId: one });
    expect(await acting(() => activities().bindAddress({ chatId: other }))).toEqual({ chatId: one });
  });

  it('a chat is joined to another only after what is being sent', async () => {
    const [one, other] = [await written(kind), await written(kind)];
    const { rows } = await courier.ledger.db.query<{ source_id: string }>('select source_id from chats where id = $1', [
      one,
    ]);
    await courier.ledger.db.query('update chats set source_id = $2 where id = $1', [other, rows[0]?.source_id]);
    for (const chatId of [one, other]) await acting(() => activities().findPerson({ chatId }));
    await acting(() => activities().bindAddress({ chatId: one }));
    await courier.ledger.db.query(`update deliveries set state = 'claimed', epoch = 1 where chat_id = $1`, [other]);
    await expect(acting(() => activities().bindAddress({ chatId: other }))).rejects.toThrow(ApplicationFailure);
  });
});
