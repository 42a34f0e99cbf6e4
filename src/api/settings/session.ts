import type { RequestHandler, Response } from 'express';
import { findSettingsSession, type SettingsSessionRow } from '../../ledger/settings-sessions';
import { say } from '../../words';
import { answerIn } from '../language';
import { inDetail, sendProblem } from '../problem';
import type { SourceOwner } from '../sources/dependencies';
import type { SettingsDependencies } from './dependencies';
import type { SettingsSession } from './contract';

/** Who asks, and what the window was opened for. */
export type Session = SettingsSessionRow<SettingsSession['open']>;

/** Lets through who has a session: `Authorization: Bearer <session>`. There are no cookies, so no other page can ask. */
export function requireSession({ db }: Pick<SettingsDependencies, 'db'>): RequestHandler {
  return async (request, response, next) => {
    const secret = /^Bearer ([\w-]{1,100})$/.exec(request.get('authorization') ?? '')?.[1];
    const session = secret === undefined ? undefined : await findSettingsSession<Session['open']>(db, secret);
    if (session === undefined) {
      response.setHeader('www-authenticate', 'Bearer');
      sendProblem(response, {
        status: 401,
        type: 'session-over',
        ...inDetail(say('settings.session-over')),
      });
      return;
    }
    response.locals.settingsSession = session;
    answerIn(response, session.open.language);
    next();
  };
}

/** Of a request that `requireSession` let through. */
export function sessionOf(response: Response): Session {
  const { settingsSession } = response.locals as { settingsSession?: Session };
  if (settingsSession === undefined) throw new Error('The request has no session');
  return settingsSession;
}

/** The same for all sessions of a user, so that a repeat with a new session is known as one. */
export function callerOf(response: Response): string {
  return callerIn(sessionOf(response));
}

export function callerIn({ integrationId, accountId, userId }: Session): string {
  return `settings/${integrationId}/${accountId}/${userId}`;
}

/** Whoever acts, by the name that their colleagues know. */
export function byOf({ me, userId }: Session): string {
  return me.name ?? `Kommo user ${userId}`;
}

/** @returns undefined where the integration is not installed. */
export function ownerOf(session: Session): SourceOwner | undefined {
  const { integrationId, accountId, scopeId } = session;
  return scopeId === undefined ? undefined : { integrationId, accountId, scopeId, by: byOf(session) };
}
