import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asChatId, asConnectionId, type ChatId, type ConnectionId } from '../model/ids';
import { isMessengerKind, type MessengerKind } from '../model/messenger-kind';
import type { UninstallStep } from '../model/steps';
import { inTransaction } from './database';
import type { GrantKey } from './grants';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';

const SWITCHED_OFF = 'The integration was switched off in Kommo, so it was not sent.';

/**
 * Writes down that Kommo says so; nothing is stopped yet. A hook that is repeated, by Kommo or by whoever caught it, is
 * the same uninstallation while that one is under way.
 * @returns undefined where the account has no such integration, or it is switched off already
 */
export async function beginUninstall(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<string | undefined> {
  return inTransaction(db, async (client) => {
    // Two that come at the same time see each other.
    const known = await client.query(
      'select 1 from scopes where integration_id = $1 and account_id = $2 and removed_at is null for update',
      [integrationId, accountId],
    );
    if (known.rows.length === 0) return undefined;
    const { rows } = await client.query<{ id: string }>(
      `with running as (
       select id from uninstalls where integration_id = $2 and account_id = $3 and ended_at is null limit 1
     ), made as (
       insert into uninstalls (id, integration_id, account_id)
       select $1, $2, $3 where not exists (select from running)
       returning id
     )
     select id from running union all select id from made`,
      [randomUUID(), integrationId, accountId],
    );
    return rows[0]?.id;
  });
}

/** Notes how far a step is; see `uninstalls.steps`. */
export async function noteUninstallStep(
  db: pg.Pool,
  id: string,
  step: UninstallStep,
  state: 'running' | 'done' | 'skipped',
  text: string | null = null,
): Promise<void> {
  await db.query(
    `update uninstalls
     set steps = steps || jsonb_build_object($2::text, jsonb_build_object('state', $3::text, 'text', $4::text,
                                                                         'at', (extract(epoch from clock_timestamp()) * 1000)::bigint))
     where id = $1`,
    [id, step, state, text],
  );
}

/** The hook was not Kommo's word: the account still lets us in. */
export async function dropUninstall(db: pg.Pool, id: string): Promise<void> {
  await db.query('update uninstalls set ended_at = now(), told_at = coalesce(told_at, now()) where id = $1', [id]);
}

/** From here on nothing of this account goes out; what was waiting ends as failed 902. Safe to repeat. */
export async function stopScope(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  uninstallId: string,
): Promise<readonly ChatId[]> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(
      `update scopes set removed_at = coalesce(removed_at, now()), connected_at = null
       where integration_id = $1 and account_id = $2`,
      [integrationId, accountId],
    );
    const { rows } = await client.query<{ chat_id: string }>(
      `update deliveries
       set state = 'done', done_at = now(),
           outcome = case when state = 'pending' then 'failed' else 'unknown' end,
           outcome_code = case when state = 'pending' then 902 end,
           outcome_text = $3
       from chats join scopes on scopes.id = chats.scope_id
       where scopes.integration_id = $1 and scopes.account_id = $2 and deliveries.chat_id = chats.id
         and deliveries.state in ('pending', 'uncertain')
       returning deliveries.chat_id`,
      [integrationId, accountId, SWITCHED_OFF],
    );
    await client.query(
      `update uninstalls
       set counts = coalesce(counts, '{}') || jsonb_build_object('stopped', coalesce((counts ->> 'stopped')::bigint, 0) + $2)
       where id = $1`,
      [uninstallId, rows.length],
    );
    await client.query('commit');
    return [...new Set(rows.map((row) => row.chat_id))].map(asChatId);
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** A bot, number or page with the webhook that points at us. */
export interface PointedConnection extends SealedCredentials {
  readonly connectionId: ConnectionId;
  readonly messenger: MessengerKind;
  /** Sealed. */
  readonly webhookSecret: string;
}

/** What carries the sources of an integration in an account; those that the integrator shares are left alone. */
export async function connectionsOf(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
): Promise<readonly PointedConnection[]> {
  const { rows } = await db.query<{
    id: string;
    messenger: string;
    credentials: string;
    sealed_as: string;
    webhook_secret: string;
  }>(
    `select connections.id, connections.messenger, ${SEALED_CREDENTIALS}, connections.webhook_secret
     from sources
     join scopes on scopes.id = sources.scope_id
     join connections on connections.id = sources.connection_id
     where scopes.integration_id = $1 and scopes.account_id = $2 and sources.removed_at is null
       and connections.account_id = $2`,
    [integrationId, accountId],
  );
  return rows.flatMap((row) =>
    isMessengerKind(row.messenger)
      ? [
          {
            connectionId: asConnectionId(row.id),
            messenger: row.messenger,
            credentials: row.credentials,
            sealedAs: row.sealed_as,
            webhookSecret: row.webhook_secret,
          },
        ]
      : [],
  );
}

/** Ends the uninstallation with its receipt, and drops the tokens. */
export async function endUninstall(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  id: string,
  erased: boolean,
): Promise<void> {
  await db.query(
    `with counted as (
       select count(distinct chats.id) as chats, count(messages.id) as messages,
              (select count(*) from media join chats on chats.id = media.chat_id join scopes on scopes.id = chats.scope_id
               where scopes.integration_id = $2 and scopes.account_id = $3) as files
       from scopes join chats on chats.scope_id = scopes.id left join messages on messages.chat_id = chats.id
       where scopes.integration_id = $2 and scopes.account_id = $3
     ), tokens as (
       delete from grants where integration_id = $2 and account_id = $3
     ), noted as (
       insert into changes (account_id, integration_id, by, what, detail, said)
       select $3, $2, 'Kommo', 'uninstalled', case when $4 then 'What was said is erased' else 'What was said is kept' end,
              jsonb_build_array(jsonb_build_object('code', case when $4 then 'change.erased' else 'change.kept' end))
       from uninstalls where id = $1 and ended_at is null
     )
     update uninstalls
     set ended_at = now(), erased = $4,
         counts = coalesce(counts, '{}') || jsonb_build_object('chats', counted.chats, 'messages', counted.messages,
                                                              'files', counted.files)
     from counted where uninstalls.id = $1 and ended_at is null`,
    [id, integrationId, accountId, erased],
  );
}
