import type { ClaimedMessage } from '../../ledger/claimed';
import type { HeldLane, LaneChat } from '../../ledger/lane';
import { believed } from '../../ledger/restrictions';
import { lastWordsOf, type LastWords } from '../../ledger/window';
import type { Messenger } from '../../messengers/contract';
import { replyWindowOf } from '../../messengers/reply-window';
import { sendsLeft } from '../allowance';
import type { Dependencies } from '../dependencies';
import { passesWindow, type Facts, type ReplyWindow } from './judge';

/**
 * That a customer has turned away is believed for so long. Then the messenger is asked again by sending: news that they have
 * come back may have been lost on the way.
 */
const AWAY_BELIEVED_MS = 24 * 3_600_000;

/** What the ledger knows of the chat, but for the file and the quote of the message. */
export type ChatFacts = Omit<Facts, 'file' | 'quoted'> & Pick<LastWords, 'wroteAt'>;

/** Asks the ledger only for what the messenger has rules about. */
export async function chatFacts(
  deps: Pick<Dependencies, 'db' | 'clock'>,
  { chat }: HeldLane,
  { driver, credentials }: { readonly driver: Messenger; readonly credentials: unknown },
  delivery: ClaimedMessage,
): Promise<ChatFacts> {
  const { capabilities } = driver;
  const hasTemplates = driver.templates !== undefined;
  const byBot = isByBot(delivery, chat);
  // A longer window of a source is for what people write.
  const windowMs = byBot ? capabilities.windowMs : replyWindowOf(driver, credentials);
  const now = deps.clock.now();
  const last = windowMs === null ? NOTHING : await lastWordsOf(deps.db, chat.chatId);
  // A note or echo is no send of the manager's; what was begun is finished.
  const begun = delivery.kind !== 'message' || delivery.state !== 'claimed' || delivery.parts.length > 0;
  const untouched = delivery.kind === 'message' && delivery.parts.every(({ state }) => state === 'pending');
  const counts = untouched && delivery.state === 'claimed' && !passesWindow(delivery.content, { hasTemplates });
  return {
    capabilities,
    hasTemplates,
    gone: chat.gone,
    away: chat.away !== null && now - chat.away.at < AWAY_BELIEVED_MS ? chat.away.how : null,
    restriction: believed(chat.source.restriction, now),
    window: windowMs === null ? { kind: 'none' } : windowOf(last, windowMs, now),
    wroteAt: last.wroteAt,
    left: counts ? await sendsLeft(deps, driver, chat.chatId) : undefined,
    begun,
    mark: (byBot ? chat.source.botMark : null) ?? undefined,
  };
}

/** The channel's own bot writes what Salesbot and other automation of Kommo says (kommo-platform.md §13). */
export function isByBot({ authorKommoId }: ClaimedMessage, { channel }: LaneChat): boolean {
  return authorKommoId !== null && authorKommoId === channel.bot.id;
}

const NOTHING: LastWords = { wroteAt: null, maybeBefore: false };

function windowOf({ wroteAt, maybeBefore }: LastWords, windowMs: number, now: number): ReplyWindow {
  if (wroteAt === null) return { kind: maybeBefore ? 'unknown' : 'never' };
  return now < wroteAt + windowMs ? { kind: 'open' } : { kind: 'shut', agoMs: now - wroteAt, windowMs };
}
