import type * as Registry from '../../../src/messengers/registry';
import { randomUUID } from 'node:crypto';
import { createCrmAccess } from '../../../src/access/crm-access';
import { BOT_SECRET, openDesk, type Desk, type Tenant } from '../settings/desk';
import { makeKey, serveAdmin, type Answer, type Served } from './served';

/** A version without a driver of one of them. */
jest.mock('../../../src/messengers/registry', () => {
  const actual = jest.requireActual<typeof Registry>('../../../src/messengers/registry');
  const messengerOf: typeof actual.messengerOf = (kind) => (kind === 'apple' ? undefined : actual.messengerOf(kind));
  return { ...actual, messengerOf };
});

let desk: Desk;
let served: Served;
let support: number;
/** Of one account each. */
let keys: { home: string; neighbour: string };
beforeAll(async () => {
  desk = await openDesk();
  const { db, vault } = desk.ledger;
  const { http, addresses } = desk.world;
  const crm = createCrmAccess({
    db,
    vault,
    http,
    clock: Date,
    addresses,
    renew: () => Promise.resolve({ kind: 'refused' }),
  });
  served = await serveAdmin(desk.ledger, { http, crm, workflows: desk.engine });
  support = (await desk.world.site()).pipelines.find(({ isMain }) => !isMain)?.id ?? 0;
  keys = {
    home: (await makeKey(served, desk.home.accountId)).key,
    neighbour: (await makeKey(served, desk.neighbour.accountId, 'others')).key,
  };
}, 60_000);
afterAll(async () => {
  await served.close();
  await desk.close();
});
beforeEach(() => {
  desk.engine.told.length = 0;
  desk.engine.away = false;
});

interface Asking {
  readonly key?: string;
  readonly once?: string;
}

const ask = (method: string, path: string, body?: object, { key = keys.home, once }: Asking = {}): Promise<Answer> =>
  served.ask(method, `/admin/v1/${path}`, {
    key,
    ...(body === undefined ? {} : { body }),
    ...(once === undefined ? {} : { headers: { 'idempotency-key': once } }),
  });

async function newSource(more: object = {}, tenant: Tenant = desk.home): Promise<Record<string, unknown>> {
  const { credentials } = await desk.bot('Flower Shop');
  return { scopeId: tenant.scopeId, messenger: 'telegram', credentials, by: 'Olga', ...more };
}

async function add(more: object = {}): Promise<{ id: string; body: Record<string, unknown> }> {
  const body = await newSource(more);
  const { status, text, body: made } = await ask('POST', 'sources', body);
  if (status !== 201) throw new Error(text);
  return { id: String(made.id), body };
}

async function changes(id: string): Promise<string[]> {
  const { rows } = await desk.ledger.db.query<{ what: string; by: string; detail: string | null }>(
    'select what, by, detail from changes where source_id = $1 order by id',
    [id],
  );
  return rows.map(({ what, by, detail }) => `${what}: ${by}${detail === null ? '' : `, ${detail}`}`);
}

const told = (sourceId: string) => ({
  integrationId: desk.home.integrationId,
  accountId: desk.home.accountId,
  sourceId,
  messenger: 'telegram',
});

