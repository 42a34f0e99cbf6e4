import type pg from 'pg';
import type { MessageContent } from '../model/content';
import type { AccountId, DeliveryId } from '../model/ids';
import type { TraceFacts } from '../trace/facts';
import { COMMANDS_OF_DELIVERY, listOf } from './delivery-views';
import { iso } from './keyset';

type Row = Omit<TraceFacts, 'secrets'> & {
  /** Content, names, numbers and the like, as JSON of any shape. */
  readonly said: readonly (MessageContent | string | null)[];
};

/**
 * All that the ledger has of a delivery's path, and what must not be seen of it.
 * @param only this account's; null: of any.
 */
export async function traceFacts(
  db: pg.Pool,
  deliveryId: DeliveryId,
  only: AccountId | null,
): Promise<TraceFacts | undefined> {
  const { rows } = await db.query<Row>(FACTS, [deliveryId, only]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { said, ...facts } = row;
  return { ...facts, secrets: [...new Set(said.flatMap(stringsIn))] };
}

/** Words of whatever shape; what kind of thing it is, is none. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (NO_WORDS.has(name) ? [] : stringsIn(inner)));
}

const NO_WORDS = new Set(['type', 'id', 'kind', 'messageId', 'remoteId', 'kommoId']);

/** Changes and reactions of the same message, by any name that they may have given it; and its other way. */
const FOLLOWED = `
  coalesce((select jsonb_agg(jsonb_build_object('deliveryId', later.id, 'kind', later.kind, 'lane', later.lane,
                                                'at', ${iso('later.accepted_at')}, 'outcome', later.outcome) order by later.seq)
            from deliveries later
            where later.chat_id = deliveries.chat_id and later.id <> deliveries.id
              and deliveries.message_id is not null
              and (later.message_id = deliveries.message_id
                   or later.kind in ('edit', 'removal', 'reaction')
                      and (later.target ->> 'messageId' = deliveries.message_id::text
                           or later.target ->> 'kommoId' = messages.kommo_id
                           or later.target ->> 'remoteId' = messages.remote_id
                           or later.target ->> 'remoteId' in (select remote_id from parts
                                                              where parts.delivery_id = deliveries.id)))), '[]')`;

/** Whoever and whatever a word may be quoted from. */
const SAID = `
  jsonb_build_array(
    messages.content, deliveries.content, author.name, author.phone, author.email, author.profile_link, author.avatar,
    customer.name, customer.phone, customer.email, customer.profile_link, customer.avatar, customer.remote_id, chats.remote_id,
    (select jsonb_agg(parts.text) from parts where parts.delivery_id = deliveries.id),
    (select jsonb_agg(jsonb_build_array(name, reference, same_as)) from media where media.delivery_id = deliveries.id),
    (select jsonb_agg(commands.why) from commands
     where commands.delivery_id = deliveries.id or commands.chat_id = deliveries.chat_id))`;

const FACTS = `
select deliveries.id as "deliveryId", deliveries.message_id as "messageId", deliveries.kind, deliveries.lane,
       deliveries.account_id as "accountId", deliveries.chat_id as "chatId", sources.id as "sourceId", sources.messenger,
       sources.connection_id as "connectionId", chats.scope_id as "scopeId",
       coalesce(messages.origin = 'courier', false) as "isOurs",
       messages.kommo_id as "kommoId", chats.kommo_id as "kommoChatId", messages.remote_id as "remoteId",
       ${iso('to_timestamp(deliveries.origin_at / 1000.0)')} as "writtenAt",
       ${iso('deliveries.received_at')} as "receivedAt", deliveries.hook_bytes as bytes, deliveries.taken_by as "takenBy",
       deliveries.verified_by as "verifiedBy", ${iso('deliveries.spooled_at')} as "spooledAt",
       deliveries.spooled_for as "spooledFor", ${iso('deliveries.accepted_at')} as "acceptedAt",
       ${iso('deliveries.not_before')} as "notBefore", ${iso('deliveries.claimed_at')} as "claimedAt",
       ${iso('deliveries.uncertain_since')} as "uncertainSince",
       ${iso('deliveries.next_attempt_at')} as "nextAttemptAt",
       deliveries.outcome, deliveries.outcome_code as code, deliveries.outcome_text as text,
       ${iso('deliveries.done_at')} as "doneAt", deliveries.tick, deliveries.tick_reported as "tickReported",
       ${listOf(`'index', index, 'remoteId', remote_id, 'sentAt', ${iso('sent_at')}`, 'parts', 'index')},
       ${listOf(
         `'part', part, 'result', result, 'code', code, 'text', text, 'begunAt', ${iso('begun_at')},
          'endedAt', ${iso('ended_at')}`,
         'attempts',
         'id',
       )},
       ${listOf(
         `'mark', mark, 'what', what, 'at', ${iso('at')}, 'until', ${iso('until')}, 'times', times`,
         'trace_marks',
         'at',
         'marks',
       )},
       ${listOf(
         `'state', state, 'size', size, 'refusal', refusal, 'storedAt', ${iso('stored_at')},
          'readAt', ${iso('fetched_at')}`,
         'media',
         'created_at',
         'files',
       )},
       ${listOf(
         `'state', state, 'code', code, 'text', text, 'at', ${iso('received_at')},
          'there', ${iso('to_timestamp(at / 1000.0)')}`,
         'receipts',
         'id',
       )},
       ${COMMANDS_OF_DELIVERY} as commands, ${FOLLOWED} as followed, ${SAID} as said
from deliveries
join chats on chats.id = deliveries.chat_id
join sources on sources.id = chats.source_id
left join messages on messages.id = deliveries.message_id
left join participants author on author.id = coalesce(deliveries.author_id, messages.author_id)
left join participants customer on customer.id = chats.customer_id
where deliveries.id = $1 and ($2::bigint is null or deliveries.account_id = $2)`;
