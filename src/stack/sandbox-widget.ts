import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LogFiles } from './logs';
import { spawnNode } from './managed-process';
import { projectRoot } from './paths';

/** Everything that an archive depends on, beside the address it is for. */
const SOURCES = ['package-lock.json', 'package.json', 'scripts/widget.mjs', 'src/widget'];
const LOG = 'widget';

/**
 * The widget's archive for this address, as `npm run widget` builds it; kept below `directory` until the address or the
 * sources change. It takes about a second and needs what only a checkout has.
 * @throws Error where it cannot be built
 */
export async function sandboxWidget(publicUrl: string, directory: string, logs: LogFiles): Promise<Buffer> {
  const file = join(directory, `${fingerprint(publicUrl)}.zip`);
  if (!existsSync(file)) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const args = ['--url', publicUrl, '--out', file];
    const script = join(projectRoot, 'scripts', 'widget.mjs');
    const { code } = await spawnNode(script, args, { output: logs.descriptor(LOG) }).exited;
    if (code !== 0) throw new Error(logs.tail(LOG, 3));
  }
  return readFileSync(file);
}

function fingerprint(publicUrl: string): string {
  const hash = createHash('sha256').update(publicUrl);
  for (const path of SOURCES.flatMap(filesBelow))
    hash.update(`\0${path}\0`).update(readFileSync(join(projectRoot, path)));
  return hash.digest('hex').slice(0, 16);
}

/** Of a file itself; of a folder all there is, in one order. */
function filesBelow(path: string): string[] {
  if (/\.\w+$/.test(path)) return existsSync(join(projectRoot, path)) ? [path] : [];
  const names = readdirSync(join(projectRoot, path), { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .sort();
}
