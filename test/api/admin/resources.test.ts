import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { adminOperations, type AdminDependencies } from '../../../src/api/admin/routes';
import { fromKommo, openLedger, type Ledger, type Tenant } from '../../ledger/ledger';
import { makeKey, serveAdmin, type Served } from './served';

let ledger: Ledger;
let served: Served;
const tenants: Tenant[] = [];
const servers: Server[] = [];
const more: Served[] = [];
const faults: string[] = [];
beforeAll(async () => {
  ledger = await openLedger();
  served = await serveAdmin(ledger, { health: { dead: () => [], unready: () => faults } });
  for (let n = 0; n < 3; n += 1) tenants.push(await ledger.tenant());
});
afterAll(async () => {
  await Promise.all([served, ...more].map((each) => each.close()));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  await ledger.close();
});

async function get(path: string): Promise<Record<string, unknown>> {
  const { status, body } = await served.ask('GET', `/admin/v1/${path}`);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

const tenant = (n: number): Tenant => tenants[n] ?? ({} as Tenant);

/** Ids of a whole list, read page by page. */
async function paged(path: string, name: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const mark = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page: Record<string, unknown> = await get(`${path}?limit=${limit}${mark}`);
    const rows = page[name] as { id?: string; scopeId?: string; accountId?: string }[];
    expect(rows.length).toBeLessThanOrEqual(limit);
    ids.push(...rows.map((row) => String(row.id ?? row.scopeId ?? row.accountId)));
    after = page.next as string | null;
  }
  return ids;
}

/** An installation in all its states, as `install` and `account` write them down. */
async function tell({ scopeId, accountId }: Tenant): Promise<{ installId: string; uninstallId: string }> {
  const [installId, uninstallId] = [randomUUID(), randomUUID()];
  const { rows } = await ledger.db.query<{ id: string }>('select integration_id as id from scopes where id = $1', [
    scopeId,
  ]);
  const integrationId = rows[0]?.id;
  await ledger.db.query(
    `insert into grants (integration_id, account_id, kind, access_token, refresh_token, expires_at, state,
                         refused_since, refused_why)
     values ($1, $2, 'oauth', 'v1.sealed-access', 'v1.sealed-refresh', now(), 'refused', now(), 'revoked')`,
    [integrationId, accountId],
  );
  await ledger.db.query(
    `insert into installs (id, integration_id, host, account_id, origin, secret, secret_kind, steps, state, begun_by)
     values ($1, $2, 'a.kommo.com', $3, 'consent', 'v1.sealed-code', 'code',
             '{"read-account": {"state": "done", "text": null, "at": 1790000000000},
               "connect-channel": {"state": "failed", "text": "Ask support.", "at": 1790000001000}}', 'done', 'Ana'),
            ($4, $2, 'b.kommo.com', null, 'widget', 'v1.sealed-code', 'code', '{}', 'failed', 'Ana')`,
    [installId, integrationId, accountId, randomUUID()],
  );
  await ledger.db.query(
    `insert into uninstalls (id, integration_id, account_id, steps, counts, erased, ended_at)
     values ($1, $2, $3, '{"confirm": {"state": "done"}}', '{"chats": 2, "messages": 9}', false, now())`,
    [uninstallId, integrationId, accountId],
  );
  return { installId, uninstallId };
}

describe('lists', () => {
  it.each([
    ['accounts', 'accounts'],
    ['integrations', 'integrations'],
    ['installations', 'installations'],
    ['installs', 'installs'],
    ['sources', 'sources'],
    ['changes', 'changes'],
    ['keys', 'keys'],
    ['health', 'accounts'],
  ])('of %s are the same page by page as at once', async (path, name) => {
    await ledger.db.query(
      `insert into changes (account_id, by, what) select id, 'Ana', 'people' from accounts order by id`,
    );
    for (let n = 0; n < 3; n += 1) await makeKey(served);
    await ledger.db.query(
      `insert into installs (id, integration_id, host, origin, secret_kind, begun_by)
       select gen_random_uuid(), id, 'x.kommo.com', 'by-hand', 'long-lived', 'Ana' from integrations`,
    );
    const whole = await paged(path, name, 200);
    expect(whole.length).toBeGreaterThanOrEqual(3);
    expect(await paged(path, name, 1)).toEqual(whole);
    expect(await paged(path, name, 2)).toEqual(whole);
  });

  it.each(['accounts', 'installs', 'sources', 'changes', 'keys', 'health'])(
    'of %s refuse a mark that is none',
    async (path) => {
      const { status, body } = await served.ask('GET', `/admin/v1/${path}?after=%27x`);
      expect({ status, type: body.type, names: String(body.detail).startsWith('after: ') }).toEqual({
        status: 400,
        type: 'invalid',
        names: true,
      });
    },
  );
});

