import type pg from 'pg';
import type { AccountId, ChatId, DeliveryId, SourceId } from '../model/ids';
import type { RowLane } from '../model/lane';
import type { MessengerKind } from '../model/messenger-kind';
import type { OutcomeKind, Tick } from '../model/outcome';
import type { Said } from '../model/words';
import { ASKED } from './accept-statement';
import { CRM_OF_CHAT, type ChatView } from './contact-views';
import { heldBecause, heldSaid, type SaidHold } from './holds';
import { iso, pageOf, timeMark, type PageRequest } from './keyset';

/** `waiting`: has no outcome yet · `stuck`: failed often enough to be parked, or in doubt · the rest by outcome. */
export const DELIVERY_FILTERS = ['waiting', 'stuck', 'unknown', 'failed'] as const;
export type DeliveryFilter = (typeof DELIVERY_FILTERS)[number];

/** One delivery as an operator sees it: never what was said, nor by whom (promise P7). Times are ISO 8601. */
export interface DeliveryView {
  readonly id: DeliveryId;
  /** A message, a note of ours, or what concerns another message. */
  readonly kind: 'message' | 'note' | 'echo' | 'edit' | 'removal' | 'reaction';
  /** null for what concerns another message. */
  readonly messageId: string | null;
  readonly chatId: ChatId;
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
  readonly lane: RowLane;
  readonly state: 'pending' | 'claimed' | 'uncertain' | 'done';
  readonly attempts: number;
  readonly acceptedAt: string;
  readonly nextAttemptAt: string | null;
  readonly expiresAt: string;
  readonly lastCode: number | null;
  readonly lastText: string | null;
  /** Why nothing is sent, when account, source or chat is held. */
  readonly heldBecause: string | null;
  readonly outcome: OutcomeKind | null;
  readonly outcomeCode: number | null;
  readonly outcomeText: string | null;
  readonly doneAt: string | null;
  readonly tick: Tick | null;
  /** When it was found that it was missing; null: it never was. */
  readonly lateAt: string | null;
  /** It was missing: it goes out late, waits for a decision, or is missing although sent again; null: it never was. */
  readonly gap: 'going' | 'asks' | 'stays' | null;
}

/** `outcomeText`, `lastText` and `heldBecause` as sentences, where they are known. */
export interface SaidTexts extends SaidHold {
  readonly outcomeSaid: readonly Said[] | null;
  readonly lastSaid: readonly Said[] | null;
}

/** Everything that happened to one message. */
export interface DeliveryReceipt extends DeliveryView {
  /** amojo's and the messenger's ids of the message. */
  readonly kommoId: string | null;
  /** Whose its chat is in the CRM now. */
  readonly crm: Pick<ChatView, 'contactId' | 'leadId' | 'incomingLead'>;
  readonly remoteId: string | null;
  readonly parts: readonly { index: number; state: string; remoteId: string | null; sentAt: string | null }[];
  readonly history: readonly { at: string; part: number; result: string; code: number | null; text: string | null }[];
  /** How far its files have come; `refusal` says why one is not to be had. */
  readonly files: readonly { id: string; state: string; size: number | null; refusal: string | null }[];
  readonly receipts: readonly { at: string; state: string; code: number | null; text: string | null }[];
  readonly commands: readonly { at: string; command: string; by: string; why: string | null; result: string }[];
}

export interface DeliveryQuery extends PageRequest {
  readonly filter: DeliveryFilter;
  readonly accountId?: AccountId;
  readonly sourceId?: SourceId;
}

export interface DeliveryPage {
  readonly deliveries: readonly (DeliveryView & SaidTexts)[];
  /** Pass as `after` to go on; null at the end. */
  readonly next: string | null;
}

const STUCK_AFTER_ATTEMPTS = 5;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A source is held for sending only. */
const SOURCE_HELD_UNTIL = `case when deliveries.lane = 'to-messenger' then sources.held_until end`;

const ASKED_SAID = `'${JSON.stringify(ASKED.said)}'::jsonb`;

/** Of what keeps a delivery, the first that does. */
function ofHold(asked: string, held: (table: 'chats' | 'sources' | 'accounts') => string): string {
  return `case when deliveries.state = 'done' then null
       when deliveries.gap = 'asks' then ${asked}
       when chats.held_until > now() then ${held('chats')}
       when ${SOURCE_HELD_UNTIL} > now() then ${held('sources')}
       when accounts.held_until > now() then ${held('accounts')} end`;
}

/** Columns of a `DeliveryView` and of its `SaidTexts`, of `DELIVERY_JOINS`. */
export const DELIVERY_VIEW = `
  deliveries.id, deliveries.kind, deliveries.message_id as "messageId", deliveries.chat_id as "chatId",
  deliveries.account_id as "accountId", sources.id as "sourceId", sources.messenger, deliveries.lane, deliveries.state,
  deliveries.attempts, ${iso('deliveries.accepted_at')} as "acceptedAt",
  ${iso('deliveries.next_attempt_at')} as "nextAttemptAt", ${iso('deliveries.expires_at')} as "expiresAt",
  deliveries.last_code as "lastCode", deliveries.last_text as "lastText",
  case when deliveries.last_text = '${ASKED.text}' then ${ASKED_SAID}
       when deliveries.last_words ->> 'text' = deliveries.last_text then deliveries.last_words -> 'said' end as "lastSaid",
  ${ofHold(`'${ASKED.text}'`, heldBecause)} as "heldBecause", ${ofHold(ASKED_SAID, heldSaid)} as "heldSaid",
  deliveries.outcome, deliveries.outcome_code as "outcomeCode", deliveries.outcome_text as "outcomeText",
  case when deliveries.words ->> 'text' = deliveries.outcome_text then deliveries.words -> 'said' end as "outcomeSaid",
  ${iso('deliveries.done_at')} as "doneAt", deliveries.tick, ${iso('deliveries.late_at')} as "lateAt",
  deliveries.gap`;

