import type pg from 'pg';
import type { AccountId } from '../model/ids';
import { refusedSince } from './access-trouble';
import { heldBecause, heldSaid, type SaidHold } from './holds';
import { iso, pageOf, type Page, type PageRequest } from './keyset';

/** A Kommo account as an operator sees it. Times are ISO 8601. */
export interface AccountView {
  readonly id: AccountId;
  readonly subdomain: string;
  /** Where it answers; null where no installation has told. */
  readonly host: string | null;
  readonly amojoId: string;
  /** Why nothing goes in or out; null when it does. */
  readonly heldBecause: string | null;
  /** Since when Kommo takes the tokens of one of its installations no more; null: it does. */
  readonly needsAuthorisationSince: string | null;
  /** Channels that are connected, and sources; without those that were removed. */
  readonly installations: number;
  readonly sources: number;
  readonly createdAt: string;
}

const VIEW = `
  accounts.id, subdomain, host, amojo_id as "amojoId",
  case when held_until > now() then ${heldBecause('accounts')} end as "heldBecause",
  case when held_until > now() then ${heldSaid('accounts')} end as "heldSaid",
  ${iso(refusedSince('accounts.id'))} as "needsAuthorisationSince",
  (select count(*) from scopes where account_id = accounts.id and removed_at is null) as installations,
  (select count(*) from sources where account_id = accounts.id and removed_at is null) as sources,
  ${iso('created_at')} as "createdAt"`;

/** By id. @param only this account; null: all. */
export async function listAccounts(
  db: pg.Pool,
  { limit, after }: PageRequest,
  only: AccountId | null,
): Promise<Page<AccountView & SaidHold>> {
  const { rows } = await db.query<AccountView & SaidHold & { key: string }>(
    `select ${VIEW}, id::text as key from accounts
     where ($1::bigint is null or id = $1) and ($2::bigint is null or id > $2)
     order by id limit $3`,
    [only, after ?? null, limit],
  );
  return pageOf(rows, limit);
}

/** @param only this account; null: any. */
export async function findAccount(
  db: pg.Pool,
  id: AccountId,
  only: AccountId | null,
): Promise<(AccountView & SaidHold) | undefined> {
  const { rows } = await db.query<AccountView & SaidHold>(
    `select ${VIEW} from accounts where id = $1 and ($2::bigint is null or id = $2)`,
    [id, only],
  );
  return rows[0];
}
