import { endFetching, keepPage, noteFetched } from '../../src/ledger/import-fetching';
import { createFetch, findImport, type ImportRow } from '../../src/ledger/imports';
import { countKept, forgetTaken, keepHistory, takeHistory, takenHistory } from '../../src/ledger/messenger-history';
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

async function newFetch(of: Tenant = tenant): Promise<ImportRow> {
  const options = { newestLive: false, perSecond: 4 };
  const id = await createFetch(ledger.db, { ...of, fileName: 'Custom webhook', options, by: 'Olga' });
  const row = id === undefined || id === 'busy' ? undefined : await findImport(ledger.db, id);
  if (row === undefined) throw new Error(`No import was made: ${String(id)}`);
  return row;
}

/** What an import takes of it. */
async function taken(by?: ImportRow): Promise<readonly PastRecord[]> {
  const { id } = by ?? (await newFetch());
  await takeHistory(ledger.db, tenant, id);
  return asTaken(id);
}

async function asTaken(id: ImportRow['id']): Promise<readonly PastRecord[]> {
  const all: PastRecord[] = [];
  for await (const record of takenHistory(ledger.db, tenant, id)) all.push(record);
  return all;
}

it('is told chat by chat, each before its messages, and those in the order of their times, however they came', async () => {
  await keepHistory(ledger.db, tenant, [
    said('b', '2', 5),
    said('a', '9', 2),
    { kind: 'chat', chat: 'a', title: 'Cy' },
  ]);
  await keepHistory(ledger.db, tenant, [said('a', '1', 2), said('a', '5', 1), { kind: 'chat', chat: 'c', title: '' }]);
  expect((await taken()).map((record) => (record.kind === 'chat' ? record.title : record.remoteId))).toEqual([
    'Cy',
    '5',
    '1',
    '9',
    // Of whom no chat was told.
    'Ana',
    '2',
    '',
  ]);
  expect(await countKept(ledger.db, tenant)).toBe(4);
});

it('is kept once where it is told twice, in one page or two, and a name that was not told at first is learned', async () => {
  const chat = (title: string): PastRecord => ({ kind: 'chat', chat: 'a', title });
  await keepHistory(ledger.db, tenant, [chat(''), said('a', '1', 1), said('a', '1', 3, 'later')]);
  await keepHistory(ledger.db, tenant, [chat('Anabel'), said('a', '1', 2, 'again')]);
  await keepHistory(ledger.db, tenant, [chat('Another')]);
  expect(await taken()).toEqual([chat('Anabel'), said('a', '1', 1)]);
});

it('is told whole where it does not fit into one read', async () => {
  const many = Array.from({ length: 1_203 }, (_, index) => said(`c${String(index % 3)}`, String(index), index % 7));
  await keepHistory(ledger.db, tenant, many);
  const all = await taken();
  expect(all).toHaveLength(many.length + 3);
  expect(new Set(all.map((record) => JSON.stringify(record))).size).toBe(many.length + 3);
});

it('has what Postgres cannot store shown as what it is', async () => {
  await keepHistory(ledger.db, tenant, [said('a', '1', 1, 'a\0b\ud83d')]);
  expect((await taken()).slice(1)).toEqual([said('a', '1', 1, 'a\ufffdb\ufffd')]);
});

it('is forgotten as far as an import has taken it; what comes later, and what others have, stays', async () => {
  const other = await ledger.tenant();
  await keepHistory(ledger.db, other, [said('a', '1', 1)]);
  await keepHistory(ledger.db, tenant, [said('a', '1', 1)]);
  const row = await newFetch();
  await taken(row);
  await keepHistory(ledger.db, tenant, [said('a', '2', 2)]);
  expect((await asTaken(row.id)).filter(({ kind }) => kind === 'message')).toHaveLength(1);
  await forgetTaken(ledger.db, tenant, row.id);
  expect(await countKept(ledger.db, tenant)).toBe(1);
  expect(await countKept(ledger.db, other)).toBe(1);
});

describe('an import that is being fetched', () => {
  it('keeps a page and the cursor of the next together, and nothing of who comes too late or after its end', async () => {
    const row = await newFetch();
    expect(await keepPage(ledger.db, row, { from: null, to: 'p2', records: [said('a', '1', 1)] })).toBe('kept');
    expect(await keepPage(ledger.db, row, { from: null, to: 'p2', records: [said('a', '9', 1)] })).toBe('elsewhere');
    expect((await findImport(ledger.db, row.id))?.cursor).toBe('p2');
    // The last page is asked for once more by whoever goes on from here.
    expect(await keepPage(ledger.db, row, { from: 'p2', to: null, records: [said('a', '2', 2)] })).toBe('kept');
    expect((await findImport(ledger.db, row.id))?.cursor).toBe('p2');
    await endFetching(ledger.db, row, 'cancelled', { forgets: true });
    expect(await keepPage(ledger.db, row, { from: 'p2', to: null, records: [said('a', '3', 3)] })).toBe('elsewhere');
    expect(await countKept(ledger.db, tenant)).toBe(0);
  });

  it('is one of its source, until its file is there', async () => {
    const row = await newFetch();
    const again = { ...tenant, fileName: 'x', options: row.options, by: 'Olga' };
    expect(await createFetch(ledger.db, again)).toBe('busy');
    expect(await noteFetched(ledger.db, row, { key: 'k', size: 1, sha256: '' }, { forgets: true })).toBe(true);
    expect(await findImport(ledger.db, row.id)).toMatchObject({ state: 'uploaded', file: { key: 'k' } });
    expect(await noteFetched(ledger.db, row, { key: 'k2', size: 1, sha256: '' }, { forgets: true })).toBe(false);
    // A word that comes late ends nothing.
    await endFetching(ledger.db, row, 'refused', { forgets: true });
    expect((await findImport(ledger.db, row.id))?.state).toBe('uploaded');
    await newFetch();
  });

  it('keeps nothing of a source that was taken away meanwhile', async () => {
    const row = await newFetch();
    await ledger.db.query('update sources set removed_at = now() where id = $1', [tenant.sourceId]);
    expect(await keepPage(ledger.db, row, { from: null, to: 'p2', records: [said('a', '1', 1)] })).toBe('elsewhere');
    expect(await noteFetched(ledger.db, row, { key: 'k', size: 1, sha256: '' }, { forgets: true })).toBe(false);
    expect(await countKept(ledger.db, tenant)).toBe(0);
  });

  it('leaves what was pushed to the next one when it is cancelled', async () => {
    const row = await newFetch();
    await keepHistory(ledger.db, tenant, [said('a', '1', 1)]);
    await taken(row);
    await endFetching(ledger.db, row, 'cancelled', { forgets: false });
    expect((await taken()).filter(({ kind }) => kind === 'message')).toHaveLength(1);
  });
});
