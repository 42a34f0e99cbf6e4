import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { join } from 'node:path';
import type { GrantKey } from '../../src/ledger/grants';

/** Runs as a process of its own, from `dist/`, with one access for all its questions, as the processes of Courier have. */
const PROGRAM = `
const [dist, integrationId, accountId, count] = process.argv.slice(1);
const { createInterface } = require('node:readline');
const { Client, Connection } = require('@temporalio/client');
const from = (path) => require(dist + '/' + path);
const config = from('config').readConfig();
const db = from('ledger/database').openDatabase(config.databaseUrl, { max: 4 });
const vault = from('ledger/vault').createVault(from('ledger/master-keys').loadMasterKeys(config));
const http = from('http/undici-client').createHttpClient();
const { createCrmAccess } = from('access/crm-access');
const { renewThroughWorkflow } = from('access/renew-through-workflow');
const key = { integrationId, accountId: Number(accountId) };
(async () => {
  const target = from('temporal').temporalTarget(config);
  const connection = await Connection.connect(target.connection);
  const renew = renewThroughWorkflow(new Client({ connection, namespace: target.namespace }), config);
  const access = createCrmAccess({ db, vault, http, clock: Date, addresses: config.kommo, renew });
  const ask = () =>
    access
      .ask(key, (crm) => crm.account())
      .then(({ kind, text }) => ({ kind, text }), (error) => ({ kind: 'threw', text: String(error) }));
  console.log(JSON.stringify('ready'));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'ask') break;
    console.log(JSON.stringify(await Promise.all(Array.from({ length: Number(count) }, ask))));
  }
  await Promise.all([connection.close(), db.end(), http.close()]);
})();
`;

export interface Answered {
  readonly kind: string;
  readonly text?: string;
}

/** Processes that ask Kommo's CRM who the account is, all at once when told, with what the ledger has. */
export class Askers {
  private constructor(
    private readonly each: readonly { readonly child: ChildProcess; readonly lines: AsyncIterator<string> }[],
  ) {}

  static async start(
    env: NodeJS.ProcessEnv,
    key: GrantKey,
    { processes, each }: { readonly processes: number; readonly each: number },
  ): Promise<Askers> {
    const root = join(__dirname, '..', '..');
    const started = Array.from({ length: processes }, () => {
      const child = spawn(
        process.execPath,
        ['-e', PROGRAM, join(root, 'dist'), key.integrationId, String(key.accountId), String(each)],
        { cwd: root, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] },
      );
      const lines: Interface = createInterface({ input: child.stdout });
      return { child, lines: lines[Symbol.asyncIterator]() };
    });
    const askers = new Askers(started);
    await Promise.all(started.map(({ lines }) => read(lines)));
    return askers;
  }

  async ask(): Promise<readonly Answered[]> {
    for (const { child } of this.each) child.stdin?.write('ask\n');
    const answers = await Promise.all(this.each.map(({ lines }) => read(lines)));
    return answers.flat() as Answered[];
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.each.map(
        ({ child }) =>
          new Promise((resolve) => {
            child.once('close', resolve);
            if (child.exitCode !== null || child.signalCode !== null) resolve(undefined);
            child.stdin?.end();
          }),
      ),
    );
  }
}

async function read(lines: AsyncIterator<string>): Promise<unknown> {
  const next = await lines.next();
  if (next.done === true) throw new Error('A process that asks has ended');
  return JSON.parse(next.value) as unknown;
}
