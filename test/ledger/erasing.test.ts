import { randomUUID } from 'node:crypto';
import {
  eraseChats,
  eraseKeptHooks,
  erasePeople,
  eraseTheRest,
  filesToErase,
  untilNothingComes,
} from '../../src/ledger/erasing';
import type { GrantKey } from '../../src/ledger/grants';
import { markRemoved, markStored, waitingFiles } from '../../src/ledger/media';
import { keepHistory } from '../../src/ledger/messenger-history';
import { Routing } from '../../src/ledger/routing';
import { beginUninstall, stopScope } from '../../src/ledger/uninstalls';
import { asIntegrationId } from '../../src/model/ids';
import { databaseDump } from '../support/search/database-dump';
import { findings, type Plant } from '../support/search/plants';
import { count, fromKommo, fromMessenger, kept, openLedger, receipt, type Ledger, type Tenant } from './ledger';

const PLANTS: readonly Plant[] = ['Quagmire', 'Wilhelmina', '+15550199042', 'diagnosis.pdf', 'Zebulon'].map(
  (value) => ({ name: value, value }),
);
const FILE = { reference: 'https://files.example/diagnosis.pdf', name: 'diagnosis.pdf', sameAs: 'diagnosis.pdf' };

let ledger: Ledger;
let tenant: Tenant;
let key: GrantKey;
beforeEach(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
  key = await keyOf(tenant);
});
afterEach(() => ledger.close());

async function keyOf({ accountId, scopeId }: Tenant): Promise<GrantKey> {
  const { rows } = await ledger.db.query<{ id: string }>('select integration_id as id from scopes where id = $1', [
    scopeId,
  ]);
  return { accountId, integrationId: asIntegrationId(rows[0]?.id ?? '') };
}

/** Whatever a ledger can hold of what people say. */
async function fill(of: Tenant): Promise<void> {
  const author = { remoteId: '77', name: 'Wilhelmina', phone: '+15550199042', profileLink: 'https://x/Wilhelmina' };
  await ledger.acceptor.accept([
    fromMessenger(of, { author, text: 'Quagmire', remoteId: 'r' }),
    fromMessenger(of, { author, content: { type: 'file', caption: 'Quagmire', file: FILE } }),
    {
      ...fromMessenger(of, { author, text: 'Quagmire again', remoteId: 'r' }),
      kind: 'edit-from-messenger',
      dedupeKey: randomUUID(),
    },
    fromKommo(of, { author: { kommoId: 'user-1', name: 'Zebulon' }, text: 'Quagmire' }),
    receipt(of, 'nobody knows it', 'failed', { text: 'Quagmire is refused' }),
    kept(of, { as: 'unparsed', raw: Buffer.from('Quagmire') }),
    kept(of, {
      as: 'unrouted',
      scopeId: null,
      accountId: null,
      connectionId: of.connectionId,
      raw: Buffer.from('Quagmire'),
    }),
  ]);
  await ledger.db.query(
    `update deliveries set state = 'done', outcome = 'failed', outcome_code = 905, outcome_text = 'Quagmire', done_at = now(),
            last_text = 'Quagmire', tick_text = 'Quagmire' where account_id = $1`,
    [of.accountId],
  );
  await ledger.db.query(
    `insert into attempts (delivery_id, epoch, result, text) select id, 1, 'refused', 'Quagmire' from deliveries where account_id = $1`,
    [of.accountId],
  );
  await ledger.db.query(
    `insert into parts (delivery_id, index, source_id, state, text) select id, 0, $2, 'failed', 'Quagmire' from deliveries where account_id = $1`,
    [of.accountId, of.sourceId],
  );
  await ledger.db.query(
    `insert into commands (account_id, chat_id, command, by, why, result)
     select account_id, id, 'pause', 'Olga', 'Quagmire', 'done' from chats where account_id = $1`,
    [of.accountId],
  );
  await keepHistory(ledger.db, of, [{ kind: 'chat', chat: 'old', title: 'Zebulon' }]);
  await ledger.db.query(
    `insert into settings_sessions (secret_hash, kind, integration_id, account_id, user_id, host, me, open, expires_at)
     values ($3, 'session', $1, $2, 1, 'x.kommo.com', '{"name": "Zebulon"}', '{}', now() + interval '1 hour')`,
    [(await keyOf(of)).integrationId, of.accountId, randomUUID()],
  );
}

async function uninstall(): Promise<string> {
  const id = await beginUninstall(ledger.db, key);
  if (id === undefined) throw new Error('There is no such installation');
  await stopScope(ledger.db, key, id);
  return id;
}

async function eraseAll(id: string): Promise<void> {
  while ((await eraseChats(ledger.db, key, id)) > 0);
  while ((await erasePeople(ledger.db, key)) > 0);
  while ((await eraseKeptHooks(ledger.db, key)) > 0);
  await eraseTheRest(ledger.db, key);
}

