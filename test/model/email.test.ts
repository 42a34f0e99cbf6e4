import { comparableEmail } from '../../src/model/email';

describe('an e-mail address as it is compared', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    [' Ana.Silva+shop@Example.COM ', 'ana.silva+shop@example.com'],
  ])('%s is %s', (written, compared) => {
    expect(comparableEmail(written)).toBe(compared);
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@example.com',
    'ana@example',
    'ana@example.com, ben@example.com',
    'Ana <ana@example.com>',
  ])('“%s” is none', (written) => {
    expect(comparableEmail(written)).toBeUndefined();
  });
});
