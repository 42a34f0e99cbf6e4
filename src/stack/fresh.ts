import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataPaths } from './paths';
import { removeCluster } from './postgres-home';

/** What Courier itself writes below the data directory. Anything else there is somebody else's and stays. */
const ours = /^(temporal\.db.*|logs|widget|spool|media|(master|admin)\.key|sandbox\.json.*)$/;

/** Removes the data of earlier starts. */
export function removeData(paths: DataPaths): void {
  removeCluster(paths.postgres);
  for (const name of readdirSync(paths.root)) {
    if (ours.test(name)) rmSync(join(paths.root, name), { recursive: true, force: true });
  }
}
