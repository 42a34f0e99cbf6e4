import { SETTINGS_OPERATIONS, type Right, type SettingsOperation } from '../../../src/api/settings/operations';
import { noteChange } from '../../../src/ledger/changes';
import { registerSource } from '../../../src/ledger/registration';
import type { SourceId } from '../../../src/model/ids';
import { operationsOf } from '../walker';
import { openDesk, type Desk, type Tenant } from './desk';

let desk: Desk;
/** A source with the same name, bot and dress in each. */
const sources = new Map<Tenant, SourceId>();
const sessions = new Map<string, string>();

beforeAll(async () => {
  desk = await openDesk();
  const { db, vault } = desk.ledger;
  for (const [index, tenant] of [desk.home, desk.neighbour, desk.sibling].entries()) {
    const { sourceId } = await registerSource(db, vault, {
      scopeId: tenant.scopeId,
      messenger: 'telegram',
      credentials: { token: `50${index}:aaaaaaaaaaaa`, apiBaseUrl: 'http://127.0.0.1:9' },
      remoteId: `50${index}`,
      name: 'Shop',
      externalId: `telegram-50${index}`,
      entered: { address: '@shop_bot', pipelineId: null },
    });
    sources.set(tenant, sourceId);
    await noteChange(db, { ...tenant, by: 'Maria Souza', what: 'source-added', sourceId, detail: `of ${index}` });
    await db.query('update scopes set alert_email = $2 where id = $1', [tenant.scopeId, `boss${index}@shop.example`]);
  }
  sessions.set('admin', (await desk.enter()).session);
  sessions.set('neighbour', (await desk.enter({ tenant: desk.neighbour, userId: desk.users.neighbour })).session);
  sessions.set('sibling', (await desk.enter({ tenant: desk.sibling, userId: desk.users.admin })).session);
  sessions.set('seller', (await desk.enter({ userId: desk.users.seller })).session);
});
afterAll(() => desk.close());
// Whoever may remove a source has done so.
afterEach(() => desk.ledger.db.query('update sources set removed_at = null'));

const session = (who: string): string => sessions.get(who) ?? '';
const sourceOf = (tenant: Tenant): SourceId => sources.get(tenant) ?? ('' as SourceId);

const OPERATIONS = Object.entries(SETTINGS_OPERATIONS).filter(([, { may }]) => may !== 'anybody');
/** Of a source that is there, but nothing that would change it for good. */
const question = (tenant: Tenant) => ({ id: sourceOf(tenant), body: {}, since: 1 });

const RANKS: Readonly<Record<Right, readonly string[]>> = {
  anybody: [],
  session: ['nothing', 'see', 'change', 'admin'],
  installation: ['change', 'admin'],
  see: ['see', 'change', 'admin'],
  change: ['change', 'admin'],
  admin: ['admin'],
};

/** Everything that stands in the ledger about settings. */
async function everything(): Promise<string> {
  const { rows } = await desk.ledger.db.query(
    `select (select jsonb_agg(to_jsonb(sources) order by id) from sources) as sources,
            (select jsonb_agg(to_jsonb(scopes) order by id) from scopes) as scopes,
            (select jsonb_agg(to_jsonb(connections) order by id) from connections) as connections,
            (select jsonb_agg(to_jsonb(setting_rights)) from setting_rights) as rights,
            (select count(*) from changes) as changes`,
  );
  return JSON.stringify([rows, desk.engine.told]);
}

