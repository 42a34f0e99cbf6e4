import { randomUUID } from 'node:crypto';
import { clearUncertain, markPart, markUncertain, planParts, putOff, recordLateProof } from '../../src/ledger/attempt';
import { settleAndClaim, type Claim } from '../../src/ledger/claim';
import { LaneLost, takeLane, type HeldLane } from '../../src/ledger/lane';
import { asChatId, type ChatId } from '../../src/model/ids';
import {
  claim,
  count,
  deliveriesOf,
  fromKommo,
  fromMessenger,
  inText,
  type Ledger,
  openLedger,
  quietChat,
  take,
  type Tenant,
} from './ledger';

const REASON = { code: 903, text: 'Not now' } as const;

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

/** A chat in which a manager has written these, in this order of acceptance. */
async function answered(rows: readonly { readonly text: string; readonly at?: number }[]): Promise<ChatId> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  await answer(chatId, clientId, rows);
  return chatId;
}

async function answer(chatId: ChatId, clientId: string, rows: readonly { text: string; at?: number }[]): Promise<void> {
  for (const { text, at } of rows) {
    await ledger.acceptor.accept([
      fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId, text, at: at ?? 1_000 }),
    ]);
  }
}

const next = (held: HeldLane): Promise<Claim> => settleAndClaim(ledger.db, held, undefined, 'claim');

/** Drains the lane as if every send went well, and says what was sent. */
async function drain(held: HeldLane): Promise<string[]> {
  const texts: string[] = [];
  let claimed = await next(held);
  while (claimed.kind === 'claimed') {
    const { delivery } = claimed;
    texts.push('content' in delivery && delivery.content.type === 'text' ? delivery.content.text : '');
    claimed = await settleAndClaim(ledger.db, held, { deliveryId: delivery.id, outcome: { kind: 'sent' } }, 'claim');
  }
  expect(claimed.kind).toBe('empty');
  return texts;
}

async function contentsOf(chatId: ChatId): Promise<unknown> {
  const { rows } = await ledger.db.query(
    `select (select jsonb_agg(to_jsonb(deliveries) order by seq) from deliveries where chat_id = $1) as deliveries,
            (select jsonb_agg(to_jsonb(parts) order by delivery_id, index) from parts join deliveries
               on deliveries.id = delivery_id where chat_id = $1) as parts,
            (select count(*) from attempts join deliveries on deliveries.id = delivery_id where chat_id = $1) as attempts`,
    [chatId],
  );
  return rows[0];
}

describe('taking a lane', () => {
  it('raises its epoch each time, for each lane by itself', async () => {
    const chatId = await answered([]);
    expect((await take(ledger.db, chatId, 'to-messenger')).epoch).toBe(1);
    expect((await take(ledger.db, chatId, 'to-messenger')).epoch).toBe(2);
    const before = (await take(ledger.db, chatId, 'to-kommo')).epoch;
    expect((await take(ledger.db, chatId, 'to-messenger')).epoch).toBe(3);
    expect((await take(ledger.db, chatId, 'to-kommo')).epoch).toBe(before + 1);
  });

  it('knows everything that a delivery needs', async () => {
    const chatId = await answered([]);
    const { chat } = await take(ledger.db, chatId, 'to-messenger');
    expect(chat).toMatchObject({
      accountId: tenant.accountId,
      chatId,
      customer: { name: 'Ana' },
      source: { id: tenant.sourceId, tickWhenSilent: 'delivered' },
      connection: { id: tenant.connectionId, messenger: 'telegram' },
      scopeId: tenant.scopeId,
    });
    expect(ledger.vault.open(chat.channel.secret, `integrations.channel_secret/${chat.channel.integrationId}`)).toBe(
      'channel-secret',
    );
  });

  it('is not possible where there is no chat', async () => {
    expect(await takeLane(ledger.db, asChatId(randomUUID()), 'to-kommo')).toBeUndefined();
  });

  it('gives every one of many that take it at once an epoch of its own', async () => {
    const chatId = await answered([]);
    const held = await Promise.all(Array.from({ length: 12 }, () => take(ledger.db, chatId, 'to-messenger')));
    expect(new Set(held.map(({ epoch }) => epoch)).size).toBe(12);
  });
});

