import type pg from 'pg';
import { asAccountId, asIntegrationId } from '../model/ids';
import type { GrantKey } from './grants';

/**
 * What an account's workflow is to do soon, kept until it knows of it: a row for each installation, whose `wanted_at` says when it
 * was wished for last and whose `told_at` what the workflow knows.
 */
export type AccountWishes = 'reconciliations' | 'template_syncs';

export interface AccountWish extends GrantKey {
  readonly scopeId: string;
  /** As the database writes it, microseconds and all. */
  readonly wantedAt: string;
}

/** Wishes that the account's workflow does not know of yet. */
export async function untoldWishes(db: pg.Pool, wishes: AccountWishes): Promise<readonly AccountWish[]> {
  const { rows } = await db.query<{ scope_id: string; integration_id: string; account_id: number; wanted_at: string }>(
    `select wish.scope_id, scopes.integration_id, scopes.account_id, wish.wanted_at::text
     from ${wishes} wish join scopes on scopes.id = wish.scope_id
     where (wish.told_at is null or wish.told_at < wish.wanted_at) and scopes.removed_at is null
     limit 200`,
  );
  return rows.map((row) => ({
    scopeId: row.scope_id,
    integrationId: asIntegrationId(row.integration_id),
    accountId: asAccountId(row.account_id),
    wantedAt: row.wanted_at,
  }));
}

/** @param wantedAt what was told; what was wished for since is told too */
export async function markWishTold(
  db: pg.Pool,
  wishes: AccountWishes,
  scopeId: string,
  wantedAt: string,
): Promise<void> {
  await db.query(`update ${wishes} set told_at = $2::timestamptz where scope_id = $1`, [scopeId, wantedAt]);
}
