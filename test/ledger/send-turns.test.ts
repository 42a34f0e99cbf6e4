import { takeLane, LaneLost, type HeldLane } from '../../src/ledger/lane';
import { SOON_MS, takeTurn, type Turn } from '../../src/ledger/send-turns';
import type { Rates } from '../../src/model/rates';
import { waitFor } from '../support/wait-for';
import { openLedger, quietChat, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

/** Long against what a statement takes, so that the figures tell turns apart. */
const EVERY_MS = 100_000;

async function lanes(tenant: Tenant, count: number): Promise<HeldLane[]> {
  const held: HeldLane[] = [];
  while (held.length < count) {
    const { chatId } = await quietChat(ledger, tenant);
    const lane = await takeLane(ledger.db, chatId, 'to-messenger');
    if (lane !== undefined) held.push(lane);
  }
  return held;
}

async function twoLanes(): Promise<readonly [HeldLane, HeldLane]> {
  const [one, two] = await lanes(await ledger.tenant(), 2);
  if (one === undefined || two === undefined) throw new Error('Two lanes were asked for');
  return [one, two];
}

const take = (lane: HeldLane, rates: Rates, count?: number): Promise<Turn> => takeTurn(ledger.db, lane, rates, count);

/** When they come, in whole turns; one that is taken is now, give or take what those before it took in the database. */
const turns = (all: readonly Turn[]): number[] =>
  all.map(({ kind, inMs }) =>
    kind === 'taken' ? Math.floor(inMs / SOON_MS) : Math.round((inMs + SOON_MS) / EVERY_MS),
  );

/** So much time passes. */
async function pass(ms: number): Promise<void> {
  const less = `- ${String(ms)} * interval '1 millisecond'`;
  await ledger.db.query(`update send_turns set next_at = next_at ${less}, line_at = line_at ${less}`);
  await ledger.db.query(`update lanes set next_at = next_at ${less}, turn_at = turn_at ${less}`);
}

it('gives the chats of a source one turn after the other, however many ask at once', async () => {
  const all = await lanes(await ledger.tenant(), 8);
  const rates = { source: { everyMs: EVERY_MS, burst: 3 } };
  const given = await Promise.all(all.map((lane) => take(lane, rates)));
  expect(turns(given).sort((a, b) => a - b)).toEqual([0, 0, 0, 1, 2, 3, 4, 5]);
});

it('keeps the place of whoever stands in line, and gives none for asking again', async () => {
  const [first, second, third] = await lanes(await ledger.tenant(), 3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three lanes were asked for');
  const rates = { source: { everyMs: EVERY_MS, burst: 1 } };
  expect(turns([await take(first, rates), await take(second, rates)])).toEqual([0, 1]);
  expect(turns([await take(second, rates), await take(second, rates)])).toEqual([1, 1]);
  expect(turns([await take(third, rates)])).toEqual([2]);
});

it('gives a turn that is near to whoever will wait for it', async () => {
  const [first, second] = await twoLanes();
  const rates = { source: { everyMs: 200, burst: 1 } };
  expect(await take(first, rates)).toEqual({ kind: 'taken', inMs: 0 });
  const { kind, inMs } = await take(second, rates);
  expect(kind).toBe('taken');
  expect(inMs).toBeGreaterThan(0);
  expect(inMs).toBeLessThanOrEqual(200);
});

it('gives a turn that was far when it has come', async () => {
  const [first, second] = await twoLanes();
  const rates = { source: { everyMs: 600, burst: 1 } };
  await take(first, rates);
  expect(await take(second, rates)).toMatchObject({ kind: 'later' });
  await waitFor(async () => (await take(second, rates)).kind === 'taken', { what: 'the turn' });
});

it('spaces what goes to one customer, and takes no turn of the source meanwhile', async () => {
  const [busy, other] = await twoLanes();
  const rates = { source: { everyMs: EVERY_MS, burst: 3 }, chat: { everyMs: 5 * EVERY_MS, burst: 2 } };
  const given = [];
  for (const lane of [busy, busy, busy, busy, other]) given.push(await take(lane, rates));
  expect(turns(given)).toEqual([0, 0, 5, 5, 0]);
});

it('limits each source for itself', async () => {
  const [one] = await lanes(await ledger.tenant(), 1);
  const [two] = await lanes(await ledger.tenant(), 1);
  if (one === undefined || two === undefined) throw new Error('Two lanes were asked for');
  const rates = { source: { everyMs: EVERY_MS, burst: 1 } };
  expect(turns([await take(one, rates), await take(two, rates)])).toEqual([0, 0]);
});

describe('an album', () => {
  it('counts as many as it has pieces, at the source and for the customer', async () => {
    const [album, other] = await twoLanes();
    const rates = { source: { everyMs: EVERY_MS, burst: 4 }, chat: { everyMs: 10 * EVERY_MS, burst: 4 } };
    expect(turns([await take(album, rates, 3), await take(other, rates), await take(other, rates)])).toEqual([0, 0, 1]);
    expect(turns([await take(album, rates, 3)])).toEqual([20]);
  });

  it('of more pieces than may be sent at once goes after a rest', async () => {
    const [album, other] = await twoLanes();
    const rates = { source: { everyMs: EVERY_MS, burst: 3 } };
    expect(turns([await take(album, rates, 10), await take(other, rates)])).toEqual([0, 8]);
  });
});

it('lets nobody make up for turns that were missed while the source was held', async () => {
  const all = await lanes(await ledger.tenant(), 6);
  const rates = { source: { everyMs: EVERY_MS, burst: 1 } };
  for (const lane of all) await take(lane, rates);
  await pass(20 * EVERY_MS);
  const given = [];
  for (const lane of all) given.push(await take(lane, rates));
  expect(turns(given)).toEqual([0, 1, 2, 3, 4, 5]);
});

it('leaves no turn to a chat that stood in line and has nothing to send any more', async () => {
  const [leaving, staying] = await twoLanes();
  const rates = { source: { everyMs: EVERY_MS, burst: 1 } };
  await take(leaving, rates);
  await take(leaving, rates);
  await pass(20 * EVERY_MS);
  expect(turns([await take(staying, rates), await take(leaving, rates)])).toEqual([0, 1]);
});

it('gives no turn to whoever has lost the lane', async () => {
  const [lost] = await lanes(await ledger.tenant(), 1);
  if (lost === undefined) throw new Error('A lane was asked for');
  await takeLane(ledger.db, lost.chat.chatId, 'to-messenger');
  await expect(take(lost, { source: { everyMs: 1, burst: 1 } })).rejects.toThrow(LaneLost);
});