describe('an installation', () => {
  it('tells of its token, its steps and its end, and no secret', async () => {
    const { scopeId } = tenant(0);
    expect(await get(`installations/${scopeId}`)).toMatchObject({ state: 'without-token', token: null });
    const { installId, uninstallId } = await tell(tenant(0));
    const told = await get(`installations/${scopeId}`);
    expect(told).toMatchObject({
      state: 'needs-authorisation',
      token: { kind: 'oauth', state: 'refused', refusedBecause: 'revoked' },
      newestInstall: { id: installId, state: 'done' },
      lastUninstall: { id: uninstallId, counts: { chats: 2, messages: 9 }, erased: false },
    });
    const since = (told.token as { refusedSince: string }).refusedSince;
    const { accountId, sourceId } = tenant(0);
    expect(await get(`accounts/${accountId}`)).toMatchObject({ needsAuthorisationSince: since });
    expect(await get(`sources/${sourceId}`)).toMatchObject({ needsAuthorisationSince: since });
    expect(await get(`sources/${tenant(1).sourceId}`)).toMatchObject({ needsAuthorisationSince: null });
    expect((told.newestInstall as { steps: unknown[] }).steps.slice(0, 3)).toEqual([
      { step: 'exchange-code', state: 'waiting', text: null, at: null },
      { step: 'read-account', state: 'done', text: null, at: new Date(1_790_000_000_000).toISOString() },
      { step: 'connect-channel', state: 'failed', text: 'Ask support.', at: new Date(1_790_000_001_000).toISOString() },
    ]);
    expect(JSON.stringify([told, await get('installs'), await get('installations')])).not.toContain('sealed');
  });

  it.each([
    [`update grants set state = 'good', refused_since = null`, 'ready'],
    [`update installs set state = 'waiting' where account_id is not null`, 'waiting'],
    [`update installs set state = 'running' where account_id is not null`, 'installing'],
    [`update scopes set removed_at = now()`, 'removed'],
  ])('after %s is %s', async (sql, state) => {
    const { scopeId } = tenant(0);
    await ledger.db.query(sql);
    expect(await get(`installations/${scopeId}`)).toMatchObject({ state });
  });
});

describe('a source', () => {
  it.each([
    ['', 'ok', {}],
    [`held_until = now() + interval '1 hour', held_reason = 'A limit.'`, 'held', { held: { because: 'A limit.' } }],
    [`fault = 'webhook', fault_text = 'Taken.'`, 'broken', { fault: { kind: 'webhook', text: 'Taken.' } }],
    [`connecting = true`, 'connecting', {}],
    [`removed_at = now()`, 'removed', {}],
  ])('with %s is %s', async (values, state, more) => {
    const { sourceId } = tenant(1);
    if (values !== '') await ledger.db.query(`update sources set ${values} where id = $1`, [sourceId]);
    expect(await get(`sources/${sourceId}`)).toMatchObject({ id: sourceId, state, ...more });
  });

  it('that was removed is listed when it is asked for', async () => {
    const { sourceId } = tenant(1);
    const listed = async (query: string): Promise<boolean> =>
      ((await get(`sources${query}`)).sources as { id: string }[]).some(({ id }) => id === sourceId);
    expect(await listed('')).toBe(false);
    expect(await listed('?removed=true')).toBe(true);
  });
});

it('answers are what the document says', async () => {
  const operations = adminOperations({ db: ledger.db, adminKey: 'x' } as unknown as AdminDependencies);
  const [newest] = (await get('installs')).installs as { id: string }[];
  const paths: [string, string][] = [
    ['getAccount', `accounts/${tenant(2).accountId}`],
    ['getSource', `sources/${tenant(2).sourceId}`],
    ['getInstallation', `installations/${tenant(0).scopeId}`],
    ...(['Accounts', 'Integrations', 'Installations', 'Installs', 'Sources', 'Changes', 'Keys'] as const).map(
      (name): [string, string] => [`list${name}`, name.toLowerCase()],
    ),
    ['getHealth', 'health'],
    ['getInstall', `installs/${String(newest?.id)}`],
    ['listDeliveries', 'deliveries?filter=waiting'],
  ];
  for (const [id, path] of paths) {
    const schema = operations.find((operation) => operation.id === id)?.answers[200]?.schema;
    expect({ id, issues: schema?.safeParse(await get(path)).error?.issues ?? [] }).toEqual({ id, issues: [] });
  }
});

