import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { findApiKey } from '../../ledger/api-keys';
import type { Database } from '../../ledger/database';
import type { AccountId } from '../../model/ids';
import { answerOnce } from '../idempotency';
import type { Security } from '../openapi/operation';
import { sendProblem } from '../problem';
import type { Logger } from 'pino';

/** Whoever showed a key of the admin API. */
export interface Caller {
  /** Of the key. */
  readonly id: string;
  /** The name of the key; undefined: the deployment's own, of the environment. */
  readonly keyName: string | undefined;
  /** Whose data it opens; null: everybody's. */
  readonly accountId: AccountId | null;
}

/** undefined: nobody has this key. */
export type KnowKey = (key: string) => Promise<Caller | undefined>;

/** The environment's key needs no database; all others are rows of it, and end when they are revoked. */
export function createKnowKey(db: Database, adminKey: string): KnowKey {
  const wanted = digest(adminKey);
  return async (key) => {
    if (timingSafeEqual(digest(key), wanted)) return { id: 'environment', keyName: undefined, accountId: null };
    const known = await findApiKey(db, key);
    return known && { id: known.id, keyName: known.name, accountId: known.accountId };
  };
}

/** Lets through who knows a key: `Authorization: Bearer <key>`. */
export function requireKey(knowKey: KnowKey): RequestHandler {
  return async (request, response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    const caller = given === undefined ? undefined : await knowKey(given);
    if (caller === undefined) {
      response.setHeader('www-authenticate', 'Bearer');
      sendProblem(response, { status: 401, type: 'unauthorized', detail: 'The admin key is missing or wrong' });
      return;
    }
    setCaller(response, caller);
    next();
  };
}

export function setCaller(response: Response, caller: Caller): void {
  response.locals.caller = caller;
}

/** Behind a check of the key only. */
export function callerOf(response: Response): Caller {
  const caller = response.locals.caller as Caller | undefined;
  if (caller === undefined) throw new Error('A route of the admin API has no check of the key');
  return caller;
}

/** Who it was, as it is kept: what the caller says, and with which key where it is not the deployment's own. */
export function saidBy({ keyName }: Caller, by: string): string {
  return keyName === undefined ? by : `${by} (key ${keyName})`;
}

export const keySchemes: Security['schemes'] = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: '`COURIER_ADMIN_KEY`, or a key made with it: of the whole deployment, or of one account',
  },
};

/** Each key has idempotency keys of its own. */
export function answerAdminOnce(db: Database, log: Logger): RequestHandler {
  return answerOnce(db, (_request, response) => `key ${callerOf(response).id}`, {
    onError: (err) => log.warn({ err }, 'The answer to a write could not be kept for its repeats'),
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
