import express, { type IRouter, type RequestHandler } from 'express';
import { listChanges } from '../../ledger/changes';
import { answerOnce } from '../idempotency';
import type { Operation, Security } from '../openapi/operation';
import { NOT_FOUND, refuseBroken, sendProblem } from '../problem';
import { alertOperations } from './alert-operations';
import type { SettingsDependencies } from './dependencies';
import { KommoFacts } from './kommo-facts';
import { SETTINGS_OPERATIONS } from './operations';
import { overviewOperations } from './overview-operations';
import { peopleOperations } from './people-operations';
import { createServing } from './serve';
import { callerOf, requireSession, sessionOf } from './session';
import { sessionOperations } from './session-operations';
import { sourceOperations } from './source-operations';
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
    serving.serveInstalled(SETTINGS_OPERATIONS.changes, async ({ owner, query: { after } }) => ({
      answer: await listChanges(deps.db, owner, {
        limit: CHANGES_IN_A_PAGE,
        ...(typeof after === 'string' ? { before: after } : {}),
      }),
    })),
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
      detail: 'It could not be done now. Try again in a minute.',
    }),
  );
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

const unkept: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

/** Whoever did not hear an answer asks again, and the key says that it is the same request. */
const requireKey: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || (request.get('idempotency-key') ?? '') !== '') next();
  else sendProblem(response, { status: 400, type: 'invalid', detail: 'Idempotency-Key: 1 to 100 visible characters' });
};
