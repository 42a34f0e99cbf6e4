import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
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

export interface SpoolOptions {
  /** A folder on a disk that outlives the process; several processes may share it. */
  readonly dir: string;
  /** Lines are sealed at rest: they are raw requests. */
  readonly vault: Vault;
  /** Most bytes in this process's files; beyond, appending is refused. */
  readonly maxBytes: number;
  /** An entry that does not open, moved to a file of its own for a person to look at. */
  readonly onUnreadable: (file: string) => void;
}

/** An entry and where it lies, to be given back with `discard`. */
export interface SpooledEntries {
  readonly entries: readonly unknown[];
  /** When the oldest was spooled, milliseconds since 1970. */
  readonly oldestAt: number | null;
  readonly position: { readonly file: SpoolFile; readonly next: number };
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
  readonly #touching: NodeJS.Timeout;
  #entries = 0;
  #oldestAt: number | null = null;

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

  /** Another webhook of ordinary size would be kept. */
  get hasRoom(): boolean {
    return this.#bytes + ROOM_BYTES <= this.#options.maxBytes;
  }

  /** Entries appended by this process and not discarded; adopted ones count once they have been looked at. */
  get depth(): number {
    return Math.max(this.#entries, this.isEmpty ? 0 : 1);
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
    for (;;) {
      if (this.#bytes + line.length > this.#options.maxBytes) throw new SpoolFull(this.#options.maxBytes);
      if ((await this.#appendTo(this.#own, line)) !== ADOPTED) break;
      await this.#startOwn();
    }
    this.#entries += 1;
    this.#oldestAt ??= at;
  }

  /** The oldest entries, about `maxBytes` of them; undefined when nothing waits. */
  async peek(maxBytes: number): Promise<SpooledEntries | undefined> {
    for (const file of this.#files) {
      const { lines, next } = await file.read(this.#offset(file), maxBytes);
      if (lines.length === 0) continue;
      const opened = await this.#openAll(lines);
      this.#oldestAt = opened[0]?.at ?? this.#oldestAt;
      return {
        entries: opened.map(({ entry }) => entry),
        oldestAt: opened[0]?.at ?? null,
        position: { file, next },
      };
    }
    return undefined;
  }

  /** The entries are safe elsewhere. A crash before the file is emptied lets them come up once more. */
  async discard({ entries, position: { file, next } }: SpooledEntries): Promise<void> {
    this.#offsets.set(file, next);
    this.#entries = Math.max(0, this.#entries - entries.length);
    if (!file.isQuiet || next < file.length) return;
    if (file === this.#own) {
      const emptied = file.empty();
      this.#offsets.delete(file);
      await emptied;
    } else {
      this.#files.splice(this.#files.indexOf(file), 1);
      this.#offsets.delete(file);
      await file.close();
      await unlink(file.path);
    }
    if (this.isEmpty) this.#oldestAt = null;
  }

  /** Takes over the files of dead processes. @returns how many. */
  async adoptOrphans(): Promise<number> {
    let adopted = 0;
    for (const name of await readdir(this.#options.dir)) {
      const from = path.join(this.#options.dir, name);
      if (!name.endsWith(SUFFIX) || this.#files.some((file) => file.path === from)) continue;
      if (!(await isOrphaned(from))) continue;
      const to = newPath(this.#options.dir);
      if (!(await renamed(from, to))) continue;
      const file = await SpoolFile.open(to);
      await file.touch();
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
      await file.close();
      if (empty) await unlink(file.path).catch(ignoreMissing);
    }
  }

  async #appendTo(file: SpoolFile, line: string): Promise<typeof ADOPTED | undefined> {
    await file.append(line);
    return (await file.isInPlace()) ? undefined : ADOPTED;
  }

  /** Our file was taken from us: its content is another's business now. */
  async #startOwn(): Promise<void> {
    const lost = this.#own;
    if (await lost.isInPlace()) return;
    this.#own = await newFile(this.#options.dir);
    this.#files.splice(this.#files.indexOf(lost), 1, this.#own);
    this.#offsets.delete(lost);
    await lost.close();
  }

  async #openAll(lines: readonly string[]): Promise<Envelope[]> {
    const opened: Envelope[] = [];
    for (const line of lines) {
      if (line === '') continue;
      try {
        opened.push(JSON.parse(this.#options.vault.open(line, PLACE)) as Envelope);
      } catch {
        await this.#setAside(line);
      }
    }
    return opened;
  }

  async #setAside(line: string): Promise<void> {
    const file = await SpoolFile.open(path.join(this.#options.dir, 'unreadable.lines'));
    await file.append(line);
    await file.close();
    this.#options.onUnreadable(file.path);
  }

  async #touch(): Promise<void> {
    for (const file of this.#files) await file.touch().catch(ignoreMissing);
  }

  get #bytes(): number {
    return this.#files.reduce((sum, file) => sum + file.length - this.#offset(file), 0);
  }

  #offset(file: SpoolFile): number {
    return this.#offsets.get(file) ?? 0;
  }
}

function newPath(dir: string): string {
  return path.join(dir, `${hostname()}_${process.pid}_${randomUUID()}${SUFFIX}`);
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
  if (host === hostname() && !isAlive(Number(pid))) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > ORPHANED_AFTER_MS;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

function isAlive(pid: number): boolean {
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
