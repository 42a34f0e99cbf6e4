import { createHash } from 'node:crypto';
import type { Put, PutLimits } from './store';

const HEAD_BYTES = 4_096;

/** Thrown into the store's own writing, so that it stops and cleans up; never leaves the store. */
class TooLarge extends Error {}

/** Counts, hashes and looks at a file on its way into a store. */
export interface Meter {
  /** The file's bytes as they come. Ends with an error as soon as there are too many. */
  readonly bytes: AsyncIterable<Buffer>;
  /** After `bytes` came to their end. */
  stored(): Put;
  /** What became of a file whose writing threw. @throws the source's own error, where it was that, else `error`. */
  failed(error: unknown): Put;
}

export function meter(source: AsyncIterable<Buffer>, { maxBytes }: PutLimits): Meter {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let size = 0;
  let failure: { readonly error: unknown } | undefined;

  async function* metered(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of source) {
        if (size + chunk.length > maxBytes) throw new TooLarge();
        // A copy: a part of a chunk would keep all of it in memory.
        if (size < HEAD_BYTES) head.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - size)));
        size += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  return {
    bytes: metered(),
    stored: () => ({ kind: 'stored', size, head: Buffer.concat(head), sha256: hash.digest('hex') }),
    failed: (error) => {
      if (failure === undefined) throw error;
      if (failure.error instanceof TooLarge) return { kind: 'too-large' };
      throw failure.error;
    },
  };
}
