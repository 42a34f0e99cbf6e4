import { randomBytes } from 'node:crypto';
import { keyFromFile } from './key-file';

/** The key of the admin API: from the environment or, in development, one made once; undefined keeps it closed. */
export function loadAdminKey(config: {
  readonly adminKey: string | undefined;
  readonly production: boolean;
  readonly dataDir: string;
}): string | undefined {
  if (config.adminKey !== undefined || config.production) return config.adminKey;
  return keyFromFile(config.dataDir, 'admin.key', () => randomBytes(24).toString('base64url'));
}
