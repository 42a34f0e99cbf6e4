import { readPhone } from '../../src/model/phone';

it.each([
  ['+1 (555) 010-0042', '15550100042'],
  ['15550100042', '15550100042'],
  ['0049 171 2345678', '491712345678'],
  ['+55 11 91234‑5678', '5511912345678'],
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
