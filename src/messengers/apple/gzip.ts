import { gunzipSync, gzipSync } from 'node:zlib';
import { INFLATED_LIMIT } from './limits';

/** Below this a compressed body is hardly shorter. */
const WORTH_IT_BYTES = 1_024;

/**
 * Bodies come compressed (apple.md §2); whoever stands in front of us may have opened them already, so the bytes tell.
 * @returns undefined for what does not open, or is too much
 */
export function inflated(body: Buffer): Buffer | undefined {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: INFLATED_LIMIT });
  } catch {
    return undefined;
  }
}

export interface Packed {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A body of JSON, compressed where that makes it shorter. */
export function packed(json: object): Packed {
  const plain = Buffer.from(JSON.stringify(json));
  if (plain.length < WORTH_IT_BYTES) return { body: plain, headers: {} };
  return { body: gzipSync(plain), headers: { 'content-encoding': 'gzip' } };
}
