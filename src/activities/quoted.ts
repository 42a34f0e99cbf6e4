import type pg from 'pg';
import type { ClaimedDelivery } from '../ledger/claimed';
import type { HeldLane } from '../ledger/lane';
import { findTarget, isOtherLaneBusy, type FoundMessage, type Target } from '../ledger/targets';
import { wordsOf, type MessageContent, type Quote } from '../model/content';
import { sayOfWaiting as say } from '../words/waiting';
import type { Carried } from './drain-lane';

/** How long a row waits for what it names, if that is under way in the other lane (design §3, References). */
const WAIT_AT_MOST_MS = 3_000;
const LOOK_AGAIN_MS = 500;

export type Quoted =
  /** `words`: what it says, for a side that cannot be pointed to it. */
  | { readonly kind: 'message'; readonly message: FoundMessage; readonly words: string }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'wait'; readonly carried: Carried };

/**
 * Finds what a delivery quotes or concerns. What is not found, or has no name on the far side yet, may be in the other
 * lane just now, so it is waited for, for a short time.
 * @returns undefined when nobody knows it, not even in words.
 */
export async function findQuoted(
  db: pg.Pool,
  held: HeldLane,
  delivery: ClaimedDelivery,
  named: Quote | Target,
): Promise<Quoted | undefined> {
  const { chatId } = held.chat;
  const message = await findTarget(db, chatId, named);
  const isThere =
    message !== undefined && (held.lane === 'to-messenger' ? message.remoteId !== null : isInKommo(message));
  if (isThere) return { kind: 'message', message, words: wordsOrKind(message.content) };
  // What is in doubt is not put back for it: as pending it would be sent blindly (promise P4).
  if (
    held.lane !== 'import' &&
    delivery.state === 'claimed' &&
    delivery.ageMs < WAIT_AT_MOST_MS &&
    (await isOtherLaneBusy(db, chatId, held.lane))
  ) {
    return { kind: 'wait', carried: WAIT };
  }
  const text = (message && wordsOrKind(message.content)) ?? ('text' in named ? named.text : undefined);
  return text === undefined ? undefined : { kind: 'words', text };
}

const WAIT = {
  kind: 'put-off',
  reason: { code: 903, ...say('waits.referred') },
  retryAfterMs: LOOK_AGAIN_MS,
  blameless: true,
  untouched: true,
  waitsFor: 'quote',
} as const satisfies Carried;

/** Kommo's own messages are in Kommo from the start. */
export function isInKommo(message: FoundMessage): boolean {
  return message.kommoId !== null || message.outcome === 'sent';
}

function wordsOrKind(content: MessageContent): string {
  const words = wordsOf(content);
  return words === '' ? `[${content.type === 'unsupported' ? content.what : content.type}]` : words;
}
