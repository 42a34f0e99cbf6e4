import { closeWindows } from '../support/windows';

it('windows of many chats are closed, not before their time, with a timer or two each and none for each message', async () => {
  const { timers, messages, late } = await closeWindows({
    chats: 25,
    each: 6,
    windowMs: 6_000,
    closedWithinMs: 120_000,
  });
  expect(messages).toBeGreaterThanOrEqual(150);
  expect(late).toHaveLength(25);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(timers).toBeGreaterThanOrEqual(25);
  expect(timers).toBeLessThanOrEqual(2 * 25);
}, 240_000);
