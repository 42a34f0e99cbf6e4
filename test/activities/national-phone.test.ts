import { comparablePhone, readNumber, searchedBy } from '../../src/activities/national-phone';
import { readPhone, type Phone } from '../../src/model/phone';

const nowhere = { sourceAddress: null, country: null };
const inCountry = (country: string) => ({ sourceAddress: null, country });

describe('a number as people type it', () => {
  it.each([
    ['0171 2345678', 'DE', '491712345678'],
    ['171 2345678', 'DE', '491712345678'],
    ['(11) 91234-5678', 'BR', '5511912345678'],
    ['8 912 345-67-89', 'RU', '79123456789'],
    // Kommo leaves the plus out.
    ['491712345678', 'DE', '491712345678'],
    ['12025550123', 'US', '12025550123'],
    ['+49 171 2345678', 'US', '491712345678'],
    ['0049 171 2345678', 'US', '491712345678'],
    ['tel:+491712345678', 'BR', '491712345678'],
  ])('%s in %s is %s', (text, country, phone) => {
    expect(readNumber(text, inCountry(country))).toEqual({ kind: 'phone', phone });
  });

  it.each([
    ['0171 234567', 'US'],
    ['0171 2345678', 'XX'],
    ['call me', 'DE'],
    ['', 'DE'],
    ['0171 2345678 ext. 7', 'DE'],
  ])('%s in %s is none', (text, country) => {
    expect(readNumber(text, inCountry(country))).toEqual({ kind: 'none' });
  });

  it('is nobody’s where it is one of the country, and another with its country in front', () => {
    // +20 15838222 is in Egypt, and (201) 583-8222 in New Jersey.
    expect(readNumber('2015838222', inCountry('US'))).toEqual({ kind: 'ambiguous' });
    expect(comparablePhone('2015838222', inCountry('US'))).toBeUndefined();
  });

  it('is of the country of the source’s own number before that of the account', () => {
    const numbering = { sourceAddress: '+55 11 91234-5678', country: 'DE' };
    expect(readNumber('11 98765-4321', numbering)).toEqual({ kind: 'phone', phone: '5511987654321' });
    const page = { sourceAddress: 'https://shop.example/1712345678', country: 'DE' };
    expect(readNumber('0171 2345678', page)).toEqual({ kind: 'phone', phone: '491712345678' });
  });

  it('is what it was where no country is known', () => {
    for (const text of ['15550100042', '+1 (555) 010-0042', '0171 2345678', '2025550123']) {
      const phone = readPhone(text);
      expect(readNumber(text, nowhere)).toEqual(phone === undefined ? { kind: 'none' } : { kind: 'phone', phone });
    }
  });
});

it('two forms of one number compare as the same, and a landline as another', () => {
  const compared = ['+55 11 98765-4321', '+55 11 8765-4321', '(11) 98765-4321', '11 3234-5678', '11 93234-5678'];
  const [whole, old, national, landline, mobile] = compared.map((text) => comparablePhone(text, inCountry('BR')));
  expect([old, national]).toEqual([whole, whole]);
  expect(landline).not.toBe(mobile);
});

it.each([
  ['491712345678', '1712345678'],
  ['5511987654321', '87654321'],
])('%s is searched for by %s', (phone, by) => {
  expect(searchedBy(phone as Phone)).toBe(by);
});
