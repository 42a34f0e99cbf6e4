/** Records test/histories/ anew; see test/workflows/record-histories.ts. Takes about five minutes. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

for (const args of [
  ['scripts/build.mjs'],
  [jest, '--testMatch', '**/test/workflows/record-*histories.ts', '--runInBand'],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
