import { register } from 'prom-client';
import type { Overview } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import { markRefused, writeGrant } from '../../../src/ledger/grants';
import { registerSource } from '../../../src/ledger/registration';
import { ACCOUNT, HOST } from '../../kommo/crm/world';
import { OPEN, openDesk, PUBLIC_URL, type Desk, type Tenant } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

async function counted(answer: string, reason = ''): Promise<number> {
  const metric = await register.getSingleMetric('courier_settings_sessions_total')?.get();
  const fits = (labels: object): boolean => JSON.stringify(labels) === JSON.stringify({ answer, reason });
  return metric?.values.find(({ labels }) => fits(labels))?.value ?? 0;
}

async function overviewOf(session: string): Promise<Overview> {
  return (await desk.ask<Overview>(SETTINGS_OPERATIONS.overview, { session })).body;
}

async function renewGrant(tenant: Tenant): Promise<void> {
  await writeGrant(desk.ledger.db, desk.ledger.vault, tenant, {
    accessToken: tenant.accessToken,
    refreshToken: null,
    expiresAt: Date.now() + 86_400_000,
    apiDomain: null,
    userId: null,
  });
}

describe('a widget opens the settings', () => {
  it('for an administrator, who may change them', async () => {
    const before = await counted('opened');
    const opened = await desk.open(await desk.token({}), { open: { ...OPEN, page: 'add-source', pipelineId: 7 } });
    expect(opened.status).toBe(200);
    expect(opened.body.url).toMatch(new RegExp(`^${PUBLIC_URL}/settings/#ticket=[\\w-]{43}$`));
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(await counted('opened')).toBe(before + 1);

    const begun = await desk.begin(String(opened.body.url));
    expect(begun.body).toMatchObject({
      me: { userId: desk.users.admin, name: 'Maria Souza', isAdmin: true, may: 'change' },
      open: { page: 'add-source', pipelineId: 7, language: 'en', theme: 'light', source: null },
    });
    const leftMs = Number(begun.body.expiresAt) - Date.now();
    expect(leftMs).toBeGreaterThan(29 * 60_000);
    expect(leftMs).toBeLessThan(31 * 60_000);
  });

  it('on the source whose tile was clicked, and on none of another account', async () => {
    const { db, vault } = desk.ledger;
    const ids = await Promise.all(
      [desk.home, desk.neighbour].map(async ({ scopeId }, index) => {
        const { sourceId } = await registerSource(db, vault, {
          scopeId,
          messenger: 'telegram',
          credentials: {},
          remoteId: `77${index}`,
          name: 'Shop',
          externalId: 'telegram-77',
        });
        await db.query('update sources set kommo_source_id = $2 where id = $1', [sourceId, 900 + index]);
        return sourceId;
      }),
    );
    expect((await desk.enter({ open: { externalId: 'telegram-77' } })).open.source).toBe(ids[0]);
    expect((await desk.enter({ open: { sourceId: 900 } })).open.source).toBe(ids[0]);
    expect((await desk.enter({ open: { sourceId: 901 } })).open.source).toBeNull();
  });

  it.each([
    ['nothing', 'see'],
    ['see', 'change'],
    ['change', 'nothing'],
  ] as const)(
    'for somebody else who may do %s, and at once %s when an administrator says so',
    async (before, after) => {
      await desk.letSeller(before);
      const { session, me } = await desk.enter({ userId: desk.users.seller });
      expect(me).toEqual({ userId: desk.users.seller, name: 'Daniel Reyes', isAdmin: false, may: before });
      await desk.letSeller(after);
      const seen = await desk.ask(SETTINGS_OPERATIONS.changes, { session });
      expect(seen.status).toBe(after === 'nothing' ? 403 : 200);
    },
  );

  it('not for somebody who is not active in Kommo any more', async () => {
    const path = `/platform/accounts/${ACCOUNT.id}/users/${desk.users.seller}`;
    desk.passTime(61_000);
    await desk.world.control('PATCH', path, { isActive: false });
    const refused = await desk.open(await desk.token({ userId: desk.users.seller }));
    await desk.world.control('PATCH', path, { isActive: true });
    desk.passTime(61_000);
    expect(refused).toMatchObject({ status: 403, body: { type: 'user-inactive' } });
  });

  it('not while Kommo does not say who it is', async () => {
    const path = `/platform/accounts/${ACCOUNT.id}`;
    desk.passTime(61_000);
    await desk.world.control('PATCH', path, { paid: false });
    const refused = await desk.open(await desk.token({}));
    await desk.world.control('PATCH', path, { paid: true });
    expect(refused).toMatchObject({ status: 503, body: { type: 'kommo-silent' } });
  });

  it('asks Kommo at most once a minute who somebody is', async () => {
    const asked = async (): Promise<number> =>
      (await desk.world.sandbox.journal('kommo')).filter(({ path }) => path.includes(`/users/${desk.users.admin}`))
        .length;
    desk.passTime(61_000);
    const before = await asked();
    await desk.enter();
    await desk.enter();
    expect(await asked()).toBe(before + 1);
  });

  it.each([
    ['page', { ...OPEN, page: 'elsewhere' }],
    ['language', { ...OPEN, language: 'de' }],
    ['sourceId', { ...OPEN, sourceId: 'x' }],
  ])('not with a %s that there is not', async (field, open) => {
    const token = await desk.token({});
    expect(await desk.open(token, { open })).toMatchObject({ status: 400, body: { type: 'invalid', field } });
    // The token was not used up by it.
    expect((await desk.open(token)).status).toBe(200);
  });
});

