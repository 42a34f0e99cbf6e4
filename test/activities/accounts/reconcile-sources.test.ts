import type { AccountDependencies } from '../../../src/activities/accounts/dependencies';
import { reconcileSources } from '../../../src/activities/accounts/reconcile-sources';
import { sourcesOf, type KeptSource } from '../../../src/ledger/kept-sources';
import { makeDefault, moveSource, renameSource } from '../../../src/ledger/source-settings';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { SiteView } from '../../../src/sandbox/control/schemas-platform';
import { startAccount, type TestAccount } from './account';

const { account } = SANDBOX.kommo;
const SITE = `/platform/accounts/${String(account.id)}`;

let here: TestAccount;
beforeEach(async () => {
  here = await startAccount();
  await here.authorise();
});
afterEach(() => here.close());

const reconcile = () => reconcileSources(here.deps, here.key);
const ours = () => sourcesOf(here.ledger.db, here.key);

async function one(): Promise<KeptSource> {
  const [source] = await ours();
  if (source === undefined) throw new Error('there is no source');
  return source;
}

async function theirs(): Promise<SiteView['sources']> {
  const { sources } = await here.site();
  return sources;
}

/** As a person does in Kommo's own pages. */
async function inKommo(id: number, fields: { name?: string; pipelineId?: number; isDefault?: boolean }): Promise<void> {
  const name = fields.name ?? (await theirs()).find((source) => source.id === id)?.name ?? '';
  const answer = await here.deps.crm.ask(here.key, (crm) => crm.changeSources([{ id, ...fields, name }]));
  expect(answer.kind).toBe('accepted');
}

async function pipeline(name: string): Promise<number> {
  const { pipelines } = await here.control<SiteView>('POST', `${SITE}/pipelines`, { name });
  return pipelines.find((made) => made.name === name)?.id ?? 0;
}

async function archive(id: number, isArchive: boolean): Promise<void> {
  await here.control('PATCH', `${SITE}/pipelines/${String(id)}`, { isArchive });
}

/** So many sources that Kommo was not told of yet. */
async function many(count: number): Promise<void> {
  const { sourceId } = await here.source('n 0');
  await here.ledger.db.query(
    `insert into sources (account_id, scope_id, connection_id, messenger, remote_id, name, external_id, created_at)
     select account_id, scope_id, connection_id, messenger, 'more ' || n, 'n ' || n, 'more-' || n,
            created_at + n * interval '1 ms'
     from sources, generate_series(1, $2) n where id = $1`,
    [sourceId, count - 1],
  );
}

it('a source is made in Kommo with all that is known of it, once', async () => {
  await here.ledger.db.query('update integrations set channel_code = $1', [SANDBOX.kommo.channel.code]);
  await here.source('Shop');
  await reconcile();
  expect(await reconcile()).toEqual({ kind: 'done' });
  const [made, ...more] = await theirs();
  expect([made, more]).toEqual([
    expect.objectContaining({ name: 'Shop', externalId: 'telegram-1', originCode: SANDBOX.kommo.channel.code }),
    [],
  ]);
  expect(await one()).toMatchObject({ kommoSourceId: made?.id, told: { name: 'Shop', pipelineId: null } });
  expect(await here.requests('crm-sources-change')).toEqual([]);
});

it('a source that another worker makes in Kommo at the same time is no trouble', async () => {
  await here.source('Shop');
  let asked = 0;
  const crm: AccountDependencies['crm'] = {
    ...here.deps.crm,
    ask: async (key, use) => {
      asked += 1;
      // Both have seen a list without it.
      if (asked === 3) expect(await reconcile()).toEqual({ kind: 'done' });
      return here.deps.crm.ask(key, use);
    },
  };
  expect(await reconcileSources({ ...here.deps, crm }, here.key)).toEqual({ kind: 'done' });
  const [made, ...more] = await theirs();
  expect(more).toEqual([]);
  expect(await one()).toMatchObject({ kommoSourceId: made?.id, fault: null });
});