describe('the holder before', () => {
  it.each<[string, (old: HeldLane, deliveryId: Parameters<typeof putOff>[2]) => Promise<unknown>]>([
    ['claim', (old) => next(old)],
    ['look', (old) => settleAndClaim(ledger.db, old, undefined, 'leave')],
    [
      'settle',
      (old, deliveryId) =>
        settleAndClaim(ledger.db, old, { deliveryId, outcome: { kind: 'sent' }, remoteId: '1', tick: 'sent' }, 'claim'),
    ],
    ['put off', (old, id) => putOff(ledger.db, old, id, REASON, { forMs: 0, counts: true, part: 0 })],
    ['doubt', (old, id) => markUncertain(ledger.db, old, id, { text: 'x' }, 0)],
    ['clear a doubt', (old, id) => clearUncertain(ledger.db, old, id, 'absent')],
    ['plan parts', (old, id) => planParts(ledger.db, old, id, inText('new', 'plan', 'here'))],
    ['mark a part', (old, id) => markPart(ledger.db, old, id, 0, 'sent', '99')],
  ])('cannot %s any more, and changes nothing by trying', async (_, attempt) => {
    const chatId = await answered([{ text: 'first' }, { text: 'second' }]);
    const old = await take(ledger.db, chatId, 'to-messenger');
    const delivery = await claim(ledger.db, old);
    await planParts(ledger.db, old, delivery.id, inText('one', 'two'));
    await take(ledger.db, chatId, 'to-messenger');
    const before = await contentsOf(chatId);
    await expect(attempt(old, delivery.id)).rejects.toThrow(LaneLost);
    expect(await contentsOf(chatId)).toEqual(before);
  });

  it('leaves its claimed row to the successor as uncertain, with the time since it was claimed', async () => {
    const chatId = await answered([{ text: 'first' }, { text: 'second' }]);
    const old = await take(ledger.db, chatId, 'to-messenger');
    const claimed = await claim(ledger.db, old);
    await ledger.db.query("update deliveries set claimed_at = now() - interval '20 seconds' where id = $1", [
      claimed.id,
    ]);
    const successor = await take(ledger.db, chatId, 'to-messenger');
    const inherited = await claim(ledger.db, successor);
    expect(inherited).toMatchObject({ id: claimed.id, state: 'uncertain', attempts: 0 });
    expect(inherited.uncertainForMs).toBeGreaterThanOrEqual(20_000);
    expect(inherited.uncertainForMs).toBeLessThan(30_000);
    // A third holder does not make the doubt any younger.
    const third = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
    expect(third).toMatchObject({ id: claimed.id, state: 'uncertain' });
    expect(third.uncertainForMs).toBeGreaterThanOrEqual(20_000);
  });

  it('of the other lane is not disturbed', async () => {
    const chatId = await answered([{ text: 'first' }]);
    const toMessenger = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, toMessenger);
    await take(ledger.db, chatId, 'to-kommo');
    expect((await deliveriesOf(ledger.db, chatId, 'to-messenger')).map(({ state }) => state)).toEqual(['claimed']);
    const settlement = { deliveryId: id, outcome: { kind: 'sent' } } as const;
    expect(await settleAndClaim(ledger.db, toMessenger, settlement, 'claim')).toEqual({ kind: 'empty' });
  });

  it('racing with many successors never claims the same row as one of them', async () => {
    const chatId = await answered(Array.from({ length: 6 }, (_, n) => ({ text: `row ${n}` })));
    const claims = await Promise.allSettled(
      Array.from({ length: 10 }, async () => next(await take(ledger.db, chatId, 'to-messenger'))),
    );
    const plain = claims.flatMap((each) =>
      each.status === 'fulfilled' && each.value.kind === 'claimed' && each.value.delivery.state === 'claimed'
        ? [each.value.delivery.id]
        : [],
    );
    expect(plain.length).toBeGreaterThanOrEqual(1);
    expect(new Set(plain).size).toBe(plain.length);
    for (const each of claims) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(LaneLost);
  });
});

