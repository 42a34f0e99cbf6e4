import fc from 'fast-check';
import { createMediaLinks, type LinkedFile } from '../../src/media/links';
import { asMediaId } from '../../src/model/ids';

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });
const publicUrl = 'https://courier.example.org';
const links = createMediaLinks({ publicUrl, keys: [key('k1', 1)] });
const NOW = Date.parse('2026-11-03T09:15:00Z');
const mediaId = asMediaId('9ba5073e-0f1c-4c5d-8a3e-1d2f3a4b5c6d');
const file = (extra: Partial<LinkedFile> = {}): LinkedFile => ({
  mediaId,
  fileName: 'photo.jpg',
  extension: 'jpg',
  expiresAt: NOW + 60_000,
  ...extra,
});
const pathOf = (extra: Partial<LinkedFile> = {}): string => links.link(file(extra)).pathname;

it('a link ends in the real extension, tells nothing, and is valid', () => {
  const link = links.link(file());
  expect(link.href).toMatch(
    /^https:\/\/courier\.example\.org\/media\/9ba5073e-0f1c-4c5d-8a3e-1d2f3a4b5c6d\/[0-9a-z]+\/[\w-]{43}\/photo\.jpg$/,
  );
  expect(links.verify(link.pathname, NOW)).toMatchObject({ kind: 'valid', mediaId });
});

it('lasts until its time, and not a second longer', () => {
  const path = pathOf({ expiresAt: NOW + 60_500 });
  expect(links.verify(path, NOW + 60_500)).toEqual({ kind: 'valid', mediaId, expiresAt: NOW + 61_000 });
  expect(links.verify(path, NOW + 61_000)).toEqual({ kind: 'expired' });
  expect(links.verify(pathOf({ expiresAt: NOW }), NOW)).toEqual({ kind: 'expired' });
});

it('below a path of the public address the link is the same', () => {
  const below = createMediaLinks({ publicUrl: `${publicUrl}/courier`, keys: [key('k1', 1)] });
  const { pathname } = below.link(file());
  expect(pathname).toBe(`/courier${pathOf()}`);
});

it('a file name of any script becomes a proper address, and may come back re-encoded', () => {
  const fileName = 'Счёт №5 (копия)?#&+%20 👍.pdf';
  const { href, pathname } = links.link(file({ fileName, extension: 'pdf' }));
  expect(href).toMatch(/^[\x21-\x7e]+$/);
  expect(decodeURIComponent(pathname.split('/').at(-1) ?? '')).toBe(fileName);
  for (const path of [pathname, decodeURI(pathname).replace(/ /g, '+'), pathname.replace(/[^/]*\.pdf$/, 'other.pdf')]) {
    expect(links.verify(path, NOW).kind).toBe('valid');
  }
});

it('adds the extension where the name lacks it', () => {
  expect(pathOf({ fileName: 'archive.tar', extension: 'gz' })).toMatch(/\/archive\.tar\.gz$/);
});

it('another extension is a forgery: it would say what the file is not', () => {
  expect(links.verify(pathOf().replace(/jpg$/, 'html'), NOW)).toEqual({ kind: 'forged' });
});

it('any file name, id and time come back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.uuid(),
      fc.stringMatching(/^[a-z0-9]{1,10}$/),
      fc.integer({ min: 0, max: 8_640_000_000_000 }),
      (fileName, id, extension, expiresAt) => {
        const { pathname } = links.link({ mediaId: asMediaId(id), fileName, extension, expiresAt });
        expect(links.verify(pathname, expiresAt - 1)).toMatchObject({ kind: 'valid', mediaId: id });
        expect(links.verify(pathname, expiresAt + 1_000)).toEqual({ kind: 'expired' });
      },
    ),
  );
});

it('a link with any character changed before its file name is forged, expired or not', () => {
  const path = pathOf();
  const signed = path.length - '/photo.jpg'.length;
  fc.assert(
    fc.property(fc.nat(signed - 1), fc.constantFrom(...Array.from('abzABZ019-_/.%=~')), (at, character) => {
      fc.pre(path[at] !== character);
      const changed = path.slice(0, at) + character + path.slice(at + 1);
      expect(links.verify(changed, NOW + 1e12)).toEqual({ kind: 'forged' });
    }),
    { numRuns: 500 },
  );
});

it.each(['', '/', '/media/', '/media/x', '/media/../../x.jpg', '/media/%', '/media/a/b/c/d.jpg'])(
  '%j is forged',
  (path) => {
    expect(links.verify(path, NOW)).toEqual({ kind: 'forged' });
  },
);

it('after a rotation old links open, and new ones only with the new key', () => {
  const rotated = createMediaLinks({ publicUrl, keys: [key('k2', 2), key('k1', 1)] });
  const onlyNew = createMediaLinks({ publicUrl, keys: [key('k2', 2)] });
  expect(rotated.verify(pathOf(), NOW).kind).toBe('valid');
  expect(onlyNew.verify(pathOf(), NOW).kind).toBe('forged');
  expect(onlyNew.verify(rotated.link(file()).pathname, NOW).kind).toBe('valid');
});

it('needs a key', () => {
  expect(() => createMediaLinks({ publicUrl, keys: [] })).toThrow('at least one master key');
});
