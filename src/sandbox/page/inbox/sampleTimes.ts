import type { NewInboxMessage } from '../../control/contract';
import { clock, weekday } from '../lib/format';
import type { Language, Texts } from '../texts';

/** Hours of the days that come. */
const OFFERED = [
  [10, 11, 15],
  [9, 14, 16],
] as const;
const HALF_AN_HOUR = 'PT30M';

/** A list whose data are times, which becomes a choice of times where the messenger has that (apple.md §3). */
export function sampleTimes(t: Texts, language: Language): Pick<NewInboxMessage, 'text' | 'list'> {
  const { words, body, button } = t.talk.samples.times;
  const days = OFFERED.map((hours, index) => hours.map((hour) => inDays(index + 1, hour)));
  return {
    text: words,
    list: {
      header: '',
      body,
      footer: '',
      button,
      sections: days.map((moments) => ({
        title: weekday(moments[0] ?? 0, language),
        rows: moments.map((at) => ({
          callbackData: `${new Date(at).toISOString().slice(0, 16)}Z/${HALF_AN_HOUR}`,
          title: clock(at, language),
          description: '',
        })),
      })),
    },
  };
}

/** On the hour, by the clock of whoever looks. */
function inDays(days: number, hour: number): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).getTime();
}