async function found(): Promise<string[]> {
  const all = findings(await databaseDump(ledger.test.pool), PLANTS);
  return [...new Set(all.map(({ where }) => where))].sort();
}

it('leaves ids, codes and keys that tell a repeat, and nothing that was said or who said it', async () => {
  await fill(tenant);
  expect(await found()).toEqual(
    expect.arrayContaining([
      'messages.content',
      'deliveries.content',
      'participants.name',
      'media.reference',
      'attempts.text',
      'messenger_history.record',
    ]),
  );
  const repeated = fromMessenger(tenant, { remoteId: 'again', text: 'Quagmire' });
  await ledger.acceptor.accept([repeated]);
  const rows = await count(ledger.db, 'deliveries');

  await eraseAll(await uninstall());
  expect(await found()).toEqual([]);
  expect(await count(ledger.db, 'events where raw is not null')).toBe(0);
  expect(await count(ledger.db, 'events')).toBeGreaterThan(1);
  expect(await count(ledger.db, "deliveries where outcome = 'failed' and outcome_code is not null")).toBe(rows);
  expect((await ledger.acceptor.accept([repeated])).fresh.size).toBe(0);
});

it('leaves other accounts as they are', async () => {
  const other = await ledger.tenant();
  await fill(other);
  const before = await found();
  await fill(tenant);
  await eraseAll(await uninstall());
  expect(await found()).toEqual(before);
  expect(await count(ledger.db, 'events where raw is not null')).toBe(2);
});

it('erases again what went on after another installation', async () => {
  await fill(tenant);
  await eraseAll(await uninstall());
  await ledger.db.query('update uninstalls set ended_at = now()');
  await ledger.db.query('update scopes set removed_at = null');
  await ledger.acceptor.accept([fromMessenger(tenant, { text: 'Quagmire once more' })]);
  expect(await found()).toEqual(['messages.content']);
  await eraseAll(await uninstall());
  expect(await found()).toEqual([]);
});

it('names the files that are to go from the store, and one that is fetched meanwhile is not wanted any more', async () => {
  await fill(tenant);
  await ledger.acceptor.accept([fromMessenger(tenant, { content: { type: 'file', file: FILE } })]);
  await ledger.db.query(
    "update deliveries set state = 'pending', outcome = null, outcome_code = null, outcome_text = null",
  );
  const { rows } = await ledger.db.query<{ id: string }>('select id from chats where remote_id is not null');
  const chatId = rows[0]?.id as never;
  const [first, second] = await waitingFiles(ledger.db, chatId, 10);
  const stored = { storeKey: 'a/b', size: 3, mimeType: 'application/pdf', extension: 'pdf' };
  if (first === undefined || second === undefined) throw new Error('There are no files');
  expect(await markStored(ledger.db, first.id, stored)).toBe(true);
  // By another worker, a moment later.
  expect(await markStored(ledger.db, first.id, stored)).toBe(true);

  await eraseAll(await uninstall());
  expect(await markStored(ledger.db, second.id, { ...stored, storeKey: 'a/c' })).toBe(false);
  expect(await filesToErase(ledger.db, key)).toEqual([{ id: first.id, storeKey: 'a/b' }]);
  await markRemoved(ledger.db, [first.id]);
  expect(await filesToErase(ledger.db, key)).toEqual([]);
});

it('waits until nobody takes a webhook for the account any more; what comes then is not kept', async () => {
  await ledger.db.query('update scopes set keep_data = false where id = $1', [tenant.scopeId]);
  await uninstall();
  expect(await untilNothingComes(ledger.db, key)).toBeGreaterThan(15_000);
  await ledger.db.query("update scopes set removed_at = now() - interval '1 minute'");
  expect(await untilNothingComes(ledger.db, key)).toBe(0);

  const route = await new Routing(ledger.db, ledger.vault, { production: false }).kommo(tenant.scopeId);
  expect(route).toMatchObject({ account: null });
  await ledger.acceptor.accept([
    kept(tenant, { as: 'unrouted', raw: Buffer.from('Quagmire') }),
    kept(tenant, {
      as: 'unrouted',
      scopeId: null,
      accountId: null,
      connectionId: tenant.connectionId,
      raw: Buffer.from('x'),
    }),
  ]);
  expect(await count(ledger.db, 'events where raw is null')).toBe(2);
});

it('keeps what comes late where data are kept', async () => {
  await uninstall();
  const route = await new Routing(ledger.db, ledger.vault, { production: false }).kommo(tenant.scopeId);
  expect(route).toMatchObject({ account: { id: tenant.accountId } });
  await ledger.acceptor.accept([kept(tenant, { as: 'unrouted', raw: Buffer.from('x') })]);
  expect(await count(ledger.db, 'events where raw is not null')).toBe(1);
});
