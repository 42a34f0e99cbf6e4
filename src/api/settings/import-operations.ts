import { nameImport, newestImports } from '../../ledger/import-views';
import { createImport, findImport, lookAgain, noteTold, type ImportRow } from '../../ledger/imports';
import { asImportId, asSourceId, type ImportId } from '../../model/ids';
import { USUAL_PER_SECOND, type ImportWord } from '../../model/import';
import { say } from '../../words';
import { beginFetch } from '../imports/begin-fetch';
import { optionsOf } from '../imports/options';
import { receiveFile } from '../imports/receive-file';
import { kommoProblem } from '../kommo-problem';
import type { Operation } from '../openapi/operation';
import { inDetail, NOT_FOUND, type Problem } from '../problem';
import type { SourceOwner } from '../sources/dependencies';
import type { ImportCard } from './contract';
import type { SettingsDependencies } from './dependencies';
import { importCardOf } from './import-card';
import type { KommoFacts } from './kommo-facts';
import { SETTINGS_OPERATIONS } from './operations';
import type { Answered, AskedFor, Serving } from './serve';
import { byOf, callerIn } from './session';

/** More than anybody looks through. */
const LISTED = 50;

type Asked = AskedFor<unknown> & { readonly owner: SourceOwner };

/** Handing in old conversations, and what administrators say to an import: see docs/history-import.md. */
export function importOperations(
  { serveInstalled }: Serving,
  deps: SettingsDependencies,
  facts: KommoFacts,
): Operation[] {
  const { db, store, importMaxBytes, workflows, log } = deps;

  const told = (word: Exclude<ImportWord, 'look'>): Operation =>
    serveInstalled(SETTINGS_OPERATIONS[`${word}Import`], async (asked) => {
      const row = await theirs(asked);
      if (row === undefined) return { problem: NOT_FOUND };
      if (row.state === 'empty' && word !== 'cancel') return { problem: refused('import-no-file') };
      return tell(asked, row, word);
    });

  return [
    serveInstalled(SETTINGS_OPERATIONS.imports, async ({ owner, session }) => ({
      answer: {
        imports: (await newestImports(db, owner, LISTED)).map((view) => importCardOf(view, session.open.language)),
      },
    })),
    serveInstalled(SETTINGS_OPERATIONS.importUsers, async ({ owner }) => {
      const users = await facts.people(owner);
      if (users.kind !== 'accepted') return { problem: kommoProblem(users) };
      return {
        answer: users.value.flatMap(({ amojoId, name }) =>
          amojoId === undefined ? [] : [{ id: amojoId, name: name ?? null }],
        ),
      };
    }),
    serveInstalled(SETTINGS_OPERATIONS.addImport, async (asked) => {
      const { owner, session, body } = asked;
      const made = {
        accountId: owner.accountId,
        scopeId: owner.scopeId,
        sourceId: asSourceId(body.source),
        options: optionsOf({ timeZone: body.timeZone, newestLive: false, perSecond: USUAL_PER_SECOND }),
        by: byOf(session),
      };
      if (body.fileName === undefined) {
        const begun = await beginFetch({ db, log, startImport: workflows.startImport.bind(workflows) }, made);
        return begun.kind === 'refused' ? { problem: begun.problem } : shown(asked, begun.id);
      }
      const id = await createImport(db, { ...made, fileName: body.fileName });
      return id === undefined
        ? { problem: { status: 422, type: 'no-such-source', field: 'source', ...words('import-no-source') } }
        : shown(asked, id);
    }),
    serveInstalled(SETTINGS_OPERATIONS.uploadImport, async (asked) => {
      const row = await theirs(asked);
      if (row === undefined) return { problem: NOT_FOUND };
      const receiving = { db, store, importMaxBytes, log, startImport: workflows.startImport.bind(workflows) };
      const problem = await receiveFile(receiving, row, asked.request);
      return problem === undefined ? shown(asked, row.id) : { problem };
    }),
    serveInstalled(SETTINGS_OPERATIONS.import, (asked) => shown(asked, idOf(asked))),
    serveInstalled(SETTINGS_OPERATIONS.changeImport, async (asked) => {
      const row = await theirs(asked);
      if (row === undefined) return { problem: NOT_FOUND };
      if (!(await lookAgain(db, { id: row.id, options: optionsOf(asked.body) }))) {
        return { problem: refused(row.state === 'empty' ? 'import-no-file' : 'import-not-now') };
      }
      // As it is by now, so that nobody waits for the dry run before.
      return tell(asked, { ...row, state: 'uploaded' }, 'look');
    }),
    ...(['start', 'pause', 'resume', 'cancel', 'retry'] as const).map(told),
  ];

  /** An import of this integration in this account; of others nobody hears. */
  async function theirs(asked: Asked): Promise<ImportRow | undefined> {
    const row = await findImport(db, idOf(asked));
    const { accountId, scopeId } = asked.owner;
    return row?.accountId === accountId && row.source.scopeId === scopeId ? row : undefined;
  }

  async function shown({ owner, session }: Asked, id: ImportId): Promise<Answered<ImportCard>> {
    const view = await nameImport(db, owner, id);
    return view === undefined ? { problem: NOT_FOUND } : { answer: importCardOf(view, session.open.language) };
  }

  /** Hands a word to it, and tells what it is then. */
  async function tell(asked: Asked, row: ImportRow, word: ImportWord): Promise<Answered<ImportCard>> {
    const { session, key } = asked;
    const { kind } = await workflows.tellImport(row, { word, id: `${callerIn(session)}/${key}/${word}` });
    switch (kind) {
      case 'refused':
        return { problem: refused('import-not-now') };
      case 'no-answer':
        return { problem: { status: 504, type: 'no-answer', ...words('import-no-answer') } };
      case 'done':
        await noteTold(db, row.id, { command: word, by: byOf(session) });
        return shown(asked, row.id);
    }
  }
}

function idOf({ params: { importId = '' } }: Asked): ImportId {
  return asImportId(importId);
}

type Refusal = 'import-no-file' | 'import-not-now' | 'import-no-answer' | 'import-no-source';

function refused(why: Refusal): Problem {
  return { status: 409, type: 'refused', ...words(why) };
}

function words(why: Refusal): Pick<Problem, 'detail' | 'said'> {
  return inDetail(say(`settings.${why}`));
}
