import { takeLane, LaneLost, type HeldLane } from '../../src/ledger/lane';
import { takeTurn } from '../../src/ledger/send-turns';
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

/** In whole turns. */
const turns = (waits: readonly number[]): number[] => waits.map((ms) => Math.round(ms / EVERY_MS));

it('gives the chats of a source one turn after the other, however many ask at once', async () => {
  const all = await lanes(await ledger.tenant(), 8);
  const rates = { source: { everyMs: EVERY_MS, burst: 3 } };
  const waits = await Promise.all(all.map((lane) => takeTurn(ledger.db, lane, rates)));
  expect(turns(waits).sort((a, b) => a - b)).toEqual([0, 0, 0, 1, 2, 3, 4, 5]);
});

it('keeps a turn for whoever has taken it, and takes no second one for asking again', async () => {
  const [first, second, third] = await lanes(await ledger.tenant(), 3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three lanes were asked for');
  const rates = { source: { everyMs: EVERY_MS, burst: 1 } };
  expect(turns([await takeTurn(ledger.db, first, rates), await takeTurn(ledger.db, second, rates)])).toEqual([0, 1]);
  expect(turns([await takeTurn(ledger.db, second, rates), await takeTurn(ledger.db, second, rates)])).toEqual([1, 1]);
  expect(turns([await takeTurn(ledger.db, third, rates)])).toEqual([2]);
});

it('lets a turn be used when it has come', async () => {
  const [first, second] = await lanes(await ledger.tenant(), 2);
  if (first === undefined || second === undefined) throw new Error('Two lanes were asked for');
  const rates = { source: { everyMs: 300, burst: 1 } };
  await takeTurn(ledger.db, first, rates);
  expect(await takeTurn(ledger.db, second, rates)).toBeGreaterThan(0);
  await waitFor(async () => (await takeTurn(ledger.db, second, rates)) === 0, { what: 'the turn' });
});

it('spaces what goes to one customer, and takes no turn of the source meanwhile', async () => {
  const [busy, other] = await lanes(await ledger.tenant(), 2);
  if (busy === undefined || other === undefined) throw new Error('Two lanes were asked for');
  const rates = { source: { everyMs: EVERY_MS, burst: 3 }, chat: { everyMs: 5 * EVERY_MS, burst: 2 } };
  const waits = [];
  for (const lane of [busy, busy, busy, busy, other]) waits.push(await takeTurn(ledger.db, lane, rates));
  expect(turns(waits)).toEqual([0, 0, 5, 5, 0]);
});

it('limits each source for itself', async () => {
  const [one] = await lanes(await ledger.tenant(), 1);
  const [two] = await lanes(await ledger.tenant(), 1);
  if (one === undefined || two === undefined) throw new Error('Two lanes were asked for');
  const rates = { source: { everyMs: EVERY_MS, burst: 1 } };
  expect(turns([await takeTurn(ledger.db, one, rates), await takeTurn(ledger.db, two, rates)])).toEqual([0, 0]);
});

it('gives no turn to whoever has lost the lane', async () => {
  const [lost] = await lanes(await ledger.tenant(), 1);
  if (lost === undefined) throw new Error('A lane was asked for');
  await takeLane(ledger.db, lost.chat.chatId, 'to-messenger');
  await expect(takeTurn(ledger.db, lost, { source: { everyMs: 1, burst: 1 } })).rejects.toThrow(LaneLost);
});
