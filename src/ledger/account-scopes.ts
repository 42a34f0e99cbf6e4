import type pg from 'pg';
import { asScopeId, type AccountId, type IntegrationId, type ScopeId } from '../model/ids';
import type { GrantKey } from './grants';

export interface NamedAccount {
  readonly id: AccountId;
  readonly amojoId: string;
  readonly subdomain: string;
  /** Where it answers. */
  readonly host: string;
  /** Where it is, ISO 3166 in two letters; undefined: not told. */
  readonly country?: string | undefined;
}

/**
 * Writes down an account that lets an integration in, and the scope that joins them. One that was switched off before
 * is the same again, with its sources and chats. Safe to repeat.
 */
export async function registerAccountScope(
  db: pg.Pool,
  account: NamedAccount,
  integrationId: IntegrationId,
): Promise<ScopeId> {
  await db.query(
    `insert into accounts (id, amojo_id, subdomain, host, country) values ($1, $2, $3, $4, substring($5, '^[A-Z]{2}$'))
     on conflict (id) do update
     set subdomain = excluded.subdomain, host = excluded.host, country = coalesce(excluded.country, accounts.country)`,
    [account.id, account.amojoId, account.subdomain, account.host, account.country ?? null],
  );
  const { rows } = await db.query<{ id: string }>(
    `insert into scopes (id, account_id, integration_id, title)
     select integrations.channel_id || '_' || accounts.amojo_id, accounts.id, integrations.id, integrations.channel_name
     from accounts, integrations where accounts.id = $1 and integrations.id = $2
     on conflict (id) do update set title = excluded.title, removed_at = null
     returning id`,
    [account.id, integrationId],
  );
  const scope = rows[0];
  if (scope === undefined) throw new Error(`There is no integration ${integrationId}`);
  return asScopeId(scope.id);
}

/** A channel as an account has it; its secret is sealed. */
export interface ScopeChannel {
  readonly scopeId: ScopeId;
  readonly amojoId: string;
  readonly channel: {
    readonly id: string;
    readonly secret: string;
    readonly origin: string;
    readonly name: string;
    /** As support named it: `origin_code` of sources. */
    readonly code: string | null;
    readonly integrationId: IntegrationId;
  };
  readonly isRemoved: boolean;
}

/** @returns undefined where the account was never let in. */
export async function readScope(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
): Promise<ScopeChannel | undefined> {
  const { rows } = await db.query<{
    scope_id: string;
    amojo_id: string;
    channel_id: string;
    channel_secret: string;
    chat_api_origin: string;
    channel_name: string;
    channel_code: string | null;
    removed: boolean;
  }>(
    `select scopes.id as scope_id, accounts.amojo_id, integrations.channel_id, integrations.channel_secret,
            integrations.chat_api_origin, integrations.channel_name, integrations.channel_code,
            scopes.removed_at is not null as removed
     from scopes
     join accounts on accounts.id = scopes.account_id
     join integrations on integrations.id = scopes.integration_id
     where scopes.integration_id = $1 and scopes.account_id = $2`,
    [integrationId, accountId],
  );
  const row = rows[0];
  return (
    row && {
      scopeId: asScopeId(row.scope_id),
      amojoId: row.amojo_id,
      channel: {
        id: row.channel_id,
        secret: row.channel_secret,
        origin: row.chat_api_origin,
        name: row.channel_name,
        code: row.channel_code,
        integrationId,
      },
      isRemoved: row.removed,
    }
  );
}

/** Whether an installation in this account has ended well before, and still stands. */
export async function isInUse(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from installs where integration_id = $1 and account_id = $2 and state = 'done' limit 1`,
    [integrationId, accountId],
  );
  return rows.length > 0;
}

/** Takes a scope away that no installation stands on. */
export async function withdrawScope(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<void> {
  await db.query(
    `with tokens as (delete from grants where integration_id = $1 and account_id = $2)
     update scopes set removed_at = now(), connected_at = null where integration_id = $1 and account_id = $2`,
    [integrationId, accountId],
  );
}
