import { randomBytes } from 'node:crypto';
import { keyFromFile } from './key-file';
import type { MasterKey } from './vault';

const KEY_BYTES = 32;

/**
 * Parses `COURIER_MASTER_KEYS`: `id:base64` of 32 bytes, several separated by commas.
 * @throws Error that names the key's place in the list, never the key.
 */
export function parseMasterKeys(text: string): MasterKey[] {
  const keys = text.split(',').map((item, index) => {
    const match = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/=_-]+)\s*$/.exec(item);
    const id = match?.[1];
    const key = Buffer.from(match?.[2] ?? '', 'base64');
    if (id === undefined || key.length !== KEY_BYTES) {
      throw new Error(`COURIER_MASTER_KEYS: key ${index + 1} is not "id:base64 of 32 bytes"`);
    }
    return { id, key };
  });
  const twice = keys.find(({ id }, index) => keys.findIndex((key) => key.id === id) !== index);
  if (twice !== undefined) throw new Error(`COURIER_MASTER_KEYS: the id "${twice.id}" is there twice`);
  return keys;
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
  return parseMasterKeys(
    keyFromFile(config.dataDir, 'master.key', () => `dev:${randomBytes(KEY_BYTES).toString('base64')}`),
  );
}
