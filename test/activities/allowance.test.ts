import { leftInWords, leftOf, type SendsLeft } from '../../src/activities/allowance';
import type { SentSince } from '../../src/ledger/window';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 1_790_000_000_000;

const counting = {
  windowMs: 48 * HOUR,
  unanswered: { written: { most: 5, withinMs: 48 * HOUR }, acted: { most: 3, withinMs: MINUTE } },
} as const;
const since = (more: Partial<SentSince>): SentSince => ({
  wroteAt: null,
  sinceWrote: 0,
  actedAt: null,
  sinceActed: 0,
  ...more,
});

describe('what is left', () => {
  it.each<[string, Partial<SentSince>, Partial<SendsLeft>]>([
    ['all, after a message', { wroteAt: NOW - HOUR }, { left: 5, most: 5, byAct: false, until: NOW + 47 * HOUR }],
    ['less, after answers', { wroteAt: NOW - HOUR, sinceWrote: 3 }, { left: 2 }],
    ['nothing, after all of them', { wroteAt: NOW - HOUR, sinceWrote: 5 }, { left: 0 }],
    ['nothing, after more than that', { wroteAt: NOW - HOUR, sinceWrote: 7 }, { left: 0 }],
    ['nothing, after the window', { wroteAt: NOW - 48 * HOUR }, { left: 0 }],
    ['nothing, before the customer wrote', {}, { left: 0 }],
    ['some, after a press alone', { actedAt: NOW - 1 }, { left: 3, most: 3, byAct: true, until: NOW - 1 + MINUTE }],
    ['less, after answers to it', { actedAt: NOW - 1, sinceActed: 2 }, { left: 1, byAct: true }],
    ['nothing, a minute after the press', { actedAt: NOW - MINUTE }, { left: 0, byAct: false }],
    [
      'what a press gives, where all was used up',
      { wroteAt: NOW - HOUR, sinceWrote: 5, actedAt: NOW - 1 },
      { left: 3, byAct: true },
    ],
    [
      'what the message gave, where that is more: nothing is added',
      { wroteAt: NOW - HOUR, sinceWrote: 1, actedAt: NOW - 1 },
      { left: 4, byAct: false },
    ],
  ])('is %s', (_, told, expected) => {
    expect(leftOf(counting, since(told), NOW)).toMatchObject(expected);
  });

  it('is not asked for where a messenger does not count', () => {
    expect(leftOf({ windowMs: null }, since({}), NOW)).toBeUndefined();
  });

  it('without a window is what the time allows, whether or not the customer wrote', () => {
    const rolling = { windowMs: null, unanswered: { written: { most: 100, withinMs: HOUR } } };
    expect(leftOf(rolling, since({ sinceWrote: 99 }), NOW)).toMatchObject({ left: 1, until: null });
    expect(leftOf(rolling, since({ sinceWrote: 0, wroteAt: 1 }), NOW)).toMatchObject({ left: 100 });
  });
});

const left = (count: number, more: Partial<SendsLeft> = {}): SendsLeft => ({
  left: count,
  most: 5,
  byAct: false,
  until: NOW + 31.5 * HOUR,
  ...more,
});

it.each<[number, number, Partial<SendsLeft>, string | undefined]>([
  [5, 1, {}, undefined],
  [4, 1, {}, undefined],
  [3, 1, {}, 'WeChat takes 2 more messages until the customer answers, within 31 hours.'],
  [5, 4, { until: NOW + 90 * MINUTE }, 'WeChat takes one more message until the customer answers, within 1 hour.'],
  [2, 1, { until: NOW + 9 }, 'WeChat takes one more message until the customer answers, within an hour.'],
  [2, 1, { until: null }, 'WeChat takes one more message until the customer answers.'],
  [1, 1, {}, 'That was the last message that WeChat takes until the customer answers.'],
  [1, 1, { byAct: true }, undefined],
])('of %d left, after %d more (%j), the manager is told: %s', (before, sends, more, text) => {
  expect(leftInWords('WeChat', left(before, more), sends, NOW)?.text).toBe(text);
});
