import { open, type FileHandle } from 'node:fs/promises';

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A file of lines that only grows, until it is emptied as a whole. A line is durable when `append` resolves; lines
 * that come while one is being synced share the next sync.
 */
export class SpoolFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #inode: number;
  #waiting: Waiting[] = [];
  #busy: Promise<void> = Promise.resolve();
  #writing = false;
  /** Up to here every byte is durable and whole lines. */
  #length: number;
  /** There may be bytes beyond. */
  #torn = false;

  private constructor(path: string, handle: FileHandle, inode: number, length: number) {
    this.path = path;
    this.#handle = handle;
    this.#inode = inode;
    this.#length = length;
  }

  /** Opens the file, or makes it. A torn last line was never acknowledged and is cut off. */
  static async open(path: string): Promise<SpoolFile> {
    const handle = await open(path, 'a+', 0o600);
    try {
      const { ino, size } = await handle.stat();
      const length = await endOfLastLine(handle, size);
      if (length < size) await handle.truncate(length);
      return new SpoolFile(path, handle, ino, length);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Durable bytes. */
  get length(): number {
    return this.#length;
  }

  /** Counts what is in the file. */
  async countLines(): Promise<number> {
    const end = this.#length;
    const buffer = Buffer.alloc(COUNTED_AT_ONCE);
    let lines = 0;
    for (let from = 0; from < end;) {
      const { bytesRead } = await this.#handle.read(buffer, 0, Math.min(buffer.length, end - from), from);
      if (bytesRead === 0) break;
      for (let at = buffer.indexOf(NEWLINE); at !== -1 && at < bytesRead; at = buffer.indexOf(NEWLINE, at + 1))
        lines += 1;
      from += bytesRead;
    }
    return lines;
  }

  /** Nothing is being written or waits to be. */
  get isQuiet(): boolean {
    return !this.#writing && this.#waiting.length === 0;
  }

  /**
   * Resolves when the line is on the disk and the file still stands where it did (see `Spool`: another process may
   * have adopted it).
   * @throws when the disk refuses it (ENOSPC); nothing of it stays behind.
   */
  append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      if (!this.#writing) this.#busy = this.#write();
    });
  }

  /** Whole lines from a byte offset on, about `maxBytes` of them, at least one if there is one. */
  async read(from: number, maxBytes: number): Promise<{ readonly lines: string[]; readonly next: number }> {
    const end = this.#length;
    for (let size = maxBytes; from < end; size *= 2) {
      const buffer = Buffer.alloc(Math.min(size, end - from));
      const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, from);
      const cut = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      if (cut === 0 && bytesRead === size) continue;
      if (cut === 0) break;
      return { lines: buffer.toString('utf8', 0, cut - 1).split('\n'), next: from + cut };
    }
    return { lines: [], next: from };
  }

  /** Empties the file. Only to be called while it is quiet; lines that come meanwhile wait. */
  async empty(): Promise<void> {
    const before = this.#length;
    this.#writing = true;
    this.#length = 0;
    try {
      await this.#handle.truncate(0);
      // What a crash would bring back is accepted already.
      await this.#handle.datasync().catch(() => undefined);
    } catch (error) {
      this.#length = before;
      throw error;
    } finally {
      this.#busy = this.#write();
    }
  }

  /** Whether the path still leads to this file. */
  async isInPlace(): Promise<boolean> {
    const probe = await open(this.path, 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (probe === undefined) return false;
    try {
      return (await probe.stat()).ino === this.#inode;
    } finally {
      await probe.close();
    }
  }

  /** Tells others that its owner lives. */
  async touch(): Promise<void> {
    const now = new Date();
    await this.#handle.utimes(now, now);
  }

  async close(): Promise<void> {
    await this.#busy;
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#torn) await this.#cutBack();
        const bytes = Buffer.from(batch.map(({ line }) => `${line}\n`).join(''));
        await this.#handle.appendFile(bytes);
        await this.#handle.datasync();
        this.#length += bytes.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.#torn = true;
        await this.#cutBack().catch(() => undefined);
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }

  /** What was half written would swallow the next line: nothing is written behind it until it is gone. */
  async #cutBack(): Promise<void> {
    await this.#handle.truncate(this.#length);
    this.#torn = false;
  }
}

const NEWLINE = 0x0a;
const TAIL = 64 * 1_024;
const COUNTED_AT_ONCE = 1_024 * 1_024;

async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - TAIL);
    const buffer = Buffer.alloc(end - start);
    await handle.read(buffer, 0, buffer.length, start);
    const at = buffer.lastIndexOf(NEWLINE);
    if (at !== -1) return start + at + 1;
    end = start;
  }
  return 0;
}
