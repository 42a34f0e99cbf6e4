import type pg from 'pg';
import type { AccountId } from '../model/ids';
import { ENDS_SOON } from './access-trouble';
import { DELIVERY_JOINS, IS_STUCK } from './delivery-views';
import { iso, pageOf, type Page, type PageRequest } from './keyset';
import { IS_OPEN } from './reconciliation-views';

/** What somebody should look at in an account; all 0 when it is well. */
export interface AccountHealth {
  readonly accountId: AccountId;
  /** Deliveries that failed often, are in doubt, or are held. */
  readonly stuck: number;
  /** Deliveries of the last seven days of which nobody knows whether they arrived. */
  readonly unknown: number;
  /** Sources with a fault. */
  readonly brokenSources: number;
  /** Installations whose token Kommo does not accept any more. */
  readonly needAuthorisation: number;
  /** Installations whose long-lived token ends within 30 days: nothing renews it. */
  readonly endingTokens: number;
  /** Messages that are missing on one side now. */
  readonly gaps: number;
  /** When all of it had been compared with Kommo's history, ISO 8601; null: not all of it was yet. */
  readonly gapsCheckedAt: string | null;
}

/** By account. @param only this account; null: all. */
export async function accountHealth(
  db: pg.Pool,
  { limit, after }: PageRequest,
  only: AccountId | null,
): Promise<Page<AccountHealth>> {
  const { rows } = await db.query<AccountHealth & { key: string }>(
    `select shown.id as "accountId", shown.id::text as key,
            (select count(*) ${DELIVERY_JOINS} where deliveries.account_id = shown.id and ${IS_STUCK}) as stuck,
            (select count(*) from deliveries where account_id = shown.id and outcome = 'unknown' and lane <> 'import'
                                               and done_at > now() - interval '7 days') as unknown,
            (select count(*) from sources where account_id = shown.id and fault is not null
                                            and removed_at is null) as "brokenSources",
            (select count(*) from grants where account_id = shown.id and state = 'refused') as "needAuthorisation",
            (select count(*) from grants where account_id = shown.id and ${ENDS_SOON}) as "endingTokens",
            (select count(*) from deliveries where account_id = shown.id and ${IS_OPEN})
              + (select count(*) from told_outgoing where account_id = shown.id and missing_since is not null) as gaps,
            (select case when count(*) = count(round.last_ended_at) then ${iso('min(round.last_ended_at)')} end
             from scopes left join reconciliations round on round.scope_id = scopes.id
             where scopes.account_id = shown.id and scopes.removed_at is null) as "gapsCheckedAt"
     from accounts shown
     where ($1::bigint is null or shown.id = $1) and ($2::bigint is null or shown.id > $2)
     order by shown.id limit $3`,
    [only, after ?? null, limit],
  );
  return pageOf(rows, limit);
}
