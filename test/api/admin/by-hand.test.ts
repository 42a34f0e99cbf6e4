import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { readInstall, storeInstallPair } from '../../../src/ledger/installs';
import type { Ledger, Tenant } from '../../ledger/ledger';
import { openAdmin } from './opened';
import { makeKey, type Answer, type AskOptions, type Served } from './served';

const CODE = 'def502001122334455667788';
const INSTALLS = '/admin/v1/installs';

let ledger: Ledger;
let served: Served;
let tenant: Tenant;
let close: () => Promise<void>;
let other: Tenant;
let integration: string;
/** Ids of workflows that were begun or told, with the signal. */
const told: string[] = [];
beforeAll(async () => {
  ({ ledger, served, tenant, close } = await openAdmin({ client: listening(), testHosts: ['127.0.0.1:9'] }));
  other = await ledger.tenant();
  integration = await integrationOf(tenant);
});
afterAll(() => close());
beforeEach(() => (told.length = 0));

function listening(): Client {
  return {
    withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
    workflow: {
      signalWithStart: (type: string, { workflowId }: { workflowId: string }) => {
        told.push(`${type} ${workflowId}`);
        return Promise.resolve({});
      },
      getHandle: (workflowId: string) => ({
        signal: ({ name }: { name: string }) => {
          if (workflowId.endsWith('gone.kommo.com')) throw new WorkflowNotFoundError('gone', workflowId, undefined);
          told.push(`${name} ${workflowId}`);
          return Promise.resolve();
        },
      }),
    },
  } as unknown as Client;
}

async function integrationOf({ scopeId }: Tenant): Promise<string> {
  const { rows } = await ledger.db.query<{ id: string }>('select integration_id as id from scopes where id = $1', [
    scopeId,
  ]);
  return rows[0]?.id ?? '';
}

function bring(change: object = {}, options: AskOptions = {}): Promise<Answer> {
  const body = { integration, host: 'acme.kommo.com', kind: 'code', secret: CODE, by: 'Olga', ...change };
  return served.ask('POST', INSTALLS, { ...options, body });
}

const installs = async (): Promise<number> =>
  (await ledger.db.query<{ n: number }>('select count(*)::int as n from installs')).rows[0]?.n ?? 0;

const tokenUntil = (exp: number): string =>
  `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.signature`;

it('a code is kept sealed, its workflow begins, and how far it is can be asked for', async () => {
  const { status, body, text } = await bring();
  expect(status).toBe(201);
  expect(body).toMatchObject({ host: 'acme.kommo.com', origin: 'by-hand', state: 'running', accountId: null });
  expect(body.begunBy).toBe('Olga');
  expect(text).not.toContain(CODE);
  expect(told).toEqual([`install install:${integration}:acme.kommo.com`]);
  const id = String(body.id);
  expect(await readInstall(ledger.db, ledger.vault, id)).toMatchObject({ secret: { kind: 'code', value: CODE } });
  const { rows } = await ledger.db.query<{ secret: string }>('select secret from installs where id = $1', [id]);
  expect(rows[0]?.secret).not.toContain(CODE);
  expect((await served.ask('GET', `${INSTALLS}/${id}`)).body).toEqual(body);
});

it.each([
  ['acme.kommo.com', 'acme.kommo.com'],
  ['  HTTPS://Acme.Kommo.com/settings/widgets/?x=1 ', 'acme.kommo.com'],
  ['127.0.0.1:9', '127.0.0.1:9'],
])('an address as people write it: %s', async (host, read) => {
  expect((await bring({ host })).body).toMatchObject({ host: read });
});

it.each([
  'evil.example',
  'acme.kommo.com.evil.example',
  'https://acme.kommo.com@evil.example/',
  'https://evil.example/#acme.kommo.com',
  'http://acme.kommo.com',
  'acme.kommo.com:8443',
  'https://acme.kommo.com:8443/',
  'www.kommo.com',
  'api-c.kommo.com',
  'acme',
])('an address that is none of an account, %s, is refused before anything is kept', async (host) => {
  const before = await installs();
  const { status, body, text } = await bring({ host });
  expect({ status, type: body.type }).toEqual({ status: 422, type: 'foreign-host' });
  expect(text).not.toContain(CODE);
  expect(await installs()).toBe(before);
  expect(told).toEqual([]);
});

it('a long-lived token that has ended is refused, one that lives is taken, one that tells no end too', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const ended = await bring({ kind: 'long-lived', secret: tokenUntil(now - 60) });
  expect(ended).toMatchObject({ status: 422, body: { type: 'token-ended' } });
  for (const secret of [tokenUntil(now + 60), 'no-token-that-we-can-read']) {
    expect((await bring({ kind: 'long-lived', secret })).status).toBe(201);
  }
});

