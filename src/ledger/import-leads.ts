import type pg from 'pg';
import { asChatId, type ChatId } from '../model/ids';

/**
 * Of these chats those of which a message makes no lead: something came live in them, or Kommo has told that they belong to a
 * contact (kommo-chat-api.md §12.2).
 */
export async function linkedChats(db: pg.Pool, ids: readonly ChatId[]): Promise<ReadonlySet<ChatId>> {
  if (ids.length === 0) return new Set();
  const { rows } = await db.query<{ id: string }>(
    `select chats.id from chats
     where chats.id = any($1)
       and (exists (select from deliveries live
                    where live.chat_id = chats.id and live.lane = 'to-kommo' and live.kind = 'message')
            or exists (select from kommo_chats
                       where kommo_chats.account_id = chats.account_id and kommo_chats.kommo_id = chats.kommo_id
                         and kommo_chats.contact_id is not null))`,
    [ids],
  );
  return new Set(rows.map((row) => asChatId(row.id)));
}
