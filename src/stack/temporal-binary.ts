import { constants } from 'node:fs';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { buildTemporal } from './temporal-build';
import { downloadTemporal } from './temporal-download';
import { checkTemporal, temporalVersion } from './temporal-version';

/** Where the program is kept once we got it. */
export function cachedTemporal(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.XDG_CACHE_HOME;
  const cache = given !== undefined && isAbsolute(given) ? given : join(env.HOME ?? homedir(), '.cache');
  return join(cache, 'courier', `temporal-v${temporalVersion}`, 'temporal');
}

export interface Search {
  readonly env?: NodeJS.ProcessEnv;
  /** Told in words what takes long. */
  readonly onProgress?: (text: string) => void;
  /** Gives up: what was begun is removed. */
  readonly signal?: AbortSignal;
  /** Ways to get the program, in order; each puts a working one at `target` or throws. */
  readonly sources?: readonly Source[];
}

export interface Source {
  readonly name: string;
  get(target: string, search: Required<Omit<Search, 'sources'>>): Promise<void>;
}

const sources: readonly Source[] = [
  { name: 'the official download', get: downloadTemporal },
  { name: 'go install', get: buildTemporal },
];

/** The program if this machine has it already: on PATH, else in the cache. */
export async function installedTemporal(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const candidates = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  for (const program of [...candidates.map((directory) => join(directory, 'temporal')), cachedTemporal(env)]) {
    try {
      await access(program, constants.X_OK);
      await checkTemporal(program);
      return program;
    } catch {
      // The next place may have one that works.
    }
  }
  return undefined;
}

/** Finds the Temporal development server, getting it if this machine has none. */
export async function findTemporal(search: Search = {}): Promise<string> {
  const env = search.env ?? process.env;
  const onProgress = search.onProgress ?? (() => undefined);
  const signal = search.signal ?? new AbortController().signal;
  const installed = await installedTemporal(env);
  if (installed !== undefined) return installed;
  const target = cachedTemporal(env);
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(dirname(target));
  const failures: string[] = [];
  for (const source of search.sources ?? sources) {
    signal.throwIfAborted();
    onProgress(`Temporal is not installed; trying ${source.name}`);
    try {
      await source.get(target, { env, onProgress, signal });
      await checkTemporal(target);
      return target;
    } catch (error) {
      failures.push(`  ${source.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    `The Temporal development server is missing and could not be got:\n${failures.join('\n')}\n` +
      `Install the Temporal CLI ${temporalVersion} or newer (https://docs.temporal.io/cli#install) so that "temporal" is on ` +
      `PATH,\nor put its program at ${target}\nor install Go 1.25 or newer, with which Courier builds it.`,
  );
}

/** Half a program is large, and stays when its maker was killed. One at work is younger than this. */
const abandonedAfterMs = 3_600_000;

async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (!/^(build|download)-/.test(name)) continue;
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}
