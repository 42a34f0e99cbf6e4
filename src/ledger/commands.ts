import type pg from 'pg';
import type { ChatCommand, Command, CommandResult, Told } from '../model/command';
import type { ChatId, DeliveryId, SourceId } from '../model/ids';

/** A pause has no end of its own; a date is easier to compare than infinity. */
const UNTIL_RESUMED = '100 years';

/**
 * Does to a chat and its deliveries what a person says, and writes down who said it and what came of it. The
 * conversation calls it while the lane concerned rests, so it never meets an attempt in progress.
 */
export async function applyCommand(db: pg.Pool, told: ChatCommand): Promise<CommandResult> {
  const client = await db.connect();
  try {
    await client.query('begin');
    const result = await apply(client, told);
    await audit(client, told, result);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function apply(db: pg.PoolClient, told: ChatCommand): Promise<CommandResult> {
  const { command, chatId } = told;
  switch (command.kind) {
    case 'retry':
      return changed(await retry(db, chatId, command.deliveryId), 'It is tried now', 'It is not waiting');
    case 'skip':
      return changed(await skip(db, told, command.deliveryId), 'It is given up', 'It is not waiting');
    case 'pause':
      return changed(
        await pauseChat(db, told),
        'Nothing is sent in this chat until it is resumed',
        'There is no such chat',
      );
    case 'resume':
      return changed(await resumeChat(db, chatId), 'The chat is resumed', 'The chat is not paused');
    case 'decide':
      return changed(await decide(db, told, command), decided(command), 'Its outcome is not unknown');
  }
}

function changed(rows: number, done: string, refused: string): CommandResult {
  return rows > 0 ? { kind: 'done', text: done } : { kind: 'refused', text: refused };
}

async function retry(db: pg.PoolClient, chatId: ChatId, deliveryId: DeliveryId): Promise<number> {
  const { rowCount } = await db.query(
    `update deliveries set next_attempt_at = null where id = $1 and chat_id = $2 and state in ('pending', 'uncertain')`,
    [deliveryId, chatId],
  );
  return rowCount ?? 0;
}

/** What may have been sent stays in doubt; the manager is told of a message that was certainly not sent. */
async function skip(db: pg.PoolClient, { chatId, why }: ChatCommand, deliveryId: DeliveryId): Promise<number> {
  const text = `Not sent: given up by an operator${why === undefined ? '' : ` (${why})`}.`;
  const { rowCount } = await db.query(
    `update deliveries
     set state = 'done', done_at = now(),
         outcome = case when state = 'uncertain' then 'unknown' when lane = 'to-kommo' then 'ignored' else 'failed' end,
         outcome_code = case when state = 'uncertain' or lane = 'to-messenger' then 905 end,
         outcome_text = case when state = 'uncertain' then 'May have arrived; given up by an operator.' else $3 end,
         tick = case when lane = 'to-messenger' then 'failed' end,
         tick_code = case when lane = 'to-messenger' then 905 end,
         tick_text = case when lane <> 'to-messenger' then null
                          when state = 'uncertain' then 'May have arrived; given up by an operator.' else $3 end
     where id = $1 and chat_id = $2 and state in ('pending', 'uncertain')`,
    [deliveryId, chatId, text],
  );
  return rowCount ?? 0;
}

async function pauseChat(db: pg.PoolClient, { chatId, by }: ChatCommand): Promise<number> {
  const { rowCount } = await db.query(
    `update chats set held_until = now() + $2::interval, held_reason = $3 where id = $1`,
    [chatId, UNTIL_RESUMED, pausedBy(by)],
  );
  return rowCount ?? 0;
}

async function resumeChat(db: pg.PoolClient, chatId: ChatId): Promise<number> {
  const { rowCount } = await db.query(
    `update chats set held_until = null, held_reason = null where id = $1 and held_until > now()`,
    [chatId],
  );
  return rowCount ?? 0;
}

/** A resend is a new attempt with its whole time before it; its place in the lane is its old one. */
async function decide(
  db: pg.PoolClient,
  { chatId, by }: ChatCommand,
  { deliveryId, verdict }: Extract<Command, { kind: 'decide' }>,
): Promise<number> {
  const query = {
    arrived: `update deliveries
              set outcome = 'sent', outcome_code = null, outcome_text = null,
                  tick = case when lane = 'to-messenger' then 'delivered' end, tick_code = null, tick_text = null
              where id = $1 and chat_id = $2 and outcome = 'unknown' and $3 <> ''`,
    lost: `update deliveries
           set outcome = 'failed', outcome_code = 905, outcome_text = 'It did not arrive, says ' || $3 || '.',
               tick = case when lane = 'to-messenger' then 'failed' end,
               tick_code = case when lane = 'to-messenger' then 905 end,
               tick_text = case when lane = 'to-messenger' then 'It did not arrive.' end,
               tick_reported = null
           where id = $1 and chat_id = $2 and outcome = 'unknown'`,
    resend: `update deliveries
             set state = 'pending', outcome = null, outcome_code = null, outcome_text = null, done_at = null,
                 attempts = 0, next_attempt_at = null, uncertain_since = null, claimed_at = null, accepted_at = now(),
                 expires_at = now() + (expires_at - accepted_at)
             where id = $1 and chat_id = $2 and outcome = 'unknown' and $3 <> ''`,
  }[verdict];
  const { rowCount } = await db.query(query, [deliveryId, chatId, by]);
  if ((rowCount ?? 0) > 0 && verdict === 'resend') {
    await db.query(`update parts set state = 'pending' where delivery_id = $1 and state = 'unknown'`, [deliveryId]);
  }
  return rowCount ?? 0;
}

function decided({ verdict }: Extract<Command, { kind: 'decide' }>): string {
  switch (verdict) {
    case 'arrived':
      return 'It counts as sent';
    case 'lost':
      return 'It counts as failed';
    case 'resend':
      return 'It is sent again';
  }
}

async function audit(
  db: pg.PoolClient,
  { chatId, command, by, why }: ChatCommand,
  result: CommandResult,
): Promise<void> {
  await db.query(
    `insert into commands (account_id, source_id, chat_id, delivery_id, command, by, why, result)
     select chats.account_id, chats.source_id, chats.id, deliveries.id, $3, $4, $5, $6
     from chats left join deliveries on deliveries.id = $2 and deliveries.chat_id = chats.id
     where chats.id = $1`,
    [
      chatId,
      'deliveryId' in command ? command.deliveryId : null,
      command.kind,
      by,
      why ?? null,
      `${result.kind}: ${result.text}`,
    ],
  );
}

/** Holds a whole source until it is resumed. @returns false when there is no such source. */
export async function pauseSource(db: pg.Pool, sourceId: SourceId, told: Told): Promise<boolean> {
  return commandSource(db, sourceId, 'pause', told, pausedBy(told.by));
}

/** @returns false when there is no such source. */
export async function resumeSource(db: pg.Pool, sourceId: SourceId, told: Told): Promise<boolean> {
  return commandSource(db, sourceId, 'resume', told, null);
}

async function commandSource(
  db: pg.Pool,
  sourceId: SourceId,
  command: 'pause' | 'resume',
  { by, why }: Told,
  reason: string | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `with held as (
       update sources
       set held_until = case when $2 = 'pause' then now() + $6::interval end, held_reason = $3
       where id = $1 returning id, account_id
     )
     insert into commands (account_id, source_id, command, by, why, result)
     select account_id, id, $2, $4, $5, 'done' from held`,
    [sourceId, command, reason, by, why ?? null, UNTIL_RESUMED],
  );
  return rowCount === 1;
}

function pausedBy(by: string): string {
  return `Paused by ${by}`;
}