describe('the order of a lane', () => {
  it('is by the time of origin, then by number', async () => {
    const chatId = await answered([
      { text: 'third', at: 300 },
      { text: 'first', at: 100 },
      { text: 'second', at: 200 },
      { text: 'also second', at: 200 },
    ]);
    expect(await drain(await take(ledger.db, chatId, 'to-messenger'))).toEqual([
      'first',
      'second',
      'also second',
      'third',
    ]);
  });

  it('keeps a row that was begun in front of an earlier one that came late', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    await answer(chatId, clientId, [{ text: 'begun', at: 500 }]);
    const begun = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
    await answer(chatId, clientId, [{ text: 'late', at: 100 }]);
    const inherited = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
    expect(inherited.id).toBe(begun.id);
  });

  it.each([true, false])(
    'waits for a row that was put off, also when it is not to blame (counted: %s); nothing overtakes it',
    async (counts) => {
      const { chatId, clientId } = await quietChat(ledger, tenant);
      await answer(chatId, clientId, [{ text: 'put off', at: 500 }]);
      const held = await take(ledger.db, chatId, 'to-messenger');
      const { id } = await claim(ledger.db, held);
      expect(await putOff(ledger.db, held, id, REASON, { forMs: 60_000, counts })).toBe(counts ? 1 : 0);
      await answer(chatId, clientId, [
        { text: 'later', at: 600 },
        { text: 'earlier', at: 100 },
      ]);

      const waiting = await next(held);
      expect(waiting).toMatchObject({ kind: 'wait', attempts: counts ? 1 : 0, why: 'Not now' });
      expect((waiting as { ms: number }).ms).toBeGreaterThan(50_000);
      await ledger.db.query('update deliveries set next_attempt_at = now() where id = $1', [id]);
      expect(await drain(held)).toEqual(['put off', 'earlier', 'later']);
    },
  );

  it('gives no place to a row that was only looked at: what was written before it goes first', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    await answer(chatId, clientId, [{ text: 'waits for its file', at: 500 }]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    for (let look = 0; look < 2; look += 1) {
      const { id } = await claim(ledger.db, held);
      await putOff(ledger.db, held, id, REASON, { forMs: 0, counts: false, untouched: true });
    }
    await answer(chatId, clientId, [
      { text: 'later', at: 600 },
      { text: 'earlier', at: 100 },
    ]);
    expect(await drain(held)).toEqual(['earlier', 'waits for its file', 'later']);
  });

  it.each<[string, (held: HeldLane, id: Parameters<typeof putOff>[2]) => Promise<unknown>]>([
    ['an attempt that failed', (held, id) => putOff(ledger.db, held, id, REASON, { forMs: 0, counts: true })],
    [
      'a send without an answer that was found absent',
      async (held, id) => {
        await markUncertain(ledger.db, held, id, { text: 'x' }, 0);
        await clearUncertain(ledger.db, held, id, 'absent');
      },
    ],
    [
      'a part that is out',
      async (held, id) => {
        await planParts(ledger.db, held, id, inText('one', 'two'));
        await markPart(ledger.db, held, id, 0, 'sent', '1');
      },
    ],
    ['a doubt', (held, id) => markUncertain(ledger.db, held, id, { text: 'x' }, 0)],
  ])('keeps the place of a row that is looked at after %s', async (_, tried) => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    await answer(chatId, clientId, [{ text: 'tried', at: 500 }]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, held);
    await tried(held, id);
    await settleAndClaim(ledger.db, held, undefined, 'claim');
    await putOff(ledger.db, held, id, REASON, { forMs: 0, counts: false, untouched: true });
    await answer(chatId, clientId, [{ text: 'earlier', at: 100 }]);
    expect(await drain(held)).toEqual(['tried', 'earlier']);
  });

  it('does not wait for a number that is missing', async () => {
    const chatId = await answered([
      { text: 'one', at: 1 },
      { text: 'two', at: 2 },
      { text: 'three', at: 3 },
    ]);
    await ledger.db.query(
      `delete from deliveries where id = (select id from deliveries where chat_id = $1 and lane = 'to-messenger'
                                          order by seq offset 1 limit 1)`,
      [chatId],
    );
    expect(await drain(await take(ledger.db, chatId, 'to-messenger'))).toEqual(['one', 'three']);
  });

  it('lets a piece wait for its time, and those behind it', async () => {
    const chatId = await answered([
      { text: 'piece', at: 1 },
      { text: 'next', at: 2 },
    ]);
    await ledger.db.query(
      `update deliveries set not_before = now() + interval '5 seconds'
       where chat_id = $1 and lane = 'to-messenger' and origin_at = 1`,
      [chatId],
    );
    expect(await next(await take(ledger.db, chatId, 'to-messenger'))).toMatchObject({ kind: 'wait', attempts: 0 });
  });
});

