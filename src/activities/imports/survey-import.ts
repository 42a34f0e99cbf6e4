import { Context } from '@temporalio/activity';
import { HistoryRefused } from '../../history/refusal';
import { findChatAt, type ImportedChat } from '../../ledger/import-chats';
import { findImport, noteSurvey, refuseSurvey, type ImportRow } from '../../ledger/imports';
import { knownMessages, type PastMessage } from '../../ledger/take-import';
import { linkedChats } from '../../ledger/import-leads';
import type { ImportGap, ImportSurvey, SurveyedChat, SurveyedPerson } from '../../model/import';
import type { ChatId, ImportId } from '../../model/ids';
import type { SurveyResult } from '../../workflows/import-contract';
import { withHeartbeat } from '../heartbeat';
import type { ImportDependencies } from './dependencies';
import { removeFile } from './end-import';
import { readOptions, withExport } from './open-export';
import { pastOf } from './past-message';
import { readChats, type Read } from './read-chats';

const ASKED_AT_ONCE = 500;
const EXAMPLES = 50;
const PEOPLE = 200;
const SAMPLES = 100;

/**
 * The dry run: reads the export to its end, asks the ledger what it knows of it, and writes nothing but the report. Memory is that
 * of the names of chats, however many messages they have.
 */
export async function surveyImport(deps: ImportDependencies, importId: ImportId): Promise<SurveyResult> {
  const { cancellationSignal: signal } = Context.current();
  return withHeartbeat(async () => {
    for (;;) {
      const row = await findImport(deps.db, importId);
      if (row?.state !== 'uploaded') return standing(row);
      const found = await look(deps, row, signal);
      // What was to be looked at with other options meanwhile is looked at once more.
      if (found.kind === 'report') {
        if (await noteSurvey(deps.db, row, found.report)) return { kind: 'surveyed' };
      } else {
        const { why } = found;
        const asks = why.code === 'dates-ambiguous';
        if (!(await refuseSurvey(deps.db, row, { why: why.words, asks }))) continue;
        if (!asks) await removeFile(deps, importId);
        return { kind: 'refused', ...(asks ? { asks } : {}) };
      }
    }
  });
}

type Found =
  | { readonly kind: 'report'; readonly report: ImportSurvey }
  | { readonly kind: 'refused'; readonly why: HistoryRefused };

async function look(deps: ImportDependencies, row: ImportRow, cancelled: AbortSignal): Promise<Found> {
  try {
    const report = await withExport(deps, row, async ({ export: found }) => {
      const survey = new Survey(deps, row);
      const records = readChats(row, found.read(readOptions(row.options)), deps.clock.now());
      for await (const read of records) {
        cancelled.throwIfAborted();
        await survey.add(read);
      }
      return survey.report(found.format);
    });
    return { kind: 'report', report };
  } catch (error) {
    if (error instanceof HistoryRefused) return { kind: 'refused', why: error };
    throw error;
  }
}

function standing(row: ImportRow | undefined): SurveyResult {
  if (row?.state === 'surveyed') return { kind: 'surveyed' };
  return { kind: 'refused', ...(asksIn(row) ? { asks: true } : {}) };
}

/** A refused file that is still there waits for what it does not tell. */
export function asksIn(row: ImportRow | undefined): boolean {
  return row?.state === 'refused' && row.file !== undefined;
}

interface Counted {
  readonly chat: ImportedChat;
  readonly chatId: ChatId | undefined;
  messages: number;
  fromCustomer: boolean;
  why: ImportGap | undefined;
}

class Survey {
  readonly #chats = new Map<string, Counted>();
  readonly #people = new Map<string, { name: string; as: SurveyedPerson['as']; messages: number }>();
  readonly #gaps: Partial<Record<ImportGap, number>> = {};
  readonly #examples: { place: string; why: ImportGap }[] = [];
  #asked: PastMessage[] = [];
  #messages = 0;
  #fromCustomers = 0;
  #files = 0;
  #filesMissing = 0;
  #known = 0;
  #oldest: number | null = null;
  #newest: number | null = null;

