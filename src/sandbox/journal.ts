import type { Clock } from './clock';
import type { JournalEntry, JournalPage } from './control/contract';

/** An entry while its exchange is under way. */
export type OpenEntry = { -readonly [K in keyof JournalEntry]: JournalEntry[K] };

type Start = Pick<JournalEntry, 'side' | 'direction' | 'operation' | 'method' | 'path' | 'request'> &
  Partial<Pick<JournalEntry, 'chat' | 'messageId' | 'clientMessageId' | 'fault'>>;

export interface JournalQuery {
  readonly after: number;
  readonly limit: number;
  readonly side?: JournalEntry['side'] | undefined;
  readonly chat?: string | undefined;
}

/** Adds what was odd and no fault. */
export function note(entry: OpenEntry, warnings: readonly string[]): void {
  if (warnings.length > 0) entry.warnings = warnings;
}

const CAPACITY = 50_000;

/** Every exchange the emulators saw, oldest first; the oldest are forgotten beyond a fixed number. */
export class Journal {
  private entries: OpenEntry[] = [];
  private seq = 0;

  constructor(private readonly clock: Clock) {}

  get lastSeq(): number {
    return this.seq;
  }

  /** Goes on from this number, with no entries before it. */
  goOnFrom(seq: number): void {
    this.entries = [];
    this.seq = seq;
  }

  open(start: Start): OpenEntry {
    this.seq += 1;
    const entry: OpenEntry = {
      seq: this.seq,
      chat: null,
      messageId: null,
      clientMessageId: null,
      fault: null,
      ...start,
      status: null,
      answer: null,
      startedAt: this.clock.now(),
      endedAt: null,
      stored: false,
      repeats: null,
    };
    this.entries.push(entry);
    // Trimmed in large steps, so that adding stays cheap.
    if (this.entries.length >= CAPACITY * 1.2) this.entries = this.entries.slice(-CAPACITY);
    return entry;
  }

  read(query: JournalQuery): JournalPage {
    const firstSeq = this.entries[0]?.seq ?? 1;
    const entries: JournalEntry[] = [];
    let last = query.after;
    for (let index = Math.max(0, query.after - firstSeq + 1); index < this.entries.length; index += 1) {
      const entry = this.entries[index];
      if (!entry || entries.length >= query.limit) break;
      last = entry.seq;
      if (query.side !== undefined && entry.side !== query.side) continue;
      if (query.chat !== undefined && entry.chat !== query.chat) continue;
      entries.push(entry);
    }
    return { entries, last };
  }
}
