import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/ledger/database';
import { registerScope, registerSource } from '../../src/ledger/registration';
import { Routing } from '../../src/ledger/routing';
import { asAccountId, type ScopeId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant({ channelSecret: 'the secret', windowMs: 3_600_000 });
});
afterAll(() => ledger.close());
afterEach(() => jest.restoreAllMocks());

const openRouting = (production = false): Routing => new Routing(ledger.db, ledger.vault, { production });

const channelIdOf = ({ scopeId }: Tenant): string => scopeId.split('_')[0] ?? '';

/** Moves the clock that the memory of routes goes by. */
function later(ms: number): void {
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + ms);
}

describe('a hook of Kommo', () => {
  it('is routed by its scope to the account and the secret of the channel', async () => {
    expect(await openRouting().kommo(tenant.scopeId)).toEqual({
      scopeId: tenant.scopeId,
      channelSecret: 'the secret',
      account: { id: tenant.accountId, amojoId: tenant.amojoId },
    });
  });

  it('of a scope that is not known has the secret of the channel and no account', async () => {
    const scopeId = `${channelIdOf(tenant)}_${randomUUID()}`;
    expect(await openRouting().kommo(scopeId)).toEqual({
      scopeId,
      channelSecret: 'the secret',
      account: null,
    });
  });

  it('of an account that was connected a moment ago finds it, even if the hook before did not', async () => {
    const routing = openRouting();
    const channelId = channelIdOf(tenant);
    const { rows } = await ledger.db.query<{ amojo_id: string }>(
      "insert into accounts (id, amojo_id, subdomain) values (77, gen_random_uuid()::text, 'new') returning amojo_id",
    );
    const scopeId = `${channelId}_${rows[0]?.amojo_id ?? ''}`;
    expect((await routing.kommo(scopeId))?.account).toBeNull();
    await ledger.db.query(
      `insert into scopes (id, account_id, integration_id, title)
       select $1, 77, id, 'New' from integrations where channel_id = $2`,
      [scopeId, channelId],
    );
    expect((await routing.kommo(scopeId))?.account?.id).toBe(77);
  });

  it.each(['', '_', 'a b', `x${String.fromCharCode(0)}`, 'é', 'a'.repeat(129), "'; drop table chats; --"])(
    'with an address that is none has no route, and the database is not asked: %j',
    async (scopeId) => {
      const query = jest.spyOn(ledger.db, 'query');
      expect(await openRouting().kommo(scopeId)).toBeUndefined();
      expect(query.mock.calls.length).toBe(scopeId === '_' ? 1 : 0);
    },
  );

  it('of a foreign channel has no route', async () => {
    expect(await openRouting().kommo(`${randomUUID()}_${tenant.amojoId}`)).toBeUndefined();
  });
});

describe('a hook of a messenger', () => {
  it('is routed by its connection to credentials, secret and sources', async () => {
    const route = await openRouting().connection('telegram', tenant.connectionId);
    expect(route).toMatchObject({
      connectionId: tenant.connectionId,
      messenger: 'telegram',
      webhookSecret: tenant.webhookSecret,
    });
    expect([...(route?.sources.values() ?? [])]).toEqual([
      {
        sourceId: tenant.sourceId,
        accountId: tenant.accountId,
        scopeId: tenant.scopeId,
        channelWindowMs: 3_600_000,
      },
    ]);
  });

  it('has no window of the channel where the account has switched it off', async () => {
    const other = await ledger.tenant({ windowMs: 3_600_000 });
    await ledger.db.query('update scopes set window_disabled = true where id = $1', [other.scopeId]);
    const route = await openRouting().connection('telegram', other.connectionId);
    expect([...(route?.sources.values() ?? [])].map(({ channelWindowMs }) => channelWindowMs)).toEqual([null]);
  });

  it('at the address of another kind of messenger has no route', async () => {
    const routing = openRouting();
    expect(await routing.connection('viber', tenant.connectionId)).toBeUndefined();
    expect(await routing.connection('telegram', tenant.connectionId)).toBeDefined();
    expect(await routing.connection('viber', tenant.connectionId)).toBeUndefined();
  });

  it.each(['', 'x', '-'.repeat(36), `${randomUUID()}x`, randomUUID().toUpperCase(), `${'a'.repeat(35)}'`])(
    'with an id that is none has no route, and the database is not asked: %j',
    async (id) => {
      const query = jest.spyOn(ledger.db, 'query');
      expect(await openRouting().connection('telegram', id)).toBeUndefined();
      expect(query).not.toHaveBeenCalled();
    },
  );

  it('of nobody has no route, until it is registered', async () => {
    const routing = openRouting();
    const id = randomUUID();
    expect(await routing.connection('telegram', id)).toBeUndefined();
    await ledger.db.query(
      `insert into connections (id, account_id, messenger, credentials, webhook_secret) values ($1, $2, 'telegram', $3, $4)`,
      [
        id,
        tenant.accountId,
        ledger.vault.seal('{}', `connections.credentials/${id}`),
        ledger.vault.seal('s', `connections.webhook_secret/${id}`),
      ],
    );
    expect(await routing.connection('telegram', id)).toMatchObject({ webhookSecret: 's' });
  });
});

