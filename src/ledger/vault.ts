import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/**
 * Seals secrets for rest in the ledger: AES-256-GCM, `v1.<key id>.<base64url of nonce, tag and ciphertext>`.
 * `place` (table, column and row) is bound in, so a sealed value copied to another row does not open there.
 */
export interface Vault {
  seal(clear: string | Buffer, place: string): string;
  /** @throws Error naming the missing key id, or the place whose value was tampered with; never the value. */
  open(sealed: string, place: string): string;
  openBytes(sealed: string, place: string): Buffer;
}

/** @param keys the first seals, all open: to rotate, put a new key first and keep the old ones. */
export function createVault(keys: readonly MasterKey[]): Vault {
  const [sealing] = keys;
  if (sealing === undefined) throw new Error('The vault needs at least one master key');

  const openBytes = (sealed: string, place: string): Buffer => {
    const [version, keyId, payload] = sealed.split('.');
    if (version !== 'v1' || keyId === undefined || payload === undefined) {
      throw new Error(`${place} does not hold a sealed value`);
    }
    const master = keys.find((key) => key.id === keyId);
    if (master === undefined)
      throw new Error(`${place} was sealed with master key "${keyId}", which is not configured`);
    const bytes = Buffer.from(payload, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', master.key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      throw new Error(`${place} does not open with master key "${keyId}": another key of that name, or altered`);
    }
  };

  return {
    seal(clear, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing.key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([
        cipher.update(typeof clear === 'string' ? Buffer.from(clear) : clear),
        cipher.final(),
      ]);
      return `v1.${sealing.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open: (sealed, place) => openBytes(sealed, place).toString('utf8'),
    openBytes,
  };
}
