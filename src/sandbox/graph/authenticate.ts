import { createHmac, timingSafeEqual } from 'node:crypto';
import { badParameter, GraphError } from './graph-error';
import type { GraphApp, GraphState, GraphToken } from './state';

/** Who calls. */
export interface Caller {
  readonly app: GraphApp;
  readonly token: GraphToken;
}

/**
 * Whose token this is: of `Authorization: Bearer` (or `OAuth`), else of `access_token` (facebook.md §1).
 *
 * @throws GraphError 190 with the subcode that tells why, or 100 for a wrong or absent `appsecret_proof`
 */
export function authenticate(
  graph: GraphState,
  header: string | undefined,
  params: Readonly<Record<string, unknown>>,
): Caller {
  const named = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(header ?? '')?.[1] ?? params.access_token;
  if (typeof named !== 'string' || named === '') {
    throw unauthorized('An access token is required to request this resource.');
  }
  const caller = appCaller(graph, named) ?? tokenCaller(graph, named);
  checkProof(caller, params.appsecret_proof);
  return caller;
}

/** What is wrong with a token, as an error and for `debug_token`; undefined: nothing. */
export function troubleOf({ state }: GraphToken): GraphError | undefined {
  switch (state) {
    case 'valid':
      return undefined;
    case 'expired':
      return unauthorized('Error validating access token: Session has expired.', 463);
    case 'invalidated':
      return unauthorized('Error validating access token: The access token has been invalidated.', 467);
    case 'revoked':
      return unauthorized('Error validating access token: The user has not authorized the application.', 458);
  }
}

/** The hex HMAC of a token that proves who holds the app's secret. */
export function proofOf(secret: string, token: string): string {
  return createHmac('sha256', secret).update(token).digest('hex');
}

/** A token of an app is its id, a bar and its secret. */
export function appCaller(graph: GraphState, value: string): Caller | undefined {
  const bar = value.indexOf('|');
  const app = bar < 0 ? undefined : graph.apps.get(value.slice(0, bar));
  if (app?.secret !== value.slice(bar + 1)) return undefined;
  const token: GraphToken = {
    value,
    appId: app.id,
    type: 'APP',
    subjectId: app.id,
    scopes: [],
    targets: new Set(),
    state: 'valid',
  };
  return { app, token };
}

function tokenCaller(graph: GraphState, value: string): Caller {
  const token = graph.tokens.get(value);
  const app = token && graph.apps.get(token.appId);
  if (!app) throw unauthorized('Invalid OAuth access token - Cannot parse access token');
  const trouble = troubleOf(token);
  if (trouble) throw trouble;
  return { app, token };
}

function checkProof({ app, token }: Caller, proof: unknown): void {
  if (proof === undefined) {
    if (app.needsProof) throw badParameter('API calls from the server require an appsecret_proof argument');
    return;
  }
  if (typeof proof !== 'string' || !equal(proof, proofOf(app.secret, token.value))) {
    throw badParameter('Invalid appsecret_proof provided in the API argument');
  }
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function unauthorized(message: string, subcode?: number): GraphError {
  return new GraphError({ code: 190, status: 401, message, ...(subcode === undefined ? {} : { subcode }) });
}
