import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { asAccountId, asIntegrationId, asScopeId, type ScopeId } from '../model/ids';
import type { GrantKey } from './grants';

/** From the widget's answer to the window's first request. */
const TICKET_GOOD_FOR = '1 minute';
const SESSION_GOOD_FOR = '30 minutes';

/** What Kommo said of the user when the ticket was given. */
export interface SettingsUser {
  readonly name: string | null;
  readonly isAdmin: boolean;
  /** Whether Kommo could be asked at all: without good tokens nobody is let in further than to the installation. */
  readonly asked: boolean;
}

export interface NewTicket<Open> extends GrantKey {
  readonly userId: number;
  /** The account's at Kommo, checked. */
  readonly host: string;
  readonly me: SettingsUser;
  /** What the window was opened for. */
  readonly open: Open;
}

export interface SettingsSessionRow<Open> extends NewTicket<Open> {
  readonly expiresAt: number;
  /** undefined: the integration is not installed in the account. */
  readonly scopeId: ScopeId | undefined;
  /** As it is now, so that a right that is taken away ends at once. */
  readonly may: 'nothing' | 'see' | 'change';
}

/** @returns whether this one-time token has not been used before. */
export async function useWidgetToken(db: pg.Pool, tokenId: string, expiresAt: number): Promise<boolean> {
  // Kept for longer than it may be presented: clocks differ by a minute.
  const { rowCount } = await db.query(
    `with outdated as (delete from widget_tokens where expires_at < now() - interval '1 hour')
     insert into widget_tokens (token_id, expires_at) values ($1, $2) on conflict (token_id) do nothing`,
    [hashOf(tokenId), new Date(expiresAt)],
  );
  return rowCount === 1;
}

/** @returns what opens one session within a minute; only its hash is kept. */
export async function newTicket(db: pg.Pool, ticket: NewTicket<object>): Promise<string> {
  const secret = newSecret();
  await db.query(
    `with outdated as (delete from settings_sessions where expires_at < now())
     insert into settings_sessions (secret_hash, kind, integration_id, account_id, user_id, host, me, open, expires_at)
     values ($1, 'ticket', $2, $3, $4, $5, $6, $7, now() + interval '${TICKET_GOOD_FOR}')`,
    [
      hashOf(secret),
      ticket.integrationId,
      ticket.accountId,
      ticket.userId,
      ticket.host,
      JSON.stringify(ticket.me),
      JSON.stringify(ticket.open),
    ],
  );
  return secret;
}

/**
 * The session counts from when the ticket was given, for what is known of the user is as old as that.
 * @returns its secret; undefined for a ticket that is used, outdated or none
 */
export async function exchangeTicket(db: pg.Pool, ticket: string): Promise<string | undefined> {
  const secret = newSecret();
  const { rowCount } = await db.query(
    `with taken as (
       delete from settings_sessions where secret_hash = $1 and kind = 'ticket' and expires_at > now()
       returning integration_id, account_id, user_id, host, me, open, opened_at
     )
     insert into settings_sessions (secret_hash, kind, integration_id, account_id, user_id, host, me, open, opened_at,
                                    expires_at)
     select $2, 'session', integration_id, account_id, user_id, host, me, open, opened_at,
            now() + interval '${SESSION_GOOD_FOR}' from taken`,
    [hashOf(ticket), hashOf(secret)],
  );
  return rowCount === 1 ? secret : undefined;
}

/**
 * @returns undefined for one that is over. One of somebody whom Kommo could not be asked about is over as soon as it can
 * be: the window then opens another, with the rights that they have.
 */
export async function findSettingsSession<Open>(
  db: pg.Pool,
  secret: string,
): Promise<SettingsSessionRow<Open> | undefined> {
  const { rows } = await db.query<{
    integration_id: string;
    account_id: number;
    user_id: number;
    host: string;
    me: SettingsUser;
    open: Open;
    expires_at: Date;
    scope_id: string | null;
    may: 'see' | 'change' | null;
  }>(
    `select sessions.integration_id, sessions.account_id, sessions.user_id, sessions.host, sessions.me, sessions.open,
            sessions.expires_at, scopes.id as scope_id, setting_rights.may
     from settings_sessions sessions
     left join scopes on scopes.integration_id = sessions.integration_id and scopes.account_id = sessions.account_id
                      and scopes.removed_at is null
     left join setting_rights on setting_rights.scope_id = scopes.id and setting_rights.user_id = sessions.user_id
     left join grants on grants.integration_id = sessions.integration_id and grants.account_id = sessions.account_id
     where sessions.secret_hash = $1 and sessions.kind = 'session' and sessions.expires_at > now()
       and not (not (sessions.me ->> 'asked')::boolean
                and coalesce(grants.state = 'good' and grants.renewed_at > sessions.opened_at, false))
     limit 1`,
    [hashOf(secret)],
  );
  const row = rows[0];
  return (
    row && {
      integrationId: asIntegrationId(row.integration_id),
      accountId: asAccountId(row.account_id),
      userId: row.user_id,
      host: row.host,
      me: row.me,
      open: row.open,
      expiresAt: row.expires_at.getTime(),
      scopeId: row.scope_id === null ? undefined : asScopeId(row.scope_id),
      may: mayOf(row.me, row.may),
    }
  );
}

function mayOf({ isAdmin, asked }: SettingsUser, given: 'see' | 'change' | null): 'nothing' | 'see' | 'change' {
  if (!asked) return 'nothing';
  return isAdmin ? 'change' : (given ?? 'nothing');
}

/** The source that a tile in Kommo stands for (kommo-platform.md §11.4), by Kommo's id or ours. */
export async function sourceOfTile(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  tile: { readonly sourceId?: number; readonly externalId?: string },
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select sources.id from sources join scopes on scopes.id = sources.scope_id
     where scopes.integration_id = $1 and scopes.account_id = $2 and sources.removed_at is null
       and (sources.kommo_source_id = $3 or sources.external_id = $4)
     order by sources.external_id = $4 desc nulls last limit 1`,
    [integrationId, accountId, tile.sourceId ?? null, tile.externalId ?? null],
  );
  return rows[0]?.id ?? null;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