describe('what was looked up', () => {
  it('is not asked for again within seconds, and is after', async () => {
    const routing = openRouting();
    const query = jest.spyOn(ledger.db, 'query');
    for (let hook = 0; hook < 5; hook += 1) {
      await routing.kommo(tenant.scopeId);
      await routing.connection('telegram', tenant.connectionId);
    }
    expect(query).toHaveBeenCalledTimes(2);
    await ledger.db.query('update integrations set window_ms = 60000 where channel_id = $1', [channelIdOf(tenant)]);
    later(16_000);
    const route = await routing.connection('telegram', tenant.connectionId);
    expect([...(route?.sources.values() ?? [])].map(({ channelWindowMs }) => channelWindowMs)).toEqual([60_000]);
  });

  it('reaches all who ask at the same moment in the order in which they came, and is asked for once', async () => {
    const query = jest.fn(async (text: string, values: unknown[]) => {
      const isFirst = query.mock.calls.length === 1;
      const answer: unknown = await ledger.db.query(text, values);
      // The first is answered last.
      for (let other = 0; isFirst && other < 10; other += 1) await ledger.db.query('select 1');
      return answer;
    });
    const routing = new Routing({ query } as unknown as Database, ledger.vault, { production: false });
    const answered: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (hook) => {
        expect((await routing.kommo(tenant.scopeId))?.scopeId).toBe(tenant.scopeId);
        answered.push(hook);
      }),
    );
    expect(answered).toEqual([1, 2, 3]);
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('and was missing is asked for again by who came while it was asked for', async () => {
    const routing = openRouting();
    const id = randomUUID();
    const query = jest.spyOn(ledger.db, 'query');
    expect(await Promise.all([1, 2].map(() => routing.connection('telegram', id)))).toEqual([undefined, undefined]);
    expect(query).toHaveBeenCalledTimes(2);
  });

  it('is only ever the secret of its own row: one that was copied there does not open', async () => {
    const other = await ledger.tenant();
    await ledger.db.query(
      `update connections set credentials = (select credentials from connections where id = $1) where id = $2`,
      [tenant.connectionId, other.connectionId],
    );
    await expect(openRouting().connection('telegram', other.connectionId)).rejects.toThrow(
      `connections.credentials/${other.connectionId}`,
    );
  });
});

describe("the sandbox's account", () => {
  it('is refused in production, since its secrets are public', async () => {
    const { scopeId, connectionId, remoteId } = await sandboxTenant();
    expect((await openRouting().kommo(scopeId))?.account).not.toBeNull();
    expect(await openRouting(true).kommo(scopeId)).toBeUndefined();
    expect((await openRouting().connection('telegram', connectionId))?.sources.has(remoteId)).toBe(true);
    expect((await openRouting(true).connection('telegram', connectionId))?.sources.size).toBe(0);
    expect((await openRouting(true).kommo(tenant.scopeId))?.account).not.toBeNull();
  });
});

async function sandboxTenant(): Promise<{ scopeId: ScopeId; connectionId: string; remoteId: string }> {
  const { account, channel, integration } = SANDBOX.kommo;
  const scopeId = await registerScope(
    ledger.db,
    ledger.vault,
    { ...account, id: asAccountId(account.id) },
    { ...integration, channel, bot: channel.bot, chatApiOrigin: 'http://127.0.0.1:1', windowMs: null },
  );
  const remoteId = '500000001';
  const source = {
    scopeId,
    messenger: 'telegram',
    credentials: {},
    remoteId,
    name: 'Shop',
    externalId: 'shop',
  } as const;
  return { scopeId, remoteId, connectionId: (await registerSource(ledger.db, ledger.vault, source)).connectionId };
}
