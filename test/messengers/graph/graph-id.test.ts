import fc from 'fast-check';
import { parseWithBigIds } from '../../../src/messengers/big-ids';
import { GraphId } from '../../../src/messengers/graph/graph-id';

const parse = (text: string): unknown => parseWithBigIds(Buffer.from(text));

describe('JSON with ids that are numbers', () => {
  it.each([
    ['{"id":594425479261596}', { id: 594425479261596 }],
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    [
      '{"id":18446744073709551615,"n":[-12345678901234567890]}',
      { id: '18446744073709551615', n: ['-12345678901234567890'] },
    ],
    ['[12345678901234567.5, 1e300, 1000000000000000000e1]', [12345678901234568, 1e300, 1e19]],
    ['{"text":"9007199254740993 \\" 9007199254740993"}', { text: '9007199254740993 " 9007199254740993' }],
    ['9007199254740993', '9007199254740993'],
  ])('%s', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it.each(['', '{', '{"a":01234567890123456789}', '"', '"\\', '-', '{"a":9007199254740993'])(
    'does not make JSON of %j',
    (text) => {
      expect(parse(text)).toBeUndefined();
    },
  );

  it('is what JSON.parse reads, wherever numbers are short', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        if (!/\d{16}/.test(text)) expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads an id however it was written', () => {
    expect(GraphId.parse('12')).toBe('12');
    expect(GraphId.parse(12)).toBe('12');
    expect(GraphId.safeParse('').success).toBe(false);
    expect(GraphId.safeParse(1.5).success).toBe(false);
  });
});
