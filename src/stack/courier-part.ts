import { join } from 'node:path';
import { isReady } from '../cli/ready';
import type { LogFiles } from './logs';
import { spawnNode, type ManagedProcess } from './managed-process';
import { projectRoot } from './paths';

const startWithinMs = 60_000;

/** Starts `courier api`, `worker` or `sandbox` as a process of its own and waits until it says that it serves. */
export async function launchCourier(command: string, logs: LogFiles): Promise<ManagedProcess> {
  const child = spawnNode(join(projectRoot, 'dist', 'cli.js'), [command], { output: logs.descriptor(command) });
  let timer: NodeJS.Timeout | undefined;
  const outcome = await Promise.race([
    child.message(isReady).then(() => 'ready' as const),
    child.exited.then(() => 'it ended' as const),
    new Promise<'it was not ready in time'>((resolve) => {
      timer = setTimeout(() => resolve('it was not ready in time'), startWithinMs);
    }),
  ]);
  clearTimeout(timer);
  if (outcome === 'ready') return child;
  await child.stop(1_000);
  throw new StartError(outcome, command, logs);
}

/** A part that did not start, with what it wrote last. */
export class StartError extends Error {
  constructor(reason: string, log: string, logs: LogFiles) {
    const tail = logs.tail(log);
    super(`${reason}${tail === '' ? '' : `. The end of ${logs.path(log)}:\n${tail.replaceAll(/^/gm, '  │ ')}`}`);
  }
}