describe('a hold', () => {
  const forHours = (hours: number): string => `now() + interval '${hours} hours'`;

  it.each(['accounts', 'sources', 'chats'] as const)('of %s keeps rows where they are, and says why', async (table) => {
    const own = await ledger.tenant();
    const { wake } = await ledger.acceptor.accept([fromKommo(own)]);
    const chatId = wake[0]?.chatId ?? asChatId('');
    const ids = { accounts: own.accountId, sources: own.sourceId, chats: chatId };
    const held = await take(ledger.db, chatId, 'to-messenger');
    await ledger.db.query(`update ${table} set held_until = ${forHours(1)}, held_reason = 'paused' where id = $1`, [
      ids[table],
    ]);
    const answer = await next(held);
    expect(answer).toMatchObject({ kind: 'held', why: 'paused' });
    expect((answer as { ms: number }).ms).toBeGreaterThan(3_500_000);
    expect((await deliveriesOf(ledger.db, chatId, 'to-messenger')).map(({ state }) => state)).toEqual(['pending']);
    await ledger.db.query(`update ${table} set held_until = now() where id = $1`, [ids[table]]);
    expect(await next(held)).toMatchObject({ kind: 'claimed' });
  });

  it('of a source leaves the way to Kommo open: what customers write still arrives', async () => {
    const own = await ledger.tenant();
    const { wake } = await ledger.acceptor.accept([fromMessenger(own)]);
    await ledger.db.query(`update sources set held_until = ${forHours(1)} where id = $1`, [own.sourceId]);
    const held = await take(ledger.db, wake[0]?.chatId ?? asChatId(''), 'to-kommo');
    expect(await next(held)).toMatchObject({ kind: 'claimed' });
  });

  it('that lasts longest gives the reason, and a month is not too long', async () => {
    const own = await ledger.tenant();
    const { wake } = await ledger.acceptor.accept([fromKommo(own)]);
    const chatId = wake[0]?.chatId ?? asChatId('');
    await ledger.db.query(
      "update chats set held_until = now() - interval '1 day', held_reason = 'over' where id = $1",
      [chatId],
    );
    await ledger.db.query(
      "update sources set held_until = now() + interval '40 days', held_reason = 'dead token' where id = $1",
      [own.sourceId],
    );
    expect(await next(await take(ledger.db, chatId, 'to-messenger'))).toMatchObject({
      kind: 'held',
      why: 'dead token',
    });
  });
});

it('a doubt of two months can still be looked into', async () => {
  const chatId = await answered([{ text: 'old' }]);
  const { id } = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
  await ledger.db.query("update deliveries set claimed_at = now() - interval '60 days' where id = $1", [id]);
  const { uncertainForMs } = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
  expect(uncertainForMs).toBeGreaterThan(24 * 86_400_000);
});

it('a claim says when the row has expired', async () => {
  const chatId = await answered([{ text: 'stale' }, { text: 'fresh' }]);
  await ledger.db.query(
    `update deliveries set expires_at = now() - interval '1 second'
     where chat_id = $1 and lane = 'to-messenger' and seq = (select min(seq) from deliveries
       where chat_id = $1 and lane = 'to-messenger')`,
    [chatId],
  );
  const held = await take(ledger.db, chatId, 'to-messenger');
  const stale = await claim(ledger.db, held);
  expect(stale.expired).toBe(true);
  const failure = { code: 903, text: 'Too late' } as const;
  const fresh = await settleAndClaim(
    ledger.db,
    held,
    { deliveryId: stale.id, outcome: { kind: 'failed', failure }, tick: 'failed' },
    'claim',
  );
  expect(fresh).toMatchObject({ kind: 'claimed', delivery: { expired: false } });
  expect((await deliveriesOf(ledger.db, chatId, 'to-messenger'))[0]).toMatchObject({
    state: 'done',
    outcome: 'failed',
    outcome_code: 903,
    outcome_text: 'Too late',
    tick: 'failed',
  });
});

it('looking without claiming tells an empty lane from one with rows left', async () => {
  const chatId = await answered([{ text: 'left' }]);
  const held = await take(ledger.db, chatId, 'to-messenger');
  expect(await settleAndClaim(ledger.db, held, undefined, 'leave')).toEqual({ kind: 'left' });
  expect(await drain(held)).toEqual(['left']);
  expect(await settleAndClaim(ledger.db, held, undefined, 'leave')).toEqual({ kind: 'empty' });
});

