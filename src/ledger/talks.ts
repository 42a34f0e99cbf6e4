import type pg from 'pg';
import type { AccountId } from '../model/ids';
import type { Closing } from './closing';
import { noteTalkOf } from './kommo-chats';
import { NAMED_BY_KOMMO, unreadMark, type MarkedMessengers } from './marks';

/** An episode of a chat (kommo-platform.md §7). */
export interface Talk {
  readonly id: number;
  readonly kommoChatId: string;
  readonly contactId: number | null;
  readonly leadId: number | null;
  readonly isInWork: boolean;
  /** Nothing of it waits to be read. */
  readonly isRead: boolean;
  /** By Kommo's clock, milliseconds since 1970; Kommo tells whole seconds. */
  readonly updatedAt: number;
}

/** Kommo's ids of chats that something is to be done for, as talks tell. */
export interface ToldByTalks {
  /** Their contact or lead is another now. */
  readonly contacts: readonly string[];
  /** Their customers may have to be shown something. */
  readonly marks: readonly string[];
}

/** Writes down what Kommo tells of talks; its webhooks are repeated and overtake each other, so the newest wins. */
export async function noteTalks(
  db: pg.Pool,
  accountId: AccountId,
  talks: readonly Talk[],
  marked: MarkedMessengers,
): Promise<ToldByTalks> {
  const contacts: string[] = [];
  const marks: string[] = [];
  for (const talk of talks) {
    const { rowCount } = await db.query(NOTE_TALK, [
      accountId,
      [talk.kommoChatId],
      talk.id,
      talk.contactId,
      talk.leadId,
      talk.isInWork,
      talk.updatedAt,
      talk.isRead,
      marked.read,
      marked.closing,
    ]);
    if (rowCount !== 0) marks.push(talk.kommoChatId);
    if (await noteTalkOf(db, accountId, talk)) contacts.push(talk.kommoChatId);
  }
  return { contacts, marks };
}

/** Courier has the talk closed: who has it closed in Kommo is not told, so it is written down before. */
export async function noteClosing(db: pg.Pool, accountId: AccountId, talkId: number, because: Closing): Promise<void> {
  await db.query('update talks set closed_for = $3 where account_id = $1 and id = $2', [accountId, talkId, because]);
}

/**
 * A talk is closed for the customer's eyes when it was in work, is not any more, no other one of the chat is, and it was not they
 * who ended it. What was read in the second that Kommo tells was read in it, early or late.
 */
const NOTE_TALK = `
with before as (
  select is_in_work from talks where account_id = $1 and id = $3
), told as (
  insert into talks (account_id, id, kommo_chat_id, contact_id, lead_id, is_in_work, updated_at)
  values ($1, $3, ($2::text[])[1], $4, $5, $6, $7)
  on conflict (account_id, id) do update
  set kommo_chat_id = excluded.kommo_chat_id, contact_id = excluded.contact_id, lead_id = excluded.lead_id,
      is_in_work = excluded.is_in_work, updated_at = excluded.updated_at
  where talks.updated_at <= excluded.updated_at
  returning is_in_work, closed_for
), said as (
  select case when told.is_in_work then 'open'
              when told.closed_for is distinct from 'customer' and (select is_in_work from before) is distinct from false
                   and not exists (select from talks other
                                   where other.account_id = $1 and other.kommo_chat_id = any($2) and other.id <> $3
                                     and other.is_in_work)
              then 'closed' end as talk_is,
         case when $8 then $7::bigint + 999 end as seen_until
  from told
)
update chats
set talk_is = coalesce(said.talk_is, chats.talk_is), seen_until = greatest(chats.seen_until, said.seen_until),
    marks_due_since = coalesce(marks_due_since, now())
from said, sources
where chats.id in (${NAMED_BY_KOMMO}) and sources.id = chats.source_id
  and (sources.messenger = any($10) and said.talk_is <> coalesce(chats.talk_is, 'open')
       or sources.messenger = any($9) and said.seen_until is not null
          and ${unreadMark('greatest(chats.seen_until, said.seen_until)')})`;
