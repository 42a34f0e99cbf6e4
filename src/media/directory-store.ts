import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { meter } from './meter';
import { storeKey, type MediaStore } from './store';

/** A chunk is all that one reader of a file keeps in memory. */
const CHUNK_BYTES = 64 * 1_024;
/** Longer than any file takes to come; after it, whoever wrote is gone. */
const ABANDONED_AFTER_MS = 24 * 60 * 60_000;
const SWEEP_EVERY_MS = 60 * 60_000;

/**
 * Files in a directory that api and workers share. A file is written aside, synced and moved into place, so nobody ever
 * sees a part of one; what a killed process leaves aside is taken away a day later.
 */
export function createDirectoryStore(directory: string): MediaStore {
  // Not below a key: those never begin with a dot.
  const aside = path.join(directory, '.incoming');
  const placeOf = (key: string): string => path.join(directory, ...storeKey(key).split('/'));
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function sweepNowAndThen(): Promise<void> {
    if (performance.now() - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = performance.now();
    await sweep(aside);
  }

  const store: MediaStore = {
    async put(key, source, limits) {
      const place = placeOf(key);
      const draft = path.join(aside, randomUUID());
      await mkdir(aside, { recursive: true });
      await sweepNowAndThen();
      const metered = meter(source, limits);
      try {
        await write(draft, metered.bytes);
        await mkdir(path.dirname(place), { recursive: true });
        await rename(draft, place);
        await syncDirectory(path.dirname(place));
        return metered.stored();
      } catch (error) {
        await rm(draft, { force: true });
        return metered.failed(error);
      }
    },

    async open(key, range) {
      const handle = await openIfThere(placeOf(key));
      if (handle === undefined) return undefined;
      try {
        const { size } = await handle.stat();
        return { stream: handle.createReadStream({ ...range, highWaterMark: CHUNK_BYTES }), size };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },

    async remove(key) {
      await rm(placeOf(key), { force: true });
    },

    async check() {
      const key = `check/${randomUUID()}`;
      try {
        await store.put(key, Readable.from([Buffer.from('.')]), { maxBytes: 1 });
        await store.remove(key);
      } catch (error) {
        const { code = 'unknown' } = error as NodeJS.ErrnoException;
        throw new Error(`the directory ${directory} does not take files (${code})`, { cause: error });
      }
      return `the directory ${directory}`;
    },

    close: () => Promise.resolve(),
  };
  return store;
}

async function write(file: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(file, 'wx', 0o640);
  try {
    for await (const chunk of bytes) await handle.appendFile(chunk);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Without this a crash of the machine could take the name away, though not the bytes. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function sweep(aside: string): Promise<void> {
  const before = Date.now() - ABANDONED_AFTER_MS;
  for (const name of await readdir(aside)) {
    const file = path.join(aside, name);
    // Another process may have finished it, or sweep as well.
    const written = await stat(file).catch(() => undefined);
    if (written !== undefined && written.mtimeMs < before) await rm(file, { force: true });
  }
}
