import { randomBytes } from 'node:crypto';
import type { LinesState } from '../lines/records';

export function nextId(lines: LinesState): number {
  const id = lines.nextId;
  lines.nextId += 1;
  return id;
}

/** Letters that no message had before, with the count in them. */
export function lettersOf(count: number): string {
  return Buffer.concat([Buffer.from(count.toString(16).padStart(8, '0'), 'hex'), randomBytes(32)]).toString(
    'base64url',
  );
}

/** Past 2^53, and odd: whoever reads it as a JavaScript number gets another one (facebook.md §0 row 12). */
export function newUploadId(lines: LinesState): string {
  return String(18_577_777_748_210_001n + 2n * BigInt(nextId(lines)));
}

export function newAccountId(lines: LinesState, first: bigint): string {
  return String(first + BigInt(nextId(lines)));
}
