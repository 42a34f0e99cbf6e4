import { createHash } from 'node:crypto';
import { parseJson } from '../../http/json';
import { retryAfterMs } from '../../http/retry-after';
import type { DriverContext } from '../contract';
import { baseOf, cloudOf } from './addresses';
import type { BotCredentials } from './credentials';
import { unreadable } from './errors';
import { exchange } from './fetch-json';
import { TokenAnswer } from './shapes';
import { tokenRefusedBy } from './token-errors';

type Context = DriverContext<BotCredentials>;

/** Not longer: a delivery waits for it (design §3, Fencing). */
const WITHIN_MS = 5_000;
/** A token is not used in its last minutes (skype.md §1, token out). */
const MARGIN_MS = 5 * 60_000;

const MOST_KNOWN = 1_000;

interface Held {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Tokens that are good, and those that are being asked for; lost with the process, and had again. */
const known = new Map<string, Held>();
const asking = new Map<string, Promise<Held>>();

/** Our own token, from memory while it is good. @throws DeliveryError 902 where there is none for these credentials */
export async function tokenFor(context: Context): Promise<string> {
  const held = known.get(nameOf(context.credentials));
  if (held !== undefined && held.until - MARGIN_MS > context.clock.now()) return held.token;
  return newToken(context);
}

/** The connector does not take it any more, or a person asks whether there is one. Who asks meanwhile shares it. */
export async function newToken(context: Context): Promise<string> {
  const name = nameOf(context.credentials);
  const asked =
    asking.get(name) ??
    ask(context).finally(() => {
      asking.delete(name);
    });
  asking.set(name, asked);
  const held = await asked;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, held);
  return held.token;
}

/** Of one bot with one secret at one place: another secret gets another token. */
function nameOf(credentials: BotCredentials): string {
  const { appId, clientSecret, tenantId } = credentials;
  const { login, scope } = cloudOf(credentials);
  return createHash('sha256')
    .update(JSON.stringify([login, tenantId, appId, clientSecret, scope]))
    .digest('hex');
}

async function ask(context: Context): Promise<Held> {
  const { credentials, clock } = context;
  const { login, scope } = cloudOf(credentials);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.appId,
    client_secret: credentials.clientSecret,
    scope,
  });
  const request = {
    method: 'POST',
    url: `${baseOf(login)}/${credentials.tenantId}/oauth2/v2.0/token`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    timeoutMs: WITHIN_MS,
  } as const;
  const { status, headers, body } = await exchange(context, request, true);
  if (status !== 200) throw tokenRefusedBy({ status, body, waitMs: retryAfterMs(headers['retry-after'], clock.now()) });
  const answer = TokenAnswer.safeParse(parseJson(body)).data;
  if (answer === undefined) throw unreadable(true);
  return { token: answer.access_token, until: clock.now() + answer.expires_in * 1_000 };
}
