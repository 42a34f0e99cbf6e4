import type { ImportCounts } from '../model/import';
import type { ImportProgress } from './import-contract';

const BAR = 20;

/** How far it is, for the Temporal UI: a bar, numbers, the pace and the time left, in words without content. */
export function describeImport({
  state,
  paused,
  fetched,
  counts,
  perSecond,
  leftMs,
  waitsFor,
}: ImportProgress): string {
  const lines = [`**${STATES[state]}**${paused ? ', paused by a person' : ''}`];
  if (state === 'fetching' && fetched !== null) lines.push(`${fetched} messages so far`);
  if (counts !== null && counts.told > 0) {
    const done = doneOf(counts);
    const all = done + counts.waiting;
    const full = all === 0 ? BAR : Math.floor((done / all) * BAR);
    lines.push(`\`${'█'.repeat(full)}${'░'.repeat(BAR - full)}\` ${done} of ${all} messages in ${counts.chats} chats`);
    lines.push(`${counts.sent} told, ${counts.known} known before, ${counts.failed + counts.unknown} not told`);
  }
  if (perSecond !== null && leftMs !== null && state === 'sending' && !paused) {
    lines.push(`${perSecond.toFixed(1)} a second, ${timeLeft(leftMs)} left`);
  }
  if (waitsFor !== null) lines.push(`Waits: ${waitsFor}`);
  return lines.join('\n\n');
}

/** Rows that have an outcome. */
export function doneOf({ sent, failed, unknown, ignored }: ImportCounts): number {
  return sent + failed + unknown + ignored;
}

export function timeLeft(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 2) return 'about a minute';
  if (minutes < 120) return `about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `about ${hours} hours` : `about ${Math.round(hours / 24)} days`;
}

const STATES: Readonly<Record<ImportProgress['state'], string>> = {
  empty: 'Waits for its file',
  fetching: 'The messenger is asked for its conversations',
  uploaded: 'The export is looked at; nothing is written',
  surveyed: 'Waits for the go',
  taking: 'The export is read into the ledger',
  sending: 'Kommo is told',
  comparing: 'Both sides are counted',
  done: 'Done',
  cancelled: 'Cancelled',
  refused: 'It cannot be taken',
};
