import { Acceptor } from '../../src/ledger/acceptor';
import { deliveriesOfChat } from '../../src/ledger/chat-flow';
import type { Database } from '../../src/ledger/database';
import { settleAndClaim } from '../../src/ledger/claim';
import { takeLane } from '../../src/ledger/lane';
import { dueTicks, matchReceipts } from '../../src/ledger/ticks';
import { traceFacts } from '../../src/ledger/trace-facts';
import { findNamed } from '../../src/ledger/trace-target';
import { chatsWithOverdueRows, markWoken, takeUnwoken } from '../../src/ledger/wakes';
import { asChatId, asDeliveryId, type ChatId } from '../../src/model/ids';
import { claim, fromKommo, fromMessenger, openLedger, receipt, take, type Ledger, type Tenant } from './ledger';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Plan Rows': number;
  readonly Plans?: readonly PlanNode[];
}

const CHATS = 500;
const ROWS = 20_000;

let ledger: Ledger;
let tenant: Tenant;
let chatId: ChatId;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
  await ledger.db.query(
    `insert into chats (account_id, scope_id, source_id, remote_id)
     select $1, $2, $3, 'quiet' || n from generate_series(1, 10000) n`,
    [tenant.accountId, tenant.scopeId, tenant.sourceId],
  );
  // A ledger some weeks old: nearly everything is done, a few rows are open, a few ticks are due.
  await ledger.db.query(
    `insert into participants (account_id, kind, source_id, remote_id, name)
     select $1, 'customer', $2, 'c' || n, 'Customer ' || n from generate_series(1, $3::integer) n`,
    [tenant.accountId, tenant.sourceId, CHATS],
  );
  await ledger.db.query(
    `insert into chats (account_id, scope_id, source_id, remote_id, kommo_id, customer_id, last_seq, woken_seq, last_event_at)
     select $1, $2, $3, 'c' || n, 'k' || n, participants.id, 40, 40 - (n % 100 = 0)::integer, now() - n * interval '1 minute'
     from generate_series(1, $4::integer) n
     join participants on participants.source_id = $3 and participants.remote_id = 'c' || n`,
    [tenant.accountId, tenant.scopeId, tenant.sourceId, CHATS],
  );
  await ledger.db.query(
    `with numbered as (
       select chats.id as chat_id, n, gen_random_uuid() as message_id
       from (select id, row_number() over () as chat from chats where kommo_id is not null) chats
       join generate_series(1, $2::integer) n on n % $3 = chat - 1
     ), said as (
       insert into messages (id, account_id, chat_id, origin, kommo_id, remote_id, content, written_at)
       select message_id, $1, chat_id, case when n % 2 = 0 then 'kommo' else 'messenger' end, 'km' || n, 'rm' || n,
              '{"type":"text","text":"x"}', n from numbered
     ), delivered as (
       insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at,
                               accepted_at, state, outcome, done_at, tick, tick_reported, kommo_msec)
       select gen_random_uuid(), $1, chat_id, message_id, case when n % 2 = 0 then 'to-messenger' else 'to-kommo' end,
              'message', 'seed/' || n, n, n, now() + interval '1 day', now() - interval '1 day',
              case when n % 200 = 0 then 'pending' else 'done' end, case when n % 200 = 0 then null else 'sent' end,
              case when n % 200 = 0 then null else now() end, case when n % 2 = 0 then 'read' end,
              case when n % 2 = 0 and n % 150 > 0 then 'read' end, case when n % 2 = 1 then n end
       from numbered returning id, seq
     )
     insert into parts (delivery_id, index, source_id, state, remote_id)
     select id, 0, $4, 'sent', 'rm' || seq from delivered where seq % 2 = 0`,
    [tenant.accountId, ROWS, CHATS, tenant.sourceId],
  );
  await ledger.db.query(
    `insert into receipts (account_id, source_id, dedupe_key, remote_id, state, at, delivery_id, window_closed)
     select account_id, $1, 'seed/receipt/' || seq, 'rm' || seq, 'read', seq, id, seq % 1000 = 0
     from deliveries where lane = 'to-messenger' and state = 'done'`,
    [tenant.sourceId],
  );
  await ledger.db.query("insert into lanes select id, 'to-messenger', 1 from chats");
  await ledger.db.query("insert into attempts (delivery_id, epoch, result) select id, 1, 'sent' from deliveries");
  await ledger.db.query('analyze');
  const { rows } = await ledger.db.query<{ chat_id: string }>(
    "select chat_id from deliveries where state = 'pending' and lane = 'to-messenger' limit 1",
  );
  chatId = asChatId(rows[0]?.chat_id ?? '');
});
afterAll(() => ledger.close());

