import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, statfs, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { SpoolFile } from './spool-file';
import type { Vault } from './vault';

/** The line was synced, but into a file that another process has taken over meanwhile. */
const ADOPTED = Symbol('adopted');
const TOUCH_EVERY_MS = 2_000;
/** A file whose owner has not been heard of for so long belongs to nobody. */
const ORPHANED_AFTER_MS = 20_000;
const ROOM_BYTES = 1_024 * 1_024;
const PLACE = 'spool';
const SUFFIX = '.spool';
const APART = 'unreadable.lines';

/** Files that this process holds. Its id may be that of an earlier one: in a container that was started again, it is. */
const held = new Set<string>();

export interface SpoolOptions {
  /** A folder on a disk that outlives the process; several processes may share it. */
  readonly dir: string;
  /** Lines are sealed at rest: they are raw requests. */
  readonly vault: Vault;
  /** Most bytes in this process's files; beyond, appending is refused. */
  readonly maxBytes: number;
  /** An entry does not open and was moved to this file, for a person to look at. */
  readonly onUnreadable: (file: string) => void;
}

/** An entry and where it lies, to be given back with `discard`. */
export interface SpooledEntries {
  readonly entries: readonly unknown[];
  /** When the oldest was spooled, milliseconds since 1970. */
  readonly oldestAt: number | null;
  readonly position: {
    readonly file: SpoolFile;
    readonly next: number;
    readonly lines: readonly string[];
    /** Those of the lines that do not open. */
    readonly unreadable: readonly string[];
  };
}

interface Envelope {
  readonly at: number;
  readonly entry: unknown;
}

