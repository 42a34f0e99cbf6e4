import { settleAndClaim } from '../../src/ledger/claim';
import { dueTicks, markTickReported, matchReceipts } from '../../src/ledger/ticks';
import type { ChatId, DeliveryId } from '../../src/model/ids';
import {
  claim,
  count,
  deliveriesOf,
  fromKommo,
  openLedger,
  quietChat,
  receipt,
  take,
  type Ledger,
  type Tenant,
} from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

let sends = 0;

async function written(): Promise<{ chatId: ChatId; remoteId: string; record: () => Promise<DeliveryId> }> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId })]);
  const held = await take(ledger.db, chatId, 'to-messenger');
  const { id } = await claim(ledger.db, held);
  sends += 1;
  const remoteId = `sent-${sends}`;
  return {
    chatId,
    remoteId,
    record: async () => {
      await settleAndClaim(
        ledger.db,
        held,
        { deliveryId: id, outcome: { kind: 'sent' }, remoteId, tick: 'sent' },
        'leave',
      );
      return id;
    },
  };
}

async function sent(): Promise<{ chatId: ChatId; remoteId: string; id: DeliveryId }> {
  const { record, ...rest } = await written();
  return { ...rest, id: await record() };
}

const tickOf = async (chatId: ChatId): Promise<string | null | undefined> =>
  (await deliveriesOf(ledger.db, chatId, 'to-messenger'))[0]?.tick;

it('a receipt moves the tick of its message, and its chat is woken for receipts only', async () => {
  const { chatId, remoteId } = await sent();
  const { wake } = await ledger.acceptor.accept([receipt(tenant, remoteId, 'delivered')]);
  expect(wake).toMatchObject([{ chatId, work: ['receipts'] }]);
  expect(await tickOf(chatId)).toBe('delivered');
});

it('its wake says nothing of rows whose own wake may be missing', async () => {
  const { remoteId } = await sent();
  const [wake] = (await ledger.acceptor.accept([receipt(tenant, remoteId, 'delivered')])).wake;
  expect(wake?.afterSeq).toBe(wake?.lastSeq);
});

it('a receipt before its send was recorded waits, and is matched once it is', async () => {
  const { chatId, remoteId, record } = await written();
  expect((await ledger.acceptor.accept([receipt(tenant, remoteId, 'read')])).wake).toEqual([]);
  await record();
  expect(await tickOf(chatId)).toBe('sent');
  expect(await matchReceipts(ledger.db, tenant.sourceId, [remoteId])).toMatchObject([{ chatId, work: ['receipts'] }]);
  expect(await tickOf(chatId)).toBe('read');
});

it.each([
  [['delivered', 'read'], 'read'],
  [['read', 'delivered'], 'read'],
  [['read', 'failed'], 'read'],
  [['failed', 'delivered'], 'failed'],
  [['failed', 'read'], 'failed'],
  [['delivered', 'delivered'], 'delivered'],
] as const)('ticks go forward only: %j one by one ends as %s', async (states, end) => {
  const { chatId, remoteId } = await sent();
  for (const state of states) await ledger.acceptor.accept([receipt(tenant, remoteId, state)]);
  expect(await tickOf(chatId)).toBe(end);
});

it.each([
  [['delivered', 'read'], 'read'],
  [['read', 'delivered'], 'read'],
  [['failed', 'delivered'], 'failed'],
] as const)('and so when %j come together', async (states, end) => {
  const { chatId, remoteId } = await sent();
  await ledger.acceptor.accept(states.map((state) => receipt(tenant, remoteId, state)));
  expect(await tickOf(chatId)).toBe(end);
});

it('a repeated receipt is one', async () => {
  const { remoteId } = await sent();
  const read = receipt(tenant, remoteId, 'read');
  expect((await ledger.acceptor.accept([read])).fresh.size).toBe(1);
  expect(await ledger.acceptor.accept([read])).toEqual({ fresh: new Set(), wake: [] });
  expect(await count(ledger.db, 'receipts where dedupe_key = $1', [read.dedupeKey])).toBe(1);
});

it("a receipt of another source with the same number moves nobody else's tick", async () => {
  const other = await ledger.tenant();
  const { chatId, remoteId } = await sent();
  await ledger.acceptor.accept([receipt(other, remoteId, 'read')]);
  expect(await tickOf(chatId)).toBe('sent');
});

describe('ticks due', () => {
  it('are the newest states that Kommo has not been told, with the reason of a failure', async () => {
    const { chatId, remoteId, id } = await sent();
    expect(await dueTicks(ledger.db, chatId, 10)).toEqual([]);
    await ledger.acceptor.accept([receipt(tenant, remoteId, 'failed')]);
    expect(await dueTicks(ledger.db, chatId, 10)).toEqual([
      {
        deliveryId: id,
        kommoMessageId: expect.any(String) as string,
        tick: 'failed',
        code: 905,
        words: { text: 'The customer has blocked us.' },
        windowClosed: false,
      },
    ]);
    await markTickReported(ledger.db, id, 'failed', 'told');
    expect(await dueTicks(ledger.db, chatId, 10)).toEqual([]);
  });

  it('say that the customer wrote too long ago, until the failure is another one', async () => {
    const { chatId, remoteId, id } = await sent();
    await ledger.acceptor.accept([receipt(tenant, remoteId, 'failed', { text: 'Too late.', windowClosed: true })]);
    expect(await dueTicks(ledger.db, chatId, 10)).toMatchObject([{ words: { text: 'Too late.' }, windowClosed: true }]);
    await ledger.db.query(`update deliveries set tick_text = 'It did not arrive.' where id = $1`, [id]);
    expect(await dueTicks(ledger.db, chatId, 10)).toMatchObject([{ windowClosed: false }]);
  });

  it('are told with their sentences by code, until the failure is another one', async () => {
    const { chatId, remoteId, id } = await sent();
    const said = [{ code: 'telegram.blocked' }];
    await ledger.acceptor.accept([receipt(tenant, remoteId, 'failed', { text: 'Blocked.', said })]);
    expect(await dueTicks(ledger.db, chatId, 10)).toMatchObject([{ words: { text: 'Blocked.', said } }]);
    await ledger.db.query(`update deliveries set tick_text = 'It did not arrive.' where id = $1`, [id]);
    const [due] = await dueTicks(ledger.db, chatId, 10);
    expect(due?.words).toEqual({ text: 'It did not arrive.' });
  });

  it('stay due when the state moved on while it was being reported', async () => {
    const { chatId, remoteId, id } = await sent();
    await ledger.acceptor.accept([receipt(tenant, remoteId, 'delivered')]);
    await ledger.acceptor.accept([receipt(tenant, remoteId, 'read')]);
    await markTickReported(ledger.db, id, 'delivered', 'told');
    expect(await dueTicks(ledger.db, chatId, 10)).toMatchObject([{ deliveryId: id, tick: 'read' }]);
  });
});
