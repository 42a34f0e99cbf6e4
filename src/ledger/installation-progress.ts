import type pg from 'pg';
import type { IntegrationId } from '../model/ids';
import type { KeptProgress } from '../model/steps';
import type { GrantKey } from './grants';

/** An integration in an account as settings show it: without its secrets. */
export interface InstallationView {
  /** undefined: no installation has come far enough to know the account. */
  readonly subdomain: string | undefined;
  /** It stands: the integration is not switched off there. */
  readonly standing: boolean;
  /** Since when it stands without tokens, where it never had any. */
  readonly standingSince: number | undefined;
  readonly grant:
    | {
        readonly kind: 'oauth' | 'long-lived';
        readonly state: 'good' | 'refused';
        readonly expiresAt: number;
        readonly refusedSince: number | null;
        readonly generation: number;
      }
    | undefined;
  /** The newest one that is under way, else the newest. */
  readonly install: InstallView | undefined;
}

export interface InstallView {
  readonly id: string;
  readonly host: string;
  /** Whether what came has proved to be this account's: anybody can send a code (kommo-platform.md §1.3). */
  readonly bound: boolean;
  readonly state: 'running' | 'waiting' | 'done' | 'failed';
  readonly steps: Readonly<Record<string, KeptProgress>>;
}

/** @param host the account's: until an installation knows the account, it knows only that */
export async function readInstallation(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  host: string,
): Promise<InstallationView> {
  const { rows } = await db.query<{
    subdomain: string | null;
    scope_since: Date | null;
    kind: 'oauth' | 'long-lived' | null;
    state: 'good' | 'refused';
    expires_at: Date;
    refused_since: Date | null;
    generation: number;
  }>(
    `select accounts.subdomain, scopes.created_at as scope_since, grants.kind, grants.state, grants.expires_at,
            grants.refused_since, grants.generation
     from (select $1::uuid as integration_id, $2::bigint as account_id) asked
     left join accounts on accounts.id = asked.account_id
     left join scopes on scopes.integration_id = asked.integration_id and scopes.account_id = asked.account_id
                      and scopes.removed_at is null
     left join grants on grants.integration_id = asked.integration_id and grants.account_id = asked.account_id
     limit 1`,
    [integrationId, accountId],
  );
  const row = rows[0];
  return {
    subdomain: row?.subdomain ?? undefined,
    standing: (row?.scope_since ?? null) !== null,
    standingSince: row?.scope_since?.getTime(),
    grant:
      row === undefined || row.kind === null
        ? undefined
        : {
            kind: row.kind,
            state: row.state,
            expiresAt: row.expires_at.getTime(),
            refusedSince: row.refused_since?.getTime() ?? null,
            generation: row.generation,
          },
    install: await newestInstall(db, integrationId, accountId, host),
  };
}

async function newestInstall(
  db: pg.Pool,
  integrationId: IntegrationId,
  accountId: number,
  host: string,
): Promise<InstallView | undefined> {
  const { rows } = await db.query<Omit<InstallView, 'bound'> & { account_id: number | null }>(
    `select id, host, account_id, state, steps from installs
     where integration_id = $1 and (account_id = $2 or account_id is null and host = $3) and state <> 'replaced'
     order by state in ('running', 'waiting') desc, begun_at desc limit 1`,
    [integrationId, accountId, host],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { account_id, ...install } = row;
  return { ...install, bound: account_id !== null };
}
