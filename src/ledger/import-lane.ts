import type pg from 'pg';
import type { ChatId, ImportId } from '../model/ids';
import { takeLane, type HeldLane } from './lane';

/** Longer than the engine needs to notice that a worker is dead, so that its successor finds the lane free. */
const BUSY_FOR = "interval '12 seconds'";

/**
 * Takes the lane of imports of a chat. Only one import works on a chat at a time: two that took it from each other would leave
 * a send in doubt each time.
 * @returns `busy`: another import works on it; undefined when the chat does not exist.
 */
export async function takeImportLane(
  db: pg.Pool,
  chatId: ChatId,
  importId: ImportId,
): Promise<HeldLane | 'busy' | undefined> {
  await db.query(
    `insert into lanes (chat_id, lane, epoch) select id, 'import', 0 from chats where id = $1
     on conflict (chat_id, lane) do nothing`,
    [chatId],
  );
  if (!(await stayBusy(db, chatId, importId))) return 'busy';
  const held = await takeLane(db, chatId, 'import');
  return held && { ...held, importId };
}

/** Says that the import still works on the chat. @returns false where another does. */
export async function stayBusy(db: pg.Pool, chatId: ChatId, importId: ImportId): Promise<boolean> {
  const { rowCount } = await db.query(
    `update lanes set busy_until = now() + ${BUSY_FOR}, busy_with = $2
     where chat_id = $1 and lane = 'import' and (busy_with is null or busy_with = $2 or busy_until < now())`,
    [chatId, importId],
  );
  return rowCount === 1;
}

export async function leaveImportLane(db: pg.Pool, chatId: ChatId, importId: ImportId): Promise<void> {
  await db.query(
    `update lanes set busy_until = null, busy_with = null where chat_id = $1 and lane = 'import' and busy_with = $2`,
    [chatId, importId],
  );
}
