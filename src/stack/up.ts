import path from 'node:path';
import type { Config } from '../config';
import { readConfig } from '../config';
import { takeLock } from './lock';
import { livingProcesses } from './managed-process';
import { removeData } from './fresh';
import { dataPaths } from './paths';
import { Progress, table } from './progress';
import { Stack } from './stack';
import { useLocalStack } from './up-environment';
import { requirePorts } from './up-ports';

export interface UpOptions {
  readonly fresh: boolean;
}

/** npm passes on a Ctrl-C that the terminal has sent to us already: two so close together are one. */
const sameSignalMs = 700;

/** Starts everything on this machine, keeps it running and stops it when told. Resolves with the exit code. */
export async function up(given: Config, { fresh }: UpOptions): Promise<number> {
  // Whoever read our output may go before us.
  process.stdout.on('error', () => undefined);
  const progress = new Progress((text) => process.stdout.write(text));
  const paths = dataPaths(given.dataDir);
  const stop = stopSignal(() => progress.line('Stopping; Ctrl-C again kills at once'));
  const unlock = takeLock(paths.lock);
  try {
    await requirePorts(given);
    if (fresh) removeData(paths);
    const ignored = useLocalStack(given, paths.root);
    if (ignored.length > 0) progress.line(`Not used by "up", which runs its own: ${ignored.join(', ')}`);
    const config = readConfig();
    const stack = new Stack(config, paths, progress, stop);
    try {
      const started = await Promise.race([stack.start().then(() => 'started' as const), whenAborted(stop)]);
      if (started === 'started') {
        progress.line(summary(config, stack.describeData(), progress.elapsed));
        await whenAborted(stop);
      }
      return 0;
    } finally {
      await stack.stop();
      if (stop.aborted) progress.line('✓ Everything is stopped');
    }
  } finally {
    unlock();
  }
}

function stopSignal(announce: () => void): AbortSignal {
  const controller = new AbortController();
  let told = 0;
  const tell = () => {
    const now = Date.now();
    if (!controller.signal.aborted) {
      told = now;
      announce();
      controller.abort();
    } else if (now - told > sameSignalMs) {
      for (const child of livingProcesses()) child.kill();
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell);
  return controller.signal;
}

function whenAborted(signal: AbortSignal): Promise<'stopped'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped');
    else signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}

function keyPlace({ adminKey, dataDir }: Config): string {
  return adminKey === undefined ? `in ${path.join(dataDir, 'admin.key')}` : 'COURIER_ADMIN_KEY';
}

function summary(config: Config, data: string, elapsed: string): string {
  const local = (port: number) => `http://127.0.0.1:${port}`;
  const rows = [
    ['Sandbox', local(config.sandboxPort), "the customer's phone and the manager's inbox: start here"],
    ['Its CRM', `${local(config.sandboxPort)}/crm`, 'leads, sources, and integrations with the settings window'],
    ['Courier', config.publicUrl, 'webhooks, health, metrics'],
    ['Console', `${local(config.port)}/console/`, `for operators; the key is ${keyPlace(config)}`],
    ['Temporal UI', local(config.temporalUiPort), 'each chat as a workflow'],
    ['Postgres', config.databaseUrl],
    ['Data, logs', data],
  ];
  return `\nCourier is up (${elapsed})\n\n${table(rows)}\n\nThe data is kept for the next start unless that is told --fresh. Ctrl-C stops everything.`;
}
