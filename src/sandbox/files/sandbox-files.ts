import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

export interface SandboxFile {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** Of the bytes, in hex. */
  readonly sha256: string;
}

/** Both ends are part of it. */
export interface FileRange {
  readonly start: number;
  readonly end: number;
}

const CHUNK_BYTES = 64 * 1024;
const kept = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  size: z.number(),
  sha256: z.string(),
}) satisfies z.ZodType<SandboxFile>;

/** Files of the people on both sides, on the disk: a large one goes through in chunks. */
export class SandboxFiles {
  readonly #files = new Map<string, SandboxFile>();
  #folder: string | undefined;
  #forKeeps = false;

  /**
   * Keeps its files in this folder, and finds those of earlier starts there. Without it they end with the sandbox, and so
   * they do where the folder cannot be made: that the state is not kept either is said by whoever keeps it.
   */
  keepIn(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true });
    } catch {
      return;
    }
    this.#folder = folder;
    this.#forKeeps = true;
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
      const file = kept.safeParse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))).data;
      if (file !== undefined) this.#files.set(file.id, file);
    }
  }

  /** @throws what the stream throws; nothing of the file is kept then. */
  async add(
    stream: AsyncIterable<Buffer>,
    { name, mimeType }: { readonly name: string; readonly mimeType: string },
  ): Promise<SandboxFile> {
    const id = randomUUID();
    const place = this.#place(id);
    const hash = createHash('sha256');
    let size = 0;
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of stream) {
        size += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    };
    try {
      await pipeline(
        Readable.from(measured(), { objectMode: false, highWaterMark: CHUNK_BYTES }),
        createWriteStream(place),
      );
    } catch (error) {
      await rm(place, { force: true });
      throw error;
    }
    const file: SandboxFile = { id, name, mimeType, size, sha256: hash.digest('hex') };
    if (this.#forKeeps) {
      await writeFile(`${place}.tmp`, JSON.stringify(file));
      await rename(`${place}.tmp`, `${place}.json`);
    }
    this.#files.set(id, file);
    return file;
  }

  get(id: string): SandboxFile | undefined {
    return this.#files.get(id);
  }

  /** @throws Error when there is no such file. */
  open(id: string, range?: FileRange): Readable {
    if (!this.#files.has(id)) throw new Error('The sandbox has no such file');
    return createReadStream(this.#place(id), { ...range, highWaterMark: CHUNK_BYTES });
  }

  /** Forgets a file that nothing refers to. */
  async remove(id: string): Promise<void> {
    if (!this.#files.delete(id)) return;
    await Promise.all([this.#place(id), `${this.#place(id)}.json`].map((place) => rm(place, { force: true })));
  }

  /** Forgets every file. */
  clear(): void {
    for (const id of this.#files.keys()) {
      rmSync(this.#place(id), { force: true });
      rmSync(`${this.#place(id)}.json`, { force: true });
    }
    this.#files.clear();
  }

  close(): void {
    if (this.#folder !== undefined && !this.#forKeeps) rmSync(this.#folder, { recursive: true, force: true });
  }

  #place(id: string): string {
    this.#folder ??= mkdtempSync(path.join(tmpdir(), 'courier-sandbox-files-'));
    return path.join(this.#folder, id);
  }
}
