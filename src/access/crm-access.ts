import { createCrmApi } from '../kommo/crm/crm-api';
import { baseUrlOf, type KommoAddresses } from '../kommo/crm/hosts';
import type { CrmAnswer, CrmApi } from '../kommo/crm/types';
import type { HttpClient } from '../http/client';
import type { Database } from '../ledger/database';
import { dropOlderToken, readGrant, type Grant, type GrantKey } from '../ledger/grants';
import type { Vault } from '../ledger/vault';
import type { Words } from '../model/words';
import { say } from '../words';
import type { RenewalResult } from '../workflows/account-contract';

/** A token that ends so soon is renewed first. */
const FRESH_FOR_MS = 2 * 60_000;

/** What was answered, or why nobody was asked. */
export type Asked<Value> =
  | CrmAnswer<Value>
  /** The account never let this integration in, or does no more: only a new consent helps. */
  | ({ readonly kind: 'no-access' } & Words);

/** Calls Kommo's CRM API for an account with tokens that are good. */
export interface CrmAccess {
  /**
   * @param request is called again, once, with newer tokens where Kommo does not take the first: a write that Kommo
   *   refused for its token was not done
   */
  ask<Value>(key: GrantKey, request: (crm: CrmApi) => Promise<CrmAnswer<Value>>): Promise<Asked<Value>>;
}

export interface CrmAccessDependencies {
  readonly db: Database;
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly clock: { now(): number };
  readonly addresses: KommoAddresses;
  /** Has the account's one renewer get a newer pair than that of `generation`. */
  readonly renew: (key: GrantKey, generation: number) => Promise<RenewalResult>;
}

export function createCrmAccess(deps: CrmAccessDependencies): CrmAccess {
  const { db, vault, http, clock, addresses } = deps;

  const crmWith = (grant: Grant): CrmApi => crmOf({ http, clock, addresses }, grant);

  /** Whoever of this process asks meanwhile waits for the same: the engine takes few updates of a workflow at once. */
  const underWay = new Map<string, Promise<RenewalResult>>();

  function renew(key: GrantKey, generation: number): Promise<RenewalResult> {
    const id = `${key.integrationId}/${String(key.accountId)}/${String(generation)}`;
    const shared = underWay.get(id) ?? renewUnlessDone(key, generation).finally(() => underWay.delete(id));
    underWay.set(id, shared);
    return shared;
  }

  /** It is looked for here and not before: whoever comes when a renewal has just ended finds the pair it brought. */
  async function renewUnlessDone(key: GrantKey, generation: number): Promise<RenewalResult> {
    const there = await readGrant(db, vault, key);
    if (there === undefined || there.state === 'refused') return { kind: 'refused' };
    if (there.generation !== generation) return { kind: 'renewed', generation: there.generation };
    return deps.renew(key, generation);
  }

  /** @returns what there is after it; undefined where nobody could be asked. */
  async function renewed(key: GrantKey, grant: Grant): Promise<Grant | undefined> {
    const { kind } = await renew(key, grant.generation);
    const after = await readGrant(db, vault, key);
    // The answer may be late, and the renewal done.
    const isOld = after?.generation === grant.generation && after.state === 'good';
    return kind === 'later' && isOld ? undefined : after;
  }

  return {
    async ask(key, request) {
      let grant = await readGrant(db, vault, key);
      if (grant === undefined || grant.state === 'refused') return NO_ACCESS;
      if (grant.kind === 'oauth' && grant.expiresAt - clock.now() < FRESH_FOR_MS) {
        grant = (await renewed(key, grant)) ?? grant;
        if (grant.state === 'refused') return NO_ACCESS;
      }
      const answer = await request(crmWith(grant));
      if (answer.kind !== 'refused' || (answer.reason !== 'token' && answer.reason !== 'moved')) {
        if (answer.kind === 'accepted') await dropOlderToken(db, key, grant.generation);
        return answer;
      }
      // Its tokens may be old, or the account may have moved: the renewer finds out either.
      const newer = await renewed(key, grant);
      if (newer === undefined) return { kind: 'later', ...say('access.no-new') };
      if (newer.state === 'refused') return NO_ACCESS;
      const tried = await request(crmWith(newer));
      if (tried.kind === 'accepted') await dropOlderToken(db, key, newer.generation);
      return tried;
    },
  };
}

/** With the tokens of this very grant. */
export function crmOf(
  { http, clock, addresses }: Pick<CrmAccessDependencies, 'http' | 'clock' | 'addresses'>,
  { host, accessToken }: Pick<Grant, 'host' | 'accessToken'>,
): CrmApi {
  return createCrmApi({
    http,
    clock,
    baseUrl: baseUrlOf(host, addresses),
    token: () => Promise.resolve(accessToken),
  });
}

export const NO_ACCESS = {
  kind: 'no-access',
  ...say('access.none'),
} as const;
