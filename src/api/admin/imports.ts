import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { listImports, viewImport } from '../../ledger/import-views';
import { createImport, findImport, lookAgain, noteTold, type ImportRow } from '../../ledger/imports';
import { IMPORT_COMMANDS, type ImportCommand, type ImportWord } from '../../model/import';
import { asAccountId, asImportId, asSourceId, type AccountId, type ImportId } from '../../model/ids';
import { startImport, tellImport } from '../../wake/tell-import';
import { beginFetch } from '../imports/begin-fetch';
import { optionsOf } from '../imports/options';
import { done, operation, refused, type Operation, type Reply } from '../openapi/operation';
import { callerOf, saidBy } from './caller';
import type { AdminParts } from './dependencies';
import { uploadOperation, type ImportParams } from './import-file';
import { Import, ImportOptionsChange, NewImport, shownImport } from './import-schemas';
import { accountParam, by, byTime, next, pageOf, uuidParam } from './schemas';
import { NO_ANSWER } from './tell';

const IMPORTS = '/admin/v1/accounts/{accountId}/imports';
const NO_ACCOUNT = 'No account has this id';
const NO_IMPORT = 'No import has this id';
const NO_SOURCE = 'The account has no such source';

const Say = z.object({ by }).meta({ id: 'ImportCommand' });

