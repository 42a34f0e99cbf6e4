import type { Command } from 'commander';
import type { Config } from '../config';
import type { ApiKeyView } from '../ledger/api-keys';
import { call, userName } from './admin-client';

interface Options {
  readonly json?: boolean;
  readonly by?: string;
  readonly account?: string;
}

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

/** Keys of the admin API beside the deployment's own, through the admin API of a running api. */
export function keyCommands(program: Command, run: Run, say: Say): void {
  const json = ['--json', 'answer in JSON'] as const;
  const by = ['--by <name>', 'who says so; kept with the key', userName()] as const;
  const key = program.command('key').description('keys of the admin API: docs/admin-api.md');

  key
    .command('create <name>')
    .description('make a key, and show it this once')
    .option('--account <id>', 'it opens what is of this account only')
    .option(...by)
    .option(...json)
    .action((name: string, options: Options) => run(() => create(name, options, say)));

  key
    .command('list')
    .description('all keys, without what they open with')
    .option(...json)
    .action((options: Options) => run(() => list(options, say)));

  key
    .command('revoke <id>')
    .description('it opens nothing from now on')
    .option(...by)
    .option(...json)
    .action((id: string, options: Options) => run(() => revoke(id, options, say)));
}

async function create(name: string, options: Options, say: Say): Promise<number> {
  const { account } = options;
  if (account !== undefined && !/^\d+$/.test(account)) throw new Error('--account is the number of a Kommo account');
  const made = await call<ApiKeyView & { readonly key: string }>('POST', 'keys', {
    name,
    by: teller(options),
    ...(account === undefined ? {} : { account: Number(account) }),
  });
  say(options.json === true ? JSON.stringify(made) : made.key);
  return 0;
}

async function list(options: Options, say: Say): Promise<number> {
  const keys: ApiKeyView[] = [];
  for (let after: string | null = ''; after !== null;) {
    const mark = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page: { readonly keys: readonly ApiKeyView[]; readonly next: string | null } = await call(
      'GET',
      `keys?limit=200${mark}`,
    );
    keys.push(...page.keys);
    after = page.next;
  }
  if (options.json === true) say(JSON.stringify(keys));
  else if (keys.length === 0) say('There is no key but COURIER_ADMIN_KEY.');
  else for (const each of keys) say(line(each));
  return 0;
}

function line({ id, name, accountId, createdBy, createdAt, usedAt, revokedAt, revokedBy }: ApiKeyView): string {
  const whose = accountId === null ? 'deployment' : `account ${accountId}`;
  const used = usedAt === null ? 'never used' : `used ${usedAt}`;
  const end = revokedAt === null ? '' : `  revoked ${revokedAt} by ${revokedBy ?? ''}`;
  return `${id}  ${name}  ${whose}  made ${createdAt} by ${createdBy}  ${used}${end}`;
}

async function revoke(id: string, options: Options, say: Say): Promise<number> {
  const path = `keys/${encodeURIComponent(id)}?by=${encodeURIComponent(teller(options))}`;
  const revoked = await call<ApiKeyView>('DELETE', path);
  say(options.json === true ? JSON.stringify(revoked) : `The key “${revoked.name}” is revoked`);
  return 0;
}

function teller({ by }: Options): string {
  if (by === undefined) throw new Error('--by is missing: this user has no name');
  return by;
}
