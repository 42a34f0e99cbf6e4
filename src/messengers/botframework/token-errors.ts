import { parseJson } from '../../http/json';
import { DeliveryError } from '../delivery-error';
import { held } from './errors';
import { say, type Code } from './phrases';
import { TokenRefusal } from './shapes';

/** An answer of Entra that is no token. */
export interface RefusedToken {
  readonly status: number;
  readonly body: Buffer;
  readonly waitMs: number | undefined;
}

/** Numbers of Entra (skype.md §1, health check). */
const AADSTS: ReadonlyMap<string, Code> = new Map<string, Code>([
  ['AADSTS7000215', 'botframework.secret'],
  ['AADSTS7000222', 'botframework.secret-expired'],
  ['AADSTS90002', 'botframework.tenant'],
  ['AADSTS700016', 'botframework.app'],
]);

/** Why Microsoft gives the bot no token; until it does, nothing of the bot leaves. */
export function tokenRefusedBy({ status, body, waitMs }: RefusedToken): DeliveryError {
  if (status === 429 || status >= 500) {
    const words = status === 429 ? say('botframework.slower') : say('botframework.internal', { status });
    const waits = waitMs === undefined ? {} : { retryAfterMs: waitMs };
    return new DeliveryError({ code: 903, retry: 'later', breadth: 'source', ...waits, ...words });
  }
  const { error, error_description = '' } = TokenRefusal.safeParse(parseJson(body)).data ?? {};
  // The description goes on with ids of the request.
  const [number] = /AADSTS\d{1,10}/.exec(error_description) ?? [];
  if (number === undefined && error === 'invalid_client') return new DeliveryError(held('botframework.secret'));
  const known = number === undefined ? undefined : AADSTS.get(number);
  if (known !== undefined) return new DeliveryError(held(known));
  const detail = number ?? (error === undefined ? `HTTP ${status}` : error.slice(0, 60));
  return new DeliveryError(held('botframework.token', { detail }));
}