describe.each(OPERATIONS)('%s', (_name, operation: SettingsOperation) => {
  it.each(['nothing', 'see', 'change', 'admin'] as const)('is for somebody who may %s, or not', async (right) => {
    if (right !== 'admin') await desk.letSeller(right);
    const before = await everything();
    const answer = await desk.ask(operation, {
      ...question(desk.home),
      session: session(right === 'admin' ? 'admin' : 'seller'),
    });
    const may = RANKS[operation.may].includes(right);
    expect(answer.status === 403).toBe(!may);
    expect(answer.status).not.toBe(401);
    expect(answer.status).toBeLessThan(500);
    if (may) return;
    expect(answer.body).toMatchObject({ type: 'no-right' });
    expect(await everything()).toBe(before);
  });

  it('is for nobody without a session', async () => {
    const before = await everything();
    expect((await desk.ask(operation, question(desk.home))).status).toBe(401);
    expect((await desk.ask(operation, { ...question(desk.home), session: 'x'.repeat(43) })).status).toBe(401);
    expect(await everything()).toBe(before);
  });

  it.each([
    ['another account', 'neighbour'],
    ['another integration of the same account', 'sibling'],
  ])('reaches nothing of %s', async (_whose, who) => {
    const foreign = await desk.ask(operation, { ...question(desk.home), session: session(who) });
    if (operation.path.includes('{sourceId}')) {
      expect(foreign).toMatchObject({ status: 404, body: { type: 'not-found' } });
    } else {
      expect(JSON.stringify(foreign.body)).not.toContain(sourceOf(desk.home));
      expect(JSON.stringify(foreign.body)).not.toMatch(/boss0@|of 0/);
    }
  });
});

test('the document has all of them, and no other', async () => {
  const document: unknown = await (await fetch(`${desk.url}/openapi.json`)).json();
  const told = operationsOf(document).filter(({ path }) => path.startsWith('/settings'));
  expect(told.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    Object.values(SETTINGS_OPERATIONS)
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .sort(),
  );
  const ids = told.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^settings[A-Z]\w+$/.test(id))).toEqual([]);
  for (const { path, schemes } of told) expect(schemes).toEqual(path.endsWith('/session') ? [] : ['session']);
});

test('changes need a key, so that a repeat is known', async () => {
  for (const [, operation] of OPERATIONS.filter(([, { method }]) => method !== 'get')) {
    for (const key of [null, '', 'x'.repeat(101)]) {
      const refused = await desk.ask(operation, { ...question(desk.home), session: session('admin'), key });
      expect(refused).toMatchObject({ status: 400, body: { type: 'invalid' } });
    }
  }
});

test('two accounts with look-alike data each see their own', async () => {
  for (const [who, tenant, number] of [
    ['admin', desk.home, 0],
    ['neighbour', desk.neighbour, 1],
    ['sibling', desk.sibling, 2],
  ] as const) {
    const overview = await desk.ask(SETTINGS_OPERATIONS.overview, { session: session(who) });
    expect(overview.body.account).toMatchObject({ id: tenant.accountId });
    expect(overview.body.sources).toMatchObject([{ id: sourceOf(tenant), name: 'Shop', address: '@shop_bot' }]);
    const changes = await desk.ask(SETTINGS_OPERATIONS.changes, { session: session(who) });
    expect(JSON.stringify(changes.body)).toContain(`of ${number}`);
    expect((await desk.ask(SETTINGS_OPERATIONS.readAlerts, { session: session(who) })).body).toMatchObject({
      email: `boss${number}@shop.example`,
    });
  }
});

test('a source id that cannot be one is not found, whatever is done with it', async () => {
  for (const id of ['x', '1', "'; drop table sources; --", '00000000-0000-4000-8000-000000000000']) {
    for (const [, operation] of OPERATIONS.filter(([, { path }]) => path.includes('{sourceId}'))) {
      const answer = await desk.ask(operation, {
        session: session('admin'),
        id: encodeURIComponent(id),
        body: {},
        since: 1,
      });
      expect(answer.status).toBe(404);
    }
  }
});

test('somebody without rights learns nothing but whom to ask', async () => {
  await desk.letSeller('nothing');
  const { body } = await desk.ask(SETTINGS_OPERATIONS.overview, { session: session('seller') });
  expect(body).toMatchObject({ sources: [], administrators: ['Maria Souza'] });
  await desk.letSeller('see');
  const seen = await desk.ask(SETTINGS_OPERATIONS.overview, { session: session('seller') });
  expect(seen.body).toMatchObject({ sources: [{ name: 'Shop' }], administrators: [] });
});

test('there is nothing at other addresses', async () => {
  const answer = await fetch(`${desk.url}/settings/api/elsewhere`, {
    headers: { authorization: `Bearer ${session('admin')}` },
  });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});
