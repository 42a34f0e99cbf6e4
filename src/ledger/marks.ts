import type pg from 'pg';
import { asSourceId, type AccountId, type ChatId, type SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';
import { CHATS_TO_WAKE, toWake, type ChatRow, type ChatToWake } from './wakes';

/** Messengers that show customers something of the manager beside messages. The ledger knows no drivers, so it is told. */
export interface MarkedMessengers {
  /** That what they wrote was read. */
  readonly read: readonly MessengerKind[];
  /** That the talk is over, and that it goes on. */
  readonly closing: readonly MessengerKind[];
}

/** What of a chat is to be shown to its customer. */
export interface DueMarks {
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
  readonly connection: SealedCredentials & { readonly messenger: MessengerKind };
  /** The reply address; null while nobody knows it. */
  readonly remoteId: string | null;
  readonly reference: string | null;
  /** The messenger's id of the customer, where it has told one. */
  readonly customer: string | null;
  /** Since when it is due, milliseconds since 1970, and for how long that is. */
  readonly since: number;
  readonly dueForMs: number;
  /** Nothing is sent at present: the source, chat or account is held, or gone. */
  readonly isSilent: boolean;
  /** The newest of the customer's messages that the manager has read, where the messenger does not know it yet. */
  readonly read: { readonly messageId: string; readonly remoteId: string } | null;
  /** How Kommo's talk is, where the messenger does not know it yet. */
  readonly talk: 'open' | 'closed' | null;
  /** As of when this is: for `settleMarks`. */
  readonly seen: { readonly seenUntil: number | null; readonly talkIs: 'open' | 'closed' | null };
}

/**
 * The customer's newest message that stood in Kommo at a time, which is when a manager can have read it.
 *
 * @param chat,until SQL of the chat's id, and of the time in milliseconds
 */
function newestBy(chat: string, until: string): string {
  return `select messages.id, messages.remote_id
          from messages
          join deliveries on deliveries.message_id = messages.id and deliveries.lane = 'to-kommo'
          where messages.chat_id = ${chat} and messages.origin = 'messenger' and messages.remote_id is not null
            and deliveries.kind = 'message' and deliveries.outcome = 'sent'
            and deliveries.done_at <= to_timestamp(${until} / 1000.0)
          order by messages.written_at desc limit 1`;
}

/** Whether the customer has written something that was read by then, and the messenger was not told so; of `chats`. */
export function unreadMark(until: string): string {
  return `coalesce((select newest.id <> coalesce(chats.seen_told, '00000000-0000-0000-0000-000000000000')
                    from (${newestBy('chats.id', until)}) newest), false)`;
}

/**
 * A manager has answered: what stood in Kommo when they wrote, they have read.
 *
 * @param at when they wrote, by Kommo's clock, milliseconds since 1970
 * @returns whether the messenger has to be told
 */
export async function noteAnswered(db: pg.Pool, chatId: ChatId, at: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update chats
     set seen_until = greatest(seen_until, $2), marks_due_since = coalesce(marks_due_since, now())
     where id = $1 and ${unreadMark('greatest(chats.seen_until, $2::bigint)')}`,
    [chatId, at],
  );
  return rowCount === 1;
}

/** @returns undefined where nothing is due */
export async function dueMarks(db: pg.Pool, chatId: ChatId): Promise<DueMarks | undefined> {
  const { rows } = await db.query<MarksRow>(
    `select chats.account_id, chats.source_id, chats.remote_id, chats.reference, connections.messenger,
            ${SEALED_CREDENTIALS}, person.remote_id as customer,
            chats.marks_due_since as since, now() as now,
            scopes.removed_at is not null or sources.removed_at is not null
              or coalesce(greatest(accounts.held_until, sources.held_until, chats.held_until) > now(), false) as silent,
            chats.seen_until, chats.seen_told, newest.id as read_id, newest.remote_id as read_remote_id,
            chats.talk_is, chats.talk_told
     from chats
     join sources on sources.id = chats.source_id
     join connections on connections.id = sources.connection_id
     join scopes on scopes.id = chats.scope_id
     join accounts on accounts.id = chats.account_id
     left join participants person on person.id = chats.customer_id
     left join lateral (${newestBy('chats.id', 'chats.seen_until')}) newest on true
     where chats.id = $1 and chats.marks_due_since is not null`,
    [chatId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { read_id: messageId, read_remote_id: remoteId, talk_is: talkIs } = row;
  return {
    accountId: row.account_id,
    sourceId: asSourceId(row.source_id),
    connection: { messenger: row.messenger, credentials: row.credentials, sealedAs: row.sealed_as },
    remoteId: row.remote_id,
    reference: row.reference,
    customer: row.customer,
    since: row.since.getTime(),
    dueForMs: row.now.getTime() - row.since.getTime(),
    isSilent: row.silent,
    read: messageId === null || remoteId === null || messageId === row.seen_told ? null : { messageId, remoteId },
    // A chat whose customer was told nothing is open to them.
    talk: talkIs !== (row.talk_told ?? 'open') ? talkIs : null,
    seen: { seenUntil: row.seen_until, talkIs },
  };
}

interface MarksRow {
  readonly account_id: AccountId;
  readonly source_id: string;
  readonly remote_id: string | null;
  readonly reference: string | null;
  readonly messenger: MessengerKind;
  readonly credentials: string;
  readonly sealed_as: string;
  readonly customer: string | null;
  readonly since: Date;
  readonly now: Date;
  readonly silent: boolean;
  readonly seen_until: number | null;
  readonly seen_told: string | null;
  readonly read_id: string | null;
  readonly read_remote_id: string | null;
  readonly talk_is: 'open' | 'closed' | null;
  readonly talk_told: 'open' | 'closed' | null;
}

/** Writes down what the messenger was told. What has come since is still due. */
export async function settleMarks(
  db: pg.Pool,
  chatId: ChatId,
  { seen, read, talk }: Pick<DueMarks, 'seen'> & Partial<Pick<DueMarks, 'read' | 'talk'>>,
  isDone: boolean,
): Promise<void> {
  await db.query(
    `update chats
     set seen_told = coalesce($2, seen_told), talk_told = coalesce($3, talk_told),
         marks_due_since = case when $6 and seen_until is not distinct from $4 and talk_is is not distinct from $5
                                then null else marks_due_since end
     where id = $1`,
    [chatId, read?.messageId ?? null, talk ?? null, seen.seenUntil, seen.talkIs, isDone],
  );
}

/** Of these chats, those whose customers are to be shown something. */
export async function chatsWithDueMarks(
  db: pg.Pool,
  accountId: AccountId,
  kommoChatIds: readonly string[],
): Promise<ChatToWake[]> {
  if (kommoChatIds.length === 0) return [];
  const { rows } = await db.query<ChatRow>(
    `${CHATS_TO_WAKE}
     where chats.id in (${NAMED_BY_KOMMO}) and chats.marks_due_since is not null`,
    [accountId, kommoChatIds],
  );
  return rows.map((row) => toWake(row, ['marks']));
}

/** Kommo's names count within an account (promise P9); $1: the account, $2: names. A chat may have several. */
export const NAMED_BY_KOMMO = `
  select id from chats where scope_id in (select id from scopes where account_id = $1) and kommo_id = any($2)
  union
  select chat_id from chat_aliases where scope_id in (select id from scopes where account_id = $1) and kommo_id = any($2)`;
