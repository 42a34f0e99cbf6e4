import { Command } from 'commander';
import { keyCommands } from '../../src/cli/key';
import { reasonOf } from '../../src/cli/reason';
import { readConfig } from '../../src/config';
import { ADMIN_KEY, serveAdmin, type Served } from '../api/admin/served';
import { openLedger, type Ledger, type Tenant } from '../ledger/ledger';

let ledger: Ledger;
let tenant: Tenant;
let served: Served;
const before = { ...process.env };
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
  served = await serveAdmin(ledger);
  process.env.COURIER_PORT = new URL(served.origin).port;
  process.env.COURIER_ADMIN_KEY = ADMIN_KEY;
});
afterAll(async () => {
  process.env = before;
  await served.close();
  await ledger.close();
});

async function courier(...words: string[]): Promise<string[]> {
  const said: string[] = [];
  const program = new Command('courier').exitOverride();
  keyCommands(
    program,
    async (work) => {
      await work(readConfig()).catch((error: unknown) => said.push(`refused: ${reasonOf(error)}`));
    },
    (line) => said.push(line),
  );
  await program.parseAsync(['key', ...words], { from: 'user' });
  return said;
}

it('a key is made, listed and revoked at the command line', async () => {
  const [key = ''] = await courier('create', 'night shift', '--account', String(tenant.accountId), '--by', 'Olga');
  expect((await served.ask('GET', '/admin/v1/accounts', { key })).status).toBe(200);
  const [line = ''] = await courier('list');
  expect(line).toContain(`night shift  account ${tenant.accountId}`);
  expect(line).toContain('by Olga');
  expect(line).not.toContain(key);
  const [id = ''] = line.split(' ');
  expect(await courier('revoke', id, '--by', 'Maria')).toEqual(['The key “night shift” is revoked']);
  expect((await served.ask('GET', '/admin/v1/accounts', { key })).status).toBe(401);
  const [listed = ''] = await courier('list', '--json');
  expect(JSON.parse(listed)).toMatchObject([{ id, revokedBy: 'Maria' }]);
});

it.each([
  [['create', 'x', '--account', '999', '--by', 'Olga'], 'refused: No account has this id'],
  [['create', 'x', '--account', 'all', '--by', 'Olga'], 'refused: --account is the number of a Kommo account'],
  [['revoke', 'no-such', '--by', 'Olga'], 'refused: No key has this id'],
])('%j is told', async (words, text) => {
  expect(await courier(...words)).toEqual([text]);
});
