import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../ledger/database';
import { markWoken, type ChatToWake } from '../ledger/wakes';
import { wakes } from '../metrics';
import type { ChatId } from '../model/ids';
import type { Work } from '../model/work';
import type { ConversationSettings } from '../wake/conversation-start';
import { wakeChat } from '../wake/wake-chat';

const AT_ONCE = 50;

export interface WakerOptions {
  readonly client: Client;
  readonly db: Database;
  readonly log: Logger;
  readonly settings: ConversationSettings;
}

/** Which rows a wake tells of. */
type Told = Pick<ChatToWake, 'afterSeq' | 'lastSeq'>;

interface Waiting {
  readonly chat: ChatToWake;
  readonly told: Told;
  readonly work: Set<Work>;
}

/**
 * Tells conversations that the ledger holds something new. At most one wake is in flight for a chat; what comes
 * meanwhile is merged into the next, so that a burst is a few signals and not one each. A wake that fails is the
 * relay's business: the rows are durable already.
 */
export class Waker {
  readonly #options: WakerOptions;
  readonly #waiting = new Map<ChatId, Waiting>();
  readonly #inFlight = new Set<ChatId>();
  #idle: (() => void)[] = [];

  constructor(options: WakerOptions) {
    this.#options = options;
  }

  /** Returns at once. */
  wake(chats: readonly ChatToWake[]): void {
    for (const chat of chats) {
      const waiting = this.#waiting.get(chat.chatId);
      const work = waiting?.work ?? new Set<Work>();
      for (const each of chat.work) work.add(each);
      this.#waiting.set(chat.chatId, { chat, told: waiting === undefined ? chat : join(waiting.told, chat), work });
    }
    this.#next();
  }

  /** Resolves when nothing is waiting or in flight, or when the time is over. */
  async settled(withinMs: number): Promise<void> {
    if (this.#waiting.size === 0 && this.#inFlight.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #next(): void {
    for (const [chatId, waiting] of this.#waiting) {
      if (this.#inFlight.size >= AT_ONCE) return;
      if (this.#inFlight.has(chatId)) continue;
      this.#waiting.delete(chatId);
      this.#inFlight.add(chatId);
      void this.#send(waiting).finally(() => {
        this.#inFlight.delete(chatId);
        this.#next();
      });
    }
    if (this.#waiting.size > 0 || this.#inFlight.size > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  async #send({ chat, told, work }: Waiting): Promise<void> {
    const { client, db, log, settings } = this.#options;
    try {
      await wakeChat(client, settings, chat, [...work]);
      wakes.inc({ how: 'sent' });
      await markWoken(db, [{ chatId: chat.chatId, afterSeq: told.afterSeq, lastSeq: told.lastSeq }]);
    } catch (err) {
      wakes.inc({ how: 'failed' });
      log.warn({ err, chatId: chat.chatId }, 'A conversation could not be woken; the relay tries again');
    }
  }
}

/** Rows in a gap between the two were accepted elsewhere, perhaps for another lane: they do not count as told. */
function join(one: Told, other: Told): Told {
  if (one.lastSeq <= one.afterSeq) return other;
  if (other.lastSeq <= other.afterSeq) return one;
  const [lower, upper] = one.afterSeq <= other.afterSeq ? [one, other] : [other, one];
  if (upper.afterSeq > lower.lastSeq) return lower;
  return { afterSeq: lower.afterSeq, lastSeq: Math.max(lower.lastSeq, upper.lastSeq) };
}
