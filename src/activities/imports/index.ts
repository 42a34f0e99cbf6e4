import { countsOf } from '../../ledger/import-views';
import { chatsToSend } from '../../ledger/import-chats';
import { findImport, moveImport, setPaused } from '../../ledger/imports';
import type { ImportActivities } from '../../workflows/import-contract';
import { discreet } from '../discreet';
import { compareImport } from './compare-import';
import type { ImportDependencies } from './dependencies';
import { cancelImport, finishImport, retryImport } from './end-import';
import { fetchImport } from './fetch-import';
import { importChat } from './import-chat';
import { asksIn, surveyImport } from './survey-import';
import { takeImport } from './take-import';

/** What the workflow `historyImport` calls. */
export function createImportActivities(deps: ImportDependencies): ImportActivities {
  const { db } = deps;
  return discreet<ImportActivities>({
    readImport: async ({ importId }) => {
      const row = await findImport(db, importId);
      if (row === undefined) return { state: 'cancelled', paused: false };
      return { state: row.state, paused: row.paused, ...(asksIn(row) ? { asks: true } : {}) };
    },
    fetchImport: (input) => fetchImport(deps, input),
    surveyImport: ({ importId }) => surveyImport(deps, importId),
    takeImport: ({ importId }) => takeImport(deps, importId),
    chatsToTell: async ({ importId, besides, limit }) => {
      const chats = await chatsToSend(db, importId, { besides, limit });
      if (chats.length === 0 && besides.length === 0) await moveImport(db, importId, ['sending'], 'comparing');
      return { chats, counts: await countsOf(db, importId) };
    },
    importChat: (input) => importChat(deps, input),
    compareImport: ({ importId }) => compareImport(deps, importId),
    finishImport: ({ importId }) => finishImport(deps, importId),
    pauseImport: ({ importId, paused }) => setPaused(db, importId, paused),
    cancelImport: ({ importId }) => cancelImport(deps, importId),
    retryImport: ({ importId }) => retryImport(deps, importId),
  });
}