it.each([
  [{ integration: 'no-such' }, 404, 'not-found'],
  [{ secret: ' ' }, 400, 'invalid'],
  [{ kind: 'password' }, 400, 'invalid'],
  [{ by: undefined }, 400, 'invalid'],
])('with %j it is refused', async (change, status, type) => {
  const { text, ...answer } = await bring(change);
  expect(answer).toMatchObject({ status, body: { type } });
  expect(text).not.toContain(CODE);
});

it('the client id names the integration as well', async () => {
  const { rows } = await ledger.db.query<{ client_id: string }>('select client_id from integrations where id = $1', [
    integration,
  ]);
  expect((await bring({ integration: rows[0]?.client_id })).body).toMatchObject({ integrationId: integration });
});

it('a repeat with the same idempotency key begins nothing', async () => {
  const headers = { 'idempotency-key': 'once' };
  const first = await bring({}, { headers });
  const before = await installs();
  const again = await bring({}, { headers });
  expect([again.status, again.body]).toEqual([first.status, first.body]);
  expect(await installs()).toBe(before);
  expect(await bring({ secret: 'another-code' }, { headers })).toMatchObject({ status: 422 });
  const { rows } = await ledger.db.query<{ kept: string }>('select answered_writes::text as kept from answered_writes');
  expect(rows.filter(({ kept }) => kept.includes(CODE))).toEqual([]);
});

it('a newer one for the same address takes the place of the older as soon as Kommo takes it', async () => {
  const older = await bring({ host: 'twice.kommo.com' });
  const newer = await bring({ host: 'twice.kommo.com' });
  const state = async (): Promise<unknown> =>
    (await served.ask('GET', `${INSTALLS}/${String(older.body.id)}`)).body.state;
  expect(await state()).toBe('running');
  const pair = { accessToken: 'a', refreshToken: 'r', expiresAt: Date.now(), apiDomain: null, userId: null };
  await storeInstallPair(ledger.db, ledger.vault, String(newer.body.id), pair);
  expect(await state()).toBe('replaced');
});

describe('the key of an account', () => {
  const hostOf = async ({ accountId }: Tenant): Promise<string> => {
    const { rows } = await ledger.db.query<{ subdomain: string }>('select subdomain from accounts where id = $1', [
      accountId,
    ]);
    return `${rows[0]?.subdomain ?? ''}.kommo.com`;
  };

  it('brings what has to be of that account, where it answers', async () => {
    const { key } = await makeKey(served, tenant.accountId, 'shop');
    const { status, body } = await bring({ host: await hostOf(tenant) }, { key });
    expect(status).toBe(201);
    expect(body).toMatchObject({ accountId: tenant.accountId, begunBy: 'Olga (key shop)' });
    expect((await served.ask('GET', `${INSTALLS}/${String(body.id)}`, { key })).status).toBe(200);
  });

  it('cannot take the place of another account’s installation, nor use an integration that it never had', async () => {
    const { key } = await makeKey(served, tenant.accountId, 'shop');
    const theirs = await bring({ host: await hostOf(other), integration: await integrationOf(other) });
    told.length = 0;
    for (const change of [
      { host: await hostOf(other) },
      { host: await hostOf(other), integration: await integrationOf(other) },
      { host: await hostOf(tenant), integration: await integrationOf(other) },
      { host: 'acme.kommo.com' },
    ]) {
      expect(await bring(change, { key })).toMatchObject({ status: 404, body: { type: 'not-found' } });
    }
    const path = `${INSTALLS}/${String(theirs.body.id)}`;
    expect((await served.ask('GET', path, { key })).status).toBe(404);
    expect((await served.ask('POST', `${path}/retry`, { key })).status).toBe(404);
    expect((await served.ask('GET', path)).body).toMatchObject({ state: 'running' });
    expect(told).toEqual([]);
  });
});

describe('a step that needed a person', () => {
  async function waiting(host: string): Promise<string> {
    const { body } = await bring({ host });
    await ledger.db.query(`update installs set state = 'waiting' where id = $1`, [body.id]);
    told.length = 0;
    return `${INSTALLS}/${String(body.id)}/retry`;
  }

  it('is tried again', async () => {
    const path = await waiting('shop.kommo.com');
    expect(await served.ask('POST', path)).toMatchObject({ status: 200, body: { state: 'waiting' } });
    expect(told).toEqual([`retryStep install:${integration}:shop.kommo.com`]);
  });

  it('is not, where nothing waits or runs', async () => {
    const gone = await waiting('gone.kommo.com');
    expect(await served.ask('POST', gone)).toMatchObject({ status: 409 });
    const ended = await waiting('ended.kommo.com');
    await ledger.db.query(`update installs set state = 'failed'`);
    expect(await served.ask('POST', ended)).toMatchObject({ status: 409 });
    expect(told).toEqual([]);
  });
});
