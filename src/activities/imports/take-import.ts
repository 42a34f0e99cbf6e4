import { ApplicationFailure, Context } from '@temporalio/activity';
import { HistoryRefused } from '../../history/refusal';
import { learnUser, makeChatAt, type ImportedChat } from '../../ledger/import-chats';
import { findImport, moveImport, noteTrouble, type ImportRow } from '../../ledger/imports';
import {
  knownMessages,
  markNewest,
  takePage,
  type PageChat,
  type PastFile,
  type PastMessage,
} from '../../ledger/take-import';
import type { ChatId, ImportId, ParticipantId } from '../../model/ids';
import type { TakeResult } from '../../workflows/import-contract';
import { withHeartbeat } from '../heartbeat';
import { copyFile } from './copy-file';
import type { ImportDependencies } from './dependencies';
import { readOptions, withExport, type OpenExport } from './open-export';
import { pastOf, type Past } from './past-message';
import { readChats, type Read } from './read-chats';

/** Things of an export that are taken with one commit. */
const PAGE = 200;

/**
 * Reads the export once more, and puts it page by page into the ledger. How far it is is in the ledger, so a try that follows
 * goes on where the one before had come to: what it is told before that, it passes over.
 */
export async function takeImport(deps: ImportDependencies, importId: ImportId): Promise<TakeResult> {
  return withHeartbeat(() => take(deps, importId, Context.current().cancellationSignal));
}

async function take(deps: ImportDependencies, importId: ImportId, signal: AbortSignal): Promise<TakeResult> {
  try {
    await moveImport(deps.db, importId, ['surveyed'], 'taking');
    const row = await findImport(deps.db, importId);
    if (row === undefined) return { kind: 'refused' };
    if (row.state === 'uploaded') return { kind: 'look' };
    if (row.state === 'taking') {
      await withExport(deps, row, async ({ open, export: found }) => {
        const taking = new Taking(deps, row, open);
        const records = readChats(row, found.read(readOptions(row.options)), deps.clock.now());
        for await (const read of records) {
          signal.throwIfAborted();
          await taking.add(read);
        }
        await taking.end();
      });
      if (row.options.newestLive) await markNewest(deps.db, importId);
      await moveImport(deps.db, importId, ['taking'], 'sending');
    }
    return { kind: 'taken' };
  } catch (error) {
    if (!(error instanceof HistoryRefused)) throw error;
    // What was read before it is sound, and stays.
    await noteTrouble(deps.db, importId, error.words);
    await moveImport(deps.db, importId, ['taking'], 'sending');
    return { kind: 'taken' };
  }
}

class Taking {
  /** Chats by their names in the export, once something of them is taken. */
  readonly #chats = new Map<string, ChatId>();
  readonly #users = new Map<string, ParticipantId>();
  readonly #gaps: Record<string, number>;
  #place = 0;
  #from: number;
  #page: Past[] = [];
  #told = new Map<string, { readonly chat: ImportedChat; told: number }>();

  constructor(
    private readonly deps: ImportDependencies,
    private readonly row: ImportRow,
    private readonly open: OpenExport['open'],
  ) {
    this.#from = row.place;
    this.#gaps = { ...row.gaps };
  }

  async add(read: Read): Promise<void> {
    this.#place += 1;
    if (this.#place <= this.row.place) return;
    switch (read.kind) {
      case 'chat':
        this.#tell(read.chat, 0);
        break;
      case 'gap':
        this.#gaps[read.why] = (this.#gaps[read.why] ?? 0) + 1;
        break;
      case 'message': {
        const { chat, told, by, nth } = read;
        const chatId = this.#chats.get(chat.name) ?? (await makeChatAt(this.deps.db, this.row, chat));
        this.#chats.set(chat.name, chatId);
        const authorId = by === 'business' ? await this.#userOf(told.author) : null;
        this.#page.push(pastOf(this.row, told, { chat, chatId, authorId, nth }));
        this.#tell(chat, 1);
        break;
      }
    }
    if (this.#place - this.#from >= PAGE) await this.end();
  }

  #tell(chat: ImportedChat, messages: number): void {
    const known = this.#told.get(chat.name) ?? { chat, told: 0 };
    known.told += messages;
    this.#told.set(chat.name, known);
  }

  async #userOf({ key, name }: { readonly key: string; readonly name: string }): Promise<ParticipantId | null> {
    const kommoId = this.row.options.users?.[key];
    if (kommoId === undefined) return null;
    const id = this.#users.get(kommoId) ?? (await learnUser(this.deps.db, this.row, { kommoId, name }));
    this.#users.set(kommoId, id);
    return id;
  }

  /** Commits what has come together. */
  async end(): Promise<void> {
    if (this.#place === this.#from) return;
    const page = [...new Map(this.#page.map((past) => [past.message.deliveryId, past])).values()];
    const known = await knownMessages(
      this.deps.db,
      page.map(({ message }) => message),
    );
    const fresh = page.filter(({ message }) => !known.has(message.deliveryId));
    const files: PastFile[] = [];
    for (const { message, file } of fresh) {
      if (file !== undefined) files.push(await copyFile(this.deps, this.row, this.open, { message, file }));
    }
    const taken = await takePage(
      this.deps.db,
      { importId: this.row.id, accountId: this.row.accountId },
      {
        from: this.#from,
        to: this.#place,
        messages: fresh.map(({ message }) => message),
        files,
        chats: [...this.#told.values()].map(({ chat, told }): PageChat => this.#counted(chat, told, fresh)),
        gaps: this.#gaps,
      },
    );
    if (taken === 'elsewhere') {
      throw ApplicationFailure.create({
        type: 'TakenElsewhere',
        message: 'Another worker takes it, or it was cancelled',
      });
    }
    this.#from = this.#place;
    this.#page = [];
    this.#told = new Map();
  }

  #counted(chat: ImportedChat, told: number, fresh: readonly { readonly message: PastMessage }[]): PageChat {
    const { name, title, address } = chat;
    const given = fresh.filter(({ message }) => message.chatName === name).length;
    return { name, title, address, chatId: this.#chats.get(name), told, known: told - given };
  }
}
