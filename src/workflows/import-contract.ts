import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ImportWord, ImportCounts, ImportState } from '../model/import';
import type { ChatId, ImportId } from '../model/ids';

/** Of their own, so that they take no slot of what is live, nor of what looks after contacts and accounts (promise P10). */
export const IMPORTS_QUEUE = 'imports';

export function importWorkflowId(importId: ImportId): string {
  return `import:${importId}`;
}

/** Everything else is in the ledger: names, options, and how far it is (promise P7). */
export interface HistoryImportInput {
  readonly importId: ImportId;
  /** Chats that are told side by side; four without it. */
  readonly sideBySide?: number;
  /** After so many activities it continues as new; two hundred without it. */
  readonly stepsPerRun?: number;
  /** How long it waits for the go, milliseconds; two weeks without it. */
  readonly patienceMs?: number;
}

export type ImportAnswer = { readonly kind: 'done' | 'refused'; readonly text: string };

/** How far the import was for whoever says something to it: the ledger knows it a moment before the workflow does. */
export interface ImportSeen {
  readonly state: ImportState;
}

const command = <Name extends ImportWord>(name: Name) => defineUpdate<ImportAnswer, [seen?: ImportSeen], Name>(name);

/** What people can have done with an import; who says so is kept in the ledger. */
export const importUpdates = {
  start: command('start'),
  pause: command('pause'),
  resume: command('resume'),
  cancel: command('cancel'),
  retry: command('retry'),
  /** Other options are in the ledger by then. */
  look: command('look'),
};

export const importProgress = defineQuery<ImportProgress>('progress');

export interface ImportProgress {
  readonly state: ImportState;
  readonly paused: boolean;
  /** Messages that the messenger has given so far; null where it is not asked. */
  readonly fetched: number | null;
  /** As the ledger had them last. */
  readonly counts: ImportCounts | null;
  /** Messages a second, of the last minutes; null where nothing was told yet. */
  readonly perSecond: number | null;
  /** Milliseconds; null where nobody can tell. */
  readonly leftMs: number | null;
  /** Why the messenger gives nothing, or nothing is told, at the moment; in words without content. */
  readonly waitsFor: string | null;
}

export interface ImportStanding {
  readonly state: ImportState;
  readonly paused: boolean;
  /** Its refused file is there, and waits for what it does not tell. */
  readonly asks?: boolean;
}

export interface SurveyResult {
  readonly kind: 'surveyed' | 'refused';
  /** Of `refused`: it can be looked at again, with options that say what the file does not. */
  readonly asks?: boolean;
}

export interface TakeResult {
  /** `look`: other options were given since it was looked at, so nothing was taken */
  readonly kind: 'taken' | 'refused' | 'look';
}

export interface TellResult {
  /** `waits`: Kommo does not take anything now · `busy`: another import is at work in the chat */
  readonly kind: 'told' | 'more' | 'waits' | 'busy';
  /** Rows that ended. */
  readonly rows: number;
  /** Of `waits`: in words without content. */
  readonly why?: string;
}

export type FetchResult = {
  /** That are here by now. */
  readonly messages: number;
} & (
  | {
      /** `more`: it goes on asking */
      readonly kind: 'fetched' | 'more' | 'refused';
    }
  | {
      /** The messenger gives nothing now. */
      readonly kind: 'waits';
      /** In words without content. */
      readonly why: string;
      readonly restMs: number;
    }
);

/** What `historyImport` asks of the worker. Arguments and results are ids, counts and reasons. */
export interface ImportActivities {
  /** How far it is, as the ledger has it. */
  readImport(input: OfImport): Promise<ImportStanding>;
  /**
   * Asks the messenger for its conversations, for a while; at the end they are in a file.
   *
   * @param input `waited`: so often in a row it has waited. Runs of before that leave it out, and know of no `waits`: for them the
   *   engine waits, and says nothing of it.
   */
  fetchImport(input: OfImport & { readonly waited?: number }): Promise<FetchResult>;
  /** The dry run: reads the export and writes a report, nothing else. */
  surveyImport(input: OfImport): Promise<SurveyResult>;
  /** Puts the export into the ledger. */
  takeImport(input: OfImport): Promise<TakeResult>;
  /** Chats that have something to be told, beside those that are being told. */
  chatsToTell(input: OfImport & { readonly besides: readonly ChatId[]; readonly limit: number }): Promise<{
    readonly chats: readonly ChatId[];
    readonly counts: ImportCounts;
  }>;
  /** Tells Kommo what a chat has, in order, for a while. */
  importChat(input: OfImport & { readonly chatId: ChatId }): Promise<TellResult>;
  /** Counts both sides of some chats. */
  compareImport(input: OfImport): Promise<{ readonly more: boolean }>;
  /** Writes what came of it, and lets go of the file. */
  finishImport(input: OfImport): Promise<ImportCounts>;
  pauseImport(input: OfImport & { readonly paused: boolean }): Promise<void>;
  /** Ends what is not told yet. */
  cancelImport(input: OfImport): Promise<void>;
  /** @returns how many rows will be told once more */
  retryImport(input: OfImport): Promise<{ readonly rows: number }>;
}

interface OfImport {
  readonly importId: ImportId;
}
