import { createFiles, type StoredFile } from '../../src/activities/files';
import type { HttpClient } from '../../src/http/client';
import { createMediaLinks } from '../../src/media/links';
import type { MediaStore } from '../../src/media/store';
import { asMediaId } from '../../src/model/ids';

const NOW = Date.UTC(2026, 10, 3);
const DAY_MS = 24 * 60 * 60_000;
const links = createMediaLinks({
  publicUrl: 'https://courier.example.com',
  keys: [{ id: 'k', key: Buffer.alloc(32, 1) }],
});
const files = createFiles({
  store: {} as MediaStore,
  http: {} as HttpClient,
  links,
  clock: { now: () => NOW },
  maxBytes: 1,
  linkMs: 7 * DAY_MS,
});
const FILE: StoredFile = {
  state: 'stored',
  id: asMediaId('0371a0ff-b78a-4c7b-8538-a7d547e10692'),
  storeKey: 'a/b',
  size: 1,
  mimeType: 'image/png',
  extension: 'png',
};

const verified = (life: 'while-kept' | 'for-good', days: number): string =>
  links.verify(new URL(files.link(FILE, life)).pathname, NOW + days * DAY_MS).kind;

it('a link is good for as long as files are kept', () => {
  expect(verified('while-kept', 6.9)).toBe('valid');
  expect(verified('while-kept', 7)).toBe('expired');
});

it('and where files are kept for good, for longer than anybody will ask', () => {
  expect(verified('for-good', 40 * 365)).toBe('valid');
});

it('but no cache counts so far that it would go wrong', () => {
  const read = links.verify(new URL(files.link(FILE, 'for-good')).pathname, NOW);
  expect(read).toMatchObject({ kind: 'valid' });
  expect(read.kind === 'valid' && (read.expiresAt - NOW) / 1_000).toBeLessThan(2 ** 31);
});
