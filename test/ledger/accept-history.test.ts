import type { OldConversations } from '../../src/ledger/acceptable';
import type { PastRecord, PastSaid } from '../../src/messengers/contract';
import type { SaidContent } from '../../src/model/content';
import { count, fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

const NUL = String.fromCharCode(0);
const AT = Date.UTC(2026, 4, 1, 10);

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

let told = 0;
function webhook({ accountId, sourceId }: Tenant, records: readonly PastRecord[]): OldConversations {
  told += 1;
  return { kind: 'history', accountId, sourceId, dedupeKey: `history-${told}`, raw: Buffer.from('{}'), records };
}

const ann: PastRecord = { kind: 'chat', chat: '4915', title: 'Ann' };

function said(remoteId: string, content: SaidContent | string = 'Hello', chat = '4915'): PastSaid {
  return {
    kind: 'message',
    chat,
    remoteId,
    at: AT,
    by: 'customer',
    author: { id: chat, name: 'Ann' },
    content: typeof content === 'string' ? { type: 'text', text: content } : content,
  };
}

async function keptOf({ sourceId }: Tenant): Promise<readonly unknown[]> {
  const { rows } = await ledger.db.query<{ record: unknown }>(
    'select record from messenger_history where source_id = $1 order by chat, remote_id',
    [sourceId],
  );
  return rows.map(({ record }) => record);
}

it('keeps what a webhook tells of old conversations, and its repeat adds nothing', async () => {
  const tenant = await ledger.tenant();
  const event = webhook(tenant, [ann, said('m-1'), said('m-2', `half ${NUL}`)]);
  expect(await ledger.acceptor.accept([event])).toEqual({ fresh: new Set([event.dedupeKey]), wake: [] });
  expect(await keptOf(tenant)).toEqual([ann, said('m-1'), said('m-2', 'half \ufffd')]);

  // An import has read them: the webhook that comes once more brings nothing back.
  await ledger.db.query('delete from messenger_history where source_id = $1', [tenant.sourceId]);
  expect(await ledger.anotherProcess().acceptor.accept([event])).toEqual({ fresh: new Set(), wake: [] });
  expect(await keptOf(tenant)).toEqual([]);
});

it('keeps each message once, whatever tells of it again, and its file when that comes', async () => {
  const tenant = await ledger.tenant();
  const photo = said('m-1', { type: 'picture', file: { reference: 'media-1' } });
  const without = said('m-1', { type: 'unsupported', what: 'file' });
  const nameless: PastRecord = { kind: 'chat', chat: '4915', title: '' };
  await ledger.acceptor.accept([webhook(tenant, [nameless, without, said('m-2', 'first')])]);
  await ledger.acceptor.accept([webhook(tenant, [ann, said('m-2', 'second'), photo, without])]);
  await ledger.acceptor.accept([webhook(tenant, [nameless, without])]);
  expect(await keptOf(tenant)).toEqual([ann, photo, said('m-2', 'first')]);
});

it('two webhooks that tell of the same chats at once do not hold each other up', async () => {
  const tenant = await ledger.tenant();
  const records = Array.from({ length: 400 }, (_, index) => said(`m-${index}`, 'x', String(index % 20)));
  const other = ledger.anotherProcess().acceptor;
  const accepted = await Promise.all([
    ledger.acceptor.accept([webhook(tenant, records)]),
    other.accept([webhook(tenant, [...records].reverse())]),
    ledger.acceptor.accept([webhook(tenant, records)]),
  ]);
  expect(accepted.map(({ fresh }) => fresh.size)).toEqual([1, 1, 1]);
  expect((await keptOf(tenant)).length).toBe(400);
});

it('one of thousands of messages comes whole, and what is said now beside it is told to Kommo', async () => {
  const tenant = await ledger.tenant();
  const old = webhook(tenant, [
    ann,
    ...Array.from({ length: 5_000 }, (_, index) => said(`m-${index}`, 'x'.repeat(500))),
  ]);
  const now = fromMessenger(tenant);
  const { fresh, wake } = await ledger.acceptor.accept([old, now]);
  expect(fresh).toEqual(new Set([old.dedupeKey, now.dedupeKey]));
  expect(wake).toMatchObject([{ sourceId: tenant.sourceId, work: ['to-kommo'] }]);
  expect(await count(ledger.db, 'messenger_history where source_id = $1', [tenant.sourceId])).toBe(5_001);
});

it('of an account that has gone it keeps them only where its data are kept', async () => {
  const tenant = await ledger.tenant();
  const remove = (keeps: boolean) =>
    ledger.db.query('update scopes set removed_at = now(), keep_data = $2 where id = $1', [tenant.scopeId, keeps]);
  await remove(true);
  await ledger.acceptor.accept([webhook(tenant, [ann])]);
  expect(await keptOf(tenant)).toEqual([ann]);
  await remove(false);
  const late = webhook(tenant, [said('m-1')]);
  expect(await ledger.acceptor.accept([late])).toEqual({ fresh: new Set([late.dedupeKey]), wake: [] });
  expect(await keptOf(tenant)).toEqual([ann]);
});
