import { z } from 'zod';
import type { Check, Clock } from '../contract';
import { asApp, type GraphAccess, type GraphCaller, type MetaApp } from './access';
import { callGraph } from './call';
import { GraphId } from './graph-id';
import { say } from './phrases';

/** What Meta knows of a token (facebook.md §1, `debug_token`). */
export interface TokenFacts {
  readonly isValid: boolean;
  /** The app it was made for. */
  readonly appId?: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970; absent: never. */
  readonly expiresAt?: number;
}

const Facts = z.object({
  data: z.object({
    is_valid: z.boolean(),
    app_id: GraphId.optional().catch(undefined),
    scopes: z.array(z.string()).catch([]),
    expires_at: z.number().optional().catch(undefined),
  }),
});

/**
 * Asks Meta about the token of `access`, in the name of the app.
 *
 * @throws DeliveryError 902 where the app's own id and secret are not accepted
 */
export async function inspectToken(caller: GraphCaller, access: GraphAccess, app: MetaApp): Promise<TokenFacts> {
  const request = { method: 'GET', path: ['debug_token'], query: { input_token: access.token } } as const;
  const { data } = await callGraph(caller, asApp(access, app), request, Facts);
  return {
    isValid: data.is_valid,
    scopes: data.scopes,
    ...(data.app_id === undefined ? {} : { appId: data.app_id }),
    ...(data.expires_at === undefined || data.expires_at === 0 ? {} : { expiresAt: data.expires_at * 1_000 }),
  };
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * The checks `token` and `permissions` of a driver's `check`.
 *
 * @param needed scopes without which it does not work
 */
export function tokenChecks(
  facts: TokenFacts,
  { appId, needed, clock }: { readonly appId: string; readonly needed: readonly string[]; readonly clock: Clock },
): readonly Check[] {
  return [tokenCheck(facts, appId, clock), ...(facts.isValid ? [scopeCheck(facts, needed)] : [])];
}

function tokenCheck({ isValid, appId, expiresAt }: TokenFacts, expected: string, clock: Clock): Check {
  const name = 'token';
  if (!isValid) return { name, state: 'broken', ...say('graph.token-dead') };
  if (appId !== undefined && appId !== expected) return { name, state: 'broken', ...say('graph.other-app') };
  if (expiresAt === undefined)
    return { name, state: 'ok', text: 'Meta accepts the access token, and it does not end.' };
  const day = new Date(expiresAt).toISOString().slice(0, 10);
  return expiresAt - clock.now() < WEEK_MS
    ? { name, state: 'warning', ...say('graph.token-ending', { day }) }
    : { name, state: 'ok', text: `Meta accepts the access token until ${day}.` };
}

function scopeCheck({ scopes }: TokenFacts, needed: readonly string[]): Check {
  const missing = needed.filter((scope) => !scopes.includes(scope));
  return missing.length === 0
    ? { name: 'permissions', state: 'ok', text: `The access token has what is needed: ${needed.join(', ')}.` }
    : {
        name: 'permissions',
        state: 'broken',
        ...say('graph.scopes-missing', { missing: missing.join(', '), needed: needed.join(', ') }),
      };
}