/** Runs the work and returns the plan of the last statement that it gave to the database, made before it ran. */
async function planOf(work: (db: Database) => Promise<unknown>): Promise<PlanNode[]> {
  let root: PlanNode | undefined;
  const watching = new Proxy(ledger.db, {
    get: (target, name) =>
      name === 'query'
        ? async (text: string, values: unknown[]): Promise<unknown> => {
            const { rows } = await target.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
              `explain (format json) ${text}`,
              values,
            );
            root = rows[0]?.['QUERY PLAN'][0]?.Plan;
            return target.query(text, values);
          }
        : (Reflect.get(target, name) as unknown),
  });
  await work(watching);
  if (root === undefined) throw new Error('No statement was given to the database');
  const nodes: PlanNode[] = [];
  const visit = (node: PlanNode): void => {
    nodes.push(node);
    node.Plans?.forEach(visit);
  };
  visit(root);
  return nodes;
}

/** Whole tables that a plan reads. */
function scanned(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []));
}

function expectIndexed(nodes: readonly PlanNode[], index: string): void {
  // The few rows of these are read faster whole.
  const small = ['sources', 'accounts', 'scopes', 'integrations', 'connections'];
  expect(scanned(nodes).filter((table) => !small.includes(table))).toEqual([]);
  expect(nodes.map((node) => node['Index Name'])).toContain(index);
}

it('the ledger is large enough for the planner to care', async () => {
  const nodes = await planOf((db) => db.query("select from deliveries where outcome_text = 'nowhere'", []));
  expect(scanned(nodes)).toEqual(['deliveries']);
});

it('accepting looks repeats up by their key, and locks chats by theirs', async () => {
  const acceptor = (db: Database): Acceptor => new Acceptor(db, ledger.vault);
  const nodes = await planOf((db) =>
    acceptor(db).accept([fromMessenger(tenant, { chatRemoteId: 'c1', remoteId: 'new' })]),
  );
  expectIndexed(nodes, 'deliveries_dedupe_key_key');
  expect(nodes.map((node) => node['Index Name'])).toContain('chats_pkey');
});

it('so does accepting a hundred at once', async () => {
  const events = Array.from({ length: 100 }, (_, n) => fromKommo(tenant, { chatKommoId: `k${n + 1}` }));
  expectIndexed(await planOf((db) => new Acceptor(db, ledger.vault).accept(events)), 'deliveries_dedupe_key_key');
});

it('the head of a lane is found among open rows only', async () => {
  const held = await take(ledger.db, chatId, 'to-messenger');
  expectIndexed(await planOf((db) => settleAndClaim(db, held, undefined, 'leave')), 'deliveries_open');
});

it('recording and claiming is as cheap, also where the time for Kommo has to rise', async () => {
  const { wake } = await ledger.acceptor.accept([
    fromMessenger(tenant, { chatRemoteId: 'c7' }),
    fromMessenger(tenant, { chatRemoteId: 'c7' }),
  ]);
  const held = await take(ledger.db, wake[0]?.chatId ?? chatId, 'to-kommo');
  const { id } = await claim(ledger.db, held);
  const settlement = {
    deliveryId: asDeliveryId(id),
    outcome: { kind: 'sent' },
    kommoId: 'x',
    chatKommoId: 'y',
  } as const;
  const nodes = await planOf((db) => settleAndClaim(db, held, settlement, 'claim'));
  expectIndexed(nodes, 'deliveries_open');
  expectIndexed(nodes, 'deliveries_kommo_msec');
});