describe('a source', () => {
  it('is connected, as the settings window does it, and it is written down who did it with which key', async () => {
    const { status, body } = await ask('POST', 'sources', await newSource({ pipelineId: support }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      accountId: desk.home.accountId,
      scopeId: desk.home.scopeId,
      messenger: 'telegram',
      name: 'Flower Shop',
      pipelineId: support,
      state: 'connecting',
    });
    expect(desk.engine.told).toEqual([{ what: 'connect', with: told(String(body.id)) }]);
    expect(await changes(String(body.id))).toEqual([`source-added: Olga (key reports), ${String(body.address)}`]);
    expect((await ask('GET', `sources/${String(body.id)}`)).body).toEqual(body);
  });

  it('is taken over from another service where that is said', async () => {
    const { id } = await add({ takeOver: true });
    expect(desk.engine.told).toEqual([{ what: 'connect', with: { ...told(id), takeOver: true } }]);
    desk.engine.told.length = 0;
    expect((await ask('POST', `sources/${id}/repair`, { by: 'Olga' })).status).toBe(200);
    expect((await ask('POST', `sources/${id}/repair`, { by: 'Olga', takeOver: true })).status).toBe(200);
    expect(desk.engine.told.map(({ with: input }) => input)).toEqual([told(id), { ...told(id), takeOver: true }]);
    expect((await changes(id)).slice(1)).toEqual(Array(2).fill('source-repaired: Olga (key reports)'));
  });

  it('is renamed, moved, made the default one and given new credentials', async () => {
    await add();
    const { id, body } = await add();
    desk.engine.told.length = 0;
    const { credentials } = body;
    const changed = await ask('PATCH', `sources/${id}`, {
      name: 'Repairs',
      pipelineId: support,
      isDefault: true,
      by: 'Olga',
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { id, name: 'Repairs', pipelineId: support, isDefault: true },
    });
    expect(desk.engine.told.map(({ what }) => what)).toEqual(['sourcesChanged']);
    expect((await changes(id)).slice(1)).toEqual([
      'source-renamed: Olga (key reports), Repairs',
      'source-moved: Olga (key reports), Support',
      'source-made-default: Olga (key reports)',
    ]);
    const renewed = await ask('PATCH', `sources/${id}`, { credentials, by: 'Olga' });
    expect(renewed).toMatchObject({ status: 200, body: { state: 'connecting' } });
    expect(desk.engine.told.at(-1)).toEqual({ what: 'connect', with: told(id) });
    expect(await ask('PATCH', `sources/${id}`, { pipelineId: null, by: 'Olga' })).toMatchObject({
      body: { pipelineId: null },
    });
  });

  it('is told what to do with contacts and leads', async () => {
    const { id } = await add();
    expect((await ask('GET', `sources/${id}`)).body).toMatchObject({ preLink: false, referralFields: {} });
    const contacts = { preLink: true, referralFields: { utm_source: 31, title: 41 } };
    expect(await ask('PATCH', `sources/${id}`, { ...contacts, by: 'Olga' })).toMatchObject({
      status: 200,
      body: contacts,
    });
    // The same once more is no change.
    await ask('PATCH', `sources/${id}`, { ...contacts, by: 'Olga' });
    expect((await changes(id)).slice(1)).toEqual(['source-contacts: Olga (key reports)']);
    expect(await ask('PATCH', `sources/${id}`, { referralFields: {}, by: 'Olga' })).toMatchObject({
      body: { preLink: true, referralFields: {} },
    });
    for (const referralFields of [{ utm_source: 0 }, { something: 1 }, { utm_source: '31' }]) {
      expect((await ask('PATCH', `sources/${id}`, { referralFields, by: 'Olga' })).status).toBe(400);
    }
  });

  it('is told when to close talks, and what marks what a bot wrote', async () => {
    const { id } = await add();
    const first = { closesAfterWindow: false, closesWithCustomer: false, closesWithSurvey: true, botMark: null };
    expect((await ask('GET', `sources/${id}`)).body).toMatchObject(first);
    const wanted = { closesAfterWindow: true, closesWithCustomer: true, closesWithSurvey: false, botMark: '🤖' };
    desk.engine.told.length = 0;
    expect(await ask('PATCH', `sources/${id}`, { ...wanted, by: 'Olga' })).toMatchObject({ status: 200, body: wanted });
    // The same once more is no change, and Kommo has nothing to hear of it.
    await ask('PATCH', `sources/${id}`, { ...wanted, by: 'Olga' });
    expect(desk.engine.told).toEqual([]);
    expect(await ask('PATCH', `sources/${id}`, { closesWithSurvey: true, by: 'Olga' })).toMatchObject({
      body: { ...wanted, closesWithSurvey: true },
    });
    expect(await ask('PATCH', `sources/${id}`, { botMark: null, by: 'Olga' })).toMatchObject({
      body: { ...wanted, closesWithSurvey: true, botMark: null },
    });
    expect((await changes(id)).slice(1)).toEqual([
      'source-closing: Olga (key reports)',
      'source-bot-mark: Olga (key reports), 🤖',
      'source-closing: Olga (key reports)',
      'source-bot-mark: Olga (key reports)',
    ]);
    for (const botMark of ['', '   ', 'x'.repeat(21), 'two\nlines', 'nul\0', 7]) {
      expect((await ask('PATCH', `sources/${id}`, { botMark, by: 'Olga' })).status).toBe(400);
    }
  });

  it('is paused and resumed', async () => {
    const { id } = await add();
    expect((await ask('POST', `sources/${id}/pause`, { by: 'Olga', why: 'inventory' })).status).toBe(200);
    expect((await ask('GET', `sources/${id}`)).body.held).toMatchObject({ because: 'Paused by Olga (key reports)' });
    expect((await ask('POST', `sources/${id}/resume`, { by: 'Olga' })).status).toBe(200);
  });

  it('is removed, and comes back when it is connected again', async () => {
    const { id, body } = await add();
    desk.engine.told.length = 0;
    const removed = await ask('DELETE', `sources/${id}?by=Olga`);
    expect(removed).toMatchObject({ status: 202, body: { id, state: 'removed' } });
    expect(desk.engine.told).toEqual([{ what: 'remove', with: told(id) }]);
    for (const [method, path] of [
      ['PATCH', `sources/${id}`],
      ['POST', `sources/${id}/repair`],
    ] as const) {
      expect(await ask(method, path, { by: 'Olga' })).toMatchObject({ status: 404, body: { type: 'not-found' } });
    }
    expect((await ask('POST', 'sources', body)).body).toMatchObject({ id, state: 'connecting' });
  });

  it('that is removed while the engine is away can be removed once more', async () => {
    const { id } = await add();
    desk.engine.away = true;
    expect(await ask('DELETE', `sources/${id}?by=Olga`)).toMatchObject({ status: 504, body: { type: 'no-answer' } });
    desk.engine.away = false;
    expect((await ask('DELETE', `sources/${id}?by=Olga`)).status).toBe(202);
    expect((await changes(id)).filter((change) => change.startsWith('source-removed'))).toHaveLength(1);
  });
});

