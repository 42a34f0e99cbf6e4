import type { JournalEntry } from '../../src/sandbox/control/contract';
import type { BothSides } from './traffic';
import { hookText, sentText } from './verdict';

/** What managers write through one source. */
export interface Stream {
  /** Its bot or number, and on which side that is. */
  readonly by: { readonly side: 'telegram' | 'whatsapp'; readonly account: string };
  /** Texts are unique within a run. */
  readonly said: readonly { readonly chat: BothSides; readonly texts: readonly string[] }[];
  /** Between two messages of one chat. */
  readonly everyMs: number;
}

/** What became of it, as the emulators tell. */
export interface StreamFigures {
  readonly name: string;
  /** Requests to send. */
  readonly sends: number;
  /** Of these, refused for a limit. */
  readonly limited: number;
  /** From when Courier had accepted a message until the far side had it. */
  readonly delaysMs: readonly number[];
}

/** WhatsApp's codes of its limits (whatsapp.md §4); Telegram has the status 429. */
const WHATSAPP_LIMITS: readonly unknown[] = [130429, 131056];

export function readStream({ by }: Stream, journal: readonly JournalEntry[]): StreamFigures {
  const sends = journal.filter((entry) => isSend(entry, by));
  return {
    name: `${by.side} ${by.account}`,
    sends: sends.length,
    limited: sends.filter(isLimited).length,
    delaysMs: delays(journal, sends),
  };
}

export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('There is nothing to have a median');
  return middle;
}

function isSend(entry: JournalEntry, by: Stream['by']): boolean {
  const { direction, side, path } = entry;
  return direction === 'in' && side === by.side && path.includes(by.account) && sentText(entry) !== undefined;
}

function isLimited({ status, answer }: JournalEntry): boolean {
  if (status === 429) return true;
  const { error } = (answer ?? {}) as { readonly error?: { readonly code?: unknown } };
  return WHATSAPP_LIMITS.includes(error?.code);
}

function delays(journal: readonly JournalEntry[], sends: readonly JournalEntry[]): number[] {
  const acceptedAt = new Map<string, number>();
  for (const entry of journal) {
    const text = hookText(entry);
    if (text !== undefined && entry.endedAt !== null) acceptedAt.set(text, entry.endedAt);
  }
  return sends.flatMap((entry) => {
    const accepted = acceptedAt.get(sentText(entry) ?? '');
    return entry.stored && entry.endedAt !== null && accepted !== undefined ? [entry.endedAt - accepted] : [];
  });
}
