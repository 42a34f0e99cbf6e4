import { closeWindows } from '../support/windows';

it('500 windows of ten seconds are closed on time, with about one timer each, over a killed worker', async () => {
  const { timers, messages, late } = await closeWindows({
    chats: 500,
    each: 3,
    windowMs: 10_000,
    closedWithinMs: 300_000,
  });
  expect(messages).toBeGreaterThanOrEqual(1_500);
  expect(late).toHaveLength(500);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(timers).toBeGreaterThanOrEqual(500);
  // Each message moves the end of its window; whoever comes while the timer runs has it armed once more when it fires.
  expect(timers).toBeLessThanOrEqual(2 * 500);
}, 900_000);
