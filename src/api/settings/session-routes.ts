import { Router, type Request, type Response } from 'express';
import { exchangeTicket, findSettingsSession } from '../../ledger/settings-sessions';
import { settingsSessions } from '../../metrics';
import { sendProblem, type Problem } from '../problem';
import type { OpenedSettings, SettingsSession } from './contract';
import type { SettingsDependencies } from './dependencies';
import type { KommoFacts } from './kommo-facts';
import { openSession, type OpenedWindow } from './open-session';
import { SETTINGS_OPERATIONS } from './operations';
import { mayRead } from './origins';
import * as schemas from './schemas';
import { invalid } from './serve';
import type { Session } from './session';

const PREFLIGHT_GOOD_FOR_S = 600;

/** How a session comes to be: by the widget's token a ticket, by the ticket the session. */
export function sessionRoutes(deps: SettingsDependencies, facts: KommoFacts): Router {
  const router = Router();
  const { open, begin } = SETTINGS_OPERATIONS;

  router.options(open.path, (request, response) => {
    if (!allowReading(deps, request, response)) {
      sendProblem(response, WRONG_ORIGIN);
      return;
    }
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', 'X-Auth-Token, Content-Type');
    response.setHeader('access-control-max-age', PREFLIGHT_GOOD_FOR_S);
    response.status(204).end();
  });

  router.post(open.path, async (request, response) => {
    allowReading(deps, request, response);
    const body = schemas.openSettings.safeParse(request.body ?? {});
    if (!body.success) {
      settingsSessions.inc({ answer: 'invalid', reason: '' });
      sendProblem(response, invalid(body.error));
      return;
    }
    const opened = await openSession(deps, facts, {
      token: request.get('x-auth-token'),
      origin: request.get('origin'),
      open: body.data,
    });
    settingsSessions.inc({ answer: opened.kind, reason: opened.kind === 'token-refused' ? opened.reason : '' });
    if (opened.kind === 'opened') response.json({ url: opened.url } satisfies OpenedSettings);
    else sendProblem(response, problemOf(opened));
  });

  router.post(begin.path, async (request, response) => {
    const body = schemas.ticket.safeParse(request.body ?? {});
    if (!body.success) {
      sendProblem(response, invalid(body.error));
      return;
    }
    const secret = await exchangeTicket(deps.db, body.data.ticket);
    const session = secret === undefined ? undefined : await findSettingsSession<Session['open']>(deps.db, secret);
    if (secret === undefined || session === undefined) {
      settingsSessions.inc({ answer: 'ticket-refused', reason: '' });
      sendProblem(response, {
        status: 401,
        type: 'ticket-refused',
        detail: 'This way into the settings was used before or is too old: open them in Kommo again.',
      });
      return;
    }
    settingsSessions.inc({ answer: 'begun', reason: '' });
    response.json(describe(secret, session));
  });
  return router;
}

function describe(secret: string, { userId, me, may, open, expiresAt }: Session): SettingsSession {
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

const WRONG_ORIGIN: Problem = {
  status: 403,
  type: 'wrong-origin',
  detail: 'Settings are opened from the pages of the Kommo account that they are of.',
};

function problemOf(opened: Exclude<OpenedWindow, { readonly kind: 'opened' }>): Problem {
  const { kind: type } = opened;
  switch (opened.kind) {
    case 'token-refused':
      return {
        status: 401,
        type,
        detail: 'Kommo’s pass for this page is missing, too old or not for us: reload the page.',
      };
    case 'token-used':
      return { status: 401, type, detail: 'Kommo’s pass for this page was used before: reload the page.' };
    case 'unknown-integration':
      return { status: 403, type, detail: 'This integration is not set up here yet: whoever runs it has to add it.' };
    case 'wrong-origin':
      return WRONG_ORIGIN;
    case 'no-such-user':
      return { status: 403, type, detail: 'Kommo does not know this user in the account.' };
    case 'user-inactive':
      return { status: 403, type, detail: 'This user is not active in Kommo.' };
    case 'kommo-silent':
      return { status: 503, type, detail: 'Kommo does not say who you are at the moment. Try again in a minute.' };
  }
}
