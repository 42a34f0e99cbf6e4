import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checkTemporal, temporalVersion } from './temporal-version';

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Where Go's own installer puts it, which not every shell has on its PATH. */
const usualPlace = '/usr/local/go/bin';
const reportEveryMs = 15_000;
const giveUpAfterMs = 20 * 60_000;

/**
 * Builds the Temporal CLI with Go, which often works where archives are out of reach, since module proxies are
 * common. Several may build at once: each in a directory of its own, and the last rename wins.
 */
export async function buildTemporal(target: string, surroundings: Surroundings): Promise<void> {
  const { onProgress, signal } = surroundings;
  const env = { ...surroundings.env, PATH: [surroundings.env.PATH, usualPlace].join(delimiter) };
  await promisify(execFile)('go', ['version'], { env }).catch(() => {
    throw new Error('Go is not installed');
  });
  const draft = await mkdtemp(join(dirname(target), 'build-'));
  const started = Date.now();
  const report = setInterval(() => {
    onProgress(`Building Temporal with Go, ${Math.round((Date.now() - started) / 1_000)} s; once only, a few minutes`);
  }, reportEveryMs);
  try {
    await goInstall(draft, env, signal);
    const program = join(draft, 'temporal');
    await checkTemporal(program);
    await rename(program, target);
  } finally {
    clearInterval(report);
    await rm(draft, { recursive: true, force: true });
  }
}

async function goInstall(directory: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const args = ['install', `github.com/temporalio/cli/cmd/temporal@v${temporalVersion}`];
  const child = spawn('go', args, {
    env: { ...env, GOBIN: directory, CGO_ENABLED: '0' },
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: giveUpAfterMs,
    signal,
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`go install failed:\n${output.trim()}`);
}
