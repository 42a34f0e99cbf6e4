import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config';
import { busyPorts, describeBusyPorts, type PortWish } from './ports';

/** The addresses that `courier up` will listen on. */
export function portWishes(config: Config): PortWish[] {
  return [
    { port: config.port, host: config.host, wantedBy: 'the api', variable: 'COURIER_PORT' },
    { port: config.sandboxPort, wantedBy: 'the sandbox', variable: 'COURIER_SANDBOX_PORT' },
    { port: config.workerPort, host: config.workerHost, wantedBy: 'the worker', variable: 'COURIER_WORKER_PORT' },
    { port: config.postgresPort, wantedBy: 'Postgres', variable: 'COURIER_POSTGRES_PORT' },
    { port: config.temporalPort, wantedBy: 'Temporal', variable: 'COURIER_TEMPORAL_PORT' },
    { port: config.temporalUiPort, wantedBy: "Temporal's UI", variable: 'COURIER_TEMPORAL_UI_PORT' },
  ].filter(({ port }) => port !== 0);
}

/** Throws, in words, when a port is taken. */
export async function requirePorts(config: Config): Promise<void> {
  const wishes = portWishes(config);
  requireDistinct(wishes);
  // Parts of a run that was killed need a moment to notice that they are alone.
  const deadline = Date.now() + 3_000;
  let busy = await busyPorts(wishes);
  while (busy.length > 0 && Date.now() < deadline) {
    await sleep(250);
    busy = await busyPorts(wishes);
  }
  if (busy.length === 0) return;
  const owner = (await isSandbox(config.sandboxPort)) ? 'another Courier, whose sandbox answers' : undefined;
  throw new Error(describeBusyPorts(busy, owner));
}

function requireDistinct(wishes: readonly PortWish[]): void {
  for (const wish of wishes) {
    const other = wishes.find(({ port }) => port === wish.port);
    if (other !== undefined && other !== wish) {
      throw new Error(
        `Port ${wish.port} is wanted twice, by ${other.wantedBy} (${other.variable}) and ` +
          `by ${wish.wantedBy} (${wish.variable}): move one of them`,
      );
    }
  }
}

async function isSandbox(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/control/state`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
