import fc from 'fast-check';
import { parseRange } from '../../src/media/range';

it.each([
  [undefined, 10, undefined],
  ['', 10, undefined],
  ['bytes=0-4', 10, { start: 0, end: 4 }],
  ['bytes=0-0', 10, { start: 0, end: 0 }],
  ['bytes=5-', 10, { start: 5, end: 9 }],
  ['bytes=5-99', 10, { start: 5, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-99', 10, { start: 0, end: 9 }],
  ['Bytes = 1-2 ', 10, { start: 1, end: 2 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=10-20', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=-1', 0, 'unsatisfiable'],
  ['bytes=5-4', 10, undefined],
  ['bytes=-', 10, undefined],
  ['bytes=0-1,3-4', 10, undefined],
  ['bytes=a-b', 10, undefined],
  ['bytes=1.5-2', 10, undefined],
  ['bytes=+1-2', 10, undefined],
  ['items=0-4', 10, undefined],
  ['0-4', 10, undefined],
  [`bytes=0-${'9'.repeat(400)}`, 10, { start: 0, end: 9 }],
  [`bytes=${'9'.repeat(400)}-`, 10, 'unsatisfiable'],
])('%j of %i bytes is %j', (header, size, range) => {
  expect(parseRange(header, size)).toEqual(range);
});

it('never leaves the file, whatever is asked', () => {
  const end = fc.oneof(fc.nat(60).map(String), fc.constant(''), fc.bigInt({ min: 0n }).map(String));
  fc.assert(
    fc.property(end, end, fc.nat(50), (first, last, size) => {
      const range = parseRange(`bytes=${first}-${last}`, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThan(size);
    }),
  );
});

it('gives the bytes that the words of the standard name', () => {
  const bytes = [...Array(20).keys()];
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), (a, b) => {
      const taken = (header: string): number[] => {
        const range = parseRange(header, bytes.length);
        return typeof range === 'object' ? bytes.slice(range.start, range.end + 1) : [];
      };
      expect(taken(`bytes=${a}-`)).toEqual(bytes.slice(a));
      expect(taken(`bytes=-${a}`)).toEqual(a === 0 ? [] : bytes.slice(-a));
      if (a <= b) expect(taken(`bytes=${a}-${b}`)).toEqual(bytes.filter((at) => at >= a && at <= b));
    }),
  );
});

it('reads any header without failing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.nat(), (header, size) => void parseRange(header, size)));
});
