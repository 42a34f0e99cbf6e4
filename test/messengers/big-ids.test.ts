import fc from 'fast-check';
import { parseWithBigIds } from '../../src/messengers/big-ids';

const read = (json: string) => parseWithBigIds(Buffer.from(json));

describe('JSON with big ids', () => {
  it.each([
    ['{"token":4912661846655238145}', { token: '4912661846655238145' }],
    ['[-4912661846655238145 , 9007199254740993]', ['-4912661846655238145', '9007199254740993']],
    ['{"timestamp":1457764197627,"lat":50.4501000000000001}', { timestamp: 1457764197627, lat: 50.4501 }],
    ['{"text":"4912661846655238145 \\" 4912661846655238145"}', { text: '4912661846655238145 " 4912661846655238145' }],
    ['{"4912661846655238145":"\\\\"}', { '4912661846655238145': '\\' }],
    ['1e400000000000000000', Infinity],
  ])('%s', (json, value) => {
    expect(read(json)).toEqual(value);
  });

  it.each(['', '{', '{"a":4912661846655238145', '"4912661846655238145'])('%j is none', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('is otherwise what it always was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(json));
        expect(read(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('keeps every digit of any 64-bit id, wherever it stands', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 2n ** 64n }), fc.string(), (id, text) => {
        expect(read(`{"a":[${String(id)}],${JSON.stringify(text)}:"x"}`)).toEqual(
          JSON.parse(`{"a":["${String(id)}"],${JSON.stringify(text)}:"x"}`),
        );
      }),
    );
  });
});
