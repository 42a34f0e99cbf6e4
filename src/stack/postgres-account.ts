import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';

/** Whom the Postgres programs run as; undefined means as ourselves. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root, and needs an account that the system knows by name. Root therefore lends it
 * the owner of an existing cluster, else `postgres` where there is one, else `nobody`: making a new account would
 * change the machine for the sake of a try-out.
 */
export function accountFor(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = lstatSync(clusterDir, { throwIfNoEntry: false });
  const names = owner?.isDirectory() && owner.uid !== 0 ? [String(owner.uid)] : [];
  for (const name of [...names, 'postgres', 'nobody']) {
    const account = lookUp(name);
    if (account) return account;
  }
  throw new Error(
    'Postgres does not run as root, and neither a user "postgres" nor "nobody" exists here.\n' +
      'Start Courier as an ordinary user, or make one: useradd --system postgres',
  );
}

/** Whether that account can enter the directory (and write there if asked). */
export function canEnter(account: Account | undefined, directory: string, write = false): boolean {
  // Asked of the system itself: modes of every parent, access lists and mount options all count.
  const { status } = spawnSync('/bin/sh', ['-c', `cd "$1" && [ ${write ? '-w' : '-r'} . ]`, 'sh', directory], {
    stdio: 'ignore',
    cwd: '/',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  return status === 0;
}

function lookUp(user: string): Account | undefined {
  try {
    const ask = (flags: string) => execFileSync('id', [flags, user], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return { name: ask('-nu'), uid: Number(ask('-u')), gid: Number(ask('-g')) };
  } catch {
    return undefined;
  }
}
