import { readPhone, variantsOf, withPlus, type Phone } from '../../src/model/phone';

it.each([
  ['+1 (555) 010-0042', '15550100042'],
  ['15550100042', '15550100042'],
  ['0049 171 2345678', '491712345678'],
  ['+55 11 91234‑5678', '5511912345678'],
  ['tel:+49/30/123456', '4930123456'],
  ['+1\u00a0555\u00a0010\u00a00042', '15550100042'],
  ['+123456789012345', '123456789012345'],
])('%s is the number %s', (text, digits) => {
  expect(readPhone(text)).toBe(digits);
});

it.each(['0171 2345678', '+0171 2345678', '555', '+1234567890123456', 'call me', '+1 555 010 0042 ext. 7', ''])(
  '%s is no whole number: in another country it is somebody else’s',
  (text) => {
    expect(readPhone(text)).toBeUndefined();
  },
);

it('is written with a plus', () => {
  expect(['0049 171 2345678'].map(readPhone).map((phone) => phone && withPlus(phone))).toEqual(['+491712345678']);
});

it.each([
  ['a mobile number of Brazil with its ninth digit', '5511987654321', ['5511987654321', '551187654321']],
  ['one from before', '551187654321', ['551187654321', '5511987654321']],
  ['a landline of Brazil', '551132345678', ['551132345678']],
  ['a mobile number of Mexico', '5215512345678', ['5215512345678', '525512345678']],
  ['the same without the one', '525512345678', ['525512345678', '5215512345678']],
  ['any other', '491712345678', ['491712345678']],
])('%s may be known as', (_what, phone, forms) => {
  expect(variantsOf(phone as Phone)).toEqual(forms);
});
