import type { FileHandle } from 'node:fs/promises';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpoolFile } from '../../src/ledger/spool-file';

/** Every open file has these; spying here is how a disk gets full in a test. */
let handles: FileHandle;
let dir: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'courier-spool-file-'));
  const probe = await open(join(dir, 'probe'), 'w');
  handles = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

const full = (): Error => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

it('leaves nothing of a line that the disk did not take, and takes the next', async () => {
  const file = await SpoolFile.open(join(dir, 'lines'));
  await file.append('one');
  jest.spyOn(handles, 'datasync').mockRejectedValueOnce(full());
  await expect(file.append('half')).rejects.toThrow('ENOSPC');
  await file.append('two');
  expect((await file.read(0, 1_000)).lines).toEqual(['one', 'two']);
  expect(await file.countLines()).toBe(2);
  await file.close();
  expect(readFileSync(join(dir, 'lines'), 'utf8')).toBe('one\ntwo\n');
});

it('writes nothing behind half a line that the disk does not even let it cut off', async () => {
  const file = await SpoolFile.open(join(dir, 'lines'));
  await file.append('one');
  jest.spyOn(handles, 'datasync').mockRejectedValueOnce(full());
  const truncate = jest.spyOn(handles, 'truncate').mockRejectedValue(full());
  await expect(file.append('half')).rejects.toThrow('ENOSPC');
  await expect(file.append('refused')).rejects.toThrow('ENOSPC');
  truncate.mockRestore();
  await file.append('two');
  expect((await file.read(0, 1_000)).lines).toEqual(['one', 'two']);
  await file.close();
  expect(readFileSync(join(dir, 'lines'), 'utf8')).toBe('one\ntwo\n');
});

it('counts lines however long they are', async () => {
  const file = await SpoolFile.open(join(dir, 'lines'));
  for (const length of [1, 3_000_000, 2]) await file.append('x'.repeat(length));
  expect(await file.countLines()).toBe(3);
  await file.close();
});
