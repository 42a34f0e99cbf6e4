import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { listChanges } from '../../ledger/changes';
import { answerOnce } from '../idempotency';
import { sendProblem } from '../problem';
import { alertRoutes } from './alert-routes';
import type { SettingsDependencies } from './dependencies';
import { KommoFacts } from './kommo-facts';
import { SETTINGS_OPERATIONS } from './operations';
import { overviewRoutes } from './overview-routes';
import { peopleRoutes } from './people-routes';
import { NOT_FOUND, serveInstalled } from './serve';
import { callerOf, requireSession } from './session';
import { sessionRoutes } from './session-routes';
import { sourceRoutes } from './source-routes';
import { windowFiles } from './window-files';

const CHANGES_IN_A_PAGE = 50;

/** `/settings`: the window that Kommo shows in its pages, and what it asks for. */
export function settingsRoutes(deps: SettingsDependencies): Router {
  const router = Router();
  const facts = new KommoFacts(deps.crm, deps.clock);

  router.use(['/settings/session', '/settings/api'], unkept, express.json({ limit: '64kb' }));
  router.use(sessionRoutes(deps, facts));
  const once = answerOnce(deps.db, (_request, response) => callerOf(response));
  router.use('/settings/api', requireSession(deps), requireKey, once);
  overviewRoutes(router, deps, facts);
  sourceRoutes(router, deps, facts);
  peopleRoutes(router, deps, facts);
  alertRoutes(router, deps);
  serveInstalled(router, SETTINGS_OPERATIONS.changes, async ({ owner, query: { after } }) => ({
    answer: await listChanges(deps.db, owner, {
      limit: CHANGES_IN_A_PAGE,
      ...(typeof after === 'string' ? { before: after } : {}),
    }),
  }));
  router.use('/settings/api', (_request, response) => {
    sendProblem(response, NOT_FOUND);
  });
  router.use(windowFiles(deps));
  router.use('/settings', refuseBroken(deps.log));
  return router;
}

const unkept: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

const KEY = /^[\x21-\x7e]{1,100}$/;

/** Whoever did not hear an answer asks again, and the key says that it is the same request. */
const requireKey: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || KEY.test(request.get('idempotency-key') ?? '')) next();
  else sendProblem(response, { status: 400, type: 'invalid', detail: 'Idempotency-Key: 1 to 100 visible characters' });
};

function refuseBroken(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      sendProblem(response, { status, type: 'invalid', detail: 'The request cannot be read' });
      return;
    }
    log.error({ err: error }, 'A settings request could not be handled');
    response.setHeader('retry-after', '5');
    sendProblem(response, {
      status: 503,
      type: 'unavailable',
      detail: 'It could not be done now. Try again in a minute.',
    });
  };
}
