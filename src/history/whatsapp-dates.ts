import { digitsOf } from './local-time';
import type { DateOrder } from './reader';
import { HistoryRefused } from './refusal';
import type { Header } from './whatsapp-header';

const DAY_MS = 86_400_000;

/** Messages come late when a phone was off; a step back by more than this is none that a right reading has. */
const STEP_BACK_MOST = 3 * DAY_MS;

/** Finds out the order of day and month from all dates of a file, each seen once, without remembering them. */
export class DateOrders {
  private readonly readings = { 'day-first': createReading('day-first'), 'month-first': createReading('month-first') };
  private differ = false;
  private isClear = true;

  see(header: Header): void {
    if (header.isYearFirst) return;
    // Nobody who writes the month first puts a dot or a dash between.
    if (header.separator !== '/') return;
    this.isClear = false;
    if (header.date[0] !== header.date[1]) this.differ = true;
    for (const reading of Object.values(this.readings)) reading.see(header);
  }

  /**
   * @param said for where nothing decides
   * @throws HistoryRefused `dates-ambiguous` where nothing decides and nothing is said, `dates-contradict` where no order fits
   */
  decide(said: DateOrder | undefined): DateOrder {
    const { 'day-first': day, 'month-first': month } = this.readings;
    if (this.isClear) return 'day-first';
    if (day.impossible > 0 && month.impossible > 0) {
      // A date that is none in either order may stand in a broken line; an order with hardly one against it is the file's.
      const [few, many] = [day.impossible, month.impossible].sort((one, other) => one - other) as [number, number];
      if (few * 20 > many) throw new HistoryRefused('dates-contradict');
      return day.impossible < month.impossible ? 'day-first' : 'month-first';
    }
    if (day.impossible !== month.impossible) return day.impossible === 0 ? 'day-first' : 'month-first';
    if (day.stepsBack !== month.stepsBack) return day.stepsBack < month.stepsBack ? 'day-first' : 'month-first';
    if (said !== undefined || !this.differ) return said ?? 'day-first';
    throw new HistoryRefused('dates-ambiguous');
  }
}

interface Reading {
  impossible: number;
  stepsBack: number;
  see(header: Header): void;
}

function createReading(order: DateOrder): Reading {
  let before: number | undefined;
  return {
    impossible: 0,
    stepsBack: 0,
    see(header) {
      const at = wallTimeOf(header, order);
      if (at === undefined) this.impossible += 1;
      else if (before !== undefined && at < before - STEP_BACK_MOST) this.stepsBack += 1;
      before = at ?? before;
    },
  };
}

/** Milliseconds, as the clock on the wall shows it (`digitsOf`). @returns undefined for no date in this order */
export function wallTimeOf({ date, isYearFirst, hour, minute, second }: Header, order: DateOrder): number | undefined {
  const [one, two, three] = date;
  const [year, month, day] = isYearFirst
    ? [one, two, three]
    : order === 'day-first'
      ? [three, two, one]
      : [three, one, two];
  return digitsOf({ year: fullYear(year), month, day, hour, minute, second });
}

/** Years of the Buddhist calendar, which Thai phones write, are 543 ahead. */
function fullYear(year: number): number {
  if (year < 100) return 2_000 + year;
  return year > 2_400 && year < 2_700 ? year - 543 : year;
}
