import { randomUUID } from 'node:crypto';
import type { Notice } from '../../src/ledger/acceptable';
import { takeLane, type LaneChat } from '../../src/ledger/lane';
import type { Turned } from '../../src/model/away';
import type { ChatId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

interface Customer {
  readonly chatId: ChatId;
  readonly writes: (at: number) => Promise<unknown>;
  readonly turns: (away: Turned, at: number) => Promise<unknown>;
}

/** Somebody who has written at a time. */
async function customer(wroteAt: number): Promise<Customer> {
  const chatRemoteId = randomUUID();
  const writes = (at: number) =>
    ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId, at, opensWindow: true })]);
  const chatId = (await writes(wroteAt)).wake[0]?.chatId;
  if (chatId === undefined) throw new Error('No chat was made');
  return {
    chatId,
    writes,
    turns: async (away, at) => {
      const notice: Notice = {
        kind: 'notice',
        accountId: tenant.accountId,
        sourceId: tenant.sourceId,
        dedupeKey: randomUUID(),
        chatRemoteId,
        text: 'The customer has turned away, or come back.',
        at,
        away,
        raw: Buffer.from('{}'),
      };
      await ledger.acceptor.accept([notice]);
    },
  };
}

const awayOf = async (chatId: ChatId): Promise<LaneChat['away'] | undefined> =>
  (await takeLane(ledger.db, chatId, 'to-messenger'))?.chat.away;

describe('a customer who has turned away', () => {
  it.each(['blocked', 'left', 'ended'] as const)('is known to have %s, and since when', async (how) => {
    const { chatId, turns } = await customer(1_000);
    expect(await awayOf(chatId)).toBeNull();
    await turns(how, 2_000);
    expect(await awayOf(chatId)).toEqual({ how, at: 2_000 });
  });

  it('is back when the messenger says so, or they write', async () => {
    const { chatId, turns, writes } = await customer(1_000);
    await turns('blocked', 2_000);
    await turns('back', 3_000);
    expect(await awayOf(chatId)).toBeNull();
    await turns('left', 4_000);
    await writes(5_000);
    expect(await awayOf(chatId)).toBeNull();
  });

  it('stays away where what they wrote before comes late', async () => {
    const { chatId, turns, writes } = await customer(1_000);
    await turns('blocked', 3_000);
    await writes(2_000);
    expect(await awayOf(chatId)).toEqual({ how: 'blocked', at: 3_000 });
  });

  it('is not away where that comes late, after they have written or come back', async () => {
    const { chatId, turns } = await customer(5_000);
    await turns('blocked', 4_000);
    expect(await awayOf(chatId)).toBeNull();
    await turns('left', 7_000);
    await turns('back', 6_000);
    expect(await awayOf(chatId)).toEqual({ how: 'left', at: 7_000 });
  });
});