/** Handing in old conversations, and what people say to an import: see docs/history-import.md. */
export function importOperations(parts: AdminParts): Operation[] {
  const { db, client, settings, security } = parts;
  const common = { tag: 'Imports', security, scope: 'account' } as const;
  const ofImport = { params: z.object({ accountId: accountParam, importId: uuidParam }), notFound: NO_IMPORT } as const;

  const tell = (command: ImportCommand): Operation =>
    operation({
      ...common,
      ...ofImport,
      id: `${command}Import`,
      method: 'post',
      path: `${IMPORTS}/{importId}/${command}`,
      summary: SUMMARIES[command],
      body: Say,
      answer: Import,
      answers: NO_ANSWER,
      handle: async ({ params, body, only, request, response }) => {
        const row = await theirs(parts, params, only);
        if (row === undefined) return refused(404, 'not-found', NO_IMPORT);
        if (row.state === 'empty' && command !== 'cancel') {
          return refused(409, 'refused', 'Its file has not come yet');
        }
        return say(row, command, { by: body.by, request, response });
      },
    });

  /** Hands a word to it, and tells what it is then. */
  async function say(
    row: ImportRow,
    word: ImportWord,
    { by: who, request, response }: { readonly by: string; readonly request: Request; readonly response: Response },
  ): Promise<Reply<z.input<typeof Import>>> {
    const key = request.get('idempotency-key') ?? randomUUID();
    response.setHeader('idempotency-key', key);
    const caller = callerOf(response);
    const told = await tellImport(client, settings, row, { word, id: `${caller.id}/${key}/${word}` });
    switch (told.kind) {
      case 'refused':
        return refused(409, 'refused', told.text);
      case 'no-answer':
        return refused(504, 'no-answer', told.text);
      case 'done': {
        await noteTold(db, row.id, { command: word, by: saidBy(caller, who) });
        const view = await viewImport(db, row.accountId, row.id);
        return view === undefined ? refused(404, 'not-found', NO_IMPORT) : done(shownImport(view));
      }
    }
  }

  async function shown(accountId: AccountId, id: ImportId): Promise<Reply<z.input<typeof Import>>> {
    const view = await viewImport(db, accountId, id);
    return view === undefined ? refused(404, 'not-found', NO_IMPORT) : done(shownImport(view));
  }

  return [
    operation({
      ...common,
      id: 'createImport',
      method: 'post',
      path: IMPORTS,
      summary: 'Begin an import of old conversations; its file comes next, or its messenger is asked',
      params: z.object({ accountId: accountParam }),
      notFound: NO_ACCOUNT,
      body: NewImport,
      status: 201,
      answer: Import,
      handle: async ({ params, body, only, response }) => {
        const accountId = mayHave(params.accountId, only);
        if (accountId === undefined) return refused(404, 'not-found', NO_ACCOUNT);
        const sourceId = asSourceId(body.sourceId);
        const made = { accountId, sourceId, options: optionsOf(body), by: saidBy(callerOf(response), body.by) };
        if (body.from === 'messenger') {
          const { log } = parts;
          const start = { db, log, startImport: (row: ImportRow) => startImport(client, settings, row) };
          const begun = await beginFetch(start, made);
          if (begun.kind === 'refused') return begun;
          return shown(accountId, begun.id);
        }
        const { fileName } = body;
        if (fileName === undefined) {
          return refused(400, 'invalid', 'fileName: needed where the conversations come in a file');
        }
        const id = await createImport(db, { ...made, fileName });
        return id === undefined ? refused(404, 'not-found', NO_SOURCE) : shown(accountId, id);
      },
    }),
    uploadOperation(parts, {
      path: `${IMPORTS}/{importId}/file`,
      ...ofImport,
      find: (params, only) => theirs(parts, params, only),
    }),
    operation({
      ...common,
      id: 'listImports',
      method: 'get',
      path: IMPORTS,
      summary: 'Imports of an account, oldest first',
      params: z.object({ accountId: accountParam }),
      notFound: NO_ACCOUNT,
      query: z.object(byTime),
      answer: z.object({ imports: z.array(Import).readonly(), next }),
      handle: async ({ params, query, only }) => {
        const accountId = mayHave(params.accountId, only);
        if (accountId === undefined) return refused(404, 'not-found', NO_ACCOUNT);
        const page = await listImports(db, accountId, pageOf(query));
        return done({ imports: page.rows.map(shownImport), next: page.next });
      },
    }),
    operation({
      ...common,
      ...ofImport,
      id: 'getImport',
      method: 'get',
      path: `${IMPORTS}/{importId}`,
      summary: 'One import: what the dry run found, how far it is, and what came of it',
      answer: Import,
      handle: async ({ params, only }) => {
        const accountId = mayHave(params.accountId, only);
        const view = accountId && (await viewImport(db, accountId, asImportId(params.importId)));
        return view === undefined ? refused(404, 'not-found', NO_IMPORT) : done(shownImport(view));
      },
    }),
    operation({
      ...common,
      ...ofImport,
      id: 'changeImport',
      method: 'patch',
      path: `${IMPORTS}/{importId}`,
      summary: 'Look at its file again, with these options, before it is started',
      body: ImportOptionsChange,
      answer: Import,
      answers: NO_ANSWER,
      handle: async ({ params, body, only, request, response }) => {
        const row = await theirs(parts, params, only);
        if (row === undefined) return refused(404, 'not-found', NO_IMPORT);
        const changed = { id: row.id, options: optionsOf(body) };
        if (!(await lookAgain(db, changed))) {
          return refused(409, 'refused', 'Its file has not come, was taken already, or is not kept any more');
        }
        // As it is by now, so that nobody waits for the dry run before.
        return say({ ...row, state: 'uploaded' }, 'look', { by: body.by, request, response });
      },
    }),
    ...IMPORT_COMMANDS.map(tell),
  ];
}

/** An import that the caller may have, of the account it is asked for with. */
async function theirs(
  { db }: Pick<AdminParts, 'db'>,
  params: ImportParams,
  only: AccountId | null,
): Promise<ImportRow | undefined> {
  const accountId = mayHave(params.accountId, only);
  if (accountId === undefined) return undefined;
  const row = await findImport(db, asImportId(params.importId));
  return row?.accountId === accountId ? row : undefined;
}

function mayHave(asked: string, only: AccountId | null): AccountId | undefined {
  const accountId = asAccountId(Number(asked));
  return only === null || only === accountId ? accountId : undefined;
}

const SUMMARIES: Readonly<Record<ImportCommand, string>> = {
  start: 'Bring into Kommo what the dry run found',
  pause: 'Stop after the messages that are under way',
  resume: 'Go on after a pause',
  cancel: 'End it; what was told stays in Kommo',
  retry: 'Tell once more what failed, also after its end',
};
