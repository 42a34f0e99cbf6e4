import { readConfig } from '../../src/config';
import { createHttpClient } from '../../src/http/undici-client';
import { readAccessToken } from '../../src/kommo/crm/access-token';
import { createOAuthClient } from '../../src/kommo/crm/oauth-client';
import { readGrant, writeGrant, type Grant, type GrantKey } from '../../src/ledger/grants';
import { openDatabase, type Database } from '../../src/ledger/database';
import { loadMasterKeys } from '../../src/ledger/master-keys';
import { createVault, type Vault } from '../../src/ledger/vault';
import { asAccountId, asIntegrationId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { Askers } from '../support/askers';
import { outcomes, settled } from '../support/deliveries';
import { startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';
import { burst, openChats, type BothSides } from '../support/traffic';
import { judge, type Written } from '../support/verdict';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const { account, integration } = SANDBOX.kommo;
const WHOSE = { clientId: integration.clientId, accountId: account.id };
const QUESTIONS = { processes: 5, each: 10 };

/** Tokens that end while everything is in use: three workers, fifty messages in flight, fifty questions at once. */
describe('tokens that end under load', () => {
  let world: World;
  let db: Database;
  let vault: Vault;
  let key: GrantKey;
  let chats: readonly BothSides[];
  let askers: Askers;
  let hook: ThrowawayServer;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    hook = await startThrowawayServer();
    closing.push(() => hook.close());
    world = await World.start({ workers: 3 });
    closing.push(() => world.stop());
    db = openDatabase(world.database.url, { max: 2 });
    closing.push(() => db.end());
    vault = createVault(loadMasterKeys(readConfig(world.env)));
    const { rows } = await db.query<{ id: string }>('select id from integrations');
    key = { accountId: asAccountId(account.id), integrationId: asIntegrationId(rows[0]?.id ?? '') };
    chats = await openChats(world, 5);
    await settled(world, 60_000);
    askers = await Askers.start(world.env, key, QUESTIONS);
    closing.push(() => askers.stop());
  }, 240_000);
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });
  beforeEach(() => authorise());

  const grant = async (): Promise<Grant> => {
    const read = await readGrant(db, vault, key);
    if (read === undefined) throw new Error('there is no grant');
    return read;
  };

  /** As an installation does, with a code from the integration's page of keys. */
  async function authorise(): Promise<void> {
    const redirectUri = `${world.apiUrl}/oauth/kommo/${integration.clientId}`;
    await world.control('PATCH', `/platform/integrations/${integration.clientId}`, { redirectUri });
    const { code, referer } = await world.control<{ code: string; referer: string }>('POST', '/platform/install', {
      ...WHOSE,
      via: 'hand',
    });
    const http = createHttpClient();
    const oauth = createOAuthClient({
      ...integration,
      http,
      clock: Date,
      redirectUri,
      addresses: readConfig(world.env).kommo,
    });
    const answer = await oauth.exchange(code, referer);
    await http.close();
    if (answer.kind !== 'accepted') throw new Error(answer.text);
    const { apiDomain = null } = readAccessToken(answer.value.accessToken);
    await writeGrant(db, vault, key, { ...answer.value, apiDomain, userId: null });
  }

  /** A day later: Kommo takes the access token no more, and the ledger knows when it ended. */
  async function endAccess(): Promise<void> {
    await world.control('POST', '/platform/revoke', { ...WHOSE, what: 'access' });
    await db.query("update grants set expires_at = now() - interval '1 minute'");
  }

  const refreshes = async (): Promise<number> =>
    (await world.journal()).filter(
      ({ side, direction, operation, request }) =>
        side === 'kommo' &&
        direction === 'in' &&
        operation === 'oauth-token' &&
        (request as { grant_type?: string }).grant_type === 'refresh_token',
    ).length;

  async function expectAllDelivered(written: readonly Written[]): Promise<void> {
    await settled(world, 120_000);
    expect(judge(written, await world.journal())).toEqual({
      lost: [],
      duplicated: [],
      outOfOrder: [],
      neverAccepted: [],
    });
    const ended = await outcomes(world);
    expect(Object.values(ended).flatMap((lane) => Object.keys(lane))).toEqual(['sent', 'sent']);
  }

  it('are renewed with one request, and all questions and messages are served', async () => {
    const before = await refreshes();
    const { generation } = await grant();
    await endAccess();
    const writing = burst(world, chats, { label: 'expiry', each: 5, everyMs: 100 });
    const answers = await askers.ask();
    expect(answers).toEqual(Array.from({ length: 50 }, () => ({ kind: 'accepted' })));
    expect((await refreshes()) - before).toBe(1);
    expect(await grant()).toMatchObject({ state: 'good', generation: generation + 1 });
    await expectAllDelivered(await writing);
  }, 240_000);

  it('are renewed once where the answer is lost, with the request repeated', async () => {
    const before = await refreshes();
    const { generation } = await grant();
    await endAccess();
    await world.fault({ name: 'kommo-drop-after-storing', operation: 'oauth-token', times: 1 });
    const writing = burst(world, chats, { label: 'lost', each: 5, everyMs: 100 });
    const answers = await askers.ask();
    expect(answers).toEqual(Array.from({ length: 50 }, () => ({ kind: 'accepted' })));
    expect((await refreshes()) - before).toBe(2);
    expect(await grant()).toMatchObject({ state: 'good', generation: generation + 1 });
    await expectAllDelivered(await writing);
  }, 240_000);

  it('and were withdrawn are asked for once; the administrator is told, and messages flow on', async () => {
    await db.query('update scopes set alert_webhook = $1', [`${hook.origin}/told`]);
    await world.control('POST', '/platform/revoke', { ...WHOSE, what: 'all' });
    const before = await refreshes();
    const writing = burst(world, chats, { label: 'withdrawn', each: 5, everyMs: 100 });
    const answers = await askers.ask();
    expect(answers.filter(({ kind }) => kind !== 'no-access')).toEqual([]);
    expect((await refreshes()) - before).toBe(1);
    expect(await grant()).toMatchObject({ state: 'refused' });
    const told = await waitFor(() => hook.seen[0], { timeoutMs: 60_000, what: 'the alert' });
    expect(JSON.parse(told.body)).toMatchObject({ event: 'authorise', account: { id: account.id } });
    await expectAllDelivered(await writing);
  }, 240_000);
});