describe('health', () => {
  it('tells what readiness tells, and what each account needs somebody for', async () => {
    const { accountId, sourceId } = tenant(2);
    expect(await get('health?limit=200')).toMatchObject({ ready: true, faults: [] });
    faults.push('neither Postgres nor the spool takes webhooks');
    await ledger.db.query(`update sources set fault = 'credentials' where id = $1`, [sourceId]);
    const told = await get('health?limit=200');
    faults.length = 0;
    expect(told).toMatchObject({ ready: false, faults: ['neither Postgres nor the spool takes webhooks'] });
    expect(told.accounts).toContainEqual({
      accountId,
      stuck: 0,
      unknown: 0,
      brokenSources: 1,
      needAuthorisation: 0,
      endingTokens: 0,
      gaps: 0,
      gapsCheckedAt: null,
    });
  });

  it('tells of an account’s gaps, and when all of it was compared', async () => {
    const own = await ledger.tenant();
    const { accountId, scopeId } = own;
    const one = async (): Promise<unknown> =>
      ((await get('health?limit=200')).accounts as { accountId: number }[]).find(
        (each) => each.accountId === accountId,
      );
    await ledger.acceptor.accept([fromKommo(own, { late: 'asks' })]);
    expect(await one()).toMatchObject({ gaps: 1, gapsCheckedAt: null });
    await ledger.db.query(
      `insert into reconciliations (scope_id, account_id, begun_at, ended_at, last_ended_at) values ($1, $2, now(), now(), '2030-01-31T14:05:00Z')`,
      [scopeId, accountId],
    );
    expect(await one()).toMatchObject({ gapsCheckedAt: '2030-01-31T14:05:00.000000Z' });
  });

  it.each([
    [29, 1],
    [31, 0],
  ])('counts a long-lived token that ends in %i days: %i', async (days, endingTokens) => {
    const { accountId, scopeId } = tenant(1);
    await ledger.db.query(
      `insert into grants (integration_id, account_id, kind, access_token, expires_at)
       select integration_id, account_id, 'long-lived', 'sealed', now() + $2 * interval '1 day' from scopes where id = $1
       on conflict (integration_id, account_id) do update set expires_at = excluded.expires_at`,
      [scopeId, days],
    );
    const { accounts } = await get('health?limit=200');
    expect(accounts).toContainEqual(expect.objectContaining({ accountId, endingTokens }));
  });

  async function outside(status: number, body: string): Promise<string> {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/healthz' ? status : 404).end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    ['Courier', 200, 'ok', true, 'leads to Courier'],
    ['a Courier that is unwell', 503, 'dead: the relay stands still', true, 'leads to Courier'],
    ['the page of another server', 200, '<h1>It works!</h1>', false, 'it is not Courier'],
    ['a proxy that passes nothing on', 404, 'not found', false, 'answers 404'],
  ])('of the outside address, where %s answers, is told', async (_who, status, answer, ok, text) => {
    const at = await serveAdmin(ledger, { publicUrl: await outside(status, answer) });
    more.push(at);
    const { body } = await at.ask('GET', '/admin/v1/health/public-url');
    expect({ ok: body.ok, says: String(body.text).includes(text), helps: body.fix !== null }).toEqual({
      ok,
      says: true,
      helps: !ok,
    });
  });
});

describe('what becomes of messages when an integration is switched off', () => {
  it('is chosen by whoever has the key, and written down once', async () => {
    const { scopeId, accountId } = await ledger.tenant();
    const choose = (keepsData: boolean) =>
      served.ask('PATCH', `/admin/v1/installations/${scopeId}`, { body: { keepsData, by: 'Olga' } });
    expect(await get(`installations/${scopeId}`)).toMatchObject({ keepsData: true });
    expect(await choose(false)).toMatchObject({ status: 200, body: { keepsData: false } });
    expect(await choose(false)).toMatchObject({ status: 200, body: { keepsData: false } });
    expect(await choose(true)).toMatchObject({ status: 200, body: { keepsData: true } });
    const { rows } = await ledger.db.query<{ said: string }>(
      `select what || ' by ' || by as said from changes where account_id = $1 order by id`,
      [accountId],
    );
    expect(rows.map(({ said }) => said)).toEqual(['data-erased by Olga', 'data-kept by Olga']);
    expect(
      await served.ask('PATCH', '/admin/v1/installations/none', { body: { keepsData: false, by: 'Olga' } }),
    ).toMatchObject({
      status: 404,
    });
  });
});
