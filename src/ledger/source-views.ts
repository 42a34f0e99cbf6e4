import type pg from 'pg';
import type { ConversationSettings } from '../model/conversation-settings';
import type { AccountId, ScopeId, SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Forbidden } from '../model/restriction';
import type { ReferralFields } from '../model/referral-pieces';
import { SOURCE_STEPS, type SourceStep } from '../model/steps';
import { refusedSince } from './access-trouble';
import { heldBecause, heldSaid, type SaidHold } from './holds';
import { iso, pageOf, timeMark, type Page, type PageRequest } from './keyset';
import { IS_RESTRICTED } from './restrictions';
import { progressOf, type KeptSteps, type ShownProgress } from './progress';

/** What a source is doing; the first that is true. */
export const SOURCE_STATES = ['removed', 'connecting', 'broken', 'held', 'ok'] as const;
export const SOURCE_FAULTS = ['credentials', 'webhook', 'unreachable', 'kommo', 'pipeline'] as const;

/** A bot, number or page as an operator sees it: without its credentials. Times are ISO 8601. */
export interface SourceView extends ConversationSettings {
  readonly id: SourceId;
  readonly accountId: AccountId;
  readonly scopeId: ScopeId;
  readonly messenger: MessengerKind;
  readonly name: string;
  /** How customers find it. */
  readonly address: string | null;
  /** null: the account's main one. */
  readonly pipelineId: number | null;
  readonly isDefault: boolean;
  /** Whether the contact is looked for before a chat's first message. */
  readonly preLink: boolean;
  /** Custom fields of leads by what of an ad or link goes there. */
  readonly referralFields: ReferralFields;
  /** How Kommo knows it; null: it is not there. */
  readonly kommoSourceId: number | null;
  readonly externalId: string | null;
  readonly state: (typeof SOURCE_STATES)[number];
  /** `until` is far away where somebody has to resume it. */
  readonly held: { readonly until: string; readonly because: string } | null;
  readonly fault: {
    readonly kind: (typeof SOURCE_FAULTS)[number];
    readonly text: string | null;
    readonly since: string | null;
  } | null;
  /** What its messenger forbids it now; `until` is null where it told no end. */
  readonly restricted: { readonly what: Forbidden; readonly since: string; readonly until: string | null } | null;
  /** Since when Kommo takes the tokens of its installation no more; null: it does. */
  readonly needsAuthorisationSince: string | null;
  /** Of the last time that it was connected. */
  readonly steps: readonly ShownProgress<SourceStep>[];
  readonly checkedAt: string | null;
  readonly lastMessageAt: string | null;
  readonly createdAt: string;
  readonly removedAt: string | null;
}

export interface SourceQuery extends PageRequest {
  readonly accountId?: AccountId;
  /** Whether those that were removed are wanted too. */
  readonly removed: boolean;
}

type Row = Omit<SourceView, 'steps'> & SaidHold & { readonly steps: KeptSteps };

const VIEW = `
  id, account_id as "accountId", scope_id as "scopeId", messenger, name, address, pipeline_id as "pipelineId",
  is_default as "isDefault", pre_link as "preLink", referral_fields as "referralFields",
  closes_after_window as "closesAfterWindow", closes_with_customer as "closesWithCustomer",
  closes_with_survey as "closesWithSurvey", bot_mark as "botMark", kommo_source_id as "kommoSourceId", external_id as "externalId",
  case when removed_at is not null then 'removed' when connecting then 'connecting' when fault is not null then 'broken'
       when held_until > now() then 'held' else 'ok' end as state,
  case when held_until > now() then jsonb_build_object('until', ${iso('held_until')},
                                                       'because', ${heldBecause('sources')}) end as held,
  case when held_until > now() then ${heldSaid('sources')} end as "heldSaid",
  case when fault is not null then jsonb_build_object('kind', fault, 'text', fault_text,
                                                      'since', ${iso('fault_since')}) end as fault,
  case when ${IS_RESTRICTED} then jsonb_build_object('what', restricted, 'since', ${iso('restricted_at')},
                                                      'until', ${iso('restricted_until')}) end as restricted,
  ${iso(refusedSince('sources.account_id', '(select integration_id from scopes where id = sources.scope_id)'))}
    as "needsAuthorisationSince",
  steps, ${iso('checked_at')} as "checkedAt",
  ${iso('(select max(last_event_at) from chats where source_id = sources.id)')} as "lastMessageAt",
  ${iso('created_at')} as "createdAt", ${iso('removed_at')} as "removedAt"`;

/** Oldest first. @param only this account's; null: all. */
export async function listSources(
  db: pg.Pool,
  { accountId, removed, limit, after }: SourceQuery,
  only: AccountId | null,
): Promise<Page<SourceView & SaidHold>> {
  const { rows } = await db.query<Row & { key: string }>(
    `select ${VIEW}, ${iso('created_at')} || '/' || id as key from sources
     where ($1::bigint is null or account_id = $1) and ($2::bigint is null or account_id = $2)
       and ($3 or removed_at is null) and ($4::timestamptz is null or (created_at, id) > ($4, $5::uuid))
     order by created_at, id limit $6`,
    [only, accountId ?? null, removed, ...timeMark(after), limit],
  );
  const page = pageOf(rows, limit);
  return { rows: page.rows.map(viewOf), next: page.next };
}

/** @param only this account's; null: any. */
export async function findSource(
  db: pg.Pool,
  id: SourceId,
  only: AccountId | null,
): Promise<(SourceView & SaidHold) | undefined> {
  const { rows } = await db.query<Row>(
    `select ${VIEW} from sources where id = $1 and ($2::bigint is null or account_id = $2)`,
    [id, only],
  );
  return rows[0] && viewOf(rows[0]);
}

function viewOf(row: Row): SourceView & SaidHold {
  return { ...row, steps: progressOf(SOURCE_STEPS, row.steps) };
}