describe('the time given to Kommo', () => {
  it('rises strictly within a chat, and stays the same in every attempt', async () => {
    const { wake } = await ledger.acceptor.accept(
      [50, 50, 50, 10, 70].map((at) => fromMessenger(tenant, { chatRemoteId: 'msec', at })),
    );
    const chatId = wake[0]?.chatId ?? asChatId('');
    const held = await take(ledger.db, chatId, 'to-kommo');
    const times: number[] = [];
    for (let row = 0; row < 5; row += 1) {
      const first = await claim(ledger.db, held);
      await putOff(ledger.db, held, first.id, REASON, { forMs: 0, counts: true });
      const again = await claim(ledger.db, held);
      expect(again).toMatchObject({ id: first.id, kommoMsec: first.kommoMsec, attempts: 1 });
      times.push(again.kommoMsec ?? 0);
      await settleAndClaim(ledger.db, held, { deliveryId: again.id, outcome: { kind: 'sent' } }, 'leave');
    }
    expect(times).toEqual([10, 50, 51, 52, 70]);

    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'msec', at: 20 })]);
    expect((await claim(ledger.db, held)).kommoMsec).toBe(71);
  });

  it('is given anew to a row that was only looked at, so that what goes before it is shown before it', async () => {
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'looked at', at: 50 })]);
    const { wake } = await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'looked at', at: 60 })]);
    const held = await take(ledger.db, wake[0]?.chatId ?? asChatId(''), 'to-kommo');
    const first = await claim(ledger.db, held);
    await settleAndClaim(ledger.db, held, { deliveryId: first.id, outcome: { kind: 'sent' } }, 'leave');
    const { id } = await claim(ledger.db, held);
    await putOff(ledger.db, held, id, REASON, { forMs: 0, counts: false, untouched: true });
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'looked at', at: 55 })]);
    const before = await claim(ledger.db, held);
    expect(before.kommoMsec).toBe(55);
    await settleAndClaim(ledger.db, held, { deliveryId: before.id, outcome: { kind: 'sent' } }, 'leave');
    expect(await claim(ledger.db, held)).toMatchObject({ id, kommoMsec: 60 });
  });

  it('is not given to what goes the other way', async () => {
    const chatId = await answered([{ text: 'out' }]);
    expect((await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'))).kommoMsec).toBeNull();
  });
});

describe('recording', () => {
  it('keeps the ids of both sides, and learns the chat and the customer of Kommo', async () => {
    const own = await ledger.tenant();
    const { wake } = await ledger.acceptor.accept([fromMessenger(own, { remoteId: 'm9' })]);
    const chatId = wake[0]?.chatId ?? asChatId('');
    const held = await take(ledger.db, chatId, 'to-kommo');
    const { id } = await claim(ledger.db, held);
    const settlement = {
      deliveryId: id,
      outcome: { kind: 'sent' },
      kommoId: 'am',
      chatKommoId: 'ac',
      customerKommoId: 'ap',
    } as const;
    await settleAndClaim(ledger.db, held, settlement, 'leave');
    const { rows } = await ledger.db.query(
      `select messages.kommo_id as message, messages.remote_id, chats.kommo_id as chat, participants.kommo_id as customer
       from chats join messages on messages.chat_id = chats.id join participants on participants.id = chats.customer_id
       where chats.id = $1`,
      [chatId],
    );
    expect(rows).toEqual([{ message: 'am', remote_id: 'm9', chat: 'ac', customer: 'ap' }]);
    // A second record of the same row is refused: it has its outcome.
    await expect(settleAndClaim(ledger.db, held, settlement, 'leave')).rejects.toThrow(LaneLost);
  });

  it('of "sent" is what Kommo shows anyway; any other tick is due', async () => {
    const chatId = await answered([
      { text: 'a', at: 1 },
      { text: 'b', at: 2 },
    ]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    for (const tick of ['sent', 'delivered'] as const) {
      const { id } = await claim(ledger.db, held);
      await settleAndClaim(
        ledger.db,
        held,
        { deliveryId: id, outcome: { kind: 'sent' }, remoteId: tick, tick },
        'leave',
      );
    }
    const { rows } = await ledger.db.query(
      `select tick, tick is distinct from tick_reported as due from deliveries
       where chat_id = $1 and lane = 'to-messenger' order by seq`,
      [chatId],
    );
    expect(rows).toEqual([
      { tick: 'sent', due: false },
      { tick: 'delivered', due: true },
    ]);
  });
});

describe('a message of several parts', () => {
  it('has its plan fixed when it is first made, and moves part by part', async () => {
    const chatId = await answered([{ text: 'long' }]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, held);
    await planParts(ledger.db, held, id, inText('one', 'two', 'three'));
    await markPart(ledger.db, held, id, 0, 'claimed');
    await markPart(ledger.db, held, id, 0, 'sent', '501');
    await markPart(ledger.db, held, id, 1, 'claimed');
    await putOff(ledger.db, held, id, REASON, { forMs: 0, counts: true, part: 1 });

    const again = await claim(ledger.db, held);
    expect(again.parts).toEqual([
      { index: 0, carries: 'text', text: 'one', state: 'sent' },
      { index: 1, carries: 'text', text: 'two', state: 'pending' },
      { index: 2, carries: 'text', text: 'three', state: 'pending' },
    ]);
    expect(await count(ledger.db, 'attempts where delivery_id = $1 and part = 1', [id])).toBe(1);
  });

  it('shows the successor which part was under way', async () => {
    const chatId = await answered([{ text: 'long' }]);
    const old = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, old);
    await planParts(ledger.db, old, id, inText('one', 'two'));
    await markPart(ledger.db, old, id, 0, 'claimed');
    const inherited = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
    expect(inherited.state).toBe('uncertain');
    expect(inherited.parts.map(({ state }) => state)).toEqual(['claimed', 'pending']);
  });
});

