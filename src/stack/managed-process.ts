import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { KeeperOrder } from './keeper';
import { projectRoot } from './paths';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process in a process group of its own, so that a Ctrl-C in the terminal reaches only its parent. */
export interface ManagedProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  readonly running: boolean;
  /** The first message of the child that `accepts` takes. Never settles if there is none. */
  message<T>(accepts: (message: unknown) => message is T): Promise<T>;
  /** Asks to stop and waits; kills the whole group once `graceMs` are over. */
  stop(graceMs?: number): Promise<Exit>;
  /** Kills the whole group at once. */
  kill(): void;
}

export interface SpawnOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A file descriptor that takes stdout and stderr; nothing is kept without one. */
  readonly output?: number;
  readonly cwd?: string;
}

/** Starts a Node program of ours; it ends by itself when we vanish, because its IPC channel closes. */
export function spawnNode(script: string, args: readonly string[], options: SpawnOptions = {}): ManagedProcess {
  const output = options.output ?? 'ignore';
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  return manage(child);
}

/** Starts a program that knows nothing of us, under a keeper that ends it when we vanish. */
export function spawnKept(order: KeeperOrder, options: SpawnOptions = {}): ManagedProcess {
  const keeper = join(projectRoot, 'dist', 'stack', 'keeper.js');
  return spawnNode(keeper, [JSON.stringify(order)], options);
}

const alive = new Set<ManagedProcess>();

/** Every process started here that still runs, also one whose start is not complete. */
export function livingProcesses(): ManagedProcess[] {
  return [...alive];
}

function manage(child: ChildProcess): ManagedProcess {
  const { pid } = child;
  if (pid === undefined) throw new Error(`${child.spawnfile} could not be started`);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: 127, signal: null }));
  });
  const kill = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
  };
  const managed: ManagedProcess = {
    pid,
    exited,
    get running() {
      return child.exitCode === null && child.signalCode === null;
    },
    message: (accepts) =>
      new Promise((resolve) => {
        child.on('message', (message) => {
          if (accepts(message)) resolve(message);
        });
      }),
    async stop(graceMs = 35_000) {
      child.kill('SIGTERM');
      const timer = setTimeout(kill, graceMs);
      const exit = await exited;
      clearTimeout(timer);
      kill();
      return exit;
    },
    kill,
  };
  alive.add(managed);
  void exited.then(() => alive.delete(managed));
  return managed;
}
