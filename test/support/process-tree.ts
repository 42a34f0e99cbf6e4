import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** The process and everything it started, directly or not. */
export function processTree(root: number): number[] {
  const parents = existsSync('/proc/self/stat') ? fromProc() : fromPs();
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree];
}

/** Those that still run. */
export function stillAlive(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      process.kill(pid, 0);
      return !isZombie(pid);
    } catch {
      return false;
    }
  });
}

function fromProc(): [pid: number, parent: number][] {
  return readdirSync('/proc').flatMap((name): [number, number][] => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    const fields = statOf(pid);
    return fields === undefined ? [] : [[pid, Number(fields[1])]];
  });
}

function fromPs(): [pid: number, parent: number][] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return [pid ?? 0, parent ?? 0];
  });
}

/** An orphan that has ended waits in the table until init, which a container may lack, takes notice. */
function isZombie(pid: number): boolean {
  return statOf(pid)?.[0] === 'Z';
}

/** State, parent and so on: what stands behind the name, which may contain anything. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}

/** What was typed to start it, with spaces between. */
export function commandLine(pid: number): string {
  if (existsSync('/proc/self/stat')) {
    return existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0/g, ' ').trim() : '';
  }
  return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim();
}
