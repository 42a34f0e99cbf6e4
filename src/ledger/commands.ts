import type pg from 'pg';
import type { ChatCommand, Command, CommandResult } from '../model/command';
import type { ChatId, DeliveryId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { Words } from '../model/words';
import { sayOfWaiting as say } from '../words/waiting';
import { keptWords } from './acceptable-text';
import { doOnce, resultText } from './command-once';
import { MAY_GO } from './late-rows';

/** A pause has no end of its own; a date is easier to compare than infinity. */
export const UNTIL_RESUMED = '100 years';

/**
 * Does to a chat and its deliveries what a person says, and writes down who said it and what came of it. The
 * conversation calls it while the lane concerned rests, so it never meets an attempt in progress.
 */
export async function applyCommand(db: pg.Pool, told: ChatCommand): Promise<CommandResult> {
  return doOnce(db, told.chatId, told.id, async (client) => {
    const result = await apply(client, told);
    await audit(client, told, result);
    return result;
  });
}

async function apply(db: pg.PoolClient, told: ChatCommand): Promise<CommandResult> {
  const { command, chatId } = told;
  switch (command.kind) {
    case 'retry':
      return retry(db, chatId, command.deliveryId);
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

/** A lane goes in order: what stands before the delivery is tried instead of it. */
async function retry(db: pg.PoolClient, chatId: ChatId, deliveryId: DeliveryId): Promise<CommandResult> {
  const { rows } = await db.query<{ head: string; lane: Lane }>(
    `select head.id as head, told.lane
     from deliveries told
     cross join lateral (${HEAD_OF_LANE('told.chat_id', 'told.lane')}) head
     where told.id = $1 and told.chat_id = $2 and told.state <> 'done' and told.lane <> 'import'`,
    [deliveryId, chatId],
  );
  const row = rows[0];
  if (row === undefined) return { kind: 'refused', text: 'It is not waiting' };
  const because = await heldBecause(db, chatId, row.lane);
  if (because !== undefined) return { kind: 'refused', text: `Nothing is sent now: ${because}` };
  await db.query('update deliveries set next_attempt_at = null where id = $1', [row.head]);
  return { kind: 'done', text: row.head === deliveryId ? 'It is tried now' : 'What it waits for is tried now' };
}

/** The same order as that of claims. */
const HEAD_OF_LANE = (chatId: string, lane: string): string =>
  `select deliveries.id, deliveries.next_attempt_at from deliveries
   where deliveries.chat_id = ${chatId} and deliveries.lane = ${lane} and deliveries.state <> 'done' and ${MAY_GO}
   order by deliveries.state = 'pending', deliveries.claimed_at is null, deliveries.origin_at, deliveries.seq
   limit 1`;

/** As claims see it: a source is held for sending only. */
async function heldBecause(db: pg.PoolClient, chatId: ChatId, lane: Lane): Promise<string | undefined> {
  const { rows } = await db.query<{ reason: string | null }>(
    `select reason
     from chats
     join sources on sources.id = chats.source_id
     join accounts on accounts.id = chats.account_id
     cross join lateral (values (accounts.held_until, accounts.held_reason),
                                (case when $2 = 'to-messenger' then sources.held_until end, sources.held_reason),
                                (chats.held_until, chats.held_reason)) as holds(until, reason)
     where chats.id = $1 and until > now()
     order by until desc limit 1`,
    [chatId, lane],
  );
  return rows[0] && (rows[0].reason ?? 'held');
}

/**
 * Somebody has reset the lane's activity in Temporal, which says: try now.
 * What waits there has a time in the ledger, too, and Temporal does not tell who it was.
 */
export async function retryAfterReset(db: pg.Pool, chatId: ChatId, lane: Lane): Promise<void> {
  await db.query(
    `with head as (${HEAD_OF_LANE('$1', '$2')}), due as (
       update deliveries set next_attempt_at = null from head
       where deliveries.id = head.id and head.next_attempt_at > now()
       returning deliveries.id, deliveries.account_id
     )
     insert into commands (account_id, source_id, chat_id, delivery_id, command, by, why, result)
     select due.account_id, chats.source_id, chats.id, due.id, 'retry', 'Temporal', 'its activity was reset',
            'done: It is tried now'
     from due join chats on chats.id = $1`,
    [chatId, lane],
  );
}

/**
 * What may have been sent stays in doubt, and so does what a worker had in hand that has died since; the manager is
 * told of a message that was certainly not sent, or not the whole of it.
 */
async function skip(db: pg.PoolClient, { chatId, why }: ChatCommand, deliveryId: DeliveryId): Promise<number> {
  const reason = `given up by an operator${why === undefined ? '' : ` (${why})`}.`;
  const { rowCount } = await db.query(
    `with given_up as (
       select id, case when in_doubt then 'May have arrived; ' when begun then 'Sent in part only: ' else 'Not sent: ' end
                  || $3 as text,
              case when in_doubt then 'unknown' when lane = 'to-kommo' then 'ignored' else 'failed' end as outcome
       from deliveries
       cross join lateral (
         select deliveries.state <> 'pending' or coalesce(bool_or(parts.state in ('claimed', 'unknown')), false) as in_doubt,
                coalesce(bool_or(parts.state = 'sent'), false) as begun
         from parts where parts.delivery_id = deliveries.id
       ) sent
       where id = $1 and chat_id = $2 and state <> 'done' and lane <> 'import'
     )
     update deliveries
     set state = 'done', done_at = now(), outcome = given_up.outcome, outcome_text = given_up.text,
         outcome_code = case when given_up.outcome <> 'ignored' then 905 end,
         tick = case when lane = 'to-messenger' and kind = 'message' then 'failed' end,
         tick_code = case when lane = 'to-messenger' and kind = 'message' then 905 end,
         tick_text = case when lane = 'to-messenger' and kind = 'message' then given_up.text end
     from given_up where deliveries.id = given_up.id`,
    [deliveryId, chatId, reason],
  );
  return rowCount ?? 0;
}

async function pauseChat(db: pg.PoolClient, { chatId, by }: ChatCommand): Promise<number> {
  const reason = pausedBy(by);
  const { rowCount } = await db.query(
    `update chats set held_until = now() + $2::interval, held_reason = $3, held_words = $4 where id = $1`,
    [chatId, UNTIL_RESUMED, reason.text, keptWords(reason)],
  );
  return rowCount ?? 0;
}

async function resumeChat(db: pg.PoolClient, chatId: ChatId): Promise<number> {
  const { rowCount } = await db.query(
    `update chats set held_until = null, held_reason = null, held_words = null where id = $1 and held_until > now()`,
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
              where id = $1 and chat_id = $2 and outcome = 'unknown' and lane <> 'import' and $3 <> ''`,
    lost: `update deliveries
           set outcome = 'failed', outcome_code = 905, outcome_text = 'It did not arrive, says ' || $3 || '.',
               tick = case when lane = 'to-messenger' then 'failed' end,
               tick_code = case when lane = 'to-messenger' then 905 end,
               tick_text = case when lane = 'to-messenger' then 'It did not arrive.' end,
               tick_reported = null
           where id = $1 and chat_id = $2 and outcome = 'unknown' and lane <> 'import'`,
    resend: `update deliveries
             set state = 'pending', outcome = null, outcome_code = null, outcome_text = null, done_at = null,
                 attempts = 0, next_attempt_at = null, uncertain_since = null, claimed_at = null,
                 expires_at = now() + (select case deliveries.lane when 'to-kommo' then expire_to_kommo
                                                                   else expire_to_messenger end
                                       from sources join chats on chats.source_id = sources.id
                                       where chats.id = deliveries.chat_id)
             where id = $1 and chat_id = $2 and outcome = 'unknown' and lane <> 'import' and $3 <> ''`,
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
  { chatId, command, by, why, id }: ChatCommand,
  result: CommandResult,
): Promise<void> {
  await db.query(
    `insert into commands (account_id, source_id, chat_id, delivery_id, command, by, why, result, command_id)
     select chats.account_id, chats.source_id, chats.id, deliveries.id, $3, $4, $5, $6, $7
     from chats left join deliveries on deliveries.id = $2 and deliveries.chat_id = chats.id
     where chats.id = $1`,
    [
      chatId,
      'deliveryId' in command ? command.deliveryId : null,
      command.kind,
      by,
      why ?? null,
      resultText(result),
      id ?? null,
    ],
  );
}

export function pausedBy(by: string): Words {
  return say('held.paused', { by });
}
