import type { JournalEntry } from '../../src/sandbox/control/contract';
import type { BothSides } from './traffic';
import { hookText, sentText } from './verdict';

/** What managers write in some chats of one source. */
export interface Stream {
  readonly name: 'bot' | 'number' | 'talkative' | 'bystander';
  /** Texts are unique within a run. */
  readonly said: readonly { readonly chat: BothSides; readonly texts: readonly string[] }[];
  /** Between two messages of one chat. */
  readonly everyMs: number;
}

/** What became of it, as the emulators tell. */
export interface StreamFigures {
  /** Requests to send. */
  readonly sends: number;
  /** Of these, refused for a limit. */
  readonly limited: number;
  /** From when Courier had accepted a message until the far side had it. */
  readonly delaysMs: readonly number[];
}

/** WhatsApp's codes of its limits (whatsapp.md §4); Telegram has the status 429. */
const WHATSAPP_LIMITS: readonly unknown[] = [130429, 131056];

export function readStreams(
  streams: readonly Stream[],
  journal: readonly JournalEntry[],
): Readonly<Record<Stream['name'], StreamFigures>> {
  const acceptedAt = new Map<string, number>();
  for (const entry of journal) {
    const text = hookText(entry);
    if (text !== undefined && entry.endedAt !== null) acceptedAt.set(text, entry.endedAt);
  }
  const figuresOf = (name: Stream['name']): StreamFigures => {
    const texts = new Set(
      streams.filter((each) => each.name === name).flatMap(({ said }) => said.flatMap((one) => one.texts)),
    );
    const sends = journal.filter(
      (entry) => entry.direction === 'in' && entry.side !== 'kommo' && texts.has(sentText(entry) ?? ''),
    );
    return {
      sends: sends.length,
      limited: sends.filter(isLimited).length,
      delaysMs: sends.flatMap((entry) => {
        const accepted = acceptedAt.get(sentText(entry) ?? '');
        return entry.stored && entry.endedAt !== null && accepted !== undefined ? [entry.endedAt - accepted] : [];
      }),
    };
  };
  return {
    bot: figuresOf('bot'),
    number: figuresOf('number'),
    talkative: figuresOf('talkative'),
    bystander: figuresOf('bystander'),
  };
}

export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('There is nothing to have a median');
  return middle;
}

function isLimited({ status, answer }: JournalEntry): boolean {
  if (status === 429) return true;
  const { error } = (answer ?? {}) as { readonly error?: { readonly code?: unknown } };
  return WHATSAPP_LIMITS.includes(error?.code);
}
