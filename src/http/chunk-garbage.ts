import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const SWEEP_AFTER_BYTES = 4 * 1_024 * 1_024;

type Collect = (options: { readonly type: 'minor' }) => void;

let passed = 0;
let collect: Collect | undefined;

/**
 * To be called for each chunk of a file that goes through the process. A chunk that has gone is garbage outside of V8's
 * heap, and V8 lets more than 30 MB of that pile up. A minor collection for every few megabytes takes about half a
 * millisecond and keeps a large file from costing more memory than a small one.
 */
export function chunkPassed(bytes: number): void {
  passed += bytes;
  if (passed < SWEEP_AFTER_BYTES) return;
  passed = 0;
  collect ??= minorCollection();
  collect({ type: 'minor' });
}

function minorCollection(): Collect {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  setFlagsFromString('--no-expose-gc');
  // Without it everything works as before, with more memory.
  return typeof found === 'function' ? (found as Collect) : () => undefined;
}
