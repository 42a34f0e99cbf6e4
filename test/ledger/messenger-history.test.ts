import { countKept, forgetHistory, keepHistory, keptHistory } from '../../src/ledger/messenger-history';
import type { PastRecord, PastSaid } from '../../src/messengers/history';
import { openLedger, type Ledger, type Tenant } from './ledger';

const AT = Date.UTC(2025, 3, 1, 9, 30, 0);

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(async () => {
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

function said(chat: string, remoteId: string, seconds: number, text = remoteId): PastSaid {
  const author = { id: chat, name: 'Ana' };
  return {
    kind: 'message',
    chat,
    remoteId,
    at: AT + seconds * 1_000,
    by: 'customer',
    author,
    content: { type: 'text', text },
  };
}

async function kept(of: Tenant = tenant): Promise<readonly PastRecord[]> {
  const all: PastRecord[] = [];
  for await (const record of keptHistory(ledger.db, of)) all.push(record);
  return all;
}

it('tells chat by chat, each before its messages, and those in the order of their times, however they came', async () => {
  await keepHistory(ledger.db, tenant, [
    said('b', '2', 5),
    said('a', '9', 2),
    { kind: 'chat', chat: 'a', title: 'Ana' },
  ]);
  await keepHistory(ledger.db, tenant, [
    said('a', '1', 2),
    said('a', '5', 1),
    { kind: 'chat', chat: 'b', title: 'Bo' },
  ]);
  expect((await kept()).map((record) => (record.kind === 'chat' ? record.title : record.remoteId))).toEqual([
    'Ana',
    '5',
    '1',
    '9',
    'Bo',
    '2',
  ]);
  expect(await countKept(ledger.db, tenant)).toBe(4);
});

it('keeps what it is told twice once, in one page or two, and learns a name that was not told at first', async () => {
  await keepHistory(ledger.db, tenant, [
    { kind: 'chat', chat: 'a', title: '' },
    said('a', '1', 1),
    said('a', '1', 3, 'later'),
  ]);
  await keepHistory(ledger.db, tenant, [{ kind: 'chat', chat: 'a', title: 'Ana' }, said('a', '1', 2, 'again')]);
  await keepHistory(ledger.db, tenant, [{ kind: 'chat', chat: 'a', title: 'Another' }]);
  expect(await kept()).toEqual([{ kind: 'chat', chat: 'a', title: 'Ana' }, said('a', '1', 1)]);
});

it('tells all of what does not fit into one read', async () => {
  const many = Array.from({ length: 1_203 }, (_, index) => said(`chat${String(index % 3)}`, String(index), index % 7));
  await keepHistory(ledger.db, tenant, many);
  const all = await kept();
  expect(all).toHaveLength(many.length);
  expect(new Set(all.map((record) => JSON.stringify(record))).size).toBe(many.length);
});

it('keeps what Postgres cannot store as what it is', async () => {
  await keepHistory(ledger.db, tenant, [said('a', '1', 1, 'a\0b\ud83d')]);
  expect(await kept()).toEqual([said('a', '1', 1, 'a\ufffdb\ufffd')]);
});

it('forgets what one source has, and leaves that of others', async () => {
  const other = await ledger.tenant();
  await keepHistory(ledger.db, tenant, [said('a', '1', 1)]);
  await keepHistory(ledger.db, other, [said('a', '1', 1)]);
  await forgetHistory(ledger.db, tenant);
  expect(await kept()).toEqual([]);
  expect(await kept(other)).toHaveLength(1);
});
