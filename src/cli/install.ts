import type { Command } from 'commander';
import type { Config } from '../config';
import type { InstallView } from '../ledger/install-views';
import type { IntegrationView } from '../ledger/integration-views';
import { call, userName } from './admin-client';
import { readTextFile } from './faults';
import { followInstall } from './install-progress';
import { processTerminal, type Terminal } from './terminal';

interface Options {
  readonly integration?: string;
  readonly account?: string;
  readonly code?: string;
  readonly codeFromStdin?: boolean;
  readonly tokenFile?: string;
  readonly tokenFromStdin?: boolean;
  readonly by?: string;
  readonly json?: boolean;
}

/** What was brought, and how. */
interface Brought {
  readonly kind: 'code' | 'long-lived';
  readonly secret: string;
}

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

/** Codes and long-lived tokens that a person brings by hand, through the admin API of a running api. */
export function installCommands(
  program: Command,
  run: Run,
  say: Say,
  openTerminal: () => Terminal = processTerminal,
): void {
  const json = ['--json', 'answer in JSON when it has ended'] as const;
  const install = program
    .command('install')
    .description('install an integration in an account with a code or a long-lived token: docs/operating.md')
    .option('--integration <id>', 'its client id in Kommo, or our id; not needed where there is one only')
    .option('--account <address>', 'where the account answers: acme.kommo.com')
    .option('--code <code>', 'of the tab Keys; good once and for 20 minutes. Others on this machine can see it')
    .option('--code-from-stdin', 'the same from standard input')
    .option('--token-file <file>', 'a file with a long-lived token of a private integration')
    .option('--token-from-stdin', 'the same from standard input')
    .option('--by <name>', 'who says so; kept with it', userName())
    .option(...json)
    .action((options: Options) => run(() => begin(options, openTerminal(), say)));

  install
    .command('retry <id>')
    .description('try the step again that needed a person')
    .option(...json)
    .action((id: string, _options: Options, command: Command) =>
      run(() => retry(id, command.optsWithGlobals<Options>(), say)),
    );
}

async function begin(options: Options, terminal: Terminal, say: Say): Promise<number> {
  const { account, by } = options;
  if (by === undefined) throw new Error('--by is missing: this user has no name');
  if (account === undefined) throw new Error('--account is missing: the address of the account, acme.kommo.com');
  const integration = options.integration ?? (await theOnlyIntegration());
  const brought = await bring(options, terminal);
  const install = await call<InstallView>('POST', 'installs', { integration, host: account, ...brought, by });
  return followInstall(install, { json: options.json === true }, say);
}

async function retry(id: string, options: Options, say: Say): Promise<number> {
  const install = await call<InstallView>('POST', `installs/${encodeURIComponent(id)}/retry`);
  return followInstall(install, { json: options.json === true, again: true }, say);
}

async function theOnlyIntegration(): Promise<string> {
  const { integrations } = await call<{ readonly integrations: readonly IntegrationView[] }>('GET', 'integrations');
  const [only, ...others] = integrations;
  if (only === undefined) throw new Error('There is no integration yet: courier channel add');
  if (others.length === 0) return only.id;
  const named = integrations.map(({ clientId, channel }) => `  ${clientId}  ${channel.name}`);
  throw new Error(['--integration is missing; there are', ...named].join('\n'));
}

/** A secret comes by standard input or a file, where neither `ps` nor a shell's history has it. */
async function bring(options: Options, terminal: Terminal): Promise<Brought> {
  const { code, codeFromStdin, tokenFile, tokenFromStdin } = options;
  const ways: readonly (readonly [isTaken: boolean, Brought['kind'], read: () => Promise<string>])[] = [
    [code !== undefined, 'code', () => Promise.resolve(code ?? '')],
    [codeFromStdin === true, 'code', () => readSecret('The code (not shown): ', terminal)],
    [tokenFile !== undefined, 'long-lived', () => readFileOf(tokenFile ?? '')],
    [tokenFromStdin === true, 'long-lived', () => readSecret('The token (not shown): ', terminal)],
  ];
  const [way, ...more] = ways.filter(([isTaken]) => isTaken);
  if (way === undefined || more.length > 0) {
    throw new Error('Say how it comes, in one way: --code-from-stdin, --token-from-stdin, --token-file or --code');
  }
  const [, kind, read] = way;
  const secret = (await read()).trim();
  if (secret === '') throw new Error('There is nothing in it');
  return { kind, secret };
}

function readSecret(question: string, terminal: Terminal): Promise<string> {
  return terminal.interactive ? terminal.ask(question, { hidden: true }) : terminal.readAll();
}

async function readFileOf(path: string): Promise<string> {
  const read = await readTextFile(path, 'token');
  if (typeof read !== 'string') throw new Error(`The file ${path} cannot be read`);
  return read;
}
