import express, { type IRouter, type RequestHandler } from 'express';
import { listChanges, type ChangeRow } from '../../ledger/changes';
import type { Language } from '../../model/words';
import { say } from '../../words';
import { answerOnce } from '../idempotency';
import { inWords } from '../../words/in-words';
import { answerIn, languageOf } from '../language';
import type { Operation, Security } from '../openapi/operation';
import { inDetail, NOT_FOUND, refuseBroken, sendProblem } from '../problem';
import { alertOperations } from './alert-operations';
import type { Change } from './contract';
import type { SettingsDependencies } from './dependencies';
import { importOperations } from './import-operations';
import { KommoFacts } from './kommo-facts';
import { SETTINGS_OPERATIONS } from './operations';
import { overviewOperations } from './overview-operations';
import { peopleOperations } from './people-operations';
import { createServing } from './serve';
import { callerOf, requireSession, sessionOf } from './session';
import { sessionOperations } from './session-operations';
import { sourceOperations } from './source-operations';
import { templateOperations } from './template-operations';
import { windowFiles } from './window-files';

const CHANGES_IN_A_PAGE = 50;

/** All that the widget and the window ask for. What is missing here is neither served nor in the document. */
export function settingsOperations(deps: SettingsDependencies): Operation[] {
  const facts = new KommoFacts(deps.crm, deps.clock);
  const serving = createServing(sessionSecurity(deps));
  return [
    ...sessionOperations(deps, facts, [unkept, readBody]),
    ...overviewOperations(serving, deps, facts),
    ...sourceOperations(serving, deps, facts),
    ...peopleOperations(serving, deps, facts),
    ...alertOperations(serving, deps),
    ...templateOperations(serving, deps),
    ...importOperations(serving, deps, facts),
    serving.serveInstalled(SETTINGS_OPERATIONS.changes, async ({ owner, session, query: { after } }) => {
      const { changes, next } = await listChanges(deps.db, owner, {
        limit: CHANGES_IN_A_PAGE,
        ...(typeof after === 'string' ? { before: after } : {}),
      });
      return { answer: { changes: changes.map((change) => shownChange(change, session.open.language)), next } };
    }),
  ];
}

/** Behind the operations: what is none of them, the window itself, and what went wrong. */
export function endSettings(router: IRouter, deps: SettingsDependencies): void {
  router.use('/settings/api', unkept, (_request, response) => {
    sendProblem(response, NOT_FOUND);
  });
  router.use(windowFiles(deps));
  router.use(
    '/settings',
    refuseBroken(deps.log, {
      said: 'A settings request could not be handled',
      detail: say('settings.unavailable'),
    }),
  );
}

function shownChange({ detail, said, ...change }: ChangeRow, language: Language): Change {
  return { ...change, detail: detail === null ? null : inWords({ text: detail, said }, language, ', ') };
}

function sessionSecurity(deps: SettingsDependencies): Security {
  return {
    schemes: {
      session: {
        type: 'http',
        scheme: 'bearer',
        description: 'A session of the settings window, which Kommo’s widget begins',
      },
    },
    authenticate: [unkept, requireSession(deps)],
    accountOf: (response) => sessionOf(response).accountId,
    prepare: [
      readBody,
      requireKey,
      answerOnce(deps.db, (_request, response) => callerOf(response), {
        onError: (err) => deps.log.warn({ err }, 'The answer to a change could not be kept for its repeats'),
      }),
    ],
  };
}

const readBody = express.json({ limit: '64kb' });

const unkept: RequestHandler = (request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  // Until a session says which language its window speaks.
  answerIn(response, languageOf(request));
  next();
};

/** Whoever did not hear an answer asks again, and the key says that it is the same request. */
const requireKey: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || (request.get('idempotency-key') ?? '') !== '') next();
  else sendProblem(response, { status: 400, type: 'invalid', ...inDetail(say('settings.no-key')) });
};
