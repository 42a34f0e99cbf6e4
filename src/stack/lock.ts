import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Owner {
  readonly pid: number;
  readonly since: string;
}

/** Marks the data directory as in use by this process. Returns how to free it; throws if another process has it. */
export function takeLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const owner: Owner = { pid: process.pid, since: new Date().toISOString() };
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(owner), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error;
    }
    const other = readOwner(file);
    if (other && isRunning(other.pid)) {
      throw new Error(
        `Courier is already running on this data: process ${other.pid}, since ${other.since}.\n` +
          `Stop it with Ctrl-C where it runs, or with: kill ${other.pid}\n` +
          'A second one beside it needs its own COURIER_DATA_DIR and ports.',
      );
    }
    rmSync(file, { force: true });
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner> | null;
    return typeof owner?.pid === 'number' ? { pid: owner.pid, since: owner.since ?? 'some time' } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // After a restart of the machine the number may belong to something else; Linux can tell.
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('cli');
  } catch {
    return true;
  }
}
