import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  asConnectionId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ConnectionId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Queryable } from './database';
import { registerIntegration, type NewIntegration } from './integrations';
import type { Vault } from './vault';

export interface NewAccount {
  readonly id: AccountId;
  readonly amojoId: string;
  readonly subdomain: string;
}

export interface NewSource {
  readonly scopeId: ScopeId;
  readonly messenger: MessengerKind;
  readonly credentials: unknown;
  /** Whom the credentials belong to at the messenger. */
  readonly remoteId: string;
  /** What at the messenger holds the secret and the webhook of this and other sources: they share a connection. */
  readonly app?: string;
  readonly name: string;
  /** 1 to 40 printable ASCII characters. */
  readonly externalId: string;
  /** As an administrator entered it in settings; without it the source is as it was. */
  readonly entered?: {
    /** How customers find it. */
    readonly address: string | null;
    /** null: the account's main one. */
    readonly pipelineId: number | null;
  };
}

export interface RegisteredSource {
  readonly sourceId: SourceId;
  readonly connectionId: ConnectionId;
  readonly webhookSecret: string;
}

/**
 * Writes down an account and an integration, and the scope that joins them. Safe to repeat: the newest values win.
 * Rows are committed before `connect` is called, because webhooks may come during it.
 */
export async function registerScope(
  db: pg.Pool,
  vault: Vault,
  account: NewAccount,
  integration: NewIntegration,
): Promise<ScopeId> {
  await db.query(
    `insert into accounts (id, amojo_id, subdomain) values ($1, $2, $3)
     on conflict (id) do update set subdomain = excluded.subdomain`,
    [account.id, account.amojoId, account.subdomain],
  );
  const registered = await registerIntegration(db, vault, integration);
  if (registered.kind !== 'stored') {
    throw new Error(`The integration already has the channel ${registered.channelId}; one integration has one channel`);
  }
  const scopeId = asScopeId(`${integration.channel.id}_${account.amojoId}`);
  await db.query(
    `insert into scopes (id, account_id, integration_id, title) values ($1, $2, $3, $4)
     on conflict (id) do update set title = excluded.title`,
    [scopeId, account.id, registered.integrationId, integration.channel.name],
  );
  return scopeId;
}

export async function markScopeConnected(db: pg.Pool, scopeId: ScopeId): Promise<void> {
  await db.query('update scopes set connected_at = now() where id = $1', [scopeId]);
}

/**
 * Writes down a source and the connection that carries it. The same bot, number or page of a scope keeps its
 * connection, so its webhook address does not change; new credentials replace the old. One that was removed comes back
 * with its chats.
 */
export async function registerSource(db: Queryable, vault: Vault, source: NewSource): Promise<RegisteredSource> {
  const { rows } = await db.query<{ connection_id: string; webhook_secret: string }>(
    `select connections.id as connection_id, connections.webhook_secret
     from connections
     join scopes on scopes.id = $1 and connections.account_id = scopes.account_id
     left join sources on sources.connection_id = connections.id and sources.scope_id = scopes.id
                          and sources.remote_id = $3
     where connections.messenger = $2 and (sources.id is not null or connections.app_id = $4)
     order by sources.id is null limit 1`,
    [source.scopeId, source.messenger, source.remoteId, source.app ?? null],
  );
  const known = rows[0];
  const connectionId = asConnectionId(known?.connection_id ?? randomUUID());
  const webhookSecret =
    known === undefined
      ? randomBytes(24).toString('base64url')
      : vault.open(known.webhook_secret, `connections.webhook_secret/${connectionId}`);
  await db.query(
    `insert into connections (id, account_id, messenger, credentials, webhook_secret, app_id)
     select $1, scopes.account_id, $3, $4, $5, $6 from scopes where scopes.id = $2
     on conflict (id) do update set credentials = excluded.credentials`,
    [
      connectionId,
      source.scopeId,
      source.messenger,
      vault.seal(JSON.stringify(source.credentials), `connections.credentials/${connectionId}`),
      vault.seal(webhookSecret, `connections.webhook_secret/${connectionId}`),
      source.app ?? null,
    ],
  );
  const stored = await db.query<{ id: string }>(
    `insert into sources (account_id, scope_id, connection_id, messenger, remote_id, name, external_id)
     select scopes.account_id, scopes.id, $2, $3, $4, $5, $6 from scopes where scopes.id = $1
     on conflict (connection_id, remote_id) do update set name = excluded.name, removed_at = null
     returning id`,
    [source.scopeId, connectionId, source.messenger, source.remoteId, source.name, source.externalId],
  );
  const sourceId = stored.rows[0]?.id;
  if (sourceId === undefined) throw new Error(`The scope ${source.scopeId} is not registered`);
  if (source.app !== undefined) await keepOwnCredentials(db, vault, asSourceId(sourceId), source.credentials);
  if (source.entered !== undefined) await enter(db, sourceId, source.entered);
  return { sourceId: asSourceId(sourceId), connectionId, webhookSecret };
}

/** What the source itself acts with, beside others of its app; the connection's are those that came last. */
export async function keepOwnCredentials(
  db: Queryable,
  vault: Vault,
  sourceId: SourceId,
  credentials: unknown,
): Promise<void> {
  const sealed = vault.seal(JSON.stringify(credentials), `sources.credentials/${sourceId}`);
  await db.query('update sources set credentials = $2 where id = $1', [sourceId, sealed]);
}

/** It is about to be connected. The first source of a scope is its default one (kommo-platform.md §4.6). */
async function enter(
  db: Queryable,
  sourceId: string,
  { address, pipelineId }: NonNullable<NewSource['entered']>,
): Promise<void> {
  await db.query(
    `update sources
     set address = $2, pipeline_id = $3, connecting = true, steps = '{}', fault = null, fault_text = null,
         fault_since = null, held_until = null, held_reason = null, held_words = null,
         restricted = null, restricted_at = null, restricted_until = null,
         is_default = not exists (select from sources other
                                  where other.scope_id = sources.scope_id and other.id <> sources.id
                                    and other.is_default and other.removed_at is null)
     where id = $1`,
    [sourceId, address, pipelineId],
  );
}

export async function markConnected(db: pg.Pool, connectionId: ConnectionId): Promise<void> {
  await db.query('update connections set connected_at = now() where id = $1', [connectionId]);
}
