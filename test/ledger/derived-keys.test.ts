import { deriveKeys } from '../../src/ledger/derived-keys';

const keys = [
  { id: 'k2', key: Buffer.alloc(32, 2) },
  { id: 'k1', key: Buffer.alloc(32, 1) },
];

it('gives one key for each master key, in their order, the same each time', () => {
  const derived = deriveKeys(keys, 'links');
  expect(derived.map(({ length }) => length)).toEqual([32, 32]);
  expect(deriveKeys([...keys].reverse(), 'links').reverse()).toEqual(derived);
});

it('gives other keys for another purpose, and never the master key', () => {
  const all = [...keys.map(({ key }) => key), ...deriveKeys(keys, 'links'), ...deriveKeys(keys, 'other')];
  expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(6);
});
