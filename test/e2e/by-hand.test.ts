import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { readConfig } from '../../src/config';
import { asAccountId, asIntegrationId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { connectSandbox } from '../../src/stack/sandbox-account';
import { accountWorkflowId, sourcesChanged } from '../../src/workflows/account-contract';
import { accountState } from '../../src/workflows/search-attributes';
import { startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';
import { ACCOUNT_ID, askAdmin, CLIENT_ID, registerSandboxIntegration } from '../support/installation';
import { connectTemporal, testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const CLI = join(__dirname, '..', '..', 'dist', 'cli.js');
const DAY_MS = 24 * 60 * 60_000;
const HOST = `${SANDBOX.kommo.account.subdomain}.kommo.com`;
const LONG = { timeoutMs: 60_000, everyMs: 200 };

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A code and a long-lived token that an operator brings, the token's end, and what shows when Kommo lets nobody in. */
describe('an integration that is installed by hand', () => {
  let world: World;
  let client: Client;
  let hook: ThrowawayServer;
  let workflowId: string;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    hook = await startThrowawayServer();
    closing.push(() => hook.close());
    world = await World.start({ connected: false });
    closing.push(() => world.stop());
    const { address, namespace } = await testTemporal();
    client = new Client({ connection: await connectTemporal(address), namespace });
    closing.push(() => client.connection.close());
    const integrationId = asIntegrationId(await registerSandboxIntegration(world));
    workflowId = accountWorkflowId({ integrationId, accountId: asAccountId(ACCOUNT_ID) });
  }, 180_000);
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  }, 60_000);

  function courier(words: readonly string[], input = ''): Promise<Ran> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [CLI, ...words], { env: { ...process.env, ...world.env } });
      const ran = { out: '', err: '' };
      child.stdout.on('data', (chunk: Buffer) => (ran.out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (ran.err += chunk.toString()));
      child.once('close', (code) => resolve({ code, ...ran }));
      child.stdin.end(input);
    });
  }
  const bring = (how: string, secret: string, account = HOST): Promise<Ran> =>
    courier(['install', '--account', account, '--by', 'Olga', how], `${secret}\n`);

  /** As the integration's page of keys shows it. */
  const newCode = async (): Promise<string> => {
    const whose = { clientId: CLIENT_ID, accountId: ACCOUNT_ID, via: 'hand' };
    return (await world.control<{ code: string }>('POST', '/platform/install', whose)).code;
  };
  const moveClock = (days: number): Promise<unknown> =>
    world.control('PUT', '/clock', { offsetMs: Math.round(days * DAY_MS) });
  /** One that ends in so many days. */
  async function newToken(days: number): Promise<string> {
    await moveClock(days - 31);
    const whose = { clientId: CLIENT_ID, accountId: ACCOUNT_ID, days: 31 };
    const { token } = await world.control<{ token: string }>('POST', '/platform/long-lived-tokens', whose);
    await moveClock(0);
    return token;
  }

  const told = (): unknown[] => hook.seen.map(({ body }) => (JSON.parse(body) as { event: unknown }).event);
  const first = async (list: string): Promise<Record<string, unknown>> => {
    const { body } = await askAdmin(world, 'GET', `/admin/v1/${list}`);
    const name = list === 'health' ? 'accounts' : list;
    return (body[name] as Record<string, unknown>[])[0] ?? {};
  };
  async function access(): Promise<{ ok: boolean; text: string; fix?: string }> {
    const { out } = await courier(['doctor', '--json']);
    const { findings } = JSON.parse(out) as { findings: { name: string; ok: boolean; text: string; fix?: string }[] };
    const found = findings.find(({ name }) => name === 'Access to accounts');
    if (found === undefined) throw new Error('The doctor does not look');
    return found;
  }
  const marked = async (): Promise<unknown> =>
    (await client.workflow.getHandle(workflowId).describe()).typedSearchAttributes.get(accountState);

  it('takes a code, and gives the client secret to no address but Kommo’s', async () => {
    const code = await newCode();
    const refused = await bring('--code-from-stdin', code, hook.origin.replace('http://', ''));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('no address of a Kommo account') as string });
    expect(hook.seen).toEqual([]);
    const { code: exit, out } = await bring('--code-from-stdin', code);
    expect({ exit, last: out.trim().split('\n').at(-1) }).toEqual({
      exit: 0,
      last: `Installed in ${HOST}, account ${String(ACCOUNT_ID)}`,
    });
    expect(out.match(/✓/g)).toHaveLength(6);
    expect(await first('installations')).toMatchObject({ state: 'ready', token: { kind: 'oauth' } });
    expect(await first('installs')).toMatchObject({ origin: 'by-hand', begunBy: 'Olga' });
    expect(await access()).toMatchObject({ ok: true });
    // The code is used up.
    const again = await bring('--code-from-stdin', code);
    expect(again).toMatchObject({
      code: 1,
      out: expect.stringContaining('✗ Tokens: Kommo takes the code no more') as string,
    });
    expect(await first('installations')).toMatchObject({ token: { kind: 'oauth', state: 'good' } });
  }, 120_000);

  it('takes a long-lived token in its place, and says everywhere that it ends', async () => {
    await world.database.pool.query('update scopes set alert_webhook = $1', [`${hook.origin}/told`]);
    const token = await newToken(6);
    expect((await bring('--token-from-stdin', token)).code).toBe(0);
    const installation = await first('installations');
    expect(installation).toMatchObject({ state: 'ready', token: { kind: 'long-lived', state: 'good' } });
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
    expect(Date.parse((installation.token as { endsAt: string }).endsAt)).toBe(exp * 1_000);
    expect(await first('health')).toMatchObject({ endingTokens: 1, needAuthorisation: 0 });
    await waitFor(() => told().includes('token-ends'), { ...LONG, what: 'the alert' });
    const { ok, text, fix } = await access();
    expect({ ok, text }).toEqual({ ok: false, text: expect.stringMatching(/ends on .*, in 5 days/) as string });
    expect(fix).toContain('--token-from-stdin');
  }, 120_000);

  it('whose token has ended has to be authorised again: that shows everywhere, and ends with a new code', async () => {
    await connectSandbox(readConfig(world.env));
    expect(await first('sources')).toMatchObject({ needsAuthorisationSince: null });
    await moveClock(7);
    await client.workflow.getHandle(workflowId).signal(sourcesChanged);
    await waitFor(async () => (await marked()) === 'needs-authorisation', { ...LONG, what: 'the mark in Temporal' });
    const query = `AccountState = 'needs-authorisation' AND WorkflowId = '${workflowId}'`;
    await waitFor(async () => (await client.workflow.count(query)).count === 1, { ...LONG, what: 'the search' });
    const { currentDetails } = await client.workflow
      .getHandle(workflowId)
      .query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(currentDetails).toContain('an administrator has to authorise the integration again');
    await waitFor(() => told().includes('authorise'), { ...LONG, what: 'the alert' });
    expect(await first('health')).toMatchObject({ endingTokens: 0, needAuthorisation: 1 });
    expect(await first('installations')).toMatchObject({ state: 'needs-authorisation' });
    expect(await first('accounts')).toMatchObject({ needsAuthorisationSince: expect.any(String) as string });
    expect(await first('sources')).toMatchObject({ needsAuthorisationSince: expect.any(String) as string });
    expect(await access()).toMatchObject({ ok: false, text: expect.stringContaining('authorised again') as string });
    expect((await courier(['stuck'])).out).toContain('Kommo lets Courier in no more');

    await moveClock(0);
    expect((await bring('--code-from-stdin', await newCode())).code).toBe(0);
    await waitFor(async () => (await marked()) === 'ok', { ...LONG, what: 'the end of the mark' });
    expect(await first('accounts')).toMatchObject({ needsAuthorisationSince: null });
    expect((await courier(['stuck'])).out).toBe('Nothing is stuck.\n');
    expect(await access()).toMatchObject({ ok: true });
  }, 180_000);
});
