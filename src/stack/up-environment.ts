import { join } from 'node:path';
import type { Config } from '../config';

/**
 * Points this process and those it starts at the stack on this machine. Settings for another database or another
 * engine are put aside: a shell may hold those of a production system.
 */
export function useLocalStack(config: Config, dataDir: string, env: NodeJS.ProcessEnv = process.env): string[] {
  const foreign = [
    'COURIER_DATABASE_URL',
    'COURIER_KOMMO_URL',
    ...Object.keys(env).filter((name) => name.startsWith('TEMPORAL_')),
  ];
  const ignored = foreign.filter((name) => name in env);
  for (const name of ignored) Reflect.deleteProperty(env, name);
  Object.assign(env, {
    COURIER_DATABASE_URL: `postgres://courier:courier@127.0.0.1:${config.postgresPort}/courier`,
    COURIER_DATA_DIR: dataDir,
    // Every account's host is the sandbox's: nothing of it is asked of the real Kommo.
    COURIER_KOMMO_URL: `http://127.0.0.1:${config.sandboxPort}/accounts/{subdomain}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${config.temporalPort}`,
    TEMPORAL_NAMESPACE: 'default',
    // A profile in the home directory could bring a key or TLS for another server. This file need not exist.
    TEMPORAL_CONFIG_FILE: join(dataDir, 'temporal.toml'),
  });
  return ignored;
}
