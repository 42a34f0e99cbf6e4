import { createHttpClient } from '../../../src/http/undici-client';
import { createCrmApi } from '../../../src/kommo/crm/crm-api';
import { baseUrlOf, type KommoAddresses } from '../../../src/kommo/crm/hosts';
import { createOAuthClient } from '../../../src/kommo/crm/oauth-client';
import type { OAuthClient, OAuthClientOptions, TokenPair } from '../../../src/kommo/crm/oauth-types';
import type { CrmApi, CrmApiOptions } from '../../../src/kommo/crm/types';
import type { PlatformView, SiteView } from '../../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startTestSandbox, type TestSandbox } from '../../http/running-sandbox';

const { account, integration, channel } = SANDBOX.kommo;

export const ACCOUNT = account;
export const INTEGRATION = integration;
export const HOST = `${account.subdomain}.kommo.com`;
export const OTHER = { id: 30000002, amojoId: '5a0db0c5-0000-4000-8000-00000000a002', subdomain: 'other' };
/** Owns no channel and no thing of the other one. */
export const STRANGER = '5a0db0c5-0000-4000-8000-00000000d002';

export interface World {
  readonly sandbox: TestSandbox;
  readonly http: ReturnType<typeof createHttpClient>;
  readonly addresses: KommoAddresses;
  readonly redirectUri: string;
  /** With the account's long-lived token unless told otherwise. */
  api(token?: string, options?: Partial<CrmApiOptions>): CrmApi;
  oauth(options?: Partial<OAuthClientOptions>): OAuthClient;
  control<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer>;
  site(accountId?: number): Promise<SiteView>;
  /** A token of this user of the account; of its administrator unless told. */
  tokenOf(whose: {
    readonly clientId?: string;
    readonly accountId?: number;
    readonly userId?: number;
  }): Promise<string>;
  /** A code as the page of keys shows it. */
  code(): Promise<string>;
  pair(): Promise<TokenPair>;
  moveClock(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** An emulator of its own with a second account and a second integration; clients speak to it by HTTP only. */
export async function createWorld(): Promise<World> {
  const sandbox = await startTestSandbox();
  const http = createHttpClient();
  const addresses = { baseUrl: `${sandbox.url}/accounts/{subdomain}` };

  async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${sandbox.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  let skewMs = 0;
  const clock = { now: () => Date.now() + skewMs };
  const redirectUri = `${sandbox.hooks.origin}/oauth/kommo/${integration.clientId}`;
  await control('POST', '/kommo/accounts', {
    ...OTHER,
    users: [{ id: '5a0db0c5-0000-4000-8000-00000000b003', name: 'Li' }],
  });
  await control('POST', '/platform/integrations', {
    clientId: STRANGER,
    clientSecret: 'a-secret-of-a-stranger',
    name: 'Stranger',
    redirectUri: 'https://stranger.example/oauth',
    disableHookUrl: null,
    scopes: ['crm'],
    widget: { code: 'stranger', locations: ['lead_sources'] },
    multipleSources: true,
    channelIds: [],
  });

  const world: World = {
    sandbox,
    http,
    addresses,
    redirectUri,
    api: (token = integration.longLivedToken, options = {}) =>
      createCrmApi({
        http,
        clock,
        baseUrl: baseUrlOf(HOST, addresses),
        token: () => Promise.resolve(token),
        timeoutMs: 2_000,
        ...options,
      }),
    oauth: (options = {}) =>
      createOAuthClient({
        http,
        clock,
        clientId: integration.clientId,
        clientSecret: integration.clientSecret,
        redirectUri,
        addresses,
        timeoutMs: 2_000,
        ...options,
      }),
    control,
    site: async (accountId = account.id) => {
      const { accounts } = await control<PlatformView>('GET', '/platform');
      const site = accounts.find((one) => one.accountId === accountId);
      if (site === undefined) throw new Error('no such account');
      return site;
    },
    tokenOf: async (whose) => {
      const { token } = await control<{ token: string }>('POST', '/platform/long-lived-tokens', {
        clientId: integration.clientId,
        accountId: account.id,
        days: 30,
        ...whose,
      });
      return token;
    },
    code: async () => {
      const whose = { clientId: integration.clientId, accountId: account.id, via: 'hand' };
      return (await control<{ code: string }>('POST', '/platform/install', whose)).code;
    },
    pair: async () => {
      const answer = await world.oauth().exchange(await world.code(), HOST);
      if (answer.kind !== 'accepted') throw new Error(answer.text);
      return answer.value;
    },
    moveClock: async (seconds) => {
      skewMs = seconds * 1_000;
      await control('PUT', '/clock', { offsetMs: skewMs });
    },
    close: async () => {
      await http.close();
      await sandbox.close();
    },
  };
  return world;
}

export const CHANNEL = channel;
