import type pg from 'pg';
import type { Check } from '../model/check';
import type { ConversationSettings } from '../model/conversation-settings';
import { asDeliveryId, asSourceId, type DeliveryId, type ScopeId, type SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { NoticeWeight } from '../model/notice-weight';
import type { ReferralFields } from '../model/referral-pieces';
import type { KeptProgress } from '../model/steps';
import type { Said, Words } from '../model/words';
import { IS_RESTRICTED, RESTRICTION, restrictionOf, type RestrictionRow, type ToldRestriction } from './restrictions';

/** A source as settings show it: without its credentials. */
export interface SourceView {
  readonly id: SourceId;
  readonly messenger: MessengerKind;
  /** The messenger's id of it. */
  readonly remoteId: string;
  readonly name: string;
  readonly address: string | null;
  readonly pipelineId: number | null;
  readonly isDefault: boolean;
  readonly preLink: boolean;
  readonly referralFields: ReferralFields;
  readonly conversations: ConversationSettings;
  readonly connecting: boolean;
  readonly fault: 'credentials' | 'webhook' | 'unreachable' | 'kommo' | 'pipeline' | null;
  readonly faultText: string | null;
  readonly faultSaid: readonly Said[] | null;
  readonly faultSince: number | null;
  /** It is being taken away. */
  readonly removing: boolean;
  readonly paused: { readonly since: number | null; readonly by: string | null } | null;
  readonly steps: Readonly<Record<string, KeptProgress>>;
  readonly lastMessageAt: number | null;
  /** Of its channel; null: the messenger's own counts. */
  readonly channelWindowMs: number | null;
  /** What the messenger was asked last. */
  readonly checks: readonly Check[];
  readonly checkedAt: number | null;
  /** What the messenger told of it by itself, last. */
  readonly notice: (Words & { readonly weight: NoticeWeight; readonly at: number }) | null;
  /** What it forbids it now. */
  readonly restriction: ToldRestriction | null;
}

interface Row extends RestrictionRow {
  readonly id: string;
  readonly messenger: MessengerKind;
  readonly remote_id: string;
  readonly name: string;
  readonly address: string | null;
  readonly pipeline_id: number | null;
  readonly is_default: boolean;
  readonly pre_link: boolean;
  readonly referral_fields: ReferralFields;
  readonly closes_after_window: boolean;
  readonly closes_with_customer: boolean;
  readonly closes_with_survey: boolean;
  readonly bot_mark: string | null;
  readonly connecting: boolean;
  readonly fault: SourceView['fault'];
  readonly fault_text: string | null;
  readonly fault_said: readonly Said[] | null;
  readonly fault_since: Date | null;
  readonly removed_at: Date | null;
  readonly steps: SourceView['steps'];
  readonly last_event_at: Date | null;
  readonly window_ms: number | null;
  readonly checks: readonly Check[] | null;
  readonly checks_at: Date | null;
  readonly notice: string | null;
  readonly notice_said: readonly Said[] | null;
  readonly notice_weight: NoticeWeight | null;
  readonly notice_at: Date | null;
  readonly is_restricted: boolean;
  readonly is_paused: boolean;
  readonly paused_at: Date | null;
  readonly paused_by: string | null;
}

/** A removed source is shown until it is gone in Kommo too. A hold that ends by itself is no pause. */
const SOURCES = `
  select sources.id, sources.messenger, sources.remote_id, sources.name, sources.address, sources.pipeline_id,
         sources.is_default, sources.pre_link, sources.referral_fields,
         sources.closes_after_window, sources.closes_with_customer, sources.closes_with_survey, sources.bot_mark,
         sources.connecting, sources.fault, sources.fault_text, sources.fault_said, sources.fault_since,
         sources.removed_at, sources.steps, sources.checks, sources.checks_at,
         sources.notice, sources.notice_said, sources.notice_weight, sources.notice_at,
         ${RESTRICTION}, ${IS_RESTRICTED} as is_restricted,
         newest.last_event_at, case when scopes.window_disabled then null else integrations.window_ms end as window_ms,
         coalesce(sources.held_until > now() + interval '10 years', false) as is_paused,
         paused.at as paused_at, paused.by as paused_by
  from sources
  join scopes on scopes.id = sources.scope_id
  join integrations on integrations.id = scopes.integration_id
  left join lateral (
    select last_event_at from chats where chats.source_id = sources.id and last_event_at is not null
    order by last_event_at desc limit 1
  ) newest on true
  left join lateral (
    select at, by from commands
    where commands.account_id = sources.account_id and commands.source_id = sources.id and commands.chat_id is null
      and command = 'pause' and sources.held_until > now() + interval '10 years'
    order by at desc limit 1
  ) paused on true
  where sources.scope_id = $1 and (sources.removed_at is null or sources.kommo_source_id is not null)`;

/** In the order in which they were added. */
export async function readSources(db: pg.Pool, scopeId: ScopeId): Promise<readonly SourceView[]> {
  const { rows } = await db.query<Row>(`${SOURCES} order by sources.created_at, sources.id`, [scopeId]);
  return rows.map(viewOf);
}

export async function readSource(db: pg.Pool, scopeId: ScopeId, sourceId: SourceId): Promise<SourceView | undefined> {
  const { rows } = await db.query<Row>(`${SOURCES} and sources.id = $2`, [scopeId, sourceId]);
  return rows[0] && viewOf(rows[0]);
}

function viewOf(row: Row): SourceView {
  return {
    id: asSourceId(row.id),
    messenger: row.messenger,
    remoteId: row.remote_id,
    name: row.name,
    address: row.address,
    pipelineId: row.pipeline_id,
    isDefault: row.is_default,
    preLink: row.pre_link,
    referralFields: row.referral_fields,
    conversations: {
      closesAfterWindow: row.closes_after_window,
      closesWithCustomer: row.closes_with_customer,
      closesWithSurvey: row.closes_with_survey,
      botMark: row.bot_mark,
    },
    connecting: row.connecting,
    fault: row.fault,
    faultText: row.fault_text,
    faultSaid: row.fault_said,
    faultSince: row.fault_since?.getTime() ?? null,
    removing: row.removed_at !== null,
    paused: row.is_paused ? { since: row.paused_at?.getTime() ?? null, by: row.paused_by } : null,
    steps: row.steps,
    lastMessageAt: row.last_event_at?.getTime() ?? null,
    channelWindowMs: row.window_ms,
    checks: row.checks ?? [],
    checkedAt: row.checks_at?.getTime() ?? null,
    notice: noticeOf(row),
    restriction: row.is_restricted ? restrictionOf(row) : null,
  };
}

/** One of an older version says by no word how much it matters. */
function noticeOf({ notice: text, notice_said: said, notice_weight, notice_at: at }: Row): SourceView['notice'] {
  if (text === null || at === null) return null;
  return { text, ...(said === null ? {} : { said }), weight: notice_weight ?? 'information', at: at.getTime() };
}

const STUCK_AFTER_ATTEMPTS = 5;

/** What has been failing for a while although nobody paused it. */
export async function countStuck(
  db: pg.Pool,
  scopeId: ScopeId,
): Promise<{ readonly count: number; readonly since: number } | null> {
  const { rows } = await db.query<{ count: number; since: Date | null }>(
    `select count(*) as count, min(deliveries.accepted_at) as since
     from deliveries join chats on chats.id = deliveries.chat_id join sources on sources.id = chats.source_id
     where deliveries.account_id = (select account_id from scopes where id = $1) and chats.scope_id = $1
       and deliveries.state <> 'done' and deliveries.lane <> 'import' and deliveries.accepted_at < now() - interval '1 minute'
       and (deliveries.attempts >= ${STUCK_AFTER_ATTEMPTS} or deliveries.state = 'uncertain')
       and not coalesce(greatest(sources.held_until, chats.held_until) > now() + interval '10 years', false)`,
    [scopeId],
  );
  const since = rows[0]?.since ?? null;
  return since === null ? null : { count: rows[0]?.count ?? 0, since: since.getTime() };
}

/** How far the first message has come that a customer wrote through a source since then. */
export type TestMessage =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'received'; readonly at: number; readonly deliveryId: DeliveryId }
  | { readonly kind: 'in-kommo'; readonly at: number; readonly tookMs: number; readonly deliveryId: DeliveryId }
  /** `text`: why, in English, where it is known. */
  | { readonly kind: 'failed'; readonly text: string | null; readonly deliveryId: DeliveryId };

