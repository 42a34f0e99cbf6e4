import { randomUUID } from 'node:crypto';
import type { Outcome } from '../exchange';
import type { Ask } from './call';

const SCOPE = 'https://api.botframework.com/.default';

/** What Entra refuses a token with: its code, and its number with words (skype.md §1). */
const REFUSALS = {
  'not-a-form': [
    400,
    'invalid_request',
    900_144,
    "The request body must contain the following parameter: 'grant_type'.",
  ],
  'grant-type': [400, 'unsupported_grant_type', 70_003, 'The app requested an unsupported grant type.'],
  'no-client': [400, 'invalid_request', 900_144, "The request body must contain the following parameter: 'client_id'."],
  'no-secret': [
    401,
    'invalid_client',
    7_000_218,
    "The request body must contain: 'client_assertion' or 'client_secret'.",
  ],
  'no-scope': [400, 'invalid_request', 900_144, "The request body must contain the following parameter: 'scope'."],
  scope: [400, 'invalid_scope', 70_011, 'The provided value for the input parameter scope is not valid.'],
  tenant: [400, 'invalid_request', 90_002, 'Tenant not found. Check to make sure you have the correct tenant ID.'],
  app: [400, 'unauthorized_client', 700_016, 'Application was not found in the directory.'],
  secret: [401, 'invalid_client', 7_000_215, 'Invalid client secret provided.'],
  'expired-secret': [401, 'invalid_client', 7_000_222, 'The provided client secret keys for app are expired.'],
} as const satisfies Record<string, readonly [number, string, number, string]>;
type Why = keyof typeof REFUSALS;

/** `POST /{tenant}/oauth2/v2.0/token`: a token for the connector by the credentials of a single tenant (skype.md §1). */
export function giveToken({ core, access, req, body }: Ask, tenant: string): Outcome {
  if (req.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
  const isForm = (req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (!isForm || body.tooLarge) return refused('not-a-form');
  const form = new URLSearchParams(body.bytes.toString('utf8'));
  const grantType = form.get('grant_type');
  if (grantType === null) return refused('not-a-form');
  if (grantType !== 'client_credentials') return refused('grant-type');
  const appId = form.get('client_id');
  if (appId === null) return refused('no-client');
  const scope = form.get('scope');
  if (scope === null) return refused('no-scope');
  const bots = core.lines.of('botframework');
  if (!bots.some(({ credentials }) => credentials.tenantId === tenant)) return refused('tenant');
  const line = bots.find(({ credentials }) => credentials.appId === appId && credentials.tenantId === tenant);
  if (!line) return refused('app');
  const secret = form.get('client_secret');
  if (secret === null) return refused('no-secret');
  if (secret !== line.credentials.clientSecret) return refused('secret');
  if (line.facts.secretExpired === true) return refused('expired-secret');
  if (scope !== SCOPE) return refused('scope');
  const { token, expiresIn } = access.issue(line);
  const answer = { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn };
  return {
    status: 200,
    body: { ...answer, access_token: token },
    noted: { ...answer, access_token: '…' },
    stored: true,
  };
}

/** The description goes on with ids and a time, as Entra's does. */
function refused(why: Why): Outcome {
  const [status, error, number, words] = REFUSALS[why];
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const ids = `Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${String(number)}: ${words} ${ids}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
    },
  };
}
