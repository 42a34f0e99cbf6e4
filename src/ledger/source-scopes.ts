import { asAccountId, asIntegrationId, asScopeId, type AccountId, type ScopeId, type SourceId } from '../model/ids';
import type { Queryable } from './database';
import type { GrantKey } from './grants';

/** An integration in an account: what its sources belong to. */
export interface SourceScope extends GrantKey {
  readonly scopeId: ScopeId;
}

interface Row {
  readonly scope_id: string;
  readonly account_id: number;
  readonly integration_id: string;
}

/** @param only this account's; null: of any. Also one that was switched off. */
export async function findScope(
  db: Queryable,
  scopeId: ScopeId,
  only: AccountId | null,
): Promise<SourceScope | undefined> {
  const { rows } = await db.query<Row>(
    `select id as scope_id, account_id, integration_id from scopes
     where id = $1 and ($2::bigint is null or account_id = $2)`,
    [scopeId, only],
  );
  return scopeOf(rows[0]);
}

/** Of a source, also of one that was removed. @param only this account's; null: of any. */
export async function findScopeOfSource(
  db: Queryable,
  sourceId: SourceId,
  only: AccountId | null,
): Promise<SourceScope | undefined> {
  const { rows } = await db.query<Row>(
    `select scopes.id as scope_id, scopes.account_id, scopes.integration_id
     from sources join scopes on scopes.id = sources.scope_id
     where sources.id = $1 and ($2::bigint is null or sources.account_id = $2)`,
    [sourceId, only],
  );
  return scopeOf(rows[0]);
}

function scopeOf(row: Row | undefined): SourceScope | undefined {
  return (
    row && {
      scopeId: asScopeId(row.scope_id),
      accountId: asAccountId(row.account_id),
      integrationId: asIntegrationId(row.integration_id),
    }
  );
}
