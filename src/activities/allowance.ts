import { sentSince, type SentSince } from '../ledger/window';
import type { Capabilities, Messenger } from '../messengers/contract';
import type { ChatId } from '../model/ids';
import type { Words } from '../model/words';
import { sayOfDelivery as say } from '../words/delivery';
import type { Dependencies } from './dependencies';

const HOUR_MS = 3_600_000;
/** A manager is told from so few on. */
const TELL_FROM = 2;

/** How many sends a messenger still takes in a chat until the customer does something again. */
export interface SendsLeft {
  readonly left: number;
  /** Of how many. */
  readonly most: number;
  /** What the customer did, other than writing, allows it: also after the window. */
  readonly byAct: boolean;
  /** Milliseconds since 1970; null: nothing closes. */
  readonly until: number | null;
}

/** @returns undefined for a messenger that does not count. */
export async function sendsLeft(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  { capabilities }: Messenger,
  chatId: ChatId,
): Promise<SendsLeft | undefined> {
  const { unanswered } = capabilities;
  if (unanswered === undefined) return undefined;
  return leftOf(capabilities, await sentSince(db, chatId, unanswered.written.withinMs), clock.now());
}

/** The larger counts: what the customer does adds nothing to what was left, and takes nothing of it (wechat.md §6). */
export function leftOf(
  { windowMs, unanswered }: Pick<Capabilities, 'windowMs' | 'unanswered'>,
  { wroteAt, sinceWrote, actedAt, sinceActed }: SentSince,
  now: number,
): SendsLeft | undefined {
  if (unanswered === undefined) return undefined;
  const { written, acted } = unanswered;
  const until = windowMs === null ? null : (wroteAt ?? 0) + windowMs;
  const isOpen = until === null || now < until;
  const afterWriting = isOpen ? Math.max(0, written.most - sinceWrote) : 0;
  if (acted !== undefined && actedAt !== null && now < actedAt + acted.withinMs) {
    const left = acted.most - sinceActed;
    if (left > afterWriting) return { left, most: acted.most, byAct: true, until: actedAt + acted.withinMs };
  }
  return { left: afterWriting, most: written.most, byAct: false, until };
}

/** @returns what to tell the manager after so many sends; undefined: nothing yet. */
export function leftInWords(messenger: string, before: SendsLeft, sends: number, now: number): Words | undefined {
  const left = before.left - sends;
  if (before.byAct || left > TELL_FROM) return undefined;
  if (left <= 0) return say('note.last-send', { messenger });
  const phrase = left === 1 ? 'note.one-send' : 'note.sends';
  if (before.until === null) return say(phrase, { messenger, count: left });
  return say(`${phrase}-within`, { messenger, count: left, time: hours(before.until - now) });
}

function hours(ms: number): Words {
  const count = Math.floor(ms / HOUR_MS);
  if (count < 1) return say('time.hour');
  return count === 1 ? say('time.one-hour') : say('time.hours', { count });
}
