import { join, resolve } from 'node:path';

/** The directory that holds package.json, from `src/stack` as well as from `dist/stack`. */
export const projectRoot = resolve(__dirname, '..', '..');

export interface DataPaths {
  readonly root: string;
  /** The database cluster, or a link to it where the server may not enter the data directory. */
  readonly postgres: string;
  readonly temporalDb: string;
  readonly logs: string;
  /** The archive for the sandbox's CRM. */
  readonly widget: string;
  /** Says which `courier up` is using the data. */
  readonly lock: string;
}

/** Everything `courier up` writes lies below one directory. */
export function dataPaths(dataDir: string): DataPaths {
  const root = resolve(dataDir);
  return {
    root,
    postgres: join(root, 'postgres'),
    temporalDb: join(root, 'temporal.db'),
    logs: join(root, 'logs'),
    widget: join(root, 'widget'),
    lock: join(root, 'up.lock'),
  };
}
