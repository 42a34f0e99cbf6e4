import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from './wait-for';

export interface CourierProcess {
  readonly command: 'api' | 'worker' | 'sandbox';
  readonly url: string;
  readonly pid: number;
  /** Sends a signal at once, for tests of crashes. */
  kill(signal: NodeJS.Signals): void;
  /** Asks to end and waits for it; returns the exit code. */
  stop(): Promise<number | null>;
  running(): boolean;
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<number | null>;
  /** All it has written so far. */
  logs(): string;
}

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

/**
 * Starts `courier <command>` from `dist/` and waits until it says that it is ready: one line of JSON on stdout,
 * `{"ready":true,"url":"…"}`. It ends by itself when the test process does. `env` is added to ours.
 */
export async function spawnCourier(
  command: 'api' | 'worker' | 'sandbox',
  env: NodeJS.ProcessEnv = {},
  { timeoutMs = 120_000 } = {},
): Promise<CourierProcess> {
  const child = spawn(process.execPath, [cli, command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (running()) child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
    const code = await exited;
    clearTimeout(timer);
    return code;
  };
  try {
    const url = await waitFor(() => (running() ? readyUrl(output) : 'ended'), {
      timeoutMs,
      what: `courier ${command}`,
    });
    if (url === 'ended') throw new Error(`courier ${command} ended while starting`);
    return {
      command,
      running,
      url,
      pid: child.pid ?? 0,
      kill: (signal) => child.kill(signal),
      stop,
      exited,
      logs: () => output,
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${error instanceof Error ? error.message : String(error)}:\n${output}`, { cause: error });
  }
}

function readyUrl(output: string): string | undefined {
  const line = output.split('\n').find((candidate) => candidate.startsWith('{"ready":true,'));
  return line === undefined ? undefined : (JSON.parse(line) as { url: string }).url;
}
