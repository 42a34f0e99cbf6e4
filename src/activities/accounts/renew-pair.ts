import { oauthOf } from '../../access/oauth-access';
import { readAccessToken } from '../../kommo/crm/access-token';
import type { OAuthClient, TokenPair } from '../../kommo/crm/oauth-types';
import {
  endLease,
  leaseRenewal,
  markRefused,
  moveAccount,
  readGrant,
  storePair,
  type GrantKey,
  type RenewalLease,
} from '../../ledger/grants';
import { findOAuthIntegration } from '../../ledger/oauth-integrations';
import type { RenewalResult } from '../../workflows/account-contract';
import { tryAgain } from '../try-again';
import type { AccountDependencies } from './dependencies';
import { settled, settledOAuth } from './step';

/** Six hours of the day that a token lives: an outage of Kommo or of ours is over by then. */
const RENEW_BEFORE_MS = 6 * 60 * 60_000;
/** Longer than the requests of one renewal may take together, so that whoever was stopped finds the lease over. */
const LEASE_MS = 60_000;
/** No request begins later than this: it may take ten seconds, and its answer has to be stored. */
const LAST_REQUEST_MS = 40_000;
const BUSY_FOR_MS = 2_000;
const DAY_MS = 24 * 60 * 60_000;
const REVOKED = 'Kommo takes the tokens no more: the access was withdrawn, or has ended.';

export interface Renewed {
  readonly result: RenewalResult;
  readonly dueAt: number;
}

/**
 * Renews the pair of an account, once for all that ask (kommo-platform.md §1.5). The new pair is stored before the old
 * refresh token is forgotten; where the answer was lost, the same token is tried once more, since it may still be good.
 *
 * @param generation the pair that somebody could not use; null: because it may be due
 * @throws ApplicationFailure where another attempt is what helps
 */
export async function renewPair(deps: AccountDependencies, key: GrantKey, generation: number | null): Promise<Renewed> {
  const begun = performance.now();
  const start = await leaseRenewal(deps.db, deps.vault, key, generation, LEASE_MS);
  switch (start.kind) {
    case 'busy':
      throw tryAgain('Another renewal is under way', BUSY_FOR_MS);
    case 'none':
      return { result: { kind: 'refused' }, dueAt: deps.clock.now() + DAY_MS };
    case 'settled':
      return {
        result: start.state === 'good' ? { kind: 'renewed', generation: start.generation } : { kind: 'refused' },
        dueAt: start.expiresAt - RENEW_BEFORE_MS,
      };
    case 'long-lived':
      return checkLongLived(deps, key, start);
    case 'leased':
      break;
  }
  const { lease } = start;
  if (generation === null && lease.expiresAt - deps.clock.now() > RENEW_BEFORE_MS) {
    await endLease(deps.db, key, lease);
    return { result: { kind: 'renewed', generation: lease.generation }, dueAt: lease.expiresAt - RENEW_BEFORE_MS };
  }
  try {
    return await renew(deps, key, lease, () => performance.now() - begun < LAST_REQUEST_MS);
  } catch (error) {
    await endLease(deps.db, key, lease);
    throw error;
  }
}

async function renew(
  deps: AccountDependencies,
  key: GrantKey,
  lease: RenewalLease,
  mayAsk: () => boolean,
): Promise<Renewed> {
  const integration = await findOAuthIntegration(deps.db, deps.vault, { id: key.integrationId });
  if (integration === undefined) return refused(deps, key, lease, 'The integration is not registered here any more.');
  const oauth = oauthOf(integration, deps.oauth);
  const ask = async (token: string, host: string): ReturnType<typeof askOnce> => {
    if (!mayAsk()) throw tryAgain('The renewal took too long');
    return askOnce(oauth, token, host);
  };

  let { host } = lease;
  let answer = await ask(lease.refreshToken, host);
  if (answer.kind === 'unknown') answer = await ask(lease.refreshToken, host);
  if (answer.kind === 'refused' && answer.reason === 'moved' && lease.apiDomain !== null) {
    const located = settledOAuth(await oauth.locate(lease.refreshToken, lease.apiDomain));
    if (located.kind === 'accepted' && located.value.accountId === key.accountId) {
      ({ host } = located.value);
      await moveAccount(deps.db, key.accountId, located.value);
      answer = await ask(lease.refreshToken, host);
    }
  }
  // The pair that came last was perhaps never used: then the one before is good, and the last may not be.
  if (answer.kind === 'refused' && answer.reason === 'revoked' && lease.refreshTokenBefore !== null) {
    answer = await ask(lease.refreshTokenBefore, host);
  }
  switch (answer.kind) {
    case 'accepted':
      return store(deps, key, lease, answer.value);
    case 'unknown':
      throw tryAgain(answer.text);
    case 'refused':
      // Our own id, secret or redirect address is wrong: the tokens are none the worse for it.
      if (answer.reason === 'client') throw tryAgain(answer.text);
      return refused(deps, key, lease, answer.reason === 'revoked' ? REVOKED : answer.text);
  }
}

async function askOnce(
  oauth: OAuthClient,
  token: string,
  host: string,
): Promise<ReturnType<typeof settledOAuth<TokenPair>>> {
  return settledOAuth(await oauth.refresh(token, host));
}

async function store(
  deps: AccountDependencies,
  key: GrantKey,
  lease: RenewalLease,
  { accessToken, refreshToken, expiresAt }: TokenPair,
): Promise<Renewed> {
  const { apiDomain = null } = readAccessToken(accessToken);
  const generation = await storePair(deps.db, deps.vault, key, lease, {
    accessToken,
    refreshToken,
    expiresAt,
    apiDomain,
  });
  if (generation === undefined) throw tryAgain('Another has renewed meanwhile');
  return { result: { kind: 'renewed', generation }, dueAt: expiresAt - RENEW_BEFORE_MS };
}

async function refused(deps: AccountDependencies, key: GrantKey, lease: RenewalLease, why: string): Promise<Renewed> {
  if (await markRefused(deps.db, key, lease, why)) {
    deps.log.error(
      { account: key.accountId },
      'Kommo takes the tokens no more; the account has to be authorised again',
    );
  }
  return { result: { kind: 'refused' }, dueAt: deps.clock.now() + DAY_MS };
}

/** There is nothing to renew: whether Kommo still takes it, only asking tells (kommo-platform.md §1.10). */
async function checkLongLived(
  deps: AccountDependencies,
  key: GrantKey,
  { generation, expiresAt }: { readonly generation: number; readonly expiresAt: number },
): Promise<Renewed> {
  const grant = await readGrant(deps.db, deps.vault, key);
  if (grant === undefined) return { result: { kind: 'refused' }, dueAt: deps.clock.now() + DAY_MS };
  const answer = settled(await deps.crmWith(grant).account());
  if (answer.kind === 'refused' && answer.reason === 'token') {
    await markRefused(deps.db, key, { generation }, REVOKED);
    return { result: { kind: 'refused' }, dueAt: deps.clock.now() + DAY_MS };
  }
  const now = deps.clock.now();
  // Its end is noticed when it comes, and not up to a day later.
  return { result: { kind: 'later' }, dueAt: expiresAt > now ? Math.min(expiresAt, now + DAY_MS) : now + DAY_MS };
}