describe('a token is refused that', () => {
  it.each([
    ['was signed with another key', 'wrong-key', 'signature'],
    ['is not signed', 'alg-none', 'algorithm'],
    ['is for another address', 'wrong-aud', 'audience'],
    ['is too old', 'expired', 'expired'],
    ['was not made by Kommo', 'wrong-issuer', 'issuer'],
  ])('%s', async (_what, flaw, reason) => {
    const before = await counted('token-refused', reason);
    const refused = await desk.open(await desk.token({ flaw }));
    expect(refused).toMatchObject({ status: 401, body: { type: 'token-refused' } });
    expect(await counted('token-refused', reason)).toBe(before + 1);
  });

  it('is missing, or no token', async () => {
    expect(await desk.open(undefined)).toMatchObject({ status: 401, body: { type: 'token-refused' } });
    for (const token of ['x', 'a.b.c', `${'x'.repeat(9_000)}.a.b`]) {
      expect(await desk.open(token)).toMatchObject({ status: 401, body: { type: 'token-refused' } });
    }
  });

  it('names another account or user than it was signed for', async () => {
    const [head = '', body = '', signature = ''] = (await desk.token({})).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    for (const change of [
      { account_id: desk.neighbour.accountId },
      { user_id: desk.users.seller },
      { client_uuid: desk.sibling.clientId },
    ]) {
      const forged = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
      expect(await desk.open(`${head}.${forged}.${signature}`)).toMatchObject({
        status: 401,
        body: { type: 'token-refused' },
      });
    }
  });

  it('was used before', async () => {
    const token = await desk.token({});
    expect((await desk.open(token)).status).toBe(200);
    expect(await desk.open(token)).toMatchObject({ status: 401, body: { type: 'token-used' } });
  });

  it('was used at the same time elsewhere', async () => {
    const token = await desk.token({});
    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.open(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is of an integration that this deployment does not have', async () => {
    const clientId = '5a0db0c5-0000-4000-8000-00000000d099';
    await desk.world.control('POST', '/platform/integrations', {
      clientId,
      clientSecret: 'a-secret',
      name: 'Unheard of',
      redirectUri: desk.world.redirectUri,
      disableHookUrl: null,
      scopes: ['crm'],
      widget: null,
      multipleSources: true,
      channelIds: [],
    });
    const refused = await desk.open(await desk.token({ tenant: { ...desk.home, clientId } }));
    expect(refused).toMatchObject({ status: 403, body: { type: 'unknown-integration' } });
  });
});

describe('browsers', () => {
  const preflight = (origin: string): Promise<Response> =>
    fetch(desk.url + SETTINGS_OPERATIONS.open.path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-auth-token,content-type',
      },
    });

  it.each([`https://${HOST}`, 'https://other.kommo.com', 'http://127.0.0.1:8090'])(
    'of %s may ask, without cookies',
    async (origin) => {
      const { status, headers } = await preflight(origin);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-methods')).toBe('POST');
      expect(headers.get('access-control-allow-headers')).toBe('X-Auth-Token, Content-Type');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('vary')).toBe('Origin');
    },
  );

  it.each([
    'https://evil.example',
    'https://www.kommo.com',
    `http://${HOST}`,
    'https://acme.kommo.com.evil.example',
    'null',
  ])('of %s may not', async (origin) => {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const token = await desk.token({});
    const refused = await desk.open(token, { origin });
    expect(refused).toMatchObject({ status: 403, body: { type: 'wrong-origin' } });
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    // It was not used up by it.
    expect((await desk.open(token)).status).toBe(200);
  });

  it('of another account may not ask with a token of this one', async () => {
    const refused = await desk.open(await desk.token({}), { origin: 'https://other.kommo.com' });
    expect(refused).toMatchObject({ status: 403, body: { type: 'wrong-origin' } });
  });

  it('of the account read the answer, and why it was refused', async () => {
    const origin = `https://${HOST}`;
    const token = await desk.token({});
    for (const status of [200, 401]) {
      const answer = await desk.open(token, { origin });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    }
  });

  it('of a sandbox may not ask a production', async () => {
    const production = await openDesk({ sandbox: undefined });
    try {
      const refused = await production.open(await production.token({}), { origin: 'http://127.0.0.1:8090' });
      expect(refused).toMatchObject({ status: 403, body: { type: 'wrong-origin' } });
    } finally {
      await production.close();
    }
  });
});

