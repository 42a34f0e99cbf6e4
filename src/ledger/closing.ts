import type pg from 'pg';
import { asAccountId, asIntegrationId, type AccountId, type ChatId, type IntegrationId } from '../model/ids';

/** Why the talk of a chat is closed: its reply window is over, or the customer has closed the conversation. */
export type Closing = 'window' | 'customer';

/** The talk of a chat that is to be closed. */
export interface TalkToClose {
  readonly accountId: AccountId;
  readonly integrationId: IntegrationId;
  readonly because: Closing;
  /** Kommo may ask the customer for a score first (kommo-platform.md §7.2). */
  readonly withSurvey: boolean;
  /** null: Kommo has told of no open one. */
  readonly talkId: number | null;
}

/**
 * Marks the chat closed if its reply window is over, and its talk as one to close where the source wants that.
 * @returns until when the window is open, milliseconds since 1970; null when it is closed or there is none.
 */
export async function closeIfWindowIsOver(
  db: pg.Pool,
  chatId: ChatId,
): Promise<{ readonly windowClosesAt: number | null; readonly closesTalk: boolean }> {
  const { rows } = await db.query<{ window_closes_at: Date | null; closes_talk: boolean }>(
    `with closed as (
       update chats
       set closed_at = coalesce(closed_at, now()),
           closing = case when sources.closes_after_window and chats.closed_at is null then 'window' else chats.closing end
       from sources
       where chats.id = $1 and sources.id = chats.source_id and window_closes_at <= now()
       returning chats.closing
     )
     select case when exists (select from closed) then null else window_closes_at end as window_closes_at,
            coalesce((select closing is not null from closed), false) as closes_talk
     from chats where id = $1`,
    [chatId],
  );
  const row = rows[0];
  return { windowClosesAt: row?.window_closes_at?.getTime() ?? null, closesTalk: row?.closes_talk ?? false };
}

/** @returns undefined where nothing is to be closed, or not any more. */
export async function talkToClose(db: pg.Pool, chatId: ChatId): Promise<TalkToClose | undefined> {
  const { rows } = await db.query<{
    account_id: number;
    integration_id: string;
    closing: Closing;
    with_survey: boolean;
    talk_id: number | null;
  }>(
    `select chats.account_id, scopes.integration_id, chats.closing, sources.closes_with_survey as with_survey,
            (select id from talks
             where talks.account_id = chats.account_id and talks.kommo_chat_id = chats.kommo_id and is_in_work
             order by updated_at desc limit 1) as talk_id
     from chats
     join sources on sources.id = chats.source_id
     join scopes on scopes.id = chats.scope_id
     where chats.id = $1 and chats.closing is not null`,
    [chatId],
  );
  const row = rows[0];
  return (
    row && {
      accountId: asAccountId(row.account_id),
      integrationId: asIntegrationId(row.integration_id),
      because: row.closing,
      withSurvey: row.with_survey,
      talkId: row.talk_id,
    }
  );
}

/** The talk is closed, or cannot be. A customer who came back meanwhile has taken it away already. */
export async function forgetClosing(db: pg.Pool, chatId: ChatId): Promise<void> {
  await db.query('update chats set closing = null where id = $1', [chatId]);
}
