import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { isObject, parseJson, readBody, type Body } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Account } from '../kommo/records';
import type { Sandbox } from '../sandbox';
import { readAddress, type Address } from './address';
import { answers, disturbed, Refused } from './answers';
import { accountOfToken, authenticate } from './authenticate';
import { findRoute } from './crm/routes';
import { RateGuard } from './guard';
import { decide, showConsent } from './oauth/consent';
import { locate } from './oauth/locate';
import { exchangeToken, withoutTokens } from './oauth/token';
import { hostOf } from './state';

const MOST_BYTES = 4 * 1024 * 1024;
const SHARED_HOST = 'api-c.kommo.com';

interface Call {
  readonly req: IncomingMessage;
  /** As it was asked for. */
  readonly url: string;
  readonly address: Address;
  readonly method: string;
  readonly body: Body;
}

/** Kommo outside of its chats: consent page, tokens and the CRM API (kommo-platform.md). */
export function platformRoutes(sandbox: Sandbox): RequestHandler {
  const guard = new RateGuard(sandbox);
  return async (req, res, next) => {
    const address = readAddress(req.originalUrl);
    if (!address) {
      next();
      return;
    }
    const body = await readBody(req, MOST_BYTES).catch(() => undefined);
    if (!body) return;
    const call: Call = { req, url: req.originalUrl, address, method: req.method, body };
    const path = address.path.replace(/\/$/, '');
    if (path === '/oauth') consent(sandbox, call, res);
    else if (path === '/oauth2/access_token') await token(sandbox, call, res);
    else if (path === '/oauth2/account/current/subdomain') await subdomain(sandbox, call, res);
    else await crm(sandbox, guard, call, res);
  };
}

/** For browsers: no part of the traffic between Kommo and an integration, so not in the journal. */
function consent(sandbox: Sandbox, { method, address, body }: Call, res: ServerResponse): void {
  if (method === 'GET') showConsent(sandbox, new URLSearchParams(address.query), res);
  else if (method === 'POST') decide(sandbox, new URLSearchParams(body.bytes.toString('utf8')), res);
  else res.writeHead(405, { Allow: 'GET, POST' }).end();
}

async function token(sandbox: Sandbox, call: Call, res: ServerResponse): Promise<void> {
  const fields = tokenFields(sandbox, call);
  await exchange(sandbox, call.req, res, {
    side: 'kommo',
    operation: 'oauth-token',
    path: call.address.path,
    request: withoutTokens(fields),
    chats: [],
    disturb: disturbed,
    perform: () => {
      if (call.method !== 'POST') return answers.wrongMethod(['POST']);
      const host = hostAccount(sandbox, call.address);
      return host === null ? noSuchHost(sandbox) : exchangeToken(sandbox, fields, host);
    },
  });
}

/** JSON is documented; forms are seen too (§1.4). */
function tokenFields({ assumptions }: Sandbox, { req, body }: Call): Record<string, unknown> | undefined {
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded' && assumptions.is('oauth-form-body', 'accept')) {
    return Object.fromEntries(new URLSearchParams(body.bytes.toString('utf8')));
  }
  const json = type === 'application/json' ? parseJson(body.bytes) : undefined;
  return isObject(json) ? json : undefined;
}

async function subdomain(sandbox: Sandbox, call: Call, res: ServerResponse): Promise<void> {
  await exchange(sandbox, call.req, res, {
    side: 'kommo',
    operation: 'oauth-subdomain',
    path: call.address.path,
    request: null,
    chats: [],
    disturb: disturbed,
    perform: () => {
      if (call.method !== 'GET') return answers.wrongMethod(['GET']);
      const given = call.req.headers['x-refresh-token'];
      // The look-up is of the shared hosts only.
      if (call.address.subdomain !== undefined) return answers.noSuchHost();
      return locate(sandbox, Array.isArray(given) ? given[0] : given);
    },
  });
}

async function crm(sandbox: Sandbox, guard: RateGuard, call: Call, res: ServerResponse): Promise<void> {
  const { req, url, address, method, body } = call;
  const host = hostAccount(sandbox, address);
  const found = findRoute(method, address.path, host ? hostOf(host) : SHARED_HOST);
  const json = parseJson(body.bytes);
  await exchange(sandbox, req, res, {
    side: 'kommo',
    operation: 'route' in found ? found.route.operation : 'unknown',
    path: url,
    request: json ?? null,
    chats: [],
    disturb: disturbed,
    perform: () => {
      const tooMany = guard.refuses(req.socket.remoteAddress ?? '', accountOfToken(sandbox, req.headers));
      if (tooMany) return tooMany;
      if (host === null) return noSuchHost(sandbox);
      const warnings: string[] = [];
      try {
        return { ...checked(sandbox, call, found, { host, json, warnings }), warnings };
      } catch (error) {
        if (error instanceof Refused) return { ...error.outcome, warnings };
        throw error;
      }
    },
  });
}

interface Seen {
  readonly host: Account | undefined;
  readonly json: unknown;
  readonly warnings: string[];
}

/** Path, token, plan, scope, rights; then the operation's own checks. */
function checked(sandbox: Sandbox, call: Call, found: ReturnType<typeof findRoute>, seen: Seen): Outcome {
  if (!('route' in found)) return found;
  const { req, address, body } = call;
  const { account, site, integration, user, grant } = authenticate(sandbox, req.headers, seen.host);
  if (!site.paid) return answers.unpaid();
  if (!grant.scopes.includes('crm')) return answers.forbidden();
  if (found.route.admin && !user.isAdmin) return answers.forbidden();
  const outcome = found.route.perform({
    sandbox,
    account,
    site,
    integration,
    user,
    ids: found.ids,
    uid: found.uid,
    query: new URLSearchParams(address.query),
    body: { bytes: body.bytes, contentType: req.headers['content-type'] ?? '', json: seen.json },
    warnings: seen.warnings,
  });
  return sandbox.assumptions.is('crm-unknown-members', 'there') ? withStranger(outcome) : outcome;
}

/** Extra members are nothing to count on, and nothing to stumble over (§15). */
function withStranger(outcome: Outcome): Outcome {
  return isObject(outcome.body) ? { ...outcome, body: { _stranger: { of: [null, 1] }, ...outcome.body } } : outcome;
}

/** The account whose host was called; undefined for a shared host, null for one that is nobody's. */
function hostAccount({ platform }: Sandbox, { subdomain: label }: Address): Account | undefined | null {
  return label === undefined ? undefined : (platform.accountAt(label) ?? null);
}

/** What an address answers that an account has moved away from (§1.8). */
function noSuchHost({ assumptions }: Sandbox): Outcome {
  return assumptions.is('oauth-moved-host', 404) ? answers.noSuchHost() : answers.unauthorized();
}
