import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MasterKey } from './vault';

const KEY_BYTES = 32;

/**
 * Parses `COURIER_MASTER_KEYS`: `id:base64` of 32 bytes, several separated by commas.
 * @throws Error that names the key's place in the list, never the key.
 */
export function parseMasterKeys(text: string): MasterKey[] {
  return text.split(',').map((item, index) => {
    const match = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/=_-]+)\s*$/.exec(item);
    const id = match?.[1];
    const key = Buffer.from(match?.[2] ?? '', 'base64');
    if (id === undefined || key.length !== KEY_BYTES) {
      throw new Error(`COURIER_MASTER_KEYS: key ${index + 1} is not "id:base64 of 32 bytes"`);
    }
    return { id, key };
  });
}

/**
 * The keys from the environment or, in development, one made once in the data directory.
 * @throws Error in production without `COURIER_MASTER_KEYS`: a key made in passing would be lost with the disk.
 */
export function loadMasterKeys(config: {
  readonly masterKeys: string | undefined;
  readonly production: boolean;
  readonly dataDir: string;
}): MasterKey[] {
  if (config.masterKeys !== undefined) return parseMasterKeys(config.masterKeys);
  if (config.production) {
    throw new Error(
      'COURIER_MASTER_KEYS is not set. Make a key with: echo "k1:$(openssl rand -base64 32)" and keep a copy of it.',
    );
  }
  const file = path.join(config.dataDir, 'master.key');
  if (!existsSync(file)) makeKeyFile(config.dataDir, file);
  return parseMasterKeys(readFileSync(file, 'utf8').trim());
}

/** Written aside and linked into place: another process that starts now sees the whole file or none. */
function makeKeyFile(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, `dev:${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
