import type { Language } from '../../../model/words';
import { localeOf } from '../../parts/locale';

/** "14:05" today, else "12 Mar, 14:05", by the operator's clock. @param at ISO 8601 */
export function moment(at: string, language: Language): string {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(today ? {} : { day: 'numeric', month: 'short' }),
  }).format(when);
}

/** "09:12:44.031", as the ledger and the picture have it: UTC. */
export function toTheMillisecond(at: string): string {
  return at.slice(11, 23);
}

/** "2030-01-31" */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}
