import { createVault, type MasterKey } from '../../src/ledger/vault';

const key = (id: string, fill: number): MasterKey => ({ id, key: Buffer.alloc(32, fill) });
const PLACE = 'connections.credentials/1';
const SECRET = 'a token nobody may see';

/** What an attempt to open says; fails when it opens. */
function refusal(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('It opened');
}

it('opens what it sealed, text and bytes', () => {
  const vault = createVault([key('k1', 1)]);
  expect(vault.open(vault.seal('Olá 👋', PLACE), PLACE)).toBe('Olá 👋');
  const bytes = Buffer.from([0, 255, 0, 128]);
  expect(vault.openBytes(vault.seal(bytes, PLACE), PLACE)).toEqual(bytes);
  expect(vault.open(vault.seal('', PLACE), PLACE)).toBe('');
});

it('seals the same value differently every time, and never in the clear', () => {
  const vault = createVault([key('k1', 1)]);
  const sealed = Array.from({ length: 50 }, () => vault.seal(SECRET, PLACE));
  expect(new Set(sealed).size).toBe(50);
  for (const each of sealed) {
    expect(each).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(each.split('.')[2] ?? '', 'base64url').includes(SECRET)).toBe(false);
  }
});

it('seals with the first key and opens with any, so that keys can be rotated', () => {
  const old = createVault([key('k1', 1)]).seal(SECRET, PLACE);
  const rotated = createVault([key('k2', 2), key('k1', 1)]);
  expect(rotated.open(old, PLACE)).toBe(SECRET);
  const fresh = rotated.seal(SECRET, PLACE);
  expect(fresh).toMatch(/^v1\.k2\./);
  expect(createVault([key('k2', 2)]).open(fresh, PLACE)).toBe(SECRET);
});

it('names the key that is missing, and the place, not the value', () => {
  const sealed = createVault([key('k1', 1)]).seal(SECRET, PLACE);
  const said = refusal(() => createVault([key('k2', 2)]).open(sealed, PLACE));
  expect(said).toContain('"k1"');
  expect(said).toContain(PLACE);
  expect(said).not.toContain(sealed);
});

it('does not open with another key of the same name', () => {
  const sealed = createVault([key('k1', 1)]).seal(SECRET, PLACE);
  expect(refusal(() => createVault([key('k1', 2)]).open(sealed, PLACE))).toContain(PLACE);
});

it('does not open a value that was moved to another row', () => {
  const vault = createVault([key('k1', 1)]);
  const sealed = vault.seal(SECRET, PLACE);
  expect(refusal(() => vault.open(sealed, 'connections.credentials/2'))).toContain('connections.credentials/2');
});

it('notices every changed byte, and quotes neither the value nor what is sealed', () => {
  const vault = createVault([key('k1', 1)]);
  const sealed = vault.seal(SECRET, PLACE);
  const payload = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
  for (let at = 0; at < payload.length; at += 1) {
    const altered = Buffer.from(payload);
    altered[at] = (altered[at] ?? 0) ^ 1;
    const said = refusal(() => vault.open(`v1.k1.${altered.toString('base64url')}`, PLACE));
    expect(said).toContain(PLACE);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(altered.toString('base64url'));
  }
});

it.each(['', 'plain text', 'v1.k1', 'v2.k1.AAAA', 'v1.k1.', 'v1.k1.AAAA', `v1.k1.${'A'.repeat(30)}`])(
  'names the place that holds no sealed value: %j',
  (sealed) => {
    expect(refusal(() => createVault([key('k1', 1)]).open(sealed, PLACE))).toContain(PLACE);
  },
);

it('refuses to work without a key', () => {
  expect(() => createVault([])).toThrow('at least one master key');
});
