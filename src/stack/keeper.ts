/**
 * Runs one program that is not ours (Postgres, Temporal) and ends it when the process that asked for it is gone,
 * even when that one was killed without a chance to clean up. Not to be imported: it is started as a process.
 *
 * argv[2]: JSON of KeeperOrder.
 */
import { spawn } from 'node:child_process';

export interface KeeperOrder {
  readonly program: string;
  readonly args: readonly string[];
  readonly stopSignal: NodeJS.Signals;
  /** After so long the program is killed. */
  readonly graceMs: number;
  readonly uid?: number;
  readonly gid?: number;
}

function keep(order: KeeperOrder): void {
  const { program, args, stopSignal, graceMs, ...ids } = order;
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...ids });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    child.kill(stopSignal);
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  };
  child.on('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exit(127);
  });
  child.on('exit', (code, signal) => {
    if (!stopping) console.error(`${program} ended by itself (${signal ?? `code ${code ?? 'unknown'}`})`);
    process.exit(stopping ? 0 : (code ?? 1) || 1);
  });
  process.on('disconnect', stop);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
}

if (require.main === module) keep(JSON.parse(process.argv[2] ?? '{}') as KeeperOrder);
