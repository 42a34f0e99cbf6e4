import { withinSecond } from '../../src/model/rates';

it.each([1, 2, 3, 10, 20, 30, 80, 300, 1_000])('%d a second are never more, and seldom much fewer', (most) => {
  const { everyMs, burst } = withinSecond(most);
  expect(burst + Math.floor(1_000 / everyMs)).toBeLessThanOrEqual(most);
  expect(1_000 / everyMs).toBeGreaterThanOrEqual(most * 0.9);
});
