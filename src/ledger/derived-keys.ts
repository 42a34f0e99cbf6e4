import { hkdfSync } from 'node:crypto';
import type { MasterKey } from './vault';

/**
 * Keys for one purpose, made from the master keys in their order (HKDF-SHA256): to make something, use the first; to
 * verify, try all. Keys of different purposes say nothing about each other or about the master keys.
 */
export function deriveKeys(keys: readonly MasterKey[], purpose: string): Buffer[] {
  return keys.map(({ key }) => Buffer.from(hkdfSync('sha256', key, '', `courier ${purpose}`, 32)));
}
