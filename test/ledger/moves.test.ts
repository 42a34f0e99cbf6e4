import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Move } from '../../src/ledger/acceptable';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

const HOUR_MS = 3_600_000;

function move(from: string, to: string, key: string = randomUUID()): Move {
  const { accountId, sourceId } = tenant;
  return {
    kind: 'move',
    accountId,
    sourceId,
    dedupeKey: `move/${key}`,
    chatRemoteId: from,
    to,
    raw: Buffer.from('{}'),
  };
}

const message = (from: string, at: number = Date.now() - HOUR_MS) =>
  fromMessenger(tenant, { chatRemoteId: from, remoteId: randomUUID(), at });

async function chats(...addresses: readonly string[]): Promise<readonly { id: string; address: string }[]> {
  const { rows } = await ledger.db.query<{ id: string; address: string }>(
    'select id, remote_id as address from chats where source_id = $1 and remote_id = any($2)',
    [tenant.sourceId, addresses],
  );
  return rows;
}

describe('a person whose address changes has one chat', () => {
  it('in whatever order what they wrote comes in after the moves, to whatever process', async () => {
    const order = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), order, fc.boolean(), async (count, keys, together) => {
        const addresses = Array.from({ length: count + 1 }, () => randomUUID());
        const moves = addresses.slice(1).map((to, index) => move(addresses[index] ?? '', to));
        const late = addresses
          .map((address, index) => ({ event: message(address), key: keys[index] ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ event }) => event);
        if (together) await ledger.acceptor.accept([...late, ...moves]);
        else {
          const other = ledger.anotherProcess();
          for (const event of moves) await ledger.acceptor.accept([event]);
          for (const [index, event] of late.entries()) {
            await (index % 2 === 0 ? ledger : other).acceptor.accept([event]);
          }
        }
        const found = await chats(...addresses);
        expect(found.map(({ address }) => address)).toEqual([addresses.at(-1)]);
      }),
      { numRuns: 15 },
    );
  });

  it('also where the move is told in one request with what is written from the new address', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    await ledger.acceptor.accept([message(before)]);
    const [chat] = await chats(before);
    await ledger.acceptor.accept([move(before, after), message(after)]);
    expect(await chats(before, after)).toEqual([{ id: chat?.id, address: after }]);
  });
});

describe('an address that is given out again', () => {
  it('is the new person’s from then on', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    await ledger.acceptor.accept([message(before), move(before, after)]);
    await ledger.acceptor.accept([message(before, Date.now() + HOUR_MS)]);
    expect((await chats(before, after)).map(({ address }) => address).sort()).toEqual([before, after].sort());
  });

  it('is not taken from them by a repeat of the old move', async () => {
    const [before, after, later] = [randomUUID(), randomUUID(), randomUUID()];
    const first = move(before, after);
    await ledger.acceptor.accept([message(before), first]);
    await ledger.acceptor.accept([move(after, later)]);
    await ledger.acceptor.accept([message(before, Date.now() + HOUR_MS)]);
    const theirs = (await chats(before))[0];
    await ledger.acceptor.accept([first]);
    expect(await chats(before, after, later)).toHaveLength(2);
    expect((await chats(before))[0]).toEqual(theirs);
  });
});
