import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { Command } from 'commander';
import { installCommands } from '../../src/cli/install';
import { reasonOf } from '../../src/cli/reason';
import type { Terminal } from '../../src/cli/terminal';
import { readConfig } from '../../src/config';
import { bindInstall, endInstall, noteInstallStep, readInstall, type InstallSecret } from '../../src/ledger/installs';
import type { InstallStep } from '../../src/model/steps';
import { ADMIN_KEY, serveAdmin, type Served } from '../api/admin/served';
import { openLedger, type Ledger, type Tenant } from '../ledger/ledger';

const CODE = 'def50200aabbccdd';
const TOKEN = 'a.long-lived.token';

let ledger: Ledger;
let tenant: Tenant;
let served: Served;
let dir: string;
/** What the workflow does with an installation when it is begun, and when it is told to try again. */
let work: (id: string) => Promise<void>;
const brought: (InstallSecret | null)[] = [];
const before = { ...process.env };
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
  served = await serveAdmin(ledger, { client: working() });
  dir = mkdtempSync(path.join(tmpdir(), 'courier-install-'));
  process.env.COURIER_PORT = new URL(served.origin).port;
  process.env.COURIER_ADMIN_KEY = ADMIN_KEY;
});
afterAll(async () => {
  process.env = before;
  rmSync(dir, { recursive: true, force: true });
  await served.close();
  await ledger.close();
});
beforeEach(() => (brought.length = 0));

function working(): Client {
  return {
    withDeadline: (_deadline: number, act: () => Promise<unknown>) => act(),
    workflow: {
      signalWithStart: async (_type: string, { args }: { args: readonly [{ installId: string }] }) => {
        const { installId } = args[0];
        brought.push((await readInstall(ledger.db, ledger.vault, installId)).secret);
        await work(installId);
      },
      getHandle: () => ({
        signal: async () => {
          const { rows } = await ledger.db.query<{ id: string }>(`select id from installs where state = 'waiting'`);
          await work(rows[0]?.id ?? '');
        },
      }),
    },
  } as unknown as Client;
}

const step = (id: string, name: InstallStep, state: 'done' | 'failed', text: string | null = null): Promise<void> =>
  noteInstallStep(ledger.db, id, name, { state, text });

async function goesWell(id: string): Promise<void> {
  await step(id, 'exchange-code', 'done');
  await step(id, 'read-account', 'done');
  await bindInstall(ledger.db, id, tenant.accountId);
  await endInstall(ledger.db, id, 'done');
}

async function needsSomebody(id: string): Promise<void> {
  await step(id, 'exchange-code', 'done');
  await step(id, 'read-account', 'failed', 'An administrator has to do it.');
}

interface Ran {
  readonly code: number | undefined;
  readonly said: readonly string[];
}

async function courier(words: readonly string[], input: { typed?: string; piped?: string } = {}): Promise<Ran> {
  const said: string[] = [];
  let code: number | undefined;
  const terminal: Terminal = {
    interactive: input.typed !== undefined,
    ask: (_question, options) =>
      options?.hidden === true ? Promise.resolve(input.typed ?? '') : Promise.reject(new Error('It would be shown')),
    paste: () => Promise.reject(new Error('It would be shown')),
    readAll: () => Promise.resolve(input.piped ?? ''),
    remark: (line) => said.push(line),
  };
  const program = new Command('courier').exitOverride();
  installCommands(
    program,
    async (act) => {
      code = await act(readConfig()).catch((error: unknown) => void said.push(`refused: ${reasonOf(error)}`));
    },
    (line) => said.push(line),
    () => terminal,
  );
  await program.parseAsync(['install', ...words], { from: 'user' });
  return { code, said };
}
const TO = ['--account', 'acme.kommo.com', '--by', 'Olga'];

