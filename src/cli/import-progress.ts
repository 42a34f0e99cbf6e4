import { setTimeout } from 'node:timers/promises';
import { call } from './admin-client';

/** What of an import's answer is shown. */
export interface ImportTold {
  readonly id: string;
  readonly state: string;
  readonly paused: boolean;
  readonly trouble: string | null;
  readonly note: string;
  /** While the messenger is asked. */
  readonly fetched: number | null;
  readonly survey: Survey | null;
  readonly counts: Readonly<Record<'told' | 'known' | 'sent' | 'failed' | 'unknown' | 'ignored' | 'waiting', number>>;
  readonly result: {
    readonly kommo: { readonly sent: number; readonly found: number };
    readonly differences: readonly { readonly why: string; readonly count: number }[];
  } | null;
}

interface Survey {
  readonly format: string;
  readonly chats: number;
  readonly messages: number;
  readonly fromCustomers: number;
  readonly fromBusiness: number;
  readonly files: number;
  readonly filesMissing: number;
  readonly oldest: string | null;
  readonly newest: string | null;
  readonly known: number;
  readonly chatsKnown: number;
  readonly chatsNew: number;
  readonly leads: number;
  readonly gaps: Readonly<Record<string, number>>;
  readonly people: readonly { readonly author: string; readonly as: string; readonly messages: number }[];
}

type Say = (line: string) => void;

const LOOK_EVERY_MS = 1_000;
/** On what is no terminal a line for every so often. */
const TELL_EVERY_MS = 30_000;
const BAR = 24;

/** `progress`: without what came of it */
export type Shows = 'all' | 'progress' | 'nothing';

/** Looks at an import, and shows how far it is, until it is as wanted. */
export async function followImport(
  self: string,
  { until, shows }: { readonly until: (told: ImportTold) => boolean; readonly shows: Shows },
  say: Say,
): Promise<ImportTold> {
  const { stderr } = process;
  const begun = performance.now();
  let first: number | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const told = await call<ImportTold>('GET', self);
    const done = doneOf(told);
    first ??= done;
    const perSecond = ((done - first) * 1_000) / Math.max(1, performance.now() - begun);
    const line = progressLine(told, perSecond);
    if (shows !== 'nothing' && stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
    else if (shows !== 'nothing' && performance.now() - toldAt > TELL_EVERY_MS) {
      toldAt = performance.now();
      say(line);
    }
    if (until(told)) {
      if (shows !== 'nothing' && stderr.isTTY) stderr.write('\r\u001b[K');
      if (shows === 'all') showEnd(told, say);
      return told;
    }
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** A bar, numbers, the pace and the time left. */
export function progressLine(told: ImportTold, perSecond: number): string {
  const { state, paused, counts, fetched, trouble } = told;
  if (fetched !== null) {
    const why = trouble === null ? '' : `; ${trouble}`;
    return `${STATES[state] ?? state}: ${String(fetched)} messages so far${paused ? ', paused' : why}`;
  }
  const done = doneOf(told);
  const all = done + counts.waiting;
  if (all === 0) return STATES[state] ?? state;
  const full = Math.floor((done / all) * BAR);
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
  const pace =
    paused || perSecond <= 0 || counts.waiting === 0
      ? ''
      : `, ${perSecond.toFixed(1)}/s, ${leftInWords(counts.waiting / perSecond)} left`;
  return `${bar} ${done} of ${all}${paused ? ', paused' : pace}`;
}

export function showSurvey({ survey, note }: Pick<ImportTold, 'survey' | 'note'>, say: Say): void {
  if (survey === null) return;
  const { chats, chatsNew, chatsKnown, messages, fromCustomers, fromBusiness, files, filesMissing } = survey;
  say(
    `${String(messages)} messages in ${String(chats)} chats (${survey.format}): ${String(fromCustomers)} of customers, ${String(fromBusiness)} of the business`,
  );
  if (survey.oldest !== null && survey.newest !== null) say(`From ${survey.oldest} to ${survey.newest}`);
  say(
    `Chats: ${String(chatsKnown)} known, ${String(chatsNew)} new; leads that Kommo would make: ${String(survey.leads)}`,
  );
  say(`Files: ${String(files)}${filesMissing === 0 ? '' : `, and ${String(filesMissing)} that are not there`}`);
  if (survey.known > 0) say(`In the ledger already: ${String(survey.known)}`);
  for (const [why, count] of Object.entries(survey.gaps)) say(`Not taken: ${String(count)} (${why})`);
  for (const { author, as, messages: wrote } of survey.people.filter((person) => person.as === 'business')) {
    say(`Writes for the business: ${author} (${as}), ${String(wrote)} messages`);
  }
  say(note);
}

function showEnd({ state, counts, result, trouble }: ImportTold, say: Say): void {
  say(STATES[state] ?? state);
  if (trouble !== null) say(trouble);
  if (result === null) return;
  say(
    `${String(counts.sent)} sent, ${String(result.kommo.found)} of them found in Kommo, ${String(counts.known)} known before`,
  );
  for (const { why, count } of result.differences) say(`${String(count)}: ${why}`);
}

function doneOf({ counts }: ImportTold): number {
  return counts.sent + counts.failed + counts.unknown + counts.ignored;
}

function leftInWords(seconds: number): string {
  if (seconds < 90) return `${String(Math.max(1, Math.round(seconds)))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${String(minutes)} min` : `${String(Math.round(minutes / 60))} h`;
}

const STATES: Readonly<Record<string, string>> = {
  empty: 'It waits for its file',
  fetching: 'The messenger is asked',
  uploaded: 'Being looked at',
  surveyed: 'It waits for the go',
  taking: 'Being read',
  sending: 'Being told to Kommo',
  comparing: 'Both sides are counted',
  done: 'Done',
  cancelled: 'Cancelled',
  refused: 'It cannot be taken',
};
