import type { NoticeWeight } from '../../src/model/notice-weight';
import { noteFault } from '../../src/ledger/kept-sources';
import { readSource } from '../../src/ledger/overview';
import { sayingFrom, type Words } from '../../src/model/words';
import { openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const phrases = { 'test.told': '{what}', 'test.fault': 'Mend it.' };
const say = sayingFrom({ en: phrases, es: phrases, pt: phrases });

const NOW = Date.now();

let told = 0;
async function tell({ accountId, sourceId }: Tenant, words: Words, more: { at?: number; weight?: NoticeWeight } = {}) {
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