it.each([
  ['a code that is piped', ['--code-from-stdin'], { piped: `${CODE}\n` }, { kind: 'code', value: CODE }],
  ['a code that is typed', ['--code-from-stdin'], { typed: ` ${CODE} ` }, { kind: 'code', value: CODE }],
  ['a code among the words', ['--code', CODE], {}, { kind: 'code', value: CODE }],
  ['a token that is piped', ['--token-from-stdin'], { piped: TOKEN }, { kind: 'long-lived', value: TOKEN }],
])('%s is brought, and each step is told until it is installed', async (_how, words, input, secret) => {
  work = goesWell;
  const { code, said } = await courier([...TO, ...words], input);
  expect(brought).toEqual([secret]);
  expect(said).toEqual([
    '✓ Tokens',
    '✓ Account and its administrator',
    `Installed in acme.kommo.com, account ${String(tenant.accountId)}`,
  ]);
  expect(code).toBe(0);
});

it('a token in a file is brought', async () => {
  work = goesWell;
  const file = path.join(dir, 'token');
  writeFileSync(file, `${TOKEN}\n`);
  expect((await courier([...TO, '--token-file', file])).code).toBe(0);
  expect(brought).toEqual([{ kind: 'long-lived', value: TOKEN }]);
});

it('a step that needs a person is told with what mends it, and tried again', async () => {
  work = needsSomebody;
  const { code, said } = await courier([...TO, '--code', CODE]);
  const { rows } = await ledger.db.query<{ id: string }>(`select id from installs where state = 'waiting'`);
  const id = rows[0]?.id ?? '';
  expect(said).toEqual([
    '✓ Tokens',
    '✗ Account and its administrator: An administrator has to do it.',
    `It waits for that, for 14 days. When it is mended: courier install retry ${id}`,
  ]);
  expect(code).toBe(1);
  expect((await courier(['retry', id])).code).toBe(1);
  work = goesWell;
  const again = await courier(['retry', id]);
  expect(again.said.at(-1)).toContain('Installed in acme.kommo.com');
  expect(again.code).toBe(0);
  expect(await courier(['retry', id])).toMatchObject({ said: [expect.stringContaining('It waits for nobody')] });
});

it('in JSON only the end is told', async () => {
  work = goesWell;
  const { said } = await courier([...TO, '--code', CODE, '--json']);
  expect(said).toHaveLength(1);
  expect(JSON.parse(said[0] ?? '')).toMatchObject({ state: 'done', accountId: tenant.accountId });
});

it.each([
  [['--by', 'Olga', '--code', CODE], 'refused: --account is missing'],
  [[...TO], 'refused: Say how it comes, in one way'],
  [[...TO, '--code', CODE, '--token-from-stdin'], 'refused: Say how it comes, in one way'],
  [[...TO, '--code-from-stdin'], 'refused: There is nothing in it'],
  [[...TO, '--token-file', '/no/such/file'], 'refused: The file /no/such/file cannot be read'],
  [['--account', 'evil.example', '--code', CODE], 'refused: This is no address of a Kommo account'],
  [[...TO, '--integration', 'no-such', '--code', CODE], 'refused: No integration has this id'],
])('%j is told', async (words, text) => {
  const { said } = await courier(words);
  expect(said).toEqual([expect.stringContaining(text)]);
  expect(said.join()).not.toContain(CODE);
  expect(brought).toEqual([]);
});

it('where there are several integrations, one has to be named', async () => {
  work = goesWell;
  const other = await ledger.tenant();
  const { said } = await courier([...TO, '--code', CODE]);
  expect(said).toEqual([expect.stringContaining('--integration is missing')]);
  const { rows } = await ledger.db.query<{ client_id: string }>(
    'select client_id from integrations join scopes on scopes.integration_id = integrations.id where scopes.id = $1',
    [other.scopeId],
  );
  const clientId = rows[0]?.client_id ?? '';
  expect(said[0]).toContain(clientId);
  expect((await courier([...TO, '--integration', clientId, '--code', CODE])).code).toBe(0);
});

it('the page of operators shows it with options that it takes', async () => {
  const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'operating.md'), 'utf8');
  const recipes = [...page.matchAll(/^courier install ([^#<\n]+)/gm)].map(([, line = '']) => line.trim().split(' '));
  expect(recipes.length).toBeGreaterThanOrEqual(3);
  for (const words of recipes) {
    const program = new Command('courier').exitOverride();
    const ran = jest.fn(() => Promise.resolve());
    installCommands(program, ran, () => undefined);
    await program.parseAsync(['install', ...words], { from: 'user' });
    expect(ran).toHaveBeenCalledTimes(1);
  }
});