  constructor(
    private readonly deps: Pick<ImportDependencies, 'db'>,
    private readonly row: ImportRow,
  ) {}

  async add(read: Read): Promise<void> {
    switch (read.kind) {
      case 'chat':
        return this.#addChat(read.chat);
      case 'gap':
        this.#gaps[read.why] = (this.#gaps[read.why] ?? 0) + 1;
        if (this.#examples.length < EXAMPLES) this.#examples.push({ place: read.place, why: read.why });
        if (read.chat !== undefined) {
          const counted = this.#chats.get(read.chat.name);
          if (counted !== undefined) counted.why ??= read.why;
        }
        return;
      case 'message':
        return this.#addMessage(read);
    }
  }

  async #addChat(chat: ImportedChat): Promise<void> {
    const { address } = chat;
    const chatId = address === undefined ? undefined : await findChatAt(this.deps.db, this.row.source.id, address);
    this.#chats.set(chat.name, { chat, chatId, messages: 0, fromCustomer: false, why: undefined });
  }

  async #addMessage({ chat, told, by, nth }: Extract<Read, { kind: 'message' }>): Promise<void> {
    const counted = this.#chats.get(chat.name);
    if (counted === undefined) return;
    counted.messages += 1;
    counted.fromCustomer ||= by === 'customer';
    this.#messages += 1;
    if (by === 'customer') this.#fromCustomers += 1;
    if ('file' in told.content) {
      if (told.content.file.missing === undefined) this.#files += 1;
      else this.#filesMissing += 1;
    }
    this.#oldest = Math.min(this.#oldest ?? told.at, told.at);
    this.#newest = Math.max(this.#newest ?? told.at, told.at);
    const person = this.#people.get(told.author.key);
    if (person !== undefined) person.messages += 1;
    else if (this.#people.size < PEOPLE) {
      this.#people.set(told.author.key, { name: told.author.name, as: by, messages: 1 });
    }
    if (counted.chatId === undefined) return;
    this.#asked.push(pastOf(this.row, told, { chat, chatId: counted.chatId, authorId: null, nth }).message);
    if (this.#asked.length >= ASKED_AT_ONCE) await this.#ask();
  }

  async #ask(): Promise<void> {
    this.#known += (await knownMessages(this.deps.db, this.#asked)).size;
    this.#asked = [];
  }

  async report(format: string): Promise<ImportSurvey> {
    await this.#ask();
    const chats = [...this.#chats.values()];
    const taken = chats.filter(({ messages }) => messages > 0);
    const linked = await linkedChats(
      this.deps.db,
      taken.flatMap(({ chatId }) => (chatId === undefined ? [] : [chatId])),
    );
    const makesLead = (each: Counted): boolean =>
      each.fromCustomer && (each.chatId === undefined || !linked.has(each.chatId));
    return {
      format,
      chats: taken.length,
      messages: this.#messages,
      fromCustomers: this.#fromCustomers,
      fromBusiness: this.#messages - this.#fromCustomers,
      files: this.#files,
      filesMissing: this.#filesMissing,
      oldest: this.#oldest,
      newest: this.#newest,
      known: this.#known,
      chatsKnown: taken.filter(({ chatId }) => chatId !== undefined).length,
      chatsNew: taken.filter(({ chatId }) => chatId === undefined).length,
      leads: this.row.options.newestLive ? taken.filter(makesLead).length : 0,
      gaps: this.#gaps,
      examples: this.#examples,
      people: [...this.#people].map(([author, { name, as, messages }]) => ({
        author,
        name,
        as,
        userId: this.row.options.users?.[author] ?? null,
        messages,
      })),
      samples: chats.slice(0, SAMPLES).map(sampleOf),
    };
  }
}

function sampleOf({ chat, chatId, messages, why }: Counted): SurveyedChat {
  const { title, address } = chat;
  return {
    title,
    address: address ?? null,
    messages,
    match: chatId !== undefined ? 'known' : address === undefined ? 'no-address' : (why ?? 'new'),
  };
}
