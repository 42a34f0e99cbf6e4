import { QUICK_ATTEMPTS, waitAfter } from '../../src/activities/pace';

const calm = (): number => 0;

it('waits longer after each failed attempt, quickly at first', () => {
  expect([1, 2, 3, 4].map((failed) => waitAfter(failed, undefined, calm))).toEqual([1_000, 2_000, 5_000, 10_000]);
});

it('waits minutes once a row is parked, and a quarter of an hour at most', () => {
  const parked = Array.from({ length: 30 }, (_, n) => waitAfter(QUICK_ATTEMPTS + n, undefined, calm));
  expect(parked.slice(0, 3)).toEqual([60_000, 90_000, 135_000]);
  expect(parked.at(-1)).toBe(15 * 60_000);
  for (const [n, wait] of parked.entries()) expect(wait).toBeGreaterThanOrEqual(parked[n - 1] ?? 0);
});

it('follows the wish of the far side when it is longer, and only then', () => {
  expect(waitAfter(1, 45_000, calm)).toBe(45_000);
  expect(waitAfter(4, 45, calm)).toBe(10_000);
});

it('spreads the attempts of many chats by up to a fifth, and never shortens a wait', () => {
  expect(waitAfter(1, undefined, () => 0.999)).toBe(1_200);
  for (let n = 0; n < 200; n += 1) {
    const wait = waitAfter(3, undefined);
    expect(wait).toBeGreaterThanOrEqual(5_000);
    expect(wait).toBeLessThanOrEqual(6_000);
  }
});
