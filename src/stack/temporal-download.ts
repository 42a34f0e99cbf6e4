import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { checkTemporal, temporalVersion } from './temporal-version';

const platforms: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };
const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The makers' own archive, fetched beside `target` and put in place when it is known to run. */
export async function downloadTemporal(target: string, { signal }: { signal: AbortSignal }): Promise<void> {
  const platform = platforms[process.platform];
  const architecture = architectures[process.arch];
  if (platform === undefined || architecture === undefined) {
    throw new Error(`there is no archive for ${process.platform} on ${process.arch}`);
  }
  const url = `https://temporal.download/cli/archive/v${temporalVersion}?platform=${platform}&arch=${architecture}`;
  const draft = await mkdtemp(join(dirname(target), 'download-'));
  try {
    const archive = join(draft, 'archive.tar.gz');
    await save(url, archive, signal);
    await promisify(execFile)('tar', ['-xzf', archive, '-C', draft, 'temporal']);
    const program = join(draft, 'temporal');
    await chmod(program, 0o755);
    await checkTemporal(program);
    await rename(program, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function save(url: string, file: string, signal: AbortSignal): Promise<void> {
  // Many networks drop such connections silently; a person should not wait for the usual two minutes.
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: 4_000 },
    headersTimeout: 15_000,
    bodyTimeout: 30_000,
  });
  try {
    const response = await fetch(url, { dispatcher, signal }).catch((error: unknown) => {
      const { cause } = error as { cause?: unknown };
      throw new Error(
        `${new URL(url).host} cannot be reached (${cause instanceof Error ? cause.message : String(error)})`,
      );
    });
    if (!response.ok || response.body === null) throw new Error(`${new URL(url).host} answered ${response.status}`);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  } finally {
    await dispatcher.destroy();
  }
}