/** Nothing was kept: the spool is full. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull';
  constructor(maxBytes: number) {
    super(`The spool holds its limit of ${maxBytes} bytes`);
  }
}

/**
 * Where webhooks wait while the database cannot take them (promise P1). Each process writes a file of its own; one
 * whose owner has died is adopted by renaming it, which only one can do. An owner that was merely stopped notices
 * after its next write that its file is gone from its place, and writes the entry again elsewhere: twice is harmless.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #files: SpoolFile[] = [];
  readonly #offsets = new Map<SpoolFile, number>();
  #own: SpoolFile;
  #replacing: Promise<void> | undefined;
  readonly #touching: NodeJS.Timeout;
  #entries = 0;
  #oldestAt: number | null = null;
  #diskIsWell = true;

  private constructor(options: SpoolOptions, own: SpoolFile) {
    this.#options = options;
    this.#own = own;
    this.#files.push(own);
    this.#touching = setInterval(() => void this.#touch(), TOUCH_EVERY_MS).unref();
  }

  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.dir, { recursive: true, mode: 0o700 });
    const spool = new Spool(options, await newFile(options.dir));
    await spool.adoptOrphans();
    return spool;
  }

  /** Nothing waits, and nothing is being written. */
  get isEmpty(): boolean {
    return this.#files.every((file) => file.isQuiet && this.#offset(file) >= file.length);
  }

  /** Another webhook of ordinary size would be kept, as far as the limit and the disk are known. */
  get hasRoom(): boolean {
    return this.#diskIsWell && this.#bytes + ROOM_BYTES <= this.#options.maxBytes;
  }

  /** Less than half of the space is left. */
  get isHalfFull(): boolean {
    return 2 * this.#bytes > this.#options.maxBytes;
  }

  /** How many entries wait. */
  get depth(): number {
    return this.isEmpty ? 0 : Math.max(this.#entries, 1);
  }

  get oldestAt(): number | null {
    return this.isEmpty ? null : this.#oldestAt;
  }

  /**
   * Resolves when the entry is durable.
   * @throws SpoolFull, or what the disk says; then nothing was kept.
   */
  async append(entry: unknown): Promise<void> {
    const at = Date.now();
    const line = this.#options.vault.seal(JSON.stringify({ at, entry } satisfies Envelope), PLACE);
    // Counted first: a drain may have carried the entry on before this process comes to it again.
    this.#entries += 1;
    this.#oldestAt ??= at;
    try {
      for (;;) {
        if (this.#bytes + line.length > this.#options.maxBytes) throw new SpoolFull(this.#options.maxBytes);
        const file = this.#own;
        if ((await this.#appendTo(file, line)) !== ADOPTED) return;
        await this.#replaceOwn(file);
      }
    } catch (error) {
      this.#entries = Math.max(0, this.#entries - 1);
      if (this.isEmpty) this.#oldestAt = null;
      throw error;
    }
  }

  /** The oldest entries, about `maxBytes` of them and not more than `atMost`; undefined when nothing waits. */
  async peek(maxBytes: number, atMost = Infinity): Promise<SpooledEntries | undefined> {
    for (const file of this.#files) {
      const read = await file.read(this.#offset(file), maxBytes);
      if (read.lines.length === 0) continue;
      const lines = read.lines.slice(0, atMost);
      const left = read.lines.slice(lines.length).reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0);
      const { opened, unreadable } = this.#openAll(lines);
      this.#oldestAt = opened[0]?.at ?? this.#oldestAt;
      return {
        entries: opened.map(({ entry }) => entry),
        oldestAt: opened[0]?.at ?? null,
        position: { file, next: read.next - left, lines, unreadable },
      };
    }
    return undefined;
  }

  /** The entries are safe elsewhere. A crash before the file is emptied lets them come up once more. */
  async discard(taken: SpooledEntries): Promise<void> {
    const { unreadable } = taken.position;
    if (unreadable.length > 0) this.#options.onUnreadable(await this.#keepApart(unreadable));
    await this.#forget(taken);
  }

  /**
   * Takes the entries out of the way of the others, for a person to look at.
   * @returns the file where they are kept, sealed.
   */
  async setAside(taken: SpooledEntries): Promise<string> {
    const file = await this.#keepApart(taken.position.lines);
    await this.#forget(taken);
    return file;
  }

  async #forget({ position: { file, next, lines } }: SpooledEntries): Promise<void> {
    // Another process has it since.
    if (!this.#files.includes(file)) return;
    this.#offsets.set(file, next);
    this.#entries = Math.max(0, this.#entries - lines.length);
    if (!file.isQuiet || next < file.length) return;
    if (file === this.#own) {
      const emptied = file.empty();
      this.#offsets.delete(file);
      await emptied;
    } else {
      this.#files.splice(this.#files.indexOf(file), 1);
      this.#offsets.delete(file);
      await closeForGood(file);
    }
    if (!this.isEmpty) return;
    this.#entries = 0;
    this.#oldestAt = null;
  }

  /** Takes over the files of dead processes. @returns how many. */
  async adoptOrphans(): Promise<number> {
    let adopted = 0;
    for (const name of await readdir(this.#options.dir)) {
      const from = path.join(this.#options.dir, name);
      if (!name.endsWith(SUFFIX) || this.#files.some((file) => file.path === from)) continue;
      if (!(await isOrphaned(from))) continue;
      const to = newPath(this.#options.dir);
      if (!(await renamed(from, to))) {
        held.delete(to);
        continue;
      }
      const file = await SpoolFile.open(to);
      await file.touch();
      this.#entries += await file.countLines();
      this.#files.unshift(file);
      adopted += 1;
    }
    return adopted;
  }

  /** Leaves what waits on the disk; an empty file is removed. */
  async close(): Promise<void> {
    clearInterval(this.#touching);
    for (const file of this.#files) {
      const empty = this.#offset(file) >= file.length;
      if (empty) await closeForGood(file);
      else await close(file);
    }
  }

  async #appendTo(file: SpoolFile, line: string): Promise<typeof ADOPTED | undefined> {
    await file.append(line);
    return (await file.isInPlace()) ? undefined : ADOPTED;
  }

  /** Our file was taken from us: its content is another's business now. Many may notice at once. */
  #replaceOwn(lost: SpoolFile): Promise<void> {
    if (this.#own !== lost) return Promise.resolve();
    this.#replacing ??= this.#startOwn(lost).finally(() => (this.#replacing = undefined));
    return this.#replacing;
  }

  async #startOwn(lost: SpoolFile): Promise<void> {
    this.#own = await newFile(this.#options.dir);
    this.#files.splice(this.#files.indexOf(lost), 1, this.#own);
    this.#offsets.delete(lost);
    await close(lost);
  }

  #openAll(lines: readonly string[]): { readonly opened: Envelope[]; readonly unreadable: string[] } {
    const opened: Envelope[] = [];
    const unreadable: string[] = [];
    for (const line of lines) {
      try {
        opened.push(JSON.parse(this.#options.vault.open(line, PLACE)) as Envelope);
      } catch {
        unreadable.push(line);
      }
    }
    return { opened, unreadable };
  }

  async #keepApart(lines: readonly string[]): Promise<string> {
    const file = await SpoolFile.open(path.join(this.#options.dir, APART));
    try {
      await Promise.all(lines.map((line) => file.append(line)));
    } finally {
      await file.close();
    }
    return file.path;
  }

  async #touch(): Promise<void> {
    // What the disk has against it shows in `hasRoom`, and at the next append, to whom it concerns.
    const files = [...this.#files];
    const touched = await Promise.allSettled(files.map((file) => file.touch()));
    const free = await statfs(this.#options.dir).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => 0,
    );
    // One that was closed meanwhile says nothing of the disk.
    const failed = files.filter((file, index) => touched[index]?.status === 'rejected' && this.#files.includes(file));
    this.#diskIsWell = free >= ROOM_BYTES && failed.length === 0;
  }

  get #bytes(): number {
    return this.#files.reduce((sum, file) => sum + file.length - this.#offset(file), 0);
  }

  #offset(file: SpoolFile): number {
    return this.#offsets.get(file) ?? 0;
  }
}

function newPath(dir: string): string {
  const file = path.join(dir, `${hostname()}_${process.pid}_${randomUUID()}${SUFFIX}`);
  held.add(file);
  return file;
}

async function close(file: SpoolFile): Promise<void> {
  held.delete(file.path);
  await file.close();
}

async function closeForGood(file: SpoolFile): Promise<void> {
  await close(file);
  await unlink(file.path).catch(ignoreMissing);
}

/** A file whose name is durable too: a crash of the machine must not lose the file for its entries. */
async function newFile(dir: string): Promise<SpoolFile> {
  const file = await SpoolFile.open(newPath(dir));
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return file;
}

/** Its owner was on this machine and is gone, or has not been heard of for long. */
async function isOrphaned(file: string): Promise<boolean> {
  const [host, pid] = path.basename(file).split('_');
  if (host === hostname() && !isHeld(file, Number(pid))) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > ORPHANED_AFTER_MS;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

function isHeld(file: string, pid: number): boolean {
  if (pid === process.pid) return held.has(file);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @returns false when somebody else was quicker. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
