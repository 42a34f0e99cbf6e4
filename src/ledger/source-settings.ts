import type { ConversationSettings } from '../model/conversation-settings';
import { asConnectionId, type ScopeId, type SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { ReferralFields } from '../model/referral-pieces';
import type { Words } from '../model/words';
import { keptSaid } from './acceptable-text';
import type { Queryable } from './database';
import { keepOwnCredentials } from './registration';
import type { Vault } from './vault';

/** Whoever adds the same bot, number or page waits for the other; until the transaction ends. */
export async function lockRemote(db: Queryable, messenger: MessengerKind, remoteId: string): Promise<void> {
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`remote/${messenger}/${remoteId}`]);
}

/** Which scopes of this deployment use the bot, number or page now. Never tell one account about another (P9). */
export async function scopesUsing(
  db: Queryable,
  messenger: MessengerKind,
  remoteId: string,
): Promise<readonly { readonly scopeId: ScopeId; readonly name: string }[]> {
  const { rows } = await db.query<{ scopeId: ScopeId; name: string }>(
    `select sources.scope_id as "scopeId", sources.name
     from sources join scopes on scopes.id = sources.scope_id
     where sources.messenger = $1 and sources.remote_id = $2 and sources.removed_at is null
       and scopes.removed_at is null`,
    [messenger, remoteId],
  );
  return rows;
}

/** Counts the scope's sources and keeps others from adding one until the transaction ends; undefined: no such scope. */
export async function lockAndCountSources(db: Queryable, scopeId: ScopeId): Promise<number | undefined> {
  const { rowCount } = await db.query('select from scopes where id = $1 and removed_at is null for update', [scopeId]);
  if (rowCount === 0) return undefined;
  const { rows } = await db.query<{ count: number }>(
    'select count(*) as count from sources where scope_id = $1 and removed_at is null',
    [scopeId],
  );
  return rows[0]?.count ?? 0;
}

/** What a change of a source starts from. */
export interface SourceForChange extends ConversationSettings {
  readonly messenger: MessengerKind;
  readonly name: string;
  readonly remoteId: string;
  readonly pipelineId: number | null;
  readonly isDefault: boolean;
  readonly preLink: boolean;
  readonly referralFields: ReferralFields;
  readonly removed: boolean;
  /** Its messages came to us once. */
  readonly wasConnected: boolean;
}

/** @param forUpdate in a transaction: nobody else changes it meanwhile */
export async function findSourceForChange(
  db: Queryable,
  scopeId: ScopeId,
  sourceId: SourceId,
  forUpdate: boolean,
): Promise<SourceForChange | undefined> {
  const { rows } = await db.query<SourceForChange>(
    `select sources.messenger, name, remote_id as "remoteId", pipeline_id as "pipelineId", is_default as "isDefault",
            pre_link as "preLink", referral_fields as "referralFields", closes_after_window as "closesAfterWindow",
            closes_with_customer as "closesWithCustomer", closes_with_survey as "closesWithSurvey", bot_mark as "botMark",
            removed_at is not null as removed, connections.connected_at is not null as "wasConnected"
     from sources join connections on connections.id = sources.connection_id
     where scope_id = $1 and sources.id = $2 ${forUpdate ? 'for update of sources' : ''}`,
    [scopeId, sourceId],
  );
  return rows[0];
}

export async function renameSource(db: Queryable, sourceId: SourceId, name: string): Promise<void> {
  await db.query('update sources set name = $2 where id = $1', [sourceId, name]);
}

/** What was wrong with the old pipeline is wrong no more. */
export async function moveSource(db: Queryable, sourceId: SourceId, pipelineId: number | null): Promise<void> {
  await db.query(
    `update sources
     set pipeline_id = $2, fault = nullif(fault, 'pipeline'),
         fault_text = case when fault = 'pipeline' then null else fault_text end,
         fault_since = case when fault = 'pipeline' then null else fault_since end
     where id = $1`,
    [sourceId, pipelineId],
  );
}

/** What is done with contacts and leads of the source's customers. */
export async function changeContactSettings(
  db: Queryable,
  sourceId: SourceId,
  { preLink, referralFields }: { readonly preLink: boolean; readonly referralFields: ReferralFields },
): Promise<void> {
  await db.query('update sources set pre_link = $2, referral_fields = $3 where id = $1', [
    sourceId,
    preLink,
    JSON.stringify(referralFields),
  ]);
}

/** When talks of the source's chats are closed by themselves, and what marks a bot's words. */
export async function changeConversationSettings(
  db: Queryable,
  sourceId: SourceId,
  { closesAfterWindow, closesWithCustomer, closesWithSurvey, botMark }: ConversationSettings,
): Promise<void> {
  await db.query(
    `update sources
     set closes_after_window = $2, closes_with_customer = $3, closes_with_survey = $4, bot_mark = $5 where id = $1`,
    [sourceId, closesAfterWindow, closesWithCustomer, closesWithSurvey, botMark],
  );
}

/** Exactly one of a scope's sources is its default one. */
export async function makeDefault(db: Queryable, scopeId: ScopeId, sourceId: SourceId): Promise<void> {
  await db.query('select from scopes where id = $1 for update', [scopeId]);
  await db.query('update sources set is_default = (id = $2) where scope_id = $1 and is_default <> (id = $2)', [
    scopeId,
    sourceId,
  ]);
}

/** New credentials for the same bot, number or page. What holds it for the old ones ends when it is connected. */
export async function replaceCredentials(
  db: Queryable,
  vault: Vault,
  sourceId: SourceId,
  credentials: unknown,
): Promise<void> {
  const { rows } = await db.query<{ connection_id: string; shared: boolean }>(
    `select connection_id, sources.credentials is not null as shared from sources where id = $1`,
    [sourceId],
  );
  const connectionId = asConnectionId(rows[0]?.connection_id ?? '');
  await db.query('update connections set credentials = $2 where id = $1', [
    connectionId,
    vault.seal(JSON.stringify(credentials), `connections.credentials/${connectionId}`),
  ]);
  if (rows[0]?.shared === true) await keepOwnCredentials(db, vault, sourceId, credentials);
}

/** It is about to be connected, once more: what was found before counts no more. */
export async function beginConnecting(db: Queryable, sourceId: SourceId): Promise<void> {
  await db.query(
    `update sources set connecting = true, steps = '{}', checks = null, checks_at = null where id = $1 and removed_at is null`,
    [sourceId],
  );
}

/** Nothing connects it: a person has to have it tried again. */
export async function noteNotBegun(db: Queryable, sourceId: SourceId, { text, said }: Words): Promise<void> {
  await db.query(
    `update sources
     set connecting = false, fault = 'webhook', fault_text = $2, fault_said = $3,
         fault_since = coalesce(fault_since, now())
     where id = $1 and connecting`,
    [sourceId, text, keptSaid(said)],
  );
}

/** From here on it is no source of the account; what was said through it stays. */
export async function markRemoved(db: Queryable, sourceId: SourceId): Promise<void> {
  await db.query(
    `update sources set removed_at = now(), is_default = false, connecting = false where id = $1 and removed_at is null`,
    [sourceId],
  );
}
