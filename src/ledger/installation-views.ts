import type pg from 'pg';
import type { AccountId, ScopeId } from '../model/ids';
import { UNINSTALL_STEPS, type UninstallStep } from '../model/steps';
import { INSTALL_AS_JSON, withProgress, type InstallRow, type InstallView } from './install-views';
import type { Queryable } from './database';
import { iso, pageOf, type Page, type PageRequest } from './keyset';
import { progressOf, type KeptSteps, type ShownProgress } from './progress';

/**
 * `ready`: installed, with a token that was good when it was used last · `without-token`: the channel is connected, and
 * Kommo's CRM cannot be asked · `needs-authorisation`: Kommo does not accept the token any more · `waiting`: a step
 * needs a person · `removed`: switched off in the account.
 */
export const INSTALLATION_STATES = [
  'ready',
  'without-token',
  'needs-authorisation',
  'installing',
  'waiting',
  'removed',
] as const;

/** An integration in an account: the channel's scope, its token, how it came and went. Times are ISO 8601. */
export interface InstallationView {
  readonly scopeId: ScopeId;
  readonly accountId: AccountId;
  readonly integrationId: string;
  readonly title: string;
  readonly state: (typeof INSTALLATION_STATES)[number];
  readonly connectedAt: string | null;
  readonly removedAt: string | null;
  /** What becomes of its messages when it is switched off. */
  readonly keepsData: boolean;
  readonly token: TokenView | null;
  readonly newestInstall: InstallView | null;
  readonly lastUninstall: UninstallView | null;
}

/** Never the token itself. */
export interface TokenView {
  readonly kind: 'oauth' | 'long-lived';
  readonly state: 'good' | 'refused';
  /** One of OAuth is renewed before. */
  readonly endsAt: string;
  readonly renewedAt: string;
  readonly refusedSince: string | null;
  readonly refusedBecause: string | null;
}

/** The receipt of an uninstallation. */
export interface UninstallView {
  readonly id: string;
  readonly steps: readonly ShownProgress<UninstallStep>[];
  /** How much there was: `chats`, `messages`, `files`, `stopped`. null: not counted yet. */
  readonly counts: Readonly<Record<string, number>> | null;
  readonly erased: boolean | null;
  readonly begunAt: string;
  readonly endedAt: string | null;
}

type Row = Omit<InstallationView, 'newestInstall' | 'lastUninstall'> & {
  readonly newestInstall: InstallRow | null;
  readonly lastUninstall: (Omit<UninstallView, 'steps'> & { readonly steps: KeptSteps }) | null;
};

const VIEW = `
  scopes.id as "scopeId", scopes.account_id as "accountId", scopes.integration_id as "integrationId", title,
  case when removed_at is not null then 'removed'
       when install.state = 'running' then 'installing'
       when grants.state = 'refused' then 'needs-authorisation'
       when install.state = 'waiting' then 'waiting'
       when grants.state is null then 'without-token'
       else 'ready' end as state,
  ${iso('connected_at')} as "connectedAt", ${iso('removed_at')} as "removedAt", keep_data as "keepsData",
  case when grants.state is not null then jsonb_build_object(
    'kind', grants.kind, 'state', grants.state, 'endsAt', ${iso('grants.expires_at')},
    'renewedAt', ${iso('grants.renewed_at')}, 'refusedSince', ${iso('grants.refused_since')},
    'refusedBecause', grants.refused_why) end as token,
  install.view as "newestInstall", uninstall.view as "lastUninstall"`;

const JOINS = `
  from scopes
  left join grants on grants.integration_id = scopes.integration_id and grants.account_id = scopes.account_id
  left join lateral (
    select state, ${INSTALL_AS_JSON} as view from installs
    where integration_id = scopes.integration_id and account_id = scopes.account_id
    order by begun_at desc limit 1
  ) install on true
  left join lateral (
    select jsonb_build_object('id', id, 'steps', steps, 'counts', counts, 'erased', erased,
                              'begunAt', ${iso('begun_at')}, 'endedAt', ${iso('ended_at')}) as view
    from uninstalls where integration_id = scopes.integration_id and account_id = scopes.account_id
    order by begun_at desc limit 1
  ) uninstall on true`;

/** By id. @param only this account's; null: all. */
export async function listInstallations(
  db: pg.Pool,
  { limit, after }: PageRequest,
  only: AccountId | null,
): Promise<Page<InstallationView>> {
  const { rows } = await db.query<Row & { key: string }>(
    `select ${VIEW}, scopes.id as key ${JOINS}
     where ($1::bigint is null or scopes.account_id = $1) and ($2::text is null or scopes.id > $2)
     order by scopes.id limit $3`,
    [only, after ?? null, limit],
  );
  const page = pageOf(rows, limit);
  return { rows: page.rows.map(viewOf), next: page.next };
}

/** @param only this account's; null: any. */
export async function findInstallation(
  db: pg.Pool,
  id: ScopeId,
  only: AccountId | null,
): Promise<InstallationView | undefined> {
  const { rows } = await db.query<Row>(
    `select ${VIEW} ${JOINS} where scopes.id = $1 and ($2::bigint is null or scopes.account_id = $2)`,
    [id, only],
  );
  return rows[0] && viewOf(rows[0]);
}

/** What becomes of its messages when it is switched off. @returns false where it was so already */
export async function setKeepsData(db: Queryable, id: ScopeId, keeps: boolean): Promise<boolean> {
  const { rowCount } = await db.query('update scopes set keep_data = $2 where id = $1 and keep_data <> $2', [
    id,
    keeps,
  ]);
  return rowCount === 1;
}

function viewOf({ newestInstall, lastUninstall, ...row }: Row): InstallationView {
  return {
    ...row,
    newestInstall: newestInstall && withProgress(newestInstall),
    lastUninstall: lastUninstall && {
      ...lastUninstall,
      steps: progressOf(UNINSTALL_STEPS, lastUninstall.steps),
    },
  };
}
