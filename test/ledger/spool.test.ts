import promises from 'node:fs/promises';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spool } from '../../src/ledger/spool';
import { createVault } from '../../src/ledger/vault';
import { waitFor } from '../support/wait-for';

const vault = createVault([{ id: 'k1', key: Buffer.alloc(32, 7) }]);

describe('the spool', () => {
  let dir: string;
  let spools: Spool[];
  let unreadable: string[];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'courier-spool-'));
    spools = [];
    unreadable = [];
  });
  afterEach(async () => {
    for (const spool of spools) await spool.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const openSpool = async (maxBytes = 10_000_000): Promise<Spool> => {
    const spool = await Spool.open({ dir, vault, maxBytes, onUnreadable: (file) => unreadable.push(file) });
    spools.push(spool);
    return spool;
  };

  it('has no room where the disk has none, until there is some again', async () => {
    const spool = await openSpool();
    expect(spool.hasRoom).toBe(true);
    const nothing = Object.assign(await promises.statfs(dir), { bavail: 1 });
    const full = jest.spyOn(promises, 'statfs').mockResolvedValue(nothing);
    await waitFor(() => !spool.hasRoom);
    full.mockRestore();
    await waitFor(() => spool.hasRoom);
  });

  it('gives back what it was given, oldest first, until it is discarded', async () => {
    const spool = await openSpool();
    await Promise.all([1, 2, 3].map((n) => spool.append({ n })));
    const first = await spool.peek(1_000_000);
    expect(first?.entries).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect((await spool.peek(1_000_000))?.entries).toHaveLength(3);
    if (first !== undefined) await spool.discard(first);
    expect(await spool.peek(1_000_000)).toBeUndefined();
    expect(spool.isEmpty).toBe(true);
    await spool.append({ n: 4 });
    expect((await spool.peek(1_000_000))?.entries).toEqual([{ n: 4 }]);
  });

  it('keeps on disk only sealed lines', async () => {
    const spool = await openSpool();
    await spool.append({ text: 'zebra-crossing' });
    const [file = ''] = readdirSync(dir);
    expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, file), 'utf8')).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+\n$/);
  });

  it('reads entries larger than the bite it was asked for', async () => {
    const spool = await openSpool();
    const entries = ['x'.repeat(100_000), 'small', 'y'.repeat(50_000)];
    for (const entry of entries) await spool.append(entry);
    const read: unknown[] = [];
    for (let bite = await spool.peek(1_000); bite !== undefined; bite = await spool.peek(1_000)) {
      read.push(...bite.entries);
      await spool.discard(bite);
    }
    expect(read).toEqual(entries);
  });

  it('hands the entries of a dead process to the next one that looks', async () => {
    const dead = await openSpool();
    await dead.append('left behind');
    await dead.close();
    age(dir);
    const spool = await openSpool();
    expect((await spool.peek(1_000))?.entries).toEqual(['left behind']);
  });

  it('leaves the entries of a living process to it', async () => {
    const living = await openSpool();
    await living.append('mine');
    const other = await openSpool();
    expect(other.isEmpty).toBe(true);
    expect(await other.adoptOrphans()).toBe(0);
  });

  it('lets only one of several adopt a file', async () => {
    const dead = await openSpool();
    await dead.append('once');
    const heirs = await Promise.all([openSpool(), openSpool(), openSpool()]);
    await dead.close();
    const adopted = await Promise.all(heirs.map((heir) => heir.adoptOrphans()));
    const found = await Promise.all(heirs.map(async (heir) => (await heir.peek(1_000))?.entries ?? []));
    expect(found.flat()).toEqual(['once']);
    expect(adopted.filter((count) => count === 1)).toHaveLength(1);
  });

  it('loses nothing of a process that was only stopped, and wakes up after its file was adopted', async () => {
    const stopped = await openSpool();
    await stopped.append('before');
    const heir = await openSpool();
    age(dir);
    await heir.adoptOrphans();
    await stopped.append('after');
    const all = [...((await heir.peek(1_000))?.entries ?? []), ...((await stopped.peek(1_000))?.entries ?? [])];
    expect(all).toEqual(expect.arrayContaining(['before', 'after']));
  });

  it('cuts off a torn last line, which was never acknowledged', async () => {
    const dead = await openSpool();
    await dead.append('whole');
    await dead.close();
    const [file = ''] = readdirSync(dir);
    appendFileSync(join(dir, file), 'v1.k1.half');
    age(dir);
    const spool = await openSpool();
    expect((await spool.peek(1_000))?.entries).toEqual(['whole']);
    expect(unreadable).toEqual([]);
  });

  it('sets a line aside that does not open, and goes on', async () => {
    const dead = await openSpool();
    await dead.append('first');
    await dead.close();
    const [file = ''] = readdirSync(dir);
    appendFileSync(join(dir, file), 'v1.k1.AAAA\n');
    age(dir);
    const spool = await openSpool();
    // Looked at again and again while the ledger is away, it is moved once.
    for (let look = 0; look < 3; look += 1) expect((await spool.peek(1_000))?.entries).toEqual(['first']);
    const entries = await spool.peek(1_000);
    if (entries !== undefined) await spool.discard(entries);
    expect(spool.depth).toBe(0);
    expect(unreadable).toHaveLength(1);
    expect(readFileSync(unreadable[0] ?? '', 'utf8')).toBe('v1.k1.AAAA\n');
  });

  it('refuses when it is full, keeps what it has, and takes again once that is discarded', async () => {
    const spool = await openSpool(500);
    await spool.append('kept');
    await expect(spool.append('x'.repeat(500))).rejects.toThrow('limit of 500 bytes');
    const kept = await spool.peek(1_000);
    expect(kept?.entries).toEqual(['kept']);
    if (kept !== undefined) await spool.discard(kept);
    await spool.append('again');
    expect((await spool.peek(1_000))?.entries).toEqual(['again']);
  });

  it('takes over at once what an earlier process with the same id has left, as in a container that was started again', async () => {
    const before = await openSpool();
    for (const n of [1, 2, 3]) await before.append({ n });
    await before.close();
    const after = await openSpool();
    expect((await after.peek(1_000_000))?.entries).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(after.depth).toBe(3);
  });

  it('keeps all of what comes at once after its file was adopted', async () => {
    const stopped = await openSpool();
    await stopped.append('before');
    const heir = await openSpool();
    age(dir);
    await heir.adoptOrphans();
    const late = Array.from({ length: 5 }, (_, n) => `late ${n}`);
    await Promise.all(late.map((entry) => stopped.append(entry)));
    expect((await stopped.peek(1_000_000))?.entries.slice().sort()).toEqual(late);
    expect(readdirSync(dir)).toHaveLength(3);
  });

  it('goes on when the file that is being drained was adopted meanwhile', async () => {
    const stopped = await openSpool();
    await stopped.append('before');
    const looked = await stopped.peek(1_000);
    const heir = await openSpool();
    age(dir);
    await heir.adoptOrphans();
    await stopped.append('after');
    if (looked !== undefined) await stopped.discard(looked);
    expect((await stopped.peek(1_000))?.entries).toEqual(['after']);
    expect(stopped.isEmpty).toBe(false);
  });

  it('gives as many entries as it is asked for, and sets aside what is in the way of the others', async () => {
    const spool = await openSpool();
    for (const entry of ['bad', 'good', 'better']) await spool.append(entry);
    const first = await spool.peek(1_000_000, 1);
    expect(first?.entries).toEqual(['bad']);
    const apart = first === undefined ? '' : await spool.setAside(first);
    expect(readFileSync(apart, 'utf8')).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+\n$/);
    expect((await spool.peek(1_000_000))?.entries).toEqual(['good', 'better']);
    expect(spool.depth).toBe(2);
  });

  it('leaves no file behind when it is empty', async () => {
    const spool = await openSpool();
    await spool.append('gone');
    const entries = await spool.peek(1_000);
    if (entries !== undefined) await spool.discard(entries);
    await spool.close();
    spools = [];
    expect(readdirSync(dir)).toEqual([]);
  });
});

/** As if their owners had not been heard of for a minute. */
function age(dir: string): void {
  const past = new Date(Date.now() - 60_000);
  for (const file of readdirSync(dir)) utimesSync(join(dir, file), past, past);
}
