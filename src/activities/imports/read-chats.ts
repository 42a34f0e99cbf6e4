import type { HistoryChat, HistoryMessage, HistoryRecord } from '../../history/record';
import { chatOf, type ImportedChat } from '../../ledger/import-chats';
import type { ImportRow } from '../../ledger/imports';
import type { ImportGap } from '../../model/import';
import { alikeKey, sideOf } from './past-message';

/** What is in the export, one thing at a time: a message that can be taken, or why one cannot. */
export type Read =
  | {
      readonly kind: 'message';
      readonly chat: ImportedChat & { readonly address: string };
      readonly told: HistoryMessage;
      readonly by: 'customer' | 'business';
      readonly nth: number;
    }
  /** `chat` is told where it is known which one. */
  | { readonly kind: 'gap'; readonly why: ImportGap; readonly place: string; readonly chat?: ImportedChat }
  | { readonly kind: 'chat'; readonly chat: ImportedChat; readonly isGroup: boolean };

/** A clock that is wrong by so much is still taken at its word, milliseconds. */
const AHEAD_AT_MOST_MS = 5 * 60_000;

/**
 * Sorts what a reader tells into what can be taken and what cannot. Remembers of each chat what it is called, and what was said
 * within the newest minute; so an export may be read once more from the beginning, and is the same.
 */
export async function* readChats(
  row: Pick<ImportRow, 'source' | 'options'>,
  records: AsyncIterable<HistoryRecord>,
  now: number,
): AsyncGenerator<Read, void, undefined> {
  const chats = new Map<string, { readonly chat: ImportedChat; readonly isGroup: boolean; readonly alike: Alike }>();
  let place = 0;
  for await (const record of records) {
    place += 1;
    switch (record.kind) {
      case 'chat': {
        const known = { chat: chatOf(row, record), isGroup: isGroup(record), alike: new Alike() };
        chats.set(record.chat, known);
        yield { kind: 'chat', chat: known.chat, isGroup: known.isGroup };
        break;
      }
      case 'gap':
        yield { kind: 'gap', why: record.why, place: record.place };
        break;
      case 'message': {
        const at = `no. ${String(place)}`;
        const known = chats.get(record.chat);
        if (known === undefined) yield { kind: 'gap', why: 'no-chat', place: at };
        else if (known.isGroup) yield { kind: 'gap', why: 'group', place: at, chat: known.chat };
        else if (!hasAddress(known.chat)) yield { kind: 'gap', why: 'no-address', place: at, chat: known.chat };
        else if (record.at > now + AHEAD_AT_MOST_MS) yield { kind: 'gap', why: 'future', place: at, chat: known.chat };
        else {
          const by = sideOf(record, known.chat);
          yield { kind: 'message', chat: known.chat, told: record, by, nth: known.alike.nthOf(record, by) };
        }
        break;
      }
    }
  }
}

function isGroup(chat: HistoryChat): boolean {
  return chat.isGroup === true;
}

function hasAddress(chat: ImportedChat): chat is ImportedChat & { readonly address: string } {
  return chat.address !== undefined;
}

/** Counts messages of a minute that look alike; times never fall, so one minute is all there is to remember. */
class Alike {
  #minute = Number.NaN;
  readonly #counts = new Map<string, number>();

  nthOf(told: HistoryMessage, by: 'customer' | 'business'): number {
    const minute = Math.floor(told.at / 60_000);
    if (minute !== this.#minute) this.#counts.clear();
    this.#minute = minute;
    const key = alikeKey(told, by);
    const nth = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, nth);
    return nth;
  }
}
