import { chatConnection } from '../../src/ledger/chats';
import { registerSource } from '../../src/ledger/registration';
import { replaceCredentials } from '../../src/ledger/source-settings';
import { openCredentials } from '../../src/ledger/sealed-credentials';
import type { SourceId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const number = (tenant: Tenant, remoteId: string, more: { app?: string } = { app: 'app-1' }) =>
  registerSource(ledger.db, ledger.vault, {
    scopeId: tenant.scopeId,
    messenger: 'whatsapp',
    credentials: { accessToken: `token-of-${remoteId}`, appSecret: 'secret' },
    remoteId,
    name: 'Shop',
    externalId: `whatsapp-${remoteId}`,
    ...more,
  });

/** What a chat of this source is answered with. */
async function credentialsOf(tenant: Tenant, sourceId: SourceId): Promise<unknown> {
  const { wake } = await ledger.acceptor.accept([
    fromMessenger(
      { ...tenant, sourceId },
      { chatRemoteId: sourceId, dedupeKey: `m/${sourceId}/${String(Math.random())}` },
    ),
  ]);
  const connection = wake[0] && (await chatConnection(ledger.db, wake[0].chatId));
  return connection && openCredentials(ledger.vault, connection);
}

describe('sources of one app', () => {
  it('share a connection and its webhook, and act each with its own credentials', async () => {
    const tenant = await ledger.tenant();
    const [one, two] = [await number(tenant, '1'), await number(tenant, '2')];
    expect(two.connectionId).toBe(one.connectionId);
    expect(two.webhookSecret).toBe(one.webhookSecret);
    expect(await credentialsOf(tenant, one.sourceId)).toMatchObject({ accessToken: 'token-of-1' });
    expect(await credentialsOf(tenant, two.sourceId)).toMatchObject({ accessToken: 'token-of-2' });
  });

  it('take new credentials each for itself', async () => {
    const tenant = await ledger.tenant();
    const [one, two] = [await number(tenant, '1'), await number(tenant, '2')];
    await replaceCredentials(ledger.db, ledger.vault, one.sourceId, { accessToken: 'new', appSecret: 'secret' });
    expect(await credentialsOf(tenant, one.sourceId)).toMatchObject({ accessToken: 'new' });
    expect(await credentialsOf(tenant, two.sourceId)).toMatchObject({ accessToken: 'token-of-2' });
  });

  it('do not share it with another account or another app', async () => {
    const [tenant, other] = [await ledger.tenant(), await ledger.tenant()];
    const { connectionId } = await number(tenant, '1');
    expect((await number(other, '2')).connectionId).not.toBe(connectionId);
    expect((await number(tenant, '3', { app: 'app-2' })).connectionId).not.toBe(connectionId);
    expect((await number(tenant, '4', {})).connectionId).not.toBe(connectionId);
  });

  it('keep their connection when they are registered again', async () => {
    const tenant = await ledger.tenant();
    const first = await number(tenant, '1');
    expect(await number(tenant, '1')).toEqual(first);
  });
});
