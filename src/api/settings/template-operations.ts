import type { Operation } from '../openapi/operation';
import { noteChange } from '../../ledger/changes';
import { inTransaction } from '../../ledger/database';
import { wantSync } from '../../ledger/template-syncs';
import { viewTemplates } from '../../ledger/template-views';
import { takeRemote } from '../../ledger/templates';
import { NOT_FOUND } from '../problem';
import type { SettingsDependencies } from './dependencies';
import { SETTINGS_OPERATIONS } from './operations';
import type { Serving } from './serve';
import { byOf } from './session';
import { templateListOf } from './template-card';

/** Templates as both sides have them, and having them compared. */
export function templateOperations({ serveInstalled }: Serving, { db }: SettingsDependencies): Operation[] {
  return [
    serveInstalled(SETTINGS_OPERATIONS.templates, async ({ owner, session }) => ({
      answer: templateListOf(await viewTemplates(db, owner.scopeId), session.open.language),
    })),
    serveInstalled(SETTINGS_OPERATIONS.syncTemplates, async ({ owner, session }) => {
      await wantSync(db, owner);
      return { answer: templateListOf(await viewTemplates(db, owner.scopeId), session.open.language) };
    }),
    serveInstalled(SETTINGS_OPERATIONS.takeTemplate, async ({ owner, session, params: { templateId = '' } }) => {
      const isThere = await inTransaction(db, async (client) => {
        const name = await takeRemote(client, owner.scopeId, templateId);
        if (name === undefined) return false;
        await noteChange(client, { ...owner, by: byOf(session), what: 'template-taken', detail: name });
        return true;
      });
      if (!isThere) return { problem: NOT_FOUND };
      await wantSync(db, owner);
      return { answer: templateListOf(await viewTemplates(db, owner.scopeId), session.open.language) };
    }),
  ];
}
