import type pg from 'pg';
import type { ChatId } from '../model/ids';

/** When the customer of a chat wrote last, by the messenger's clock; null: never, as far as we know. */
export async function customerWroteAt(db: pg.Pool, chatId: ChatId): Promise<number | null> {
  const { rows } = await db.query<{ customer_wrote_at: Date | null }>(
    'select customer_wrote_at from chats where id = $1',
    [chatId],
  );
  return rows[0]?.customer_wrote_at?.getTime() ?? null;
}