it('taking a lane touches its open rows only', async () => {
  expectIndexed(await planOf((db) => takeLane(db, chatId, 'to-messenger')), 'deliveries_open');
});

it('ticks that are due are found without reading the others', async () => {
  expectIndexed(await planOf((db) => dueTicks(db, chatId, 50)), 'deliveries_ticks');
});

it('chats whose wake is missing are found without reading the others', async () => {
  expectIndexed(await planOf((db) => takeUnwoken(db, 3_000, 20)), 'chats_unwoken');
});

it('chats with overdue rows are found without reading what is done', async () => {
  const nodes = await planOf((db) => chatsWithOverdueRows(db, 60_000, 20));
  expectIndexed(nodes, 'deliveries_ticks');
});

it('marking chats as told finds them by id', async () => {
  expectIndexed(await planOf((db) => markWoken(db, [{ chatId, afterSeq: 0, lastSeq: 40 }])), 'chats_pkey');
});

it('a receipt finds its part by the number of the messenger', async () => {
  await ledger.acceptor.accept([receipt(tenant, 'unknown', 'read')]);
  const nodes = await planOf((db) => matchReceipts(db, tenant.sourceId, ['rm200']));
  expect(scanned(nodes)).not.toContain('deliveries');
  expect(scanned(nodes)).not.toContain('parts');
});

it('the trace of a message is read without reading the others', async () => {
  const { rows } = await ledger.db.query<{ id: string }>("select id from deliveries where dedupe_key = 'seed/8000'");
  const deliveryId = asDeliveryId(rows[0]?.id ?? '');
  const large = ['deliveries', 'messages', 'parts', 'attempts', 'receipts'];
  for (const work of [
    (db: Database) => findNamed(db, { id: 'km8000' }, tenant.accountId),
    (db: Database) => findNamed(db, { id: 'rm8000', source: tenant.sourceId }, tenant.accountId),
    (db: Database) => findNamed(db, { id: deliveryId }, null),
    (db: Database) => traceFacts(db, deliveryId, tenant.accountId),
  ]) {
    expect(scanned(await planOf(work)).filter((table) => large.includes(table))).toEqual([]);
  }
  expect((await findNamed(ledger.db, { id: 'rm8000', source: tenant.sourceId }, tenant.accountId)).kind).toBe('found');
});

it('a page of a long chat reads no more of it than the page', async () => {
  await ledger.db.query(
    `insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at, state,
                             outcome, done_at)
     select gen_random_uuid(), account_id, chat_id, message_id, lane, kind, 'long/' || n, $2 + n, n, now(), 'done', 'sent', now()
     from deliveries cross join generate_series(1, 5000) n
     where deliveries.id = (select id from deliveries where chat_id = $1 limit 1)`,
    [chatId, 10 * ROWS],
  );
  await ledger.db.query('analyze deliveries');
  const limit = 50;
  const { deliveries, next } = await deliveriesOfChat(ledger.db, chatId, { limit });
  expect(deliveries).toHaveLength(limit);
  for (const page of [{ limit }, { limit, after: next ?? '' }]) {
    const nodes = await planOf((db) => deliveriesOfChat(db, chatId, page));
    expectIndexed(nodes, 'deliveries_chat_id_lane_seq_key');
    const sorted = nodes.filter((node) => node['Node Type'] === 'Sort').map((node) => node['Plan Rows']);
    expect(Math.max(0, ...sorted)).toBeLessThanOrEqual(2 * limit);
  }
});
