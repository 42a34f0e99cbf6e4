import type { Ledger, Tenant } from '../../ledger/ledger';
import { openAdmin } from './opened';
import { ADMIN_KEY, makeKey, type Served } from './served';

let ledger: Ledger;
let tenant: Tenant;
let served: Served;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, served, tenant, close } = await openAdmin());
});
afterAll(() => close());

const rowOf = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await ledger.db.query<Record<string, unknown>>('select * from api_keys where id = $1', [id])).rows[0];

describe('a key', () => {
  it('is shown once, kept as a hash, and says who made it', async () => {
    const made = await served.ask('POST', '/admin/v1/keys', {
      body: { name: 'reports', account: tenant.accountId, by: 'Olga' },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { id, key } = made.body as { id: string; key: string };
    expect(key).toMatch(/^ck_[\w-]{43}$/);
    expect(made.body).toMatchObject({ name: 'reports', accountId: tenant.accountId, createdBy: 'Olga', usedAt: null });
    expect(JSON.stringify(await rowOf(id))).not.toContain(key.slice(3));
    const listed = await served.ask('GET', '/admin/v1/keys');
    expect(listed.body.keys).toContainEqual(expect.objectContaining({ id, name: 'reports' }));
    expect(listed.text).not.toContain(key.slice(3));
    expect(listed.text).not.toContain('hash');
  });

  it('opens what is of its account, and notes its use at most once a minute', async () => {
    const { id, key } = await makeKey(served, tenant.accountId);
    expect((await served.ask('GET', '/admin/v1/accounts', { key })).body).toMatchObject({
      accounts: [{ id: tenant.accountId }],
    });
    const used = (await rowOf(id))?.used_at;
    expect(used).toBeInstanceOf(Date);
    await served.ask('GET', '/admin/v1/accounts', { key });
    expect((await rowOf(id))?.used_at).toEqual(used);
    await ledger.db.query(`update api_keys set used_at = now() - interval '2 minutes' where id = $1`, [id]);
    await served.ask('GET', '/admin/v1/accounts', { key });
    expect((await rowOf(id))?.used_at).not.toEqual(used);
  });

  it('opens nothing more once it is revoked, and the first who did that stays known', async () => {
    const { id, key } = await makeKey(served);
    for (const by of ['Olga', 'Maria']) {
      const revoked = await served.ask('DELETE', `/admin/v1/keys/${id}?by=${by}`);
      expect(revoked).toMatchObject({ status: 200, body: { id, revokedBy: 'Olga' } });
    }
    const refused = await served.ask('GET', '/admin/v1/accounts', { key });
    expect(refused).toMatchObject({ status: 401, body: { type: 'unauthorized' } });
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('of an account makes, shows and revokes no keys', async () => {
    const { id, key } = await makeKey(served, tenant.accountId);
    const body = { name: 'more', by: 'Eve' };
    for (const answer of [
      await served.ask('POST', '/admin/v1/keys', { key, body }),
      await served.ask('GET', '/admin/v1/keys', { key }),
      await served.ask('DELETE', `/admin/v1/keys/${id}?by=Eve`, { key }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { type: 'forbidden' } });
    }
    expect((await rowOf(id))?.revoked_at).toBeNull();
  });

  it('of the deployment opens everything, and what is done with it names it', async () => {
    const { key } = await makeKey(served, undefined, 'night shift');
    const path = `/admin/v1/sources/${tenant.sourceId}`;
    expect((await served.ask('POST', `${path}/pause`, { key, body: { by: 'Olga' } })).status).toBe(200);
    expect((await served.ask('GET', path, { key })).body).toMatchObject({
      state: 'held',
      held: { because: 'Paused by Olga (key night shift)' },
    });
    const { rows } = await ledger.db.query('select by from commands where source_id = $1', [tenant.sourceId]);
    expect(rows).toEqual([{ by: 'Olga (key night shift)' }]);
    await served.ask('POST', `${path}/resume`, { key, body: { by: 'Olga' } });
  });

  it.each(['', 'x', `${ADMIN_KEY}x`, `ck_${'A'.repeat(43)}`, 'ck_', 'environment', "' or true --"])(
    'that is forged opens nothing: %j',
    async (key) => {
      for (const [method, path] of [
        ['GET', '/admin/v1/accounts'],
        ['GET', '/admin/v1/channels'],
        ['POST', '/admin/v1/keys'],
        ['GET', '/admin/v1/nothing'],
      ] as const) {
        expect((await served.ask(method, path, { key })).status).toBe(401);
      }
    },
  );

  it('opens nothing by anything but itself: not its hash, its id, its name, or with more around it', async () => {
    const { id, key } = await makeKey(served, tenant.accountId, 'night');
    const opens = async (authorization: string, path = '/admin/v1/accounts'): Promise<number> =>
      (await served.ask('GET', path, { headers: { authorization } })).status;
    expect(await opens(`Bearer ${key}`)).toBe(200);
    const hash = String((await rowOf(id))?.key_hash);
    for (const shown of [hash, `ck_${hash}`, `ck_${hash.slice(0, 43)}`, id, 'night', `night:${key}`, 'environment']) {
      expect(await opens(`Bearer ${shown}`)).toBe(401);
    }
    for (const real of [key, ADMIN_KEY]) {
      for (const authorization of [
        real,
        `Bearer  ${real}`,
        `Bearer\t${real}`,
        `Bearer ${real} x`,
        `Bearer ${real},${real}`,
        `Bearer "${real}"`,
        `Bearer ${real.slice(0, -1)}`,
        `Bearer ${real}=`,
        `Bearer ${encodeURIComponent(` ${real}`)}`,
        `Token ${real}`,
        `Basic ${Buffer.from(`x:${real}`).toString('base64')}`,
        '',
      ]) {
        expect({ authorization, status: await opens(authorization) }).toEqual({ authorization, status: 401 });
      }
      // Addresses are written down by proxies: a key in one is none.
      expect(
        await opens('', `/admin/v1/accounts?key=${real}&access_token=${real}&authorization=Bearer%20${real}`),
      ).toBe(401);
    }
  });

  it('that is revoked, or of another account, opens nothing at the page of channels either', async () => {
    const { id, key } = await makeKey(served);
    const { key: ofAccount } = await makeKey(served, tenant.accountId);
    const page = async (shown: string): Promise<number[]> =>
      Promise.all(
        [`Bearer ${shown}`, `Basic ${Buffer.from(`anybody:${shown}`).toString('base64')}`].map(
          async (authorization) =>
            (await served.ask('GET', '/admin/v1/channels', { headers: { authorization } })).status,
        ),
      );
    expect(await page(key)).toEqual([200, 200]);
    expect(await page(ofAccount)).toEqual([403, 403]);
    await served.ask('DELETE', `/admin/v1/keys/${id}?by=Olga`);
    expect(await page(key)).toEqual([401, 401]);
    for (const odd of [` ${ADMIN_KEY}`, `${ADMIN_KEY} `, `${ADMIN_KEY}\n`]) {
      const authorization = `Basic ${Buffer.from(`anybody:${odd}`).toString('base64')}`;
      expect((await served.ask('GET', '/admin/v1/channels', { headers: { authorization } })).status).toBe(401);
    }
  });

  it('is for an account that there is, and has a name', async () => {
    const ask = (body: object) => served.ask('POST', '/admin/v1/keys', { body });
    expect((await ask({ name: 'x', by: 'Olga', account: 999 })).status).toBe(404);
    expect((await ask({ name: ' ', by: 'Olga' })).status).toBe(400);
    expect((await ask({ name: 'x', by: 'Olga', account: 'all' })).status).toBe(400);
  });

  it('is made once by a repeat, which does not show it again', async () => {
    const before = await served.ask('GET', '/admin/v1/keys?limit=200');
    const asked = { body: { name: 'once', by: 'Olga' }, headers: { 'idempotency-key': 'make-once' } };
    const made = await served.ask('POST', '/admin/v1/keys', asked);
    expect(made.status).toBe(201);
    expect(await served.ask('POST', '/admin/v1/keys', asked)).toMatchObject({
      status: 409,
      body: { type: 'not-kept' },
    });
    const after = await served.ask('GET', '/admin/v1/keys?limit=200');
    expect((after.body.keys as unknown[]).length - (before.body.keys as unknown[]).length).toBe(1);
    const { rows } = await ledger.db.query('select * from answered_writes');
    expect(JSON.stringify(rows)).not.toContain(String(made.body.key));
  });
});