it('what a person changed in Kommo is taken over, and what was changed here is told to it', async () => {
  await here.source('Shop');
  await reconcile();
  const source = await one();
  const returns = await pipeline('Returns');
  await inKommo(source.kommoSourceId ?? 0, { name: 'Flowers', isDefault: true });
  await moveSource(here.ledger.db, source.id, returns);
  expect(await reconcile()).toEqual({ kind: 'done' });
  const both = { name: 'Flowers', pipelineId: returns, isDefault: true };
  expect(await one()).toMatchObject({ ours: both, told: both });
  expect(await theirs()).toMatchObject([both]);
});

it('what is changed here while Kommo is asked is not lost', async () => {
  await here.source('Shop');
  await reconcile();
  const source = await one();
  await inKommo(source.kommoSourceId ?? 0, { name: 'There' });
  await here.sandbox.fault({ name: 'kommo-latency', operation: 'crm-pipelines', ms: 1_000, times: 1 });
  const round = reconcile();
  await renameSource(here.ledger.db, source.id, 'Here');
  await round;
  await reconcile();
  expect([(await one()).ours.name, (await theirs())[0]?.name]).toEqual(['Here', 'Here']);
});

it.each(['new-id', 'same-id'])('one that was deleted in Kommo is made again, by the rule: %s', async (rule) => {
  await here.sandbox.assume({ 'source-made-again': rule });
  await here.source('Shop');
  await reconcile();
  const before = (await one()).kommoSourceId;
  await here.control('DELETE', `${SITE}/sources/${String(before)}`);
  expect(await reconcile()).toEqual({ kind: 'done' });
  const [made] = await theirs();
  expect((await one()).kommoSourceId).toBe(made?.id);
  expect(made?.id === before).toBe(rule === 'same-id');
});

it('one whose pipeline was archived says so until another is chosen, here or in Kommo', async () => {
  const [support, returns] = [await pipeline('Help'), await pipeline('Returns')];
  const { sourceId } = await here.source('Shop');
  await moveSource(here.ledger.db, sourceId, support);
  await reconcile();
  await archive(support, true);
  expect(await reconcile()).toEqual({ kind: 'done' });
  expect(await one()).toMatchObject({ fault: 'pipeline', ours: { pipelineId: support } });
  await archive(support, false);
  await reconcile();
  expect(await one()).toMatchObject({ fault: null, ours: { pipelineId: support } });

  await archive(support, true);
  await reconcile();
  await inKommo((await one()).kommoSourceId ?? 0, { pipelineId: returns });
  await reconcile();
  expect(await one()).toMatchObject({ fault: null, ours: { pipelineId: returns } });
});

it('one that is made while its pipeline is archived is in the main one, and goes to its own when that is back', async () => {
  const support = await pipeline('Help');
  const { sourceId } = await here.source('Shop');
  await moveSource(here.ledger.db, sourceId, support);
  await archive(support, true);
  await reconcile();
  await reconcile();
  const main = (await here.site()).pipelines.find(({ isMain }) => isMain)?.id;
  expect((await theirs())[0]?.pipelineId).toBe(main);
  expect(await one()).toMatchObject({ fault: 'pipeline', ours: { pipelineId: support } });
  await archive(support, false);
  await reconcile();
  expect((await theirs())[0]?.pipelineId).toBe(support);
  expect((await one()).fault).toBeNull();
});

it('one is moved back to the main pipeline', async () => {
  const support = await pipeline('Help');
  const { sourceId } = await here.source('Shop');
  await moveSource(here.ledger.db, sourceId, support);
  await reconcile();
  await moveSource(here.ledger.db, sourceId, null);
  await reconcile();
  const main = (await here.site()).pipelines.find(({ isMain }) => isMain)?.id;
  expect((await theirs())[0]?.pipelineId).toBe(main);
});

