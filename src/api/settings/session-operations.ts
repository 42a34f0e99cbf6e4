import { Router, type Request, type RequestHandler, type Response } from 'express';
import { exchangeTicket, findSettingsSession } from '../../ledger/settings-sessions';
import { settingsSessions } from '../../metrics';
import { problem } from '../openapi/document';
import type { Operation } from '../openapi/operation';
import { say } from '../../words';
import { answerIn } from '../language';
import { inDetail, sendProblem, type Problem } from '../problem';
import type { OpenedSettings, SettingsSession } from './contract';
import type { SettingsDependencies } from './dependencies';
import type { KommoFacts } from './kommo-facts';
import { openSession, type OpenedWindow } from './open-session';
import { SETTINGS_OPERATIONS } from './operations';
import { mayRead } from './origins';
import { describe, invalid } from './serve';
import type { Session } from './session';

const PREFLIGHT_GOOD_FOR_S = 600;

/** How a session comes to be: by the widget's token a ticket, by the ticket the session. */
export function sessionOperations(
  deps: SettingsDependencies,
  facts: KommoFacts,
  before: readonly RequestHandler[],
): Operation[] {
  const { open, begin } = SETTINGS_OPERATIONS;
  const serveOpen: RequestHandler = async (request, response) => {
    allowReading(deps, request, response);
    const body = open.body.safeParse(request.body ?? {});
    if (!body.success) {
      settingsSessions.inc({ answer: 'invalid', reason: '' });
      sendProblem(response, invalid(body.error));
      return;
    }
    answerIn(response, body.data.language);
    const opened = await openSession(deps, facts, {
      token: request.get('x-auth-token'),
      origin: request.get('origin'),
      open: body.data,
    });
    settingsSessions.inc({ answer: opened.kind, reason: opened.kind === 'token-refused' ? opened.reason : '' });
    if (opened.kind === 'opened') response.json({ url: opened.url } satisfies OpenedSettings);
    else sendProblem(response, problemOf(opened));
  };
  const serveBegin: RequestHandler = async (request, response) => {
    const body = begin.body.safeParse(request.body ?? {});
    if (!body.success) {
      sendProblem(response, invalid(body.error));
      return;
    }
    const secret = await exchangeTicket(deps.db, body.data.ticket);
    const session = secret === undefined ? undefined : await findSettingsSession<Session['open']>(deps.db, secret);
    if (secret === undefined || session === undefined) {
      settingsSessions.inc({ answer: 'ticket-refused', reason: '' });
      sendProblem(response, TICKET_REFUSED);
      return;
    }
    settingsSessions.inc({ answer: 'begun', reason: '' });
    response.json(sessionOf(secret, session));
  };
  const behind = (serve: RequestHandler): RequestHandler => Router().use(...before, serve);
  // Each proves by itself who asks, and once: so neither has the security of the others, nor repeats.
  const common = { security: null, description: 'Good once: whoever did not hear the answer begins anew.' } as const;
  const unproven = { 401: problem('What it shows is not good, or was used before') };
  return [
    {
      ...describe(open),
      ...common,
      answers: {
        ...describe(open).answers,
        ...unproven,
        503: problem('Kommo does not say who asks'),
      },
      serve: behind(serveOpen),
    },
    { ...describe(begin), ...common, answers: { ...describe(begin).answers, ...unproven }, serve: behind(serveBegin) },
  ];
}

/**
 * Before a browser lets the widget ask, it asks whether it may; no cookies go along. Has to stand before the operations,
 * whose router answers such questions by itself.
 */
export function sessionPreflight(deps: SettingsDependencies): Router {
  const router = Router();
  router.options(SETTINGS_OPERATIONS.open.path, (request, response) => {
    if (!allowReading(deps, request, response)) {
      sendProblem(response, WRONG_ORIGIN);
      return;
    }
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', 'X-Auth-Token, Content-Type');
    response.setHeader('access-control-max-age', PREFLIGHT_GOOD_FOR_S);
    response.status(204).end();
  });
  return router;
}

function sessionOf(secret: string, { userId, me, may, open, expiresAt }: Session): SettingsSession {
  return { session: secret, expiresAt, me: { userId, name: me.name, isAdmin: me.isAdmin, may }, open };
}

/** Lets the page read what it is answered, refusals too; no cookies go along. @returns whether it may. */
function allowReading(deps: SettingsDependencies, request: Request, response: Response): boolean {
  response.setHeader('vary', 'Origin');
  const origin = request.get('origin');
  if (origin === undefined || !mayRead(origin, deps)) return false;
  response.setHeader('access-control-allow-origin', origin);
  return true;
}

const TICKET_REFUSED: Problem = {
  status: 401,
  type: 'ticket-refused',
  ...inDetail(say('settings.ticket-refused')),
};

const WRONG_ORIGIN: Problem = {
  status: 403,
  type: 'wrong-origin',
  ...inDetail(say('settings.wrong-origin')),
};

function problemOf(opened: Exclude<OpenedWindow, { readonly kind: 'opened' }>): Problem {
  const { kind: type } = opened;
  switch (opened.kind) {
    case 'token-refused':
      return {
        status: 401,
        type,
        ...inDetail(say('settings.token-refused')),
      };
    case 'token-used':
      return { status: 401, type, ...inDetail(say('settings.token-used')) };
    case 'unknown-integration':
      return { status: 403, type, ...inDetail(say('settings.unknown-integration')) };
    case 'wrong-origin':
      return WRONG_ORIGIN;
    case 'no-such-user':
      return { status: 403, type, ...inDetail(say('settings.no-such-user')) };
    case 'user-inactive':
      return { status: 403, type, ...inDetail(say('settings.user-inactive')) };
    case 'kommo-silent':
      return { status: 503, type, ...inDetail(say('settings.who-are-you')) };
  }
}
