import type pg from 'pg';
import { asChatId, type AccountId, type ChatId, type SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { ALL_WORK, type Work } from '../model/work';
import { CONTACT_IS_DUE } from './chat-contacts';
import { MAY_GO } from './late-rows';

/** A chat that has something new, and up to where: what its conversation has to be told. */
export interface ChatToWake {
  readonly chatId: ChatId;
  readonly accountId: number;
  readonly sourceId: string;
  readonly messenger: MessengerKind;
  /** The wake tells of the rows numbered above this, */
  readonly afterSeq: number;
  /** up to this. */
  readonly lastSeq: number;
  readonly work: readonly Work[];
}

/**
 * Writes down what the conversation has been told of. A wake that follows one that was lost does not count: it may
 * have named another lane, so the relay tells of everything once more. For the trace each row keeps when it was told of first.
 */
export async function markWoken(
  db: pg.Pool,
  chats: readonly Pick<ChatToWake, 'chatId' | 'afterSeq' | 'lastSeq'>[],
): Promise<void> {
  await db.query(
    `with told as (
       select * from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as told(id, after, seq)
     ), traced as (
       insert into trace_marks (delivery_id, mark)
       select deliveries.id, 'woken'
       from told
       join chats on chats.id = told.id
       join deliveries on deliveries.chat_id = told.id and deliveries.seq > greatest(told.after, chats.woken_seq)
                                                       and deliveries.seq <= told.seq
       order by deliveries.id
       on conflict do nothing
     )
     update chats set woken_seq = told.seq
     from told
     where chats.id = told.id and chats.woken_seq between told.after and told.seq - 1`,
    [chats.map((chat) => chat.chatId), chats.map((chat) => chat.afterSeq), chats.map((chat) => chat.lastSeq)],
  );
}

export interface ChatRow {
  readonly id: string;
  readonly account_id: number;
  readonly source_id: string;
  readonly messenger: MessengerKind;
  readonly last_seq: number;
}

/** As rows that `toWake` takes; what follows says which. */
export const CHATS_TO_WAKE = `
  select chats.id, chats.account_id, chats.source_id, sources.messenger, chats.last_seq
  from chats join sources on sources.id = chats.source_id`;

/**
 * Chats whose wake is missing for longer than `olderThanMs`: the process that accepted died, or Temporal was away.
 * Marks them woken-at-now by moving `last_event_at`, so that several api processes share the work and a chat that
 * cannot be woken is tried again after the same time.
 */
export async function takeUnwoken(db: pg.Pool, olderThanMs: number, limit: number): Promise<ChatToWake[]> {
  const { rows } = await db.query<ChatRow>(
    `with due as (
       select id from chats
       where last_seq > woken_seq and last_event_at < now() - $1 * interval '1 millisecond'
       order by last_event_at limit $2
       for update skip locked
     )
     update chats set last_event_at = now()
     from due, sources
     where chats.id = due.id and sources.id = chats.source_id
     returning chats.id, chats.account_id, chats.source_id, sources.messenger, chats.last_seq`,
    [olderThanMs, limit],
  );
  return rows.map((row) => toWake(row));
}

/**
 * Chats with rows, ticks or marks that should have been worked on by now: their conversation may have been ended by hand.
 * Three parts in the order of an index each: nearly every row of the ledger is done, and reading them all takes too long.
 */
export async function chatsWithOverdueRows(db: pg.Pool, olderThanMs: number, limit: number): Promise<ChatToWake[]> {
  const { rows } = await db.query<ChatRow>(
    `with overdue as (
       (select distinct chat_id from deliveries
        where state <> 'done' and lane <> 'import' and ${MAY_GO} and coalesce(next_attempt_at, '-infinity') < now()
          and accepted_at < now() - $1 * interval '1 millisecond'
        order by chat_id limit $2)
       union
       (select distinct chat_id from deliveries
        where tick is distinct from tick_reported and accepted_at < now() - $1 * interval '1 millisecond'
        order by chat_id limit $2)
       union
       (select id from chats
        where marks_due_since < now() - $1 * interval '1 millisecond'
        order by marks_due_since limit $2)
     )
     ${CHATS_TO_WAKE}
     join overdue on overdue.chat_id = chats.id
     limit $2`,
    [olderThanMs, limit],
  );
  return rows.map((row) => toWake(row));
}

export function toWake(row: ChatRow, work: readonly Work[] = ALL_WORK): ChatToWake {
  return {
    chatId: asChatId(row.id),
    accountId: row.account_id,
    sourceId: row.source_id,
    messenger: row.messenger,
    afterSeq: work === ALL_WORK ? 0 : row.last_seq,
    lastSeq: row.last_seq,
    work,
  };
}

/** Of these chats, those whose contact or lead in the CRM has to be looked at: what that waited for may be known now. */
export async function chatsWithDueContacts(
  db: pg.Pool,
  accountId: AccountId,
  kommoChatIds: readonly string[],
): Promise<ChatToWake[]> {
  if (kommoChatIds.length === 0) return [];
  const { rows } = await db.query<ChatRow>(
    `${CHATS_TO_WAKE}
     join scopes on scopes.id = chats.scope_id and scopes.removed_at is null
     join chat_contacts contacts on contacts.chat_id = chats.id
     join participants person on person.id = chats.customer_id
     where chats.account_id = $1 and chats.scope_id in (select id from scopes where account_id = $1)
       and chats.kommo_id = any($2) and ${CONTACT_IS_DUE}`,
    [accountId, kommoChatIds],
  );
  return rows.map((row) => toWake(row, ['contact']));
}

/** Chats of a source that have something waiting: after it was held, they need not wait for their next try. */
export async function chatsOfSource(db: pg.Pool, sourceId: SourceId): Promise<ChatToWake[]> {
  const { rows } = await db.query<ChatRow>(
    `${CHATS_TO_WAKE}
     where chats.source_id = $1
       and exists (select from deliveries
                   where deliveries.chat_id = chats.id and deliveries.state <> 'done' and deliveries.lane <> 'import' and ${MAY_GO})`,
    [sourceId],
  );
  return rows.map((row) => toWake(row));
}