describe('refused is', () => {
  it.each<[string, () => object | Promise<object>, number, object]>([
    [
      'a token that is none',
      () => ({ credentials: { token: 'x' } }),
      422,
      { type: 'credentials-refused', field: 'token' },
    ],
    [
      'a token that the messenger does not know',
      async () => {
        const { credentials } = await desk.bot('Any');
        return { credentials: { ...credentials, token: '600000001:AAAAAAAAAAAAAAAA' } };
      },
      422,
      { type: 'credentials-refused', field: 'token' },
    ],
    ['a pipeline that is not there', () => ({ pipelineId: 1 }), 422, { type: 'no-such-pipeline', field: 'pipelineId' }],
    ['a messenger without a driver', () => ({ messenger: 'apple' }), 422, { type: 'no-such-messenger' }],
    ['a word that is no messenger', () => ({ messenger: 'icq' }), 400, { type: 'invalid' }],
    ['nobody who says so', () => ({ by: '' }), 400, { type: 'invalid' }],
    ['an installation that is not there', () => ({ scopeId: `${randomUUID()}_x` }), 404, { type: 'not-found' }],
  ])('%s', async (_what, more, status, problem) => {
    const answer = await ask('POST', 'sources', await newSource(await more()));
    expect(answer).toMatchObject({ status, body: problem });
    expect(answer.text).not.toContain(BOT_SECRET);
    expect(desk.engine.told).toEqual([]);
  });

  it('one that is connected already, here or elsewhere, without telling where', async () => {
    const { body } = await add({ name: 'Mine' });
    expect(await ask('POST', 'sources', body)).toMatchObject({ status: 409, body: { type: 'connected-already' } });
    const elsewhere = { ...body, scopeId: desk.neighbour.scopeId };
    const refused = await ask('POST', 'sources', elsewhere, { key: keys.neighbour });
    expect(refused).toMatchObject({ status: 409, body: { type: 'connected-elsewhere' } });
    expect(refused.text).not.toMatch(/Mine|30000001/);
  });

  it('one into an integration that was switched off', async () => {
    const { scopeId } = desk.sibling;
    await desk.ledger.db.query('update scopes set removed_at = now() where id = $1', [scopeId]);
    const refused = await ask('POST', 'sources', await newSource({ scopeId }));
    expect(refused).toMatchObject({ status: 409, body: { type: 'not-installed' } });
  });
});

describe('a key of another account', () => {
  it('connects nothing here, and changes nothing that is here', async () => {
    const { id } = await add();
    const foreign = { key: keys.neighbour };
    const before = await changes(id);
    desk.engine.told.length = 0;
    for (const [method, path, body] of [
      ['POST', 'sources', await newSource()],
      ['PATCH', `sources/${id}`, { name: 'Eve', by: 'Eve' }],
      ['POST', `sources/${id}/repair`, { by: 'Eve', takeOver: true }],
      ['DELETE', `sources/${id}?by=Eve`, undefined],
    ] as const) {
      expect(await ask(method, path, body, foreign)).toMatchObject({ status: 404, body: { type: 'not-found' } });
    }
    expect(desk.engine.told).toEqual([]);
    expect(await changes(id)).toEqual(before);
  });
});

it('a write whose answer was lost is done once', async () => {
  const once = randomUUID();
  const body = await newSource();
  const first = await ask('POST', 'sources', body, { once });
  const again = await ask('POST', 'sources', body, { once });
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(desk.engine.told).toHaveLength(1);
  expect(await ask('POST', 'sources', { ...body, name: 'Other' }, { once })).toMatchObject({ status: 422 });
  const { rows } = await desk.ledger.db.query('select * from answered_writes');
  expect(JSON.stringify(rows)).not.toContain(BOT_SECRET);

  const id = String(first.body.id);
  const removal = randomUUID();
  for (let n = 0; n < 2; n += 1) {
    expect((await ask('DELETE', `sources/${id}?by=Olga`, undefined, { once: removal })).status).toBe(202);
  }
  expect(desk.engine.told.filter(({ what }) => what === 'remove')).toHaveLength(1);
});