/** Of the clock by which messages are accepted, ms since 1970. */
export async function ledgerTime(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now.getTime() ?? Date.now();
}

export async function testMessage(db: pg.Pool, sourceId: SourceId, since: number): Promise<TestMessage> {
  const { rows } = await db.query<{
    id: string;
    accepted_at: Date;
    done_at: Date | null;
    outcome: 'sent' | 'failed' | 'ignored' | 'unknown' | null;
    outcome_text: string | null;
  }>(
    `select deliveries.id, deliveries.accepted_at, deliveries.done_at, deliveries.outcome, deliveries.outcome_text
     from chats join deliveries on deliveries.chat_id = chats.id
     where chats.source_id = $1 and chats.last_event_at >= to_timestamp($2::double precision / 1000)
       and deliveries.lane = 'to-kommo' and deliveries.kind = 'message'
       and deliveries.accepted_at >= to_timestamp($2::double precision / 1000)
     order by deliveries.accepted_at limit 1`,
    [sourceId, since],
  );
  const row = rows[0];
  if (row === undefined) return { kind: 'waiting' };
  const at = row.accepted_at.getTime();
  const deliveryId = asDeliveryId(row.id);
  switch (row.outcome) {
    case null:
      return { kind: 'received', at, deliveryId };
    case 'sent': {
      const doneAt = row.done_at?.getTime() ?? at;
      return { kind: 'in-kommo', at: doneAt, tookMs: Math.max(0, doneAt - at), deliveryId };
    }
    case 'failed':
    case 'ignored':
    case 'unknown':
      return { kind: 'failed', text: row.outcome_text, deliveryId };
  }
}