describe('proof that comes late', () => {
  async function lost(): Promise<{ chatId: ChatId; id: Parameters<typeof putOff>[2]; successor: HeldLane }> {
    const chatId = await answered([{ text: 'perhaps' }]);
    const { id } = await claim(ledger.db, await take(ledger.db, chatId, 'to-messenger'));
    return { chatId, id, successor: await take(ledger.db, chatId, 'to-messenger') };
  }
  const proof = (deliveryId: Parameters<typeof putOff>[2]) =>
    ({ deliveryId, outcome: { kind: 'sent' }, remoteId: '77', tick: 'delivered' }) as const;
  const sent = { state: 'done', outcome: 'sent', outcome_code: null, outcome_text: null, tick: 'delivered' };

  it('settles a row in doubt, and the successor cannot send it', async () => {
    const { chatId, id, successor } = await lost();
    expect(await recordLateProof(ledger.db, proof(id))).toBe(true);
    expect((await deliveriesOf(ledger.db, chatId, 'to-messenger'))[0]).toMatchObject(sent);
    expect(await next(successor)).toEqual({ kind: 'empty' });
  });

  it('takes the row from a successor who is looking into it', async () => {
    const { chatId, id, successor } = await lost();
    await claim(ledger.db, successor);
    expect(await recordLateProof(ledger.db, proof(id))).toBe(true);
    const unknown = { deliveryId: id, outcome: { kind: 'unknown', text: 'no proof' }, tick: 'failed' } as const;
    await expect(settleAndClaim(ledger.db, successor, unknown, 'claim')).rejects.toThrow(LaneLost);
    expect((await deliveriesOf(ledger.db, chatId, 'to-messenger'))[0]).toMatchObject(sent);
  });

  it('upgrades unknown to sent, with its part for receipts to find', async () => {
    const { chatId, id, successor } = await lost();
    await claim(ledger.db, successor);
    const unknown = { deliveryId: id, outcome: { kind: 'unknown', text: 'no proof' }, tick: 'failed' } as const;
    await settleAndClaim(ledger.db, successor, unknown, 'leave');
    expect(await recordLateProof(ledger.db, proof(id))).toBe(true);
    expect((await deliveriesOf(ledger.db, chatId, 'to-messenger'))[0]).toMatchObject(sent);
    expect(await count(ledger.db, "parts where delivery_id = $1 and remote_id = '77' and state = 'sent'", [id])).toBe(
      1,
    );
  });

  it('does not touch what failed, nor what is being sent again', async () => {
    const { chatId, id, successor } = await lost();
    await claim(ledger.db, successor);
    await clearUncertain(ledger.db, successor, id, 'absent');
    expect(await recordLateProof(ledger.db, proof(id))).toBe(false);
    const failed = {
      deliveryId: id,
      outcome: { kind: 'failed', failure: { code: 905, text: 'Blocked' } },
      tick: 'failed',
    } as const;
    await settleAndClaim(ledger.db, successor, failed, 'leave');
    expect(await recordLateProof(ledger.db, proof(id))).toBe(false);
    expect((await deliveriesOf(ledger.db, chatId, 'to-messenger'))[0]).toMatchObject({
      outcome: 'failed',
      tick: 'failed',
    });
  });
});
