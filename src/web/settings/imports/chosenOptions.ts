import type { ImportCard, SurveyCard } from '../../../api/settings/contract';
import type { ImportOptions } from '../../../model/import';

export type Side = 'customer' | 'business';

/** What the form holds: as text where it is typed. */
export interface Chosen {
  readonly sides: Readonly<Record<string, Side>>;
  /** amojo's id of a user by author; '': the bot. */
  readonly users: Readonly<Record<string, string>>;
  readonly timeZone: string;
  readonly dateOrder: '' | 'day-first' | 'month-first';
  readonly phone: string;
  readonly address: string;
  readonly newestLive: boolean;
  readonly perSecond: string;
}

export const MOST_PER_SECOND = 50;

export function chosenOf({ options }: Pick<ImportCard, 'options'>, { people }: SurveyCard): Chosen {
  return {
    sides: Object.fromEntries(people.map(({ author, as }) => [author, as])),
    users: options.users ?? {},
    timeZone: options.timeZone ?? 'UTC',
    dateOrder: options.dateOrder ?? '',
    phone: options.customer?.phone ?? '',
    address: options.customer?.address ?? '',
    newestLive: options.newestLive,
    perSecond: String(options.perSecond),
  };
}

/** As the api takes them. What nobody has said stays unsaid: the export knows it better. */
export function optionsOf(
  chosen: Chosen,
  { options }: Pick<ImportCard, 'options'>,
  { people }: SurveyCard,
): ImportOptions {
  const { sides, timeZone, dateOrder, newestLive } = chosen;
  const [phone, address] = [chosen.phone.trim(), chosen.address.trim()];
  const isMoved = people.some(({ author, as }) => sides[author] !== as);
  const business = [
    ...people.map(({ author }) => author).filter((author) => sides[author] === 'business'),
    // Somebody may have named one whom the report has no room for.
    ...(options.business ?? []).filter((author) => sides[author] === undefined),
  ];
  const users = Object.entries(chosen.users).filter(([author, user]) => user !== '' && sides[author] !== 'customer');
  return {
    ...(options.timeZone === undefined && timeZone === 'UTC' ? {} : { timeZone }),
    ...(dateOrder === '' ? {} : { dateOrder }),
    ...(isMoved || options.business !== undefined ? { business } : {}),
    ...(users.length === 0 ? {} : { users: Object.fromEntries(users) }),
    ...(phone === '' && address === ''
      ? {}
      : { customer: { ...(address === '' ? {} : { address }), ...(phone === '' ? {} : { phone }) } }),
    newestLive,
    perSecond: Number(chosen.perSecond.replace(',', '.')),
  };
}

/** Whether two say the same, in whichever order. */
export function sameOptions(one: ImportOptions, other: ImportOptions): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ business, users = {}, customer, ...rest }: ImportOptions): string {
  return JSON.stringify([
    business === undefined ? null : [...business].sort(),
    Object.entries(users).sort(([one], [other]) => (one < other ? -1 : 1)),
    [customer?.address, customer?.phone],
    [rest.timeZone, rest.dateOrder, rest.newestLive, rest.perSecond],
  ]);
}

/** The export is of one chat, and does not tell where that is at the messenger. */
export function needsAddress({ options }: Pick<ImportCard, 'options'>, { samples }: SurveyCard): boolean {
  const [only] = samples;
  return samples.length === 1 && (only?.match === 'no-address' || options.customer !== undefined);
}

export function isPace(text: string): boolean {
  const value = Number(text.replace(',', '.'));
  return text.trim() !== '' && value >= 1 && value <= MOST_PER_SECOND;
}
