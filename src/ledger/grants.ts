import type pg from 'pg';
import type { AccountId, IntegrationId } from '../model/ids';
import type { Vault } from './vault';

/** Which integration in which account. */
export interface GrantKey {
  readonly integrationId: IntegrationId;
  readonly accountId: AccountId;
}

/** What an account lets an integration do, with the host where it answers. */
export interface Grant {
  readonly kind: 'oauth' | 'long-lived';
  readonly accessToken: string;
  /** Milliseconds since 1970, by Kommo's clock. */
  readonly expiresAt: number;
  /** Counts the pairs: whoever asks for a renewal names the one that did not do. */
  readonly generation: number;
  readonly state: 'good' | 'refused';
  readonly host: string;
  readonly userId: number | null;
}

export interface NewGrant {
  readonly accessToken: string;
  /** null: a long-lived token, which has none (kommo-platform.md §1.10). */
  readonly refreshToken: string | null;
  readonly expiresAt: number;
  readonly apiDomain: string | null;
  readonly userId: number | null;
}

const place = ({ integrationId, accountId }: GrantKey, column: string): string =>
  `grants.${column}/${integrationId}/${accountId}`;

/** @returns undefined where the account never let it in. */
export async function readGrant(db: pg.Pool, vault: Vault, key: GrantKey): Promise<Grant | undefined> {
  const { rows } = await db.query<{
    kind: 'oauth' | 'long-lived';
    access_token: string;
    expires_at: Date;
    generation: number;
    state: 'good' | 'refused';
    host: string;
    user_id: number | null;
  }>(
    `select grants.kind, grants.access_token, grants.expires_at, grants.generation, grants.state, grants.user_id,
            coalesce(accounts.host, accounts.subdomain || '.kommo.com') as host
     from grants join accounts on accounts.id = grants.account_id
     where grants.integration_id = $1 and grants.account_id = $2`,
    [key.integrationId, key.accountId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    kind: row.kind,
    accessToken: vault.open(row.access_token, place(key, 'access_token')),
    expiresAt: row.expires_at.getTime(),
    generation: row.generation,
    state: row.state,
    host: row.host,
    userId: row.user_id,
  };
}

/** How things stand with the access to an account, without its tokens. */
export interface GrantStanding {
  readonly kind: Grant['kind'];
  readonly expiresAt: number;
  /** Kommo takes the tokens no more since then; null: it does. */
  readonly refusedSince: number | null;
}

/** @returns undefined where the account never let it in. */
export async function readStanding(db: pg.Pool, key: GrantKey): Promise<GrantStanding | undefined> {
  const { rows } = await db.query<{ kind: Grant['kind']; expires_at: Date; refused_since: Date | null }>(
    'select kind, expires_at, refused_since from grants where integration_id = $1 and account_id = $2',
    [key.integrationId, key.accountId],
  );
  const row = rows[0];
  return (
    row && {
      kind: row.kind,
      expiresAt: row.expires_at.getTime(),
      refusedSince: row.refused_since?.getTime() ?? null,
    }
  );
}

/** Writes down what an installation was given; it replaces whatever was there, also a renewal that is under way. */
export async function writeGrant(db: pg.Pool, vault: Vault, key: GrantKey, grant: NewGrant): Promise<void> {
  await db.query(
    `insert into grants (integration_id, account_id, kind, access_token, refresh_token, expires_at, api_domain, user_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (integration_id, account_id) do update
     set kind = excluded.kind, access_token = excluded.access_token, refresh_token = excluded.refresh_token,
         refresh_token_before = null, expires_at = excluded.expires_at, api_domain = excluded.api_domain,
         user_id = excluded.user_id, generation = grants.generation + 1, state = 'good', refused_since = null,
         refused_why = null, lease_epoch = grants.lease_epoch + 1, leased_until = null, renewed_at = now()`,
    [
      key.integrationId,
      key.accountId,
      grant.refreshToken === null ? 'long-lived' : 'oauth',
      vault.seal(grant.accessToken, place(key, 'access_token')),
      grant.refreshToken === null ? null : vault.seal(grant.refreshToken, place(key, 'refresh_token')),
      new Date(grant.expiresAt),
      grant.apiDomain,
      grant.userId,
    ],
  );
}

/** The right to renew, until it ends: nobody else renews meanwhile. */
export interface RenewalLease {
  readonly epoch: number;
  readonly refreshToken: string;
  /** From before the last renewal, while the newer pair has not been used: it may still be good. */
  readonly refreshTokenBefore: string | null;
  readonly apiDomain: string | null;
  readonly host: string;
  readonly generation: number;
  /** When the pair's access token ends, milliseconds since 1970. */
  readonly expiresAt: number;
}

export type RenewalStart =
  | { readonly kind: 'leased'; readonly lease: RenewalLease }
  /** Another is at it: look again. */
  | { readonly kind: 'busy' }
  /** The pair that did not do is not the newest any more, or it was refused for good. */
  | {
      readonly kind: 'settled';
      readonly generation: number;
      readonly state: 'good' | 'refused';
      readonly expiresAt: number;
    }
  | { readonly kind: 'long-lived'; readonly generation: number; readonly expiresAt: number }
  | { readonly kind: 'none' };

/**
 * Takes the right to renew a pair.
 * @param generation the one that did not do; null: whatever is there
 * @param leaseMs longer than a renewal may take
 */
export async function leaseRenewal(
  db: pg.Pool,
  vault: Vault,
  key: GrantKey,
  generation: number | null,
  leaseMs: number,
): Promise<RenewalStart> {
  const { rows } = await db.query<{
    leased: boolean;
    kind: 'oauth' | 'long-lived';
    state: 'good' | 'refused';
    generation: number;
    expires_at: Date;
    lease_epoch: number | null;
    refresh_token: string | null;
    refresh_token_before: string | null;
    api_domain: string | null;
    host: string;
  }>(
    `with leased as (
       update grants set lease_epoch = lease_epoch + 1, leased_until = clock_timestamp() + $4 * interval '1 millisecond'
       where integration_id = $1 and account_id = $2 and kind = 'oauth' and state = 'good'
         and (leased_until is null or leased_until < clock_timestamp()) and ($3::bigint is null or generation = $3)
       returning lease_epoch
     )
     select exists (select from leased) as leased, (select lease_epoch from leased), grants.kind, grants.state,
            grants.generation, grants.expires_at, grants.refresh_token, grants.refresh_token_before, grants.api_domain,
            coalesce(accounts.host, accounts.subdomain || '.kommo.com') as host
     from grants join accounts on accounts.id = grants.account_id
     where grants.integration_id = $1 and grants.account_id = $2`,
    [key.integrationId, key.accountId, generation, leaseMs],
  );
  const row = rows[0];
  if (row === undefined) return { kind: 'none' };
  const expiresAt = row.expires_at.getTime();
  if (row.kind === 'long-lived') return { kind: 'long-lived', generation: row.generation, expiresAt };
  if (row.leased && row.lease_epoch !== null && row.refresh_token !== null) {
    return {
      kind: 'leased',
      lease: {
        epoch: row.lease_epoch,
        refreshToken: vault.open(row.refresh_token, place(key, 'refresh_token')),
        refreshTokenBefore:
          row.refresh_token_before === null
            ? null
            : vault.open(row.refresh_token_before, place(key, 'refresh_token_before')),
        apiDomain: row.api_domain,
        host: row.host,
        generation: row.generation,
        expiresAt,
      },
    };
  }
  const settled = row.state === 'refused' || (generation !== null && row.generation !== generation);
  return settled ? { kind: 'settled', generation: row.generation, state: row.state, expiresAt } : { kind: 'busy' };
}

/**
 * Stores a new pair beside the old refresh token, and ends the lease.
 * @returns the pair's generation; undefined when the lease is not ours any more
 */
export async function storePair(
  db: pg.Pool,
  vault: Vault,
  key: GrantKey,
  lease: RenewalLease,
  pair: Omit<NewGrant, 'userId' | 'refreshToken'> & { readonly refreshToken: string },
): Promise<number | undefined> {
  const { rows } = await db.query<{ generation: number }>(
    `update grants
     set access_token = $4, refresh_token = $5, refresh_token_before = $6, expires_at = $7,
         api_domain = coalesce($8, api_domain), generation = generation + 1, leased_until = null, renewed_at = now()
     where integration_id = $1 and account_id = $2 and lease_epoch = $3
     returning generation`,
    [
      key.integrationId,
      key.accountId,
      lease.epoch,
      vault.seal(pair.accessToken, place(key, 'access_token')),
      vault.seal(pair.refreshToken, place(key, 'refresh_token')),
      vault.seal(lease.refreshToken, place(key, 'refresh_token_before')),
      new Date(pair.expiresAt),
      pair.apiDomain,
    ],
  );
  return rows[0]?.generation;
}

/** The newer pair was used, so the older refresh token is dead (kommo-platform.md §1.5). */
export async function dropOlderToken(db: pg.Pool, key: GrantKey, generation: number): Promise<void> {
  await db.query(
    `update grants set refresh_token_before = null
     where integration_id = $1 and account_id = $2 and generation = $3 and refresh_token_before is not null`,
    [key.integrationId, key.accountId, generation],
  );
}

/** Gives the right to renew back, so that the next attempt need not wait for the lease's end. */
export async function endLease(db: pg.Pool, key: GrantKey, { epoch }: RenewalLease): Promise<void> {
  await db.query(
    `update grants set leased_until = null where integration_id = $1 and account_id = $2 and lease_epoch = $3`,
    [key.integrationId, key.accountId, epoch],
  );
}

/**
 * Kommo takes these tokens no more; only a new consent helps.
 * @param pair the one that was refused: a newer one stands. With a lease's epoch also a renewal that another has begun
 *   since, which may have a good pair in hand
 * @returns whether it was news
 */
export async function markRefused(
  db: pg.Pool,
  key: GrantKey,
  { generation, epoch }: { readonly generation: number; readonly epoch?: number },
  why: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update grants
     set state = 'refused', refused_since = now(), refused_why = $4, lease_epoch = lease_epoch + 1, leased_until = null
     where integration_id = $1 and account_id = $2 and generation = $3 and state = 'good'
       and ($5::bigint is null or lease_epoch = $5)`,
    [key.integrationId, key.accountId, generation, why, epoch ?? null],
  );
  return rowCount === 1;
}

/** The account answers at another host now. */
export async function moveAccount(
  db: pg.Pool,
  accountId: AccountId,
  where: { readonly host: string; readonly subdomain: string },
): Promise<void> {
  await db.query('update accounts set host = $2, subdomain = $3 where id = $1', [
    accountId,
    where.host,
    where.subdomain,
  ]);
}
