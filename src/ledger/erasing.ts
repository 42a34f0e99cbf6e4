import type pg from 'pg';
import { asMediaId, type MediaId } from '../model/ids';
import type { GrantKey } from './grants';
import { ROUTES_REMEMBERED_MS } from './routing';

/*
 * What is erased with an uninstallation, and what stays: ids on both sides, keys that tell a repeat, times, kinds, codes
 * and outcomes, for the receipt and for whoever installs it again. Everything here can be repeated.
 */

/** Whether what was said and who said it is kept, for the day it is installed again. */
export async function keepsData(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<boolean> {
  const { rows } = await db.query<{ keep_data: boolean }>(
    'select keep_data from scopes where integration_id = $1 and account_id = $2',
    [integrationId, accountId],
  );
  return rows[0]?.keep_data ?? true;
}

/** What is sent or accepted at the very end has this long to come to an end, too. */
const LAST_WORDS_MS = 5_000;

/**
 * Processes that accept webhooks remember for a while whose they are: before that is over something may still be accepted,
 * and would be there for ever.
 * @returns milliseconds
 */
export async function untilNothingComes(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<number> {
  const { rows } = await db.query<{ left: number }>(
    `select ceil($3 - extract(epoch from clock_timestamp() - removed_at) * 1000)::int as left
     from scopes where integration_id = $1 and account_id = $2 and removed_at is not null`,
    [integrationId, accountId, ROUTES_REMEMBERED_MS + LAST_WORDS_MS],
  );
  return Math.max(0, rows[0]?.left ?? 0);
}

const CHATS_AT_ONCE = 200;
const ROWS_AT_ONCE = 5_000;
const FILES_AT_ONCE = 200;
/** An outcome has words; these are nobody's. */
const ERASED = 'Erased.';

/**
 * Erases what was said in some chats. One that was erased before, and went on after another installation, is erased again.
 * @returns how many chats; 0 at the end
 */
export async function eraseChats(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  uninstallId: string,
): Promise<number> {
  const { rows } = await db.query<{ chats: number }>(
    `with chosen as (
       select chats.id from chats join scopes on scopes.id = chats.scope_id
       where scopes.integration_id = $1 and scopes.account_id = $2
         and (chats.erased_at is null or chats.erased_at < (select begun_at from uninstalls where id = $3))
       limit ${CHATS_AT_ONCE}
     ), theirs as (
       select deliveries.id from deliveries join chosen on chosen.id = deliveries.chat_id
     ), said as (
       update messages set content = '{"type": "text", "text": ""}' where chat_id in (select id from chosen)
     ), pieces as (
       update parts set text = null where delivery_id in (select id from theirs) and text is not null
     ), rows_of as (
       update deliveries
       set content = null, last_text = null, last_words = null, tick_text = null, words = null,
           outcome_text = case when outcome_text is not null then '${ERASED}' end
       where id in (select id from theirs)
     ), tries as (
       update attempts set text = null where delivery_id in (select id from theirs) and text is not null
     ), said_later as (
       update receipts set text = null, said = null where delivery_id in (select id from theirs) and text is not null
     ), begun_with as (
       update write_firsts
       set phone = null, contact_id = null,
           refusal_text = case when refusal_text is not null then '${ERASED}' end, refusal_said = null
       where chat_id in (select id from chosen)
     ), reasons as (
       update commands set why = null where chat_id in (select id from chosen) and why is not null
     ), files as (
       update media
       set name = null, reference = '', same_as = null,
           state = case when state = 'waiting' then 'refused' else state end,
           refusal = case when state <> 'stored' then '${ERASED}' end
       where chat_id in (select id from chosen)
     ), contacts as (
       delete from chat_contacts where chat_id in (select id from chosen)
     ), chats_done as (
       update chats set erased_at = clock_timestamp() where id in (select id from chosen) returning 1
     )
     select count(*)::int as chats from chats_done`,
    [integrationId, accountId, uninstallId],
  );
  return rows[0]?.chats ?? 0;
}

/** Files of the account that are still in the store, whatever they were kept for. */
export async function filesToErase(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
): Promise<readonly { readonly id: MediaId; readonly storeKey: string }[]> {
  const { rows } = await db.query<{ id: string; store_key: string }>(
    `select media.id, media.store_key
     from media join chats on chats.id = media.chat_id join scopes on scopes.id = chats.scope_id
     where scopes.integration_id = $1 and scopes.account_id = $2 and media.state = 'stored' and media.removed_at is null
     limit ${FILES_AT_ONCE}`,
    [integrationId, accountId],
  );
  return rows.map((row) => ({ id: asMediaId(row.id), storeKey: row.store_key }));
}

/**
 * Erases who some people are: customers, and the users who answered them.
 * @returns how many people; 0 at the end
 */
export async function erasePeople(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<number> {
  const { rowCount } = await db.query(
    `update participants set name = '…', unnamed = false, phone = null, email = null, avatar = null, profile_link = null,
                             language = null
     where id in (
       select participants.id from participants
       left join sources on sources.id = participants.source_id
       join scopes on scopes.id = coalesce(participants.scope_id, sources.scope_id)
       where scopes.integration_id = $1 and scopes.account_id = $2
         and (participants.name <> '…' or participants.phone is not null or participants.profile_link is not null
              or participants.language is not null or participants.email is not null or participants.avatar is not null)
       limit ${ROWS_AT_ONCE}
     )`,
    [integrationId, accountId],
  );
  return rowCount ?? 0;
}

/**
 * Erases the bytes of some webhooks that were kept because nobody could read or place them. What came to a connection
 * that other accounts share, and names nobody, is theirs as much.
 * @returns how many; 0 at the end
 */
export async function eraseKeptHooks(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<number> {
  const { rowCount } = await db.query(
    `update events set raw = null
     where id in (
       select events.id from events
       where events.raw is not null
         and ((events.scope_id is null and events.connection_id is null and events.account_id = $2)
              or events.scope_id in (select id from scopes where integration_id = $1 and account_id = $2)
              or events.connection_id in (
                select sources.connection_id from sources join scopes on scopes.id = sources.scope_id
                join connections on connections.id = sources.connection_id and connections.account_id = $2
                where scopes.integration_id = $1 and scopes.account_id = $2))
       limit ${ROWS_AT_ONCE}
     )`,
    [integrationId, accountId],
  );
  return rowCount ?? 0;
}

/**
 * Erases what is left: who had the settings open, whom to tell, templates, old conversations that wait for an import, and what
 * messengers said of messages nobody knows.
 */
export async function eraseTheRest(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<void> {
  await db.query(
    `with ours as (
       select id from scopes where integration_id = $1 and account_id = $2
     ), sessions as (
       delete from settings_sessions where integration_id = $1 and account_id = $2
     ), phrased as (
       delete from templates where scope_id in (select id from ours)
     ), compared as (
       delete from template_syncs where scope_id in (select id from ours)
     ), handed_in as (
       update imports
       set file_name = '…', options = options - 'users' - 'business' - 'customer', report = null, trouble = null
       where source_id in (select id from sources where scope_id in (select id from ours))
     ), named as (
       update import_chats set title = '…', address = null
       where import_id in (select imports.id from imports join sources on sources.id = imports.source_id
                           where sources.scope_id in (select id from ours))
     ), kept as (
       delete from messenger_history
       where source_id in (select id from sources where scope_id in (select id from ours))
     ), told as (
       update scopes set alert_email = null, alert_webhook = null, alert_task_user_id = null
       where id in (select id from ours)
     ), unmatched as (
       update receipts set text = null
       where delivery_id is null and text is not null
         and source_id in (select id from sources where scope_id in (select id from ours))
     )
     update commands set why = null
     where why is not null and source_id in (select id from sources where scope_id in (select id from ours))`,
    [integrationId, accountId],
  );
}
