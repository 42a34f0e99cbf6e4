import { randomBytes, randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { OpenedSettings, SettingsSession } from '../../../src/api/settings/contract';
import { readConfig } from '../../../src/config';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { readGrant, type Grant, type GrantKey } from '../../../src/ledger/grants';
import { loadMasterKeys } from '../../../src/ledger/master-keys';
import { createVault, type Vault } from '../../../src/ledger/vault';
import { asAccountId, asIntegrationId } from '../../../src/model/ids';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { signatureOf } from '../../e2e/hooks';
import { ACCOUNT_ID, askAdmin, CLIENT_ID, installed, kommoSite, registerSandboxIntegration } from '../installation';
import { waitFor } from '../wait-for';
import { World } from '../world';
import type { Plant } from './plants';

const { account, channel, integration } = SANDBOX.kommo;
const SCOPE = `${channel.id}_${account.amojoId}`;
const LONG = { timeoutMs: 60_000 } as const;
const random = (): string => randomBytes(12).toString('hex');

/** What people say, who they are, and a file of theirs. In forms that are written in more than one way. */
export const PRIVATE = {
  text: 'Quagmire "at" six/seven & ünder the bridge',
  answer: 'Zebulon\'s <answer> is 42 % "so"',
  name: 'Wilhelmína Oʼ"Quirk"',
  phone: '+15550199042',
  'file name': 'Diagnosis of Wilhelmína.pdf',
} as const;

/** What an operator sets, beside what the emulators give. */
export const OWN_SECRETS = {
  'admin key': `admin-${random()}`,
  'master key': randomBytes(32).toString('base64'),
  'SMTP password': `smtp-pass/${random()}`,
} as const;

export const BOT = { id: '600000002', token: `600000002:AAH-${random()}`, name: 'Flower shop' } as const;
export const WRONG_TOKEN = `600000003:AAH-${random()}`;

/** A whole life of an installation in which everything secret and private comes up, and most of what can fail fails. */
export class Story {
  readonly secrets: Plant[] = [];
  readonly host = `${account.subdomain}.kommo.com`;

  private constructor(
    readonly world: World,
    readonly db: Database,
    readonly vault: Vault,
    readonly key: GrantKey,
  ) {}

  static async begin(env: NodeJS.ProcessEnv): Promise<Story> {
    const world = await World.start({
      connected: false,
      env: {
        LOG_LEVEL: 'trace',
        COURIER_ADMIN_KEY: OWN_SECRETS['admin key'],
        COURIER_MASTER_KEYS: `k1:${OWN_SECRETS['master key']}`,
        ...env,
      },
    });
    const integrationId = await registerSandboxIntegration(world);
    const config = readConfig(world.env);
    const db = openDatabase(config.databaseUrl, { max: 2 });
    const vault = createVault(loadMasterKeys(config));
    const key = { integrationId: asIntegrationId(integrationId), accountId: asAccountId(ACCOUNT_ID) };
    const story = new Story(world, db, vault, key);
    for (const [name, value] of Object.entries(OWN_SECRETS)) story.plant(name, value);
    story.plant('client secret', integration.clientSecret);
    story.plant('channel secret', channel.secret);
    story.plant('bot token', BOT.token);
    story.plant('secret part of the bot token', BOT.token.split(':')[1] ?? '');
    story.plant('wrong bot token', WRONG_TOKEN);
    await world.control('POST', '/telegram/bots', { token: BOT.token, name: BOT.name, username: 'flower_bot' });
    return story;
  }

  async end(): Promise<void> {
    await this.db.end();
    await this.world.stop();
  }

  plant(name: string, value: string): void {
    if (!this.secrets.some((secret) => secret.value === value)) this.secrets.push({ name, value });
  }

  // Installing -----------------------------------------------------------------------------------------------------

  /** First a code that Kommo does not take, then a long-lived token by hand, then a code as Kommo's servers bring it. */
  async install(): Promise<void> {
    await this.bringRefusedCode();
    await installed(this.world, 'waiting');

    const { token } = await this.world.control<{ token: string }>('POST', '/platform/long-lived-tokens', {
      clientId: CLIENT_ID,
      accountId: ACCOUNT_ID,
      days: 400,
    });
    this.plant('long-lived token', token);
    await askAdmin(this.world, 'POST', '/admin/v1/installs', {
      integration: CLIENT_ID,
      host: this.host,
      kind: 'long-lived',
      secret: token,
      by: 'Olga',
    });
    await installed(this.world);

    await this.#bringCode(await this.newCode());
    await waitFor(async () => (await this.grant())?.kind === 'oauth', { ...LONG, what: 'the pair' });
    await installed(this.world);
    await this.plantPair();
    for (const { destination } of (await kommoSite(this.world)).webhooks) {
      this.plant('address of a CRM webhook', destination.split('/').at(-1) ?? '');
    }
  }

  async bringRefusedCode(): Promise<void> {
    const wrong = `def50200${random()}${random()}`;
    this.plant('refused code', wrong);
    await this.#bringCode(wrong);
  }

  async newCode(): Promise<string> {
    const { code } = await this.world.control<{ code: string }>('POST', '/platform/install', {
      clientId: CLIENT_ID,
      accountId: ACCOUNT_ID,
      via: 'hand',
    });
    this.plant('code', code);
    return code;
  }

  async #bringCode(code: string): Promise<void> {
    const query = new URLSearchParams({ code, referer: this.host, from_widget: '1', client_id: CLIENT_ID }).toString();
    const response = await fetch(`${this.world.apiUrl}/oauth/kommo/${CLIENT_ID}?${query}`);
    if (!response.ok) throw new Error(`The code was answered ${String(response.status)}`);
  }

  grant(): Promise<Grant | undefined> {
    return readGrant(this.db, this.vault, this.key);
  }

  async plantPair(): Promise<Grant> {
    const grant = await this.grant();
    if (grant === undefined) throw new Error('There is no grant');
    this.plant('access token', grant.accessToken);
    const { rows } = await this.db.query<{ refresh_token: string | null }>('select refresh_token from grants');
    const place = `grants.refresh_token/${this.key.integrationId}/${String(this.key.accountId)}`;
    for (const { refresh_token: sealed } of rows) {
      if (sealed !== null) this.plant('refresh token', this.vault.open(sealed, place));
    }
    return grant;
  }

  // The settings window --------------------------------------------------------------------------------------------

  /** @returns the address of the window, with its ticket. */
  async openSettings(): Promise<string> {
    const { token } = await this.world.control<{ token: string }>('POST', '/platform/widget-tokens', {
      clientId: CLIENT_ID,
      accountId: ACCOUNT_ID,
    });
    this.plant('widget JWT', token);
    const response = await fetch(`${this.world.apiUrl}/settings/session`, {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ page: 'settings', language: 'en', theme: 'light' }),
    });
    const { url } = (await response.json()) as OpenedSettings;
    this.plant('ticket', ticketIn(url));
    return url;
  }

  /** A session without a window. */
  async session(): Promise<string> {
    const ticket = ticketIn(await this.openSettings());
    const response = await fetch(`${this.world.apiUrl}/settings/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    const { session } = (await response.json()) as SettingsSession;
    this.plant('settings session', session);
    return session;
  }

  async ask<Answer>(session: string, method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.world.apiUrl}/settings/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${session}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  }

  /** In the window: first with a token that Telegram does not know. */
  async connectBot(page: Page): Promise<void> {
    const sessions: Promise<SettingsSession>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/settings/api/session')) sessions.push(response.json() as Promise<SettingsSession>);
    });
    await page.goto(await this.openSettings());
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByRole('radio', { name: /Telegram/ }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    const token = page.getByLabel('Bot token', { exact: true });
    await token.fill(WRONG_TOKEN);
    await page.locator('details.more summary').click();
    await page.locator('input[name=apiBaseUrl]').fill(`${this.world.sandboxUrl}/telegram`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('input[name=name]').fill(BOT.name);
    await page.getByRole('button', { name: 'Connect' }).click();
    await token.waitFor();
    await token.fill(BOT.token);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Connect' }).click();
    await page
      .getByText('Everything works', { exact: true })
      .waitFor({ timeout: 120_000 })
      .catch(async (cause: unknown) => {
        throw new Error(`The window says: ${await page.locator('body').innerText()}`, { cause });
      });
    for (const { session } of await Promise.all(sessions)) this.plant('session of the window', session);
    const { rows } = await this.db.query<{ id: string; webhook_secret: string }>(
      'select id, webhook_secret from connections',
    );
    for (const { id, webhook_secret: sealed } of rows) {
      this.plant('secret of the webhook', this.vault.open(sealed, `connections.webhook_secret/${id}`));
    }
  }

  // Hooks ----------------------------------------------------------------------------------------------------------

  /** Signed well, and nobody can read it. */
  async unreadableHook(text: string): Promise<void> {
    const body = JSON.stringify({ account_id: account.amojoId, time: 1, message: { odd: text } });
    const response = await fetch(`${this.world.apiUrl}/hooks/kommo/${SCOPE}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-signature': signatureOf(body, channel.secret) },
      body,
    });
    if (!response.ok) throw new Error(`The hook was answered ${String(response.status)}`);
  }
}

function ticketIn(url: string): string {
  return new URLSearchParams(new URL(url).hash.slice(1)).get('ticket') ?? '';
}
