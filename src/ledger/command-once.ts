import type pg from 'pg';
import type { CommandResult } from '../model/command';
import type { ChatId, SourceId } from '../model/ids';

/**
 * Does a command in one transaction, with the writing down of it. A repeat, known by the command's id, changes nothing
 * and gets the first result: whoever did not hear it asks again. One that comes beside the first waits for its end.
 */
export async function doOnce<Result extends CommandResult | undefined>(
  db: pg.Pool,
  about: ChatId | SourceId,
  id: string | undefined,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result | CommandResult> {
  const client = await db.connect();
  try {
    await client.query('begin');
    const result = (id === undefined ? undefined : await firstResult(client, about, id)) ?? (await work(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function firstResult(
  client: pg.PoolClient,
  about: ChatId | SourceId,
  id: string,
): Promise<CommandResult | undefined> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${about}/${id}`]);
  const { rows } = await client.query<{ result: string }>(
    'select result from commands where coalesce(chat_id, source_id) = $1 and command_id = $2',
    [about, id],
  );
  const [, kind, text] = /^(done|refused): (.*)$/s.exec(rows[0]?.result ?? '') ?? [];
  return text === undefined ? undefined : { kind: kind === 'done' ? 'done' : 'refused', text };
}

/** As it is written down. */
export function resultText({ kind, text }: CommandResult): string {
  return `${kind}: ${text}`;
}
