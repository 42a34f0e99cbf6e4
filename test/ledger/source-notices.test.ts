import { noteFault } from '../../src/ledger/kept-sources';
import { readSource } from '../../src/ledger/overview';
import type { SourceNotice } from '../../src/ledger/acceptable';
import { believed, noteRefused } from '../../src/ledger/restrictions';
import { noteChecks } from '../../src/ledger/source-checks';
import { takeLane } from '../../src/ledger/lane';
import type { Forbidden, Restriction } from '../../src/model/restriction';
import { sayingFrom, type Words } from '../../src/model/words';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const phrases = { 'test.told': '{what}', 'test.fault': 'Mend it.' };
const say = sayingFrom({ en: phrases, es: phrases, pt: phrases });

const NOW = Date.now();

let told = 0;
type More = Partial<Pick<SourceNotice, 'at' | 'weight' | 'restricts' | 'owner'>>;
async function tell({ accountId, sourceId }: Tenant, words: Words, more: More = {}) {
  told += 1;
  const raw = Buffer.from('{}');
  const event = { kind: 'source-notice', accountId, sourceId, dedupeKey: `told-${told}`, raw, ...words } as const;
  return ledger.acceptor.accept([{ ...event, weight: 'information', at: NOW + told, ...more }]);
}

async function noticeOf({ sourceId }: Tenant): Promise<unknown> {
  const { rows } = await ledger.db.query('select notice as text, notice_said as said from sources where id = $1', [
    sourceId,
  ]);
  return rows[0];
}

const faultOf = ({ scopeId, sourceId }: Tenant) => readSource(ledger.db, scopeId, sourceId);

it('the newest that the messenger told of a source is kept, with its sentences', async () => {
  const tenant = await ledger.tenant();
  await tell(tenant, say('test.told', { what: 'Two.' }), { at: NOW });
  await tell(tenant, say('test.told', { what: 'One.' }), { at: NOW - 1_000 });
  expect(await noticeOf(tenant)).toEqual({ text: 'Two.', said: [{ code: 'test.told', params: { what: 'Two.' } }] });
  await tell(tenant, { text: 'In its own words.' });
  expect(await noticeOf(tenant)).toEqual({ text: 'In its own words.', said: null });
  expect(await faultOf(tenant)).toMatchObject({ fault: null, faultText: null });
});

it('what breaks a source is what is wrong with it, and no sentence of an earlier fault stays', async () => {
  const tenant = await ledger.tenant();
  await noteFault(ledger.db, tenant.sourceId, { kind: 'webhook', ...say('test.fault') });
  await tell(tenant, say('test.told', { what: 'Blocked.' }), { weight: 'broken' });
  expect(await faultOf(tenant)).toMatchObject({
    fault: 'credentials',
    faultText: 'Blocked.',
    faultSaid: [{ code: 'test.told', params: { what: 'Blocked.' } }],
  });
});

it('half an emoji in what it names costs nothing', async () => {
  const tenant = await ledger.tenant();
  const words = say('test.told', { what: 'Cut \ud83d' });
  await tell(tenant, words, { weight: 'broken' });
  expect(await noticeOf(tenant)).toEqual({
    text: 'Cut \ufffd',
    said: [{ code: 'test.told', params: { what: 'Cut \ufffd' } }],
  });
  await noteFault(ledger.db, tenant.sourceId, { kind: 'webhook', ...words });
  expect(await faultOf(tenant)).toMatchObject({ faultSaid: [{ code: 'test.told', params: { what: 'Cut \ufffd' } }] });
});

