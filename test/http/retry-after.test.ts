import { retryAfterMs, secondsToWait } from '../../src/http/retry-after';

const NOW = Date.parse('Tue, 03 Nov 2026 09:15:00 GMT');

it.each([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['0', 0],
  ['7', 7_000],
  [' 1.5 ', 1_500],
  ['Tue, 03 Nov 2026 09:15:30 GMT', 30_000],
  ['Tue, 03 Nov 2026 09:14:30 GMT', 0],
  ['999999999999', 86_400_000],
])('reads %j as %j ms', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

it('takes seconds of a body only when they are a number', () => {
  expect([300, '300', Number.NaN, null].map(secondsToWait)).toEqual([300_000, undefined, undefined, undefined]);
});