export const DELIVERY_JOINS = `
  from deliveries
  join chats on chats.id = deliveries.chat_id
  join sources on sources.id = chats.source_id
  join accounts on accounts.id = deliveries.account_id`;

/** Also those to its chat and source while it waited: they are why it waited. */
export const COMMANDS_OF_DELIVERY = `
  coalesce((select jsonb_agg(jsonb_build_object('at', ${iso('at')}, 'command', command, 'by', by, 'why', why,
                                                'result', result) order by commands.id)
            from commands
            where commands.delivery_id = deliveries.id
               or commands.account_id = deliveries.account_id and commands.delivery_id is null
                  and coalesce(commands.chat_id = deliveries.chat_id, commands.source_id = chats.source_id)
                  and commands.at between deliveries.accepted_at and coalesce(deliveries.done_at, 'infinity')), '[]')`;

export const IS_STUCK = `deliveries.state <> 'done'
  and (deliveries.attempts >= ${STUCK_AFTER_ATTEMPTS} or deliveries.state = 'uncertain' or deliveries.gap = 'asks'
       or greatest(chats.held_until, ${SOURCE_HELD_UNTIL}, accounts.held_until) > now())`;

const CONDITIONS: Record<DeliveryFilter, string> = {
  waiting: `deliveries.state <> 'done'`,
  stuck: IS_STUCK,
  unknown: `deliveries.outcome = 'unknown'`,
  failed: `deliveries.outcome = 'failed'`,
};

/** Oldest first. What is imported is told of by its import. @param only this account's; null: of all. */
export async function listDeliveries(db: pg.Pool, query: DeliveryQuery, only: AccountId | null): Promise<DeliveryPage> {
  const time = query.filter === 'waiting' || query.filter === 'stuck' ? 'deliveries.accepted_at' : 'deliveries.done_at';
  const { rows } = await db.query<DeliveryView & SaidTexts & { key: string }>(
    `select ${DELIVERY_VIEW}, ${iso(time)} || '/' || deliveries.id as key ${DELIVERY_JOINS}
     where ${CONDITIONS[query.filter]} and deliveries.lane <> 'import' and ($6::bigint is null or deliveries.account_id = $6)
       and ($1::bigint is null or deliveries.account_id = $1) and ($2::uuid is null or sources.id = $2)
       and ($3::timestamptz is null or (${time}, deliveries.id) > ($3, $4::uuid))
     order by ${time}, deliveries.id limit $5`,
    [query.accountId ?? null, query.sourceId ?? null, ...timeMark(query.after), query.limit, only],
  );
  const page = pageOf(rows, query.limit);
  return { deliveries: page.rows, next: page.next };
}

/**
 * The whole story of one message.
 * @param id of the delivery or the message, ours; or amojo's id of the message.
 * @param only this account's; null: of any.
 */
export async function receiptOf(
  db: pg.Pool,
  id: string,
  only: AccountId | null,
): Promise<(DeliveryReceipt & SaidTexts) | undefined> {
  const { rows } = await db.query<DeliveryReceipt & SaidTexts>(
    `select ${DELIVERY_VIEW}, ${CRM_OF_CHAT} as crm, messages.kommo_id as "kommoId", messages.remote_id as "remoteId",
       ${listOf(`'index', index, 'state', state, 'remoteId', remote_id, 'sentAt', ${iso('sent_at')}`, 'parts', 'index')},
       ${listOf(`'at', ${iso('ended_at')}, 'part', part, 'result', result, 'code', code, 'text', text`, 'attempts', 'id', 'history')},
       ${listOf(`'id', id, 'state', state, 'size', size, 'refusal', refusal`, 'media', 'created_at', 'files')},
       ${listOf(`'at', ${iso('received_at')}, 'state', state, 'code', code, 'text', text`, 'receipts', 'id')},
       ${COMMANDS_OF_DELIVERY} as commands
     ${DELIVERY_JOINS}
     left join messages on messages.id = deliveries.message_id
     where deliveries.id in (
       select id from deliveries where id = $2 or message_id = $2
       union select named.id from messages said join deliveries named on named.message_id = said.id
             where said.kommo_id = $1)
       and ($3::bigint is null or deliveries.account_id = $3)
     limit 1`,
    [id, UUID.test(id) ? id : null, only],
  );
  return rows[0];
}

/** What the table says of the delivery, as a JSON array. */
export function listOf(fields: string, table: string, order: string, name = table): string {
  return `coalesce((select jsonb_agg(jsonb_build_object(${fields}) order by ${order})
                    from ${table} where delivery_id = deliveries.id), '[]') as ${name}`;
}
