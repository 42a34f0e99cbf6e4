import { e164, phoneDigits } from '../../src/model/phone';

describe('a phone number as it is compared', () => {
  it.each([
    ['+5511912345678', '5511912345678'],
    ['5511912345678', '5511912345678'],
    ['+55 (11) 91234-5678', '5511912345678'],
    ['+55 11 91234–5678', '5511912345678'],
    ['0055 11 91234 5678', '5511912345678'],
    ['tel:+1-555-010-0042', '15550100042'],
    [' +49.30.123456 ', '4930123456'],
    ['+49/30/123456', '4930123456'],
    ['+1\u00a0555\u00a00100\u00a0042', '15550100042'],
  ])('%s is %s', (written, digits) => {
    expect(phoneDigits(written)).toBe(digits);
  });

  it.each([
    '',
    '+',
    '12345',
    '030 123456',
    '+0301234567',
    '+1555010004212345',
    '+1 555 0100 ext. 5',
    '+1 555 0100#2',
    'Ana',
  ])('“%s” is none', (written) => {
    expect(phoneDigits(written)).toBeUndefined();
  });

  it('is written with a plus', () => {
    expect([phoneDigits('15550100042')].map((digits) => digits && e164(digits))).toEqual(['+15550100042']);
  });
});