describe('a ticket', () => {
  it('opens one session', async () => {
    const { body } = await desk.open(await desk.token({}));
    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.begin(String(body.url))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    expect(await desk.begin(String(body.url))).toMatchObject({ status: 401, body: { type: 'ticket-refused' } });
  });

  it('is good for a minute', async () => {
    const { body } = await desk.open(await desk.token({}));
    const { rows } = await desk.ledger.db.query<{ left: number }>(
      `select extract(epoch from expires_at - now())::float8 as left from settings_sessions where kind = 'ticket'`,
    );
    expect(rows.every(({ left }) => left <= 60)).toBe(true);
    await desk.ledger.db.query(`update settings_sessions set expires_at = now() - interval '1 second'`);
    expect((await desk.begin(String(body.url))).status).toBe(401);
  });

  it('is no session, and a session is no ticket', async () => {
    const { body } = await desk.open(await desk.token({}));
    const ticket = String(body.url).split('#ticket=')[1] ?? '';
    expect((await desk.ask(SETTINGS_OPERATIONS.overview, { session: ticket })).status).toBe(401);
    const { session } = await desk.enter();
    expect((await desk.begin(`#ticket=${session}`)).status).toBe(401);
  });

  it('and what it opens are in the ledger as hashes only', async () => {
    const { body } = await desk.open(await desk.token({}));
    const ticket = String(body.url).split('#ticket=')[1] ?? '';
    const { session } = await desk.enter();
    const { rows } = await desk.ledger.db.query('select * from settings_sessions');
    expect(rows.length).toBeGreaterThan(1);
    for (const secret of [ticket, session]) expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('a session', () => {
  it('ends after half an hour, and what is over is swept away', async () => {
    const { session } = await desk.enter();
    expect((await desk.ask(SETTINGS_OPERATIONS.overview, { session })).status).toBe(200);
    await desk.ledger.db.query(`update settings_sessions set expires_at = now() - interval '1 second'`);
    const over = await desk.ask(SETTINGS_OPERATIONS.overview, { session });
    expect(over).toMatchObject({ status: 401, body: { type: 'session-over' } });
    await desk.enter();
    const { rows } = await desk.ledger.db.query('select from settings_sessions where expires_at < now()');
    expect(rows).toEqual([]);
  });

  it('is needed for everything else', async () => {
    for (const session of [undefined, 'x', 'Bearer', '%00']) {
      const refused = await desk.ask(SETTINGS_OPERATIONS.overview, { ...(session === undefined ? {} : { session }) });
      expect(refused).toMatchObject({ status: 401, body: { type: 'session-over' } });
    }
  });
});

describe('where Kommo lets Courier in no more', () => {
  afterEach(() => renewGrant(desk.home));

  it('a user sees how to authorise it again, and gets their rights when that is done', async () => {
    desk.passTime(61_000);
    const { rows } = await desk.ledger.db.query<{ generation: number }>(
      'select generation from grants where integration_id = $1 and account_id = $2',
      [desk.home.integrationId, desk.home.accountId],
    );
    await markRefused(desk.ledger.db, desk.home, { generation: rows[0]?.generation ?? 0 }, 'revoked');
    const { session, me } = await desk.enter();
    expect(me).toEqual({ userId: desk.users.admin, name: null, isAdmin: false, may: 'nothing' });

    const overview = await overviewOf(session);
    expect(overview).toMatchObject({ headline: { kind: 'authorise' }, sources: [], administrators: [] });
    const { installation } = overview;
    if (installation.state !== 'needs-authorisation') throw new Error(installation.state);
    const consent = new URL(installation.consentUrl);
    expect(consent.searchParams.get('client_id')).toBe(desk.home.clientId);
    expect(consent.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect((await overviewOf(session)).installation).toEqual(installation);
    for (const operation of [SETTINGS_OPERATIONS.messengers, SETTINGS_OPERATIONS.changes]) {
      expect((await desk.ask(operation, { session })).status).toBe(403);
    }

    await renewGrant(desk.home);
    expect((await desk.ask(SETTINGS_OPERATIONS.overview, { session })).status).toBe(401);
    expect((await desk.enter()).me).toMatchObject({ isAdmin: true, may: 'change' });
  });

  it('whoever opens the window just before access is given is asked about anew just after', async () => {
    desk.passTime(61_000);
    await desk.ledger.db.query('delete from grants where integration_id = $1 and account_id = $2', [
      desk.home.integrationId,
      desk.home.accountId,
    ]);
    const opened = await desk.open(await desk.token({}));
    await renewGrant(desk.home);
    // The ticket knows nothing of it yet.
    expect((await desk.begin(String(opened.body.url))).status).toBe(401);
    expect((await desk.enter()).me).toMatchObject({ isAdmin: true, may: 'change' });
  });

  it('a state of the consent is bound to the account that asked', async () => {
    desk.passTime(61_000);
    await desk.ledger.db.query('delete from grants where integration_id = $1 and account_id = $2', [
      desk.home.integrationId,
      desk.home.accountId,
    ]);
    await desk.ledger.db.query('delete from consent_states');
    const { session } = await desk.enter();
    await overviewOf(session);
    const { rows } = await desk.ledger.db.query('select integration_id, account_id from consent_states');
    expect(rows).toEqual([{ integration_id: desk.home.integrationId, account_id: desk.home.accountId }]);
  });
});

describe('an installation that is not done', () => {
  const ACME = { id: 30_000_077, amojoId: '5a0db0c5-0000-4000-8000-00000000a077', subdomain: 'newcomer' };
  let newcomer: Tenant;
  beforeAll(async () => {
    await desk.world.control('POST', '/kommo/accounts', {
      ...ACME,
      users: [{ id: '5a0db0c5-0000-4000-8000-00000000b077', name: 'Noa' }],
    });
    newcomer = { ...desk.home, accountId: ACME.id as Tenant['accountId'] };
  });

  it('waits for somebody to authorise it when its code never came', async () => {
    const { session, me } = await desk.enter({ tenant: newcomer });
    expect(me).toMatchObject({ name: null, isAdmin: false, may: 'nothing' });
    const overview = await overviewOf(session);
    expect(overview).toMatchObject({
      account: { id: ACME.id, subdomain: ACME.subdomain },
      installation: { state: 'waiting' },
      headline: { kind: 'installing' },
    });
    const retry = await desk.ask(SETTINGS_OPERATIONS.retryInstallation, { session });
    expect(retry).toMatchObject({ status: 409, body: { type: 'nothing-to-retry' } });
  });

  it('is found by the host, and its step is tried again by whoever looks on', async () => {
    await desk.ledger.db.query(
      `insert into installs (id, integration_id, host, origin, secret_kind, begun_by, state, steps)
       values (gen_random_uuid(), $1, $2, 'widget', 'code', 'Kommo', 'waiting', $3)`,
      [
        newcomer.integrationId,
        `${ACME.subdomain}.kommo.com`,
        { 'exchange-code': { state: 'failed', text: 'The secret is wrong.', at: 5 } },
      ],
    );
    const { session } = await desk.enter({ tenant: newcomer });
    const { installation } = await overviewOf(session);
    expect(installation).toMatchObject({ state: 'waiting' });
    expect('steps' in installation && installation.steps[0]).toEqual({
      step: 'exchange-code',
      state: 'failed',
      text: 'The secret is wrong.',
      at: 5,
    });
    expect((await desk.ask(SETTINGS_OPERATIONS.retryInstallation, { session })).status).toBe(202);
    expect(desk.engine.told.at(-1)).toEqual({
      what: 'retryInstall',
      with: { integrationId: newcomer.integrationId, host: 'newcomer.kommo.com' },
    });
    desk.engine.installRuns = false;
    expect((await desk.ask(SETTINGS_OPERATIONS.retryInstallation, { session })).status).toBe(409);
    desk.engine.installRuns = true;
  });

  it('of one account is nothing to another', async () => {
    const { session } = await desk.enter();
    expect((await overviewOf(session)).installation).toMatchObject({ state: 'ready' });
  });
});
