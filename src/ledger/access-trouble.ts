import type pg from 'pg';
import { asAccountId, type AccountId, type ScopeId } from '../model/ids';
import { TOKEN_ENDS_SOON_MS } from '../model/token-end';

/** What is wrong, or will be soon, with the access to an account. Times are milliseconds since 1970. */
export type AccessTrouble = { readonly accountId: AccountId; readonly host: string; readonly channel: string } & (
  | { readonly kind: 'refused'; readonly since: number }
  /** A long-lived token, which nothing renews. */
  | { readonly kind: 'ends'; readonly at: number }
);

/** Since when Kommo takes none of the account's tokens any more, as a column; for those integrations that stand there. */
export function refusedSince(accountId: string, integrationId?: string): string {
  return `(select min(grants.refused_since) from grants
           join scopes standing on standing.integration_id = grants.integration_id
                               and standing.account_id = grants.account_id and standing.removed_at is null
           where grants.account_id = ${accountId} and grants.state = 'refused'
             ${integrationId === undefined ? '' : `and grants.integration_id = ${integrationId}`})`;
}

/** Whether a long-lived token ends soon, of a row of `grants`. */
export const ENDS_SOON = `grants.kind = 'long-lived' and grants.state = 'good'
  and grants.expires_at < now() + interval '${TOKEN_ENDS_SOON_MS} milliseconds'`;

/** The most urgent first: what is refused, then what ends. */
export async function accessTroubles(
  db: Pick<pg.Pool, 'query'>,
): Promise<{ readonly installations: number; readonly troubles: readonly AccessTrouble[] }> {
  const { rows } = await db.query<{
    account_id: string;
    host: string;
    channel: string;
    refused_since: Date | null;
    expires_at: Date;
    is_trouble: boolean;
  }>(
    `select accounts.id::text as account_id, coalesce(accounts.host, accounts.subdomain || '.kommo.com') as host,
            scopes.title as channel, grants.refused_since, grants.expires_at,
            grants.state = 'refused' or ${ENDS_SOON} as is_trouble
     from grants
     join accounts on accounts.id = grants.account_id
     join scopes on scopes.integration_id = grants.integration_id and scopes.account_id = grants.account_id
                and scopes.removed_at is null
     order by grants.refused_since nulls last, grants.expires_at, accounts.id`,
  );
  return {
    installations: rows.length,
    troubles: rows
      .filter(({ is_trouble }) => is_trouble)
      .map(({ account_id, host, channel, refused_since, expires_at }): AccessTrouble => {
        const whose = { accountId: asAccountId(Number(account_id)), host, channel };
        if (refused_since !== null) return { ...whose, kind: 'refused', since: refused_since.getTime() };
        return { ...whose, kind: 'ends', at: expires_at.getTime() };
      }),
  };
}

/** Whether Kommo takes the tokens of a channel's integration in its account no more. */
export async function needsAuthorisation(db: pg.Pool, scopeId: ScopeId): Promise<boolean> {
  const { rows } = await db.query<{ refused: boolean }>(
    `select exists (
       select from grants join scopes on scopes.integration_id = grants.integration_id
                                     and scopes.account_id = grants.account_id
       where scopes.id = $1 and grants.state = 'refused') as refused`,
    [scopeId],
  );
  return rows[0]?.refused ?? false;
}
