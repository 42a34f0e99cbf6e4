import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Turned } from '../model/away';
import type { ChatId, SourceId } from '../model/ids';
import { wordsOf, type Words } from '../model/words';
import { wellFormed } from './acceptable-text';
import type { ChatToWake, ChatRow } from './wakes';
import { toWake } from './wakes';

/** A word of ours to the manager, in the chat it concerns. */
export interface Note extends Words {
  readonly chat: { readonly id: ChatId } | { readonly sourceId: SourceId; readonly remoteId: string };
  /** Names it for ever: the same note is written once. */
  readonly dedupeKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What it takes to write in the chat from then on, where that is what has changed (promise P5). */
  readonly chatReference?: string;
  /** The customer turned away, or came back: what counts until they write. */
  readonly away?: Turned;
  /** The customer has closed the conversation. */
  readonly ends?: true;
}

/**
 * Puts a note into the lane to Kommo of a chat that exists.
 * @returns the chat to wake; `repeated` when the note had been written before, `no-chat` when nobody has written there.
 */
export async function writeNote(db: pg.Pool, note: Note): Promise<ChatToWake | 'repeated' | 'no-chat'> {
  const byId = 'id' in note.chat;
  const { rows } = await db.query<ChatRow>(
    `with chat as (
       select id, source_id, reference, customer_wrote_at, away_at from chats
       where case when $1::uuid is null then source_id = $2 and remote_id = $3 else id = $1 end
         and not exists (select from deliveries where dedupe_key = $4)
       for no key update
     ), turned as (
       -- a late webhook tells nothing new of somebody who wrote after it
       select coalesce($11::text is not null
                       and to_timestamp($7::bigint / 1000.0) >= coalesce(greatest(chat.customer_wrote_at, chat.away_at), '-infinity'),
                       false) as counts
       from chat
     ), numbered as (
       update chats
       set last_seq = last_seq + 1, last_event_at = now(),
           reference = case when $9 >= coalesce(chats.referred_at, 0) then $10 else chats.reference end,
           referred_at = greatest(chats.referred_at, $9),
           closing = case when $12 and sources.closes_with_customer then 'customer' else chats.closing end,
           away = case when turned.counts then nullif($11, 'back') else chats.away end,
           away_at = case when not turned.counts then chats.away_at
                          when $11 <> 'back' then to_timestamp($7::bigint / 1000.0) end
       from chat, turned, sources where chats.id = chat.id and sources.id = chat.source_id
       returning chats.id, chats.account_id, chats.source_id, chats.last_seq,
                 chat.reference as reference_before, chats.reference
     ), referred as (
       insert into address_changes (account_id, chat_id, before, after)
       select account_id, id, reference_before, reference from numbered where reference_before <> reference
     ), said as (
       insert into messages (id, account_id, chat_id, origin, content, written_at)
       select $5, account_id, id, 'courier', $6::jsonb, $7 from numbered
     ), delivered as (
       insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at)
       select $8, numbered.account_id, numbered.id, $5, 'to-kommo', 'note', $4, numbered.last_seq, $7,
              now() + sources.expire_to_kommo
       from numbered join sources on sources.id = numbered.source_id
     )
     select numbered.id, numbered.account_id, numbered.source_id, sources.messenger, numbered.last_seq
     from numbered join sources on sources.id = numbered.source_id`,
    [
      byId ? note.chat.id : null,
      byId ? null : note.chat.sourceId,
      byId ? null : note.chat.remoteId,
      note.dedupeKey,
      randomUUID(),
      JSON.stringify(wellFormed({ type: 'text', ...wordsOf(note) })),
      note.at,
      randomUUID(),
      note.chatReference === undefined ? null : note.at,
      note.chatReference ?? null,
      note.away ?? null,
      note.ends ?? false,
    ],
  );
  const row = rows[0];
  if (row !== undefined) return { ...toWake(row, ['to-kommo']), afterSeq: row.last_seq - 1 };
  const { rowCount } = await db.query('select from deliveries where dedupe_key = $1', [note.dedupeKey]);
  return rowCount === 0 ? 'no-chat' : 'repeated';
}