it('there is one default source, whoever chose it', async () => {
  const sources = [await here.source('One'), await here.source('Two'), await here.source('Three')];
  const [first, , third] = sources;
  await makeDefault(here.ledger.db, here.scopeId, first?.sourceId as never);
  await reconcile();
  const defaults = async (): Promise<unknown[]> => [
    (await ours()).filter((source) => source.ours.isDefault).map((source) => source.ours.name),
    (await theirs()).filter(({ isDefault }) => isDefault).map(({ name }) => name),
  ];
  expect(await defaults()).toEqual([['One'], ['One']]);
  const second = (await theirs()).find(({ name }) => name === 'Two')?.id ?? 0;
  await inKommo(second, { isDefault: true });
  await reconcile();
  expect(await defaults()).toEqual([['Two'], ['Two']]);
  await makeDefault(here.ledger.db, here.scopeId, third?.sourceId as never);
  await inKommo((await theirs()).find(({ name }) => name === 'One')?.id ?? 0, { isDefault: true });
  await reconcile();
  await reconcile();
  expect(await defaults()).toEqual([['Three'], ['Three']]);
});

it('many are told of fifty at a time', async () => {
  await here.sandbox.assume({ 'sources-limit': 200 });
  await many(120);
  expect(await reconcile()).toEqual({ kind: 'done' });
  const sizes = (operation: string) =>
    here.requests(operation).then((all) => all.map(({ request }) => (request as unknown[]).length));
  expect(await sizes('crm-sources-add')).toEqual([50, 50, 20]);
  expect(await theirs()).toHaveLength(120);
  await here.ledger.db.query(`update sources set name = name || '!'`);
  expect(await reconcile()).toEqual({ kind: 'done' });
  expect(await sizes('crm-sources-change')).toEqual([50, 50, 20]);
  expect((await theirs()).every(({ name }) => name.endsWith('!'))).toBe(true);
}, 60_000);

it.each([
  [50, 53],
  [100, 101],
])(
  'at the limit of %i the rest says so at itself, and the others are made',
  async (limit, count) => {
    await here.sandbox.assume({ 'sources-limit': limit });
    await many(count);
    expect(await reconcile()).toMatchObject({ kind: 'skipped' });
    expect(await theirs()).toHaveLength(limit);
    const refused = (await ours()).filter(({ fault }) => fault !== null);
    expect(refused.map(({ ours: { name } }) => name)).toEqual(
      Array.from({ length: count - limit }, (_, n) => `n ${String(limit + n)}`),
    );
    for (const { fault, faultText } of refused) {
      expect(fault).toBe('kommo');
      expect(faultText).toContain('takes no more sources of this integration: 100 are the most, in some accounts 50');
      expect(faultText).toContain('Remove one');
    }
    // Once there is room, the next round makes them.
    await here.sandbox.assume({ 'sources-limit': 200 });
    expect(await reconcile()).toEqual({ kind: 'done' });
    expect((await ours()).filter(({ fault }) => fault !== null)).toEqual([]);
  },
  60_000,
);

it('one that Kommo does not take does not keep the others from being made, nor is it blamed on the limit', async () => {
  const [bad, good] = [await here.source('Bad'), await here.source('Good')];
  await here.ledger.db.query('update sources set external_id = $2 where id = $1', [bad.sourceId, 'x'.repeat(39)]);
  expect(await reconcile()).toMatchObject({ kind: 'skipped' });
  expect((await theirs()).map(({ name }) => name)).toEqual(['Good']);
  const found = await ours();
  expect(found.find(({ id }) => id === good.sourceId)?.fault).toBeNull();
  const text = found.find(({ id }) => id === bad.sourceId)?.faultText;
  expect(text).toContain('Kommo does not take this source.');
  expect(text).not.toContain('100');
});

it('one that was removed here is removed there, and is no loss where it is gone already', async () => {
  const { sourceId } = await here.source('Shop');
  await reconcile();
  await here.ledger.db.query('update sources set removed_at = now() where id = $1', [sourceId]);
  expect(await reconcile()).toEqual({ kind: 'done' });
  expect(await theirs()).toEqual([]);
  expect(await one()).toMatchObject({ kommoSourceId: null, told: null });
  expect(await reconcile()).toEqual({ kind: 'done' });
});
