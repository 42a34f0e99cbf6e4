import { Writable } from 'node:stream';
import { pino } from 'pino';
import { crmOf, createCrmAccess, type CrmAccessDependencies } from '../../../src/access/crm-access';
import type { AccountDependencies } from '../../../src/activities/accounts/dependencies';
import { createHttpClient } from '../../../src/http/undici-client';
import { createOAuthClient } from '../../../src/kommo/crm/oauth-client';
import type { KommoAddresses } from '../../../src/kommo/crm/hosts';
import { readAccessToken } from '../../../src/kommo/crm/access-token';
import { writeGrant, type GrantKey } from '../../../src/ledger/grants';
import { registerScope, registerSource, type RegisteredSource } from '../../../src/ledger/registration';
import { asAccountId, asIntegrationId, type ScopeId } from '../../../src/model/ids';
import type { JournalEntry } from '../../../src/sandbox/control/contract';
import type { PlatformView, SiteView } from '../../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startTestSandbox, type TestSandbox } from '../../http/running-sandbox';
import { openLedger, type Ledger } from '../../ledger/ledger';

const { account, channel, integration } = SANDBOX.kommo;
const PUBLIC_URL = 'https://courier.example';
export const HOST = `${account.subdomain}.kommo.com`;

/** What the activities of an account need: a ledger, the emulators and the network, without an engine. */
export interface TestAccount {
  readonly ledger: Ledger;
  readonly sandbox: TestSandbox;
  readonly deps: AccountDependencies;
  readonly key: GrantKey;
  readonly scopeId: ScopeId;
  readonly addresses: KommoAddresses;
  /** Everything that was logged, as lines of JSON. */
  readonly logged: string[];
  /** Our clock, not Kommo's. */
  readonly clock: { now(): number; moveTo(time: number): void };
  source(name?: string): Promise<RegisteredSource>;
  /** Lets Courier in with a pair, as an installation does. */
  authorise(): Promise<void>;
  /** The same with a long-lived token. */
  authoriseFor(days: number): Promise<void>;
  control<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer>;
  site(): Promise<SiteView>;
  /** Requests of one operation that Kommo has seen. */
  requests(operation: string): Promise<JournalEntry[]>;
  close(): Promise<void>;
}

export async function startAccount(options: Partial<AccountDependencies> = {}): Promise<TestAccount> {
  const ledger = await openLedger();
  const sandbox = await startTestSandbox();
  const http = createHttpClient();
  const addresses = { baseUrl: `${sandbox.url}/accounts/{subdomain}` };
  let sources = 0;
  let skewMs = 0;
  const clock = { now: () => Date.now() + skewMs, moveTo: (time: number) => void (skewMs = time - Date.now()) };
  const logged: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        logged.push(chunk.toString());
        done();
      },
    }),
  );

  const control = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${sandbox.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };

  const accountId = asAccountId(account.id);
  const scopeId = await registerScope(
    ledger.db,
    ledger.vault,
    { ...account, id: accountId },
    { ...integration, channel, bot: channel.bot, chatApiOrigin: sandbox.url, windowMs: null },
  );
  const { rows } = await ledger.db.query<{ id: string }>('select id from integrations');
  const key = { accountId, integrationId: asIntegrationId(rows[0]?.id ?? '') };
  const redirectUri = `${PUBLIC_URL}/oauth/kommo/${integration.clientId}`;
  await control('PATCH', `/platform/integrations/${integration.clientId}`, { redirectUri });

  const network = { http, clock, addresses };
  const access: CrmAccessDependencies = {
    ...network,
    db: ledger.db,
    vault: ledger.vault,
    renew: () => Promise.reject(new Error('Nobody renews here')),
  };
  const deps: AccountDependencies = {
    db: ledger.db,
    vault: ledger.vault,
    http,
    clock,
    log,
    crm: createCrmAccess(access),
    crmWith: (grant) => crmOf(network, grant),
    oauth: { ...network, publicUrl: PUBLIC_URL },
    hookKeys: [],
    mail: undefined,
    // Neither files nor the engine are asked for by what is tested with this.
    files: undefined as never,
    templates: undefined as never,
    startWriteFirst: undefined as never,
    temporal: undefined as never,
    settings: undefined as never,
    ...options,
  };
  const whose = { clientId: integration.clientId, accountId: account.id };

  return {
    ledger,
    sandbox,
    deps,
    key,
    scopeId,
    addresses,
    logged,
    clock,
    source: (name = 'Shop') => {
      sources += 1;
      return registerSource(ledger.db, ledger.vault, {
        scopeId,
        messenger: 'telegram',
        credentials: { token: SANDBOX.telegram.bot.token, apiBaseUrl: `${sandbox.url}/telegram` },
        remoteId: `bot ${String(sources)}`,
        name,
        externalId: `telegram-${String(sources)}`,
      });
    },
    authorise: async () => {
      const { code } = await control<{ code: string }>('POST', '/platform/install', { ...whose, via: 'hand' });
      const { clientId, clientSecret } = integration;
      const answer = await createOAuthClient({ ...network, clientId, clientSecret, redirectUri }).exchange(code, HOST);
      if (answer.kind !== 'accepted') throw new Error(answer.text);
      const { apiDomain = null } = readAccessToken(answer.value.accessToken);
      await writeGrant(ledger.db, ledger.vault, key, { ...answer.value, apiDomain, userId: null });
    },
    authoriseFor: async (days) => {
      const { token } = await control<{ token: string }>('POST', '/platform/long-lived-tokens', { ...whose, days });
      const { expiresAt = 0 } = readAccessToken(token);
      const grant = { accessToken: token, refreshToken: null, expiresAt, apiDomain: null, userId: null };
      await writeGrant(ledger.db, ledger.vault, key, grant);
    },
    control,
    site: async () => {
      const { accounts } = await control<PlatformView>('GET', '/platform');
      const site = accounts.find((one) => one.accountId === account.id);
      if (site === undefined) throw new Error('no such account');
      return site;
    },
    requests: async (operation) =>
      (await sandbox.journal('kommo')).filter((entry) => entry.direction === 'in' && entry.operation === operation),
    close: async () => {
      await http.close();
      await sandbox.close();
      await ledger.close();
    },
  };
}
