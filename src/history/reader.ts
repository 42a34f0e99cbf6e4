import type { Readable } from 'node:stream';
import type { HistoryRecord } from './record';

/** What people hand in. `lines`: JSON Lines in our own shape · `telegram`: JSON of Telegram Desktop · `whatsapp`: “export chat” */
export const HISTORY_FORMATS = ['lines', 'telegram', 'whatsapp'] as const;
/** `messenger`: what a messenger itself told when it was asked */
export type HistoryFormat = (typeof HISTORY_FORMATS)[number] | 'messenger';

/** What was handed in, opened: an archive, or a single file, which is then its own only entry. */
export interface HistoryInput {
  /** As the file was called where it comes from; WhatsApp says there whom the chat is with. */
  readonly name: string;
  /** By name, in the archive's order, without folders: names are relative, with `/`, and have no `..` in them. */
  readonly entries: ReadonlyMap<string, HistoryEntry>;
  /**
   * The bytes of an entry, unpacked while they are read. An entry may be opened several times, several at once.
   * @throws HistoryRefused by the stream too: where it turns out to be broken, or larger than it says
   */
  open(entry: string): Promise<Readable>;
  close(): Promise<void>;
}

export interface HistoryEntry {
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
}

/** One kind of export. `recognise` (recognise.ts) finds which one an input is. */
export interface HistoryReader {
  readonly format: HistoryFormat;
  /** By the beginning of a file, whose name may lie: of its first 64 KiB, so the last line may be cut. */
  recognises(head: string): boolean;
  /**
   * Tells an export from its beginning. It may be told as often as one likes, and is the same each time with the same options.
   * What cannot be read is a gap; what makes the rest of it worthless too ends it.
   *
   * @param entries those that were recognised, in the input's order; files are named relative to them.
   * @throws HistoryRefused
   */
  read(input: HistoryInput, entries: readonly string[], options: ReadOptions): AsyncIterable<HistoryRecord>;
}

/** What an export does not tell, and whoever starts the import has to. */
export interface ReadOptions {
  /** IANA name of the clock that wrote times without an offset. Left out: UTC. */
  readonly timeZone?: string;
  /** For dates like 03/04/24 where nothing in the file decides: asked for by `HistoryRefused` with `dates-ambiguous`. */
  readonly dateOrder?: DateOrder;
  readonly people?: HistoryPeople;
}

export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Who is who, where the export does not tell it or tells it wrong: what is said here comes first. */
export interface HistoryPeople {
  /** `HistoryAuthor.key` of everyone who writes for the business. If there is any, everybody else in a chat of two is its customer. */
  readonly business?: readonly string[];
  /** Of an export of a single chat that tells no address. */
  readonly customer?: { readonly address?: string; readonly phone?: string };
}