describe('what the messenger forbids a source', () => {
  const DAY = 24 * 3_600_000;
  const words = { text: 'Restricted.' };

  /** As a worker has it that is about to send. */
  async function forbidden(tenant: Tenant, now = Date.now()): Promise<Restriction | undefined> {
    const { wake } = await ledger.acceptor.accept([fromMessenger(tenant)]);
    const chatId = wake[0]?.chatId;
    const held = chatId && (await takeLane(ledger.db, chatId, 'to-messenger'));
    if (held === undefined) throw new Error('Nothing was accepted');
    return believed(held.chat.source.restriction, now);
  }

  it('is known to whoever sends, until the end that was told', async () => {
    const tenant = await ledger.tenant();
    const until = NOW + 3 * DAY;
    await tell(tenant, words, { restricts: { what: 'starting', until } });
    expect(await forbidden(tenant)).toEqual({ what: 'starting', until });
    expect(await forbidden(tenant, until - 1)).toEqual({ what: 'starting', until });
    expect(await forbidden(tenant, until)).toBeUndefined();
  });

  it('is believed for a day where no end was told', async () => {
    const tenant = await ledger.tenant();
    await tell(tenant, words, { at: NOW, restricts: { what: 'everything' } });
    expect(await forbidden(tenant, NOW + DAY - 1)).toEqual({ what: 'everything' });
    expect(await forbidden(tenant, NOW + DAY)).toBeUndefined();
  });

  it('is lifted by what is told later, and not by what was told before and comes late', async () => {
    const tenant = await ledger.tenant();
    await tell(tenant, words, { at: NOW, restricts: { what: 'starting' } });
    await tell(tenant, words, { at: NOW - 1_000, restricts: 'lifted' });
    expect(await forbidden(tenant)).toEqual({ what: 'starting' });
    await tell(tenant, words, { at: NOW, restricts: 'lifted' });
    expect(await forbidden(tenant)).toBeUndefined();
    await tell(tenant, words, { at: NOW - 1_000, restricts: { what: 'starting' } });
    expect(await forbidden(tenant)).toBeUndefined();
    // News of another kind say nothing of it.
    await tell(tenant, words, { at: NOW + 1_000, restricts: { what: 'answering' } });
    await tell(tenant, words, { at: NOW + 2_000 });
    expect(await forbidden(tenant)).toEqual({ what: 'answering' });
  });

  it('counts for all sources of the account that it was told of, and for no others', async () => {
    const tenant = await ledger.tenant();
    const [sister, stranger] = [await other(tenant, 'waba-1'), await other(tenant, 'waba-2')];
    await noteChecks(ledger.db, tenant.sourceId, {}, 'waba-1');
    await tell(tenant, words, { at: NOW, owner: 'waba-1', restricts: { what: 'starting' } });
    expect(await restrictedAmong([tenant.sourceId, sister, stranger])).toEqual([tenant.sourceId, sister].sort());
    // It came for the connection's number, and is about another account of the same app.
    await tell(tenant, words, { at: NOW, owner: 'waba-2', restricts: { what: 'everything' } });
    await tell(tenant, words, { at: NOW, owner: 'waba-1', restricts: 'lifted' });
    expect(await restrictedAmong([tenant.sourceId, sister, stranger])).toEqual([stranger]);
  });

  describe('by a send that it refused', () => {
    const refused = (tenant: Tenant, what: Forbidden, at = Date.now()) =>
      noteRefused(ledger.db, { sourceId: tenant.sourceId, what, at });

    it('is known to the next, and ended by what is told later or found by a check', async () => {
      const tenant = await ledger.tenant();
      const second = Math.floor(NOW / 1_000) * 1_000;
      expect(await refused(tenant, 'answering', NOW)).toEqual({ what: 'answering', at: second });
      expect(await forbidden(tenant, NOW)).toEqual({ what: 'answering' });
      await tell(tenant, words, { at: second, restricts: 'lifted' });
      expect(await forbidden(tenant)).toBeUndefined();
      await refused(tenant, 'answering');
      await noteChecks(ledger.db, tenant.sourceId, { restricts: 'lifted' });
      expect(await forbidden(tenant)).toBeUndefined();
    });

    it('is nothing where the messenger has told since then that it is over', async () => {
      const tenant = await ledger.tenant();
      await tell(tenant, words, { at: NOW, restricts: { what: 'starting' } });
      await tell(tenant, words, { at: NOW + 2_000, restricts: 'lifted' });
      expect(await refused(tenant, 'starting', NOW + 1_000)).toBeNull();
      expect(await forbidden(tenant)).toBeUndefined();
    });

    it('leaves an end that is known, and is added to what else is forbidden', async () => {
      const tenant = await ledger.tenant();
      const until = Date.now() + DAY;
      await tell(tenant, words, { at: NOW, restricts: { what: 'starting', until } });
      expect(await refused(tenant, 'starting')).toMatchObject({ what: 'starting', until });
      const now = await refused(tenant, 'answering');
      expect(now).toMatchObject({ what: 'everything' });
      expect(now).not.toHaveProperty('until');
      expect(await refused(tenant, 'answering')).toEqual(now);
    });

    it('takes the place of one that is over', async () => {
      const tenant = await ledger.tenant();
      await tell(tenant, words, { at: NOW - DAY, restricts: { what: 'starting', until: NOW - 1_000 } });
      expect(await refused(tenant, 'answering')).toMatchObject({ what: 'answering' });
    });
  });

  it('is of the one source, where nobody has looked yet whose it is', async () => {
    const tenant = await ledger.tenant();
    await tell(tenant, words, { owner: 'waba-1', restricts: { what: 'starting' } });
    expect(await forbidden(tenant)).toEqual({ what: 'starting' });
  });

  it('is told by a check too, which ends what had no end and leaves what the messenger told an end of', async () => {
    const tenant = await ledger.tenant();
    await noteChecks(ledger.db, tenant.sourceId, { restricts: { what: 'starting' } });
    expect(await forbidden(tenant)).toEqual({ what: 'starting' });
    await noteChecks(ledger.db, tenant.sourceId, {});
    expect(await forbidden(tenant)).toEqual({ what: 'starting' });
    await noteChecks(ledger.db, tenant.sourceId, { restricts: 'lifted' });
    expect(await forbidden(tenant)).toBeUndefined();
    const until = Date.now() + DAY;
    await tell(tenant, words, { at: Date.now() + 1_000, restricts: { what: 'answering', until } });
    await noteChecks(ledger.db, tenant.sourceId, { restricts: 'lifted' });
    await noteChecks(ledger.db, tenant.sourceId, { restricts: { what: 'starting' } });
    expect(await forbidden(tenant)).toEqual({ what: 'answering', until });
    await noteChecks(ledger.db, tenant.sourceId, { restricts: { what: 'everything' } });
    expect(await forbidden(tenant)).toEqual({ what: 'everything' });
  });

  async function other({ sourceId }: Tenant, owner: string): Promise<string> {
    const { rows } = await ledger.db.query<{ id: string }>(
      `insert into sources (account_id, scope_id, connection_id, messenger, remote_id, name, external_id, owner)
       select account_id, scope_id, connection_id, messenger, $2, name, $2, $2 from sources where id = $1 returning id`,
      [sourceId, owner],
    );
    return rows[0]?.id ?? '';
  }

  async function restrictedAmong(ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await ledger.db.query<{ id: string }>(
      'select id from sources where id = any($1) and restricted is not null order by id::text',
      [ids],
    );
    return rows.map(({ id }) => id);
  }
});
