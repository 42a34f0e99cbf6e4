import { refusalOf } from '../../../src/activities/guard/reasons';
import { registerSource } from '../../../src/ledger/registration';
import { wellFormed } from '../../../src/ledger/acceptable-text';
import type { SourceId } from '../../../src/model/ids';
import { fromKommo, type Ledger, type Tenant } from '../../ledger/ledger';
import { openAdmin } from './opened';
import { type Served } from './served';

let ledger: Ledger;
let served: Served;
let tenant: Tenant;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, served, tenant, close } = await openAdmin());
});
afterAll(() => close());

describe('what became of a message', () => {
  const refused = refusalOf('Telegram', { kind: 'away', how: 'blocked' });
  let id: string;
  beforeAll(async () => {
    const { wake } = await ledger.acceptor.accept([fromKommo(tenant)]);
    const { rows } = await ledger.db.query<{ id: string }>(
      `update deliveries set state = 'done', done_at = now(), outcome = 'failed', outcome_code = 905, outcome_text = $2, words = $3
       where chat_id = $1 returning id`,
      [wake[0]?.chatId, refused.text, JSON.stringify(wellFormed({ text: refused.text, said: refused.said }))],
    );
    id = rows[0]?.id ?? '';
  });

  it.each([
    [undefined, /^Not sent\. The customer has blocked you on Telegram/],
    ['*', /^Not sent\. The customer has blocked you on Telegram/],
    ['de', /^Not sent\. The customer has blocked you on Telegram/],
    ['es-MX, en;q=0.5', /^No se envió\. El cliente te ha bloqueado en Telegram/],
    ['pt-BR', /^Não enviada\. O cliente bloqueou você em Telegram/],
  ])('is told in the language that is asked for: %s', async (accepted, text) => {
    const headers = accepted === undefined ? {} : { 'accept-language': accepted };
    const one = await served.ask('GET', `/admin/v1/deliveries/${id}`, { headers });
    expect(one.body.outcomeText).toMatch(text);
    const { body } = await served.ask('GET', '/admin/v1/deliveries?filter=failed', { headers });
    const [first] = body.deliveries as readonly Record<string, unknown>[];
    expect(first?.outcomeText).toMatch(text);
    for (const told of [one.body, first]) expect(told).not.toHaveProperty('outcomeSaid');
    expect(one.headers.get('vary')).toContain('Accept-Language');
  });

  it('stays as it was said where its sentences are not known', async () => {
    await ledger.db.query('update deliveries set outcome_text = $2 where id = $1', [id, 'In its own words.']);
    const headers = { 'accept-language': 'es' };
    const { body } = await served.ask('GET', `/admin/v1/deliveries/${id}`, { headers });
    expect(body.outcomeText).toBe('In its own words.');
  });
});

describe('a number that its messenger restricts', () => {
  let sourceId: SourceId;
  beforeAll(async () => {
    const registered = await registerSource(ledger.db, ledger.vault, {
      scopeId: tenant.scopeId,
      messenger: 'whatsapp',
      credentials: {},
      remoteId: '1',
      name: 'Shop',
      externalId: 'whatsapp-1',
    });
    sourceId = registered.sourceId;
  });

  const restricts = (since: string, until: string | null) =>
    ledger.db.query(
      `update sources set restricted = 'starting', restricted_at = now() - $2::interval, restricted_until = $3 where id = $1`,
      [sourceId, since, until],
    );
  const source = async () => (await served.ask('GET', `/admin/v1/sources/${sourceId}`)).body;
  const write = (template?: object) =>
    served.ask('POST', '/admin/v1/write-first', {
      body: { sourceId, phone: '+1 555 010 0042', text: 'Hello', ...(template === undefined ? {} : { template }) },
    });
  const HELLO = { id: 'hello:en_US', values: {} };

  it('shows it with its end, and refuses to write first with a template', async () => {
    expect(await source()).toMatchObject({ restricted: null });
    await restricts('1 hour', '2099-01-01T00:00:00Z');
    expect(await source()).toMatchObject({
      state: 'ok',
      restricted: { what: 'starting', until: expect.stringMatching(/^2099-01-01T00:00:00/) as string },
    });
    const { status, body } = await write(HELLO);
    expect([status, body.reason ?? body.type]).toEqual([409, expect.stringMatching(/restricted/)]);
    expect(body.detail).toMatch(/does not let your number begin conversations.*2099-01-01 00:00 UTC/);
  });

  it('is believed for a day where no end was told', async () => {
    await restricts('23 hours', null);
    expect(await source()).toMatchObject({ restricted: { what: 'starting', until: null } });
    await restricts('25 hours', null);
    expect(await source()).toMatchObject({ restricted: null });
    expect((await write(HELLO)).status).toBe(202);
  });
});
