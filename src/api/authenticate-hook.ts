import type { HttpClient } from '../http/client';
import type { Claims, Messenger, RawRequest, ReceiveContext, RefusedRequest } from '../messengers/contract';
import type { KeyCache } from './key-cache';

const FETCH_WITHIN_MS = 10_000;

/** `unverified`: the messenger's keys cannot be had now, so nobody can say whether it is genuine. */
export type HookAuthentication =
  { readonly kind: 'authentic'; readonly claims?: Claims } | { readonly kind: 'unverified' } | RefusedRequest;

/** Has a driver verify the token of a webhook, where its messenger sends one. */
export async function authenticateHook(
  { authentication }: Messenger,
  context: ReceiveContext<unknown>,
  request: RawRequest,
  { keys, http }: { readonly keys: KeyCache; readonly http: HttpClient },
): Promise<HookAuthentication> {
  if (authentication === undefined) return { kind: 'authentic' };
  if (authentication.keysAt === undefined) return authentication.authenticate(context, request);
  const { credentials, clock } = context;
  const address = authentication.keysAt(credentials);
  const fetch = () =>
    authentication.fetchKeys({ http, clock, credentials, signal: AbortSignal.timeout(FETCH_WITHIN_MS) });
  const verdict = await authentication.authenticate(context, request, keys.at(address, fetch));
  if (verdict.kind !== 'unknown-key') return verdict;
  const newer = await keys.newer(address, fetch);
  if (newer.kind === 'not-now') return { kind: 'unverified' };
  const second = newer.kind === 'newer' ? await authentication.authenticate(context, request, newer.keys) : verdict;
  return second.kind === 'unknown-key' ? UNKNOWN_KEY : second;
}

const UNKNOWN_KEY: RefusedRequest = {
  kind: 'refused',
  status: 403,
  reason: 'the key that the token is signed with is not one of the messenger',
};
