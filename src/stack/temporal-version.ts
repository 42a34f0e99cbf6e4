import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The newest release that `go install` can build; later ones carry replace directives, which it refuses. */
export const temporalVersion = '1.5.1';

/** Asks the program for its version; throws if it does not run or is older than what we are tested with. */
export async function checkTemporal(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 30_000 });
  const version = /version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  // A build by `go install` calls itself 0.0.0-DEV.
  if (version === undefined) throw new Error(`${program} is not the Temporal CLI`);
  if (version !== '0.0.0' && compare(version, temporalVersion) < 0) {
    throw new Error(`${program} is version ${version}; ${temporalVersion} or newer is needed`);
  }
  return version;
}

function compare(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
