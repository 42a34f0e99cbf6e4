import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from '../cli/serve';
import type { Config } from '../config';

function load<T>(path: string): T {
  const file = join(__dirname, '..', `${path}.js`);
  if (!existsSync(file)) throw new Error(`src/${path}.ts does not exist yet`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(file) as T;
}

export const runApi = (config: Config) => load<{ runApi(config: Config): Promise<Service> }>('api/main').runApi(config);
export const connectSandbox = (config: Config) =>
  load<{ connectSandbox(config: Config): Promise<void> }>('stack/sandbox-account').connectSandbox(config);
