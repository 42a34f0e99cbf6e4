import type pg from 'pg';
import { asConnectionId, asSourceId, type AccountId, type ConnectionId, type SourceId } from '../model/ids';
import { isMessengerKind, type MessengerKind } from '../model/messenger-kind';
import type { KeptProgress, SourceStep } from '../model/steps';
import { WEBHOOK_CONFIRMED } from '../model/webhook-url';
import type { Said, Words } from '../model/words';
import { keptSaid } from './acceptable-text';
import { chatsOfSource, type ChatToWake } from './wakes';
import type { GrantKey } from './grants';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';

/** What Kommo is told of a source. */
export interface InKommo {
  readonly name: string;
  readonly pipelineId: number | null;
  readonly isDefault: boolean;
}

export type SourceFault = 'credentials' | 'webhook' | 'unreachable' | 'kommo' | 'pipeline';

/** A source as whoever looks after it sees it. */
export interface KeptSource {
  readonly id: SourceId;
  readonly externalId: string;
  readonly messenger: MessengerKind;
  readonly remoteId: string;
  /** As it is here. */
  readonly ours: InKommo;
  /** As Kommo was told last; null: not yet. */
  readonly told: InKommo | null;
  readonly kommoSourceId: number | null;
  readonly fault: SourceFault | null;
  /** What is wrong, in words for people. */
  readonly faultText: string | null;
  /** The sentences of it. */
  readonly faultSaid: readonly Said[] | null;
  readonly faultSince: number | null;
  /** Its first connecting is not done. */
  readonly isConnecting: boolean;
  readonly isRemoved: boolean;
  readonly isPaused: boolean;
  readonly connection: SealedCredentials & {
    readonly id: ConnectionId;
    readonly messenger: MessengerKind;
    /** Sealed. */
    readonly webhookSecret: string;
    /** The messenger has tried the address, and proved to be it; undefined: nobody looked. */
    readonly isConfirmed?: boolean;
  };
  /** Others of the same app use its connection too. */
  readonly sharesConnection: boolean;
}

interface Row {
  readonly id: string;
  readonly external_id: string;
  readonly messenger: string;
  readonly remote_id: string;
  readonly name: string;
  readonly pipeline_id: number | null;
  readonly is_default: boolean;
  readonly in_kommo_as: InKommo | null;
  readonly kommo_source_id: number | null;
  readonly fault: SourceFault | null;
  readonly fault_text: string | null;
  readonly fault_said: readonly Said[] | null;
  readonly fault_since: Date | null;
  readonly connecting: boolean;
  readonly removed: boolean;
  readonly paused: boolean;
  readonly connection_id: string;
  readonly credentials: string;
  readonly sealed_as: string;
  readonly webhook_secret: string;
  readonly confirmed: boolean;
  readonly shares: boolean;
}

const COLUMNS = `sources.id, coalesce(sources.external_id, sources.id::text) as external_id, sources.messenger,
  sources.remote_id, sources.name, sources.pipeline_id, sources.is_default, sources.in_kommo_as, sources.kommo_source_id,
  sources.fault, sources.fault_text, sources.fault_said, sources.fault_since, sources.connecting,
  sources.removed_at is not null as removed, coalesce(sources.held_until > now(), false) as paused,
  connections.id as connection_id, ${SEALED_CREDENTIALS}, connections.webhook_secret,
  exists (select from events where events.dedupe_key = connections.id::text || '/${WEBHOOK_CONFIRMED}') as confirmed,
  exists (select from sources other where other.connection_id = connections.id and other.id <> sources.id
                                     and other.removed_at is null) as shares`;

/** All of an integration's in an account, also those that were removed. */
export async function sourcesOf(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<readonly KeptSource[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from sources
     join scopes on scopes.id = sources.scope_id
     join connections on connections.id = sources.connection_id
     where scopes.integration_id = $1 and scopes.account_id = $2
     order by sources.created_at`,
    [integrationId, accountId],
  );
  return rows.flatMap(keptSource);
}

/** @returns undefined where the account has no such source. */
export async function sourceOf(db: pg.Pool, accountId: AccountId, sourceId: SourceId): Promise<KeptSource | undefined> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from sources join connections on connections.id = sources.connection_id
     where sources.account_id = $1 and sources.id = $2`,
    [accountId, sourceId],
  );
  return rows.flatMap(keptSource)[0];
}

function keptSource(row: Row): KeptSource[] {
  // One of a newer version's messengers is that version's to look after.
  if (!isMessengerKind(row.messenger)) return [];
  return [
    {
      id: asSourceId(row.id),
      externalId: row.external_id,
      messenger: row.messenger,
      remoteId: row.remote_id,
      ours: { name: row.name, pipelineId: row.pipeline_id, isDefault: row.is_default },
      told: row.in_kommo_as,
      kommoSourceId: row.kommo_source_id,
      fault: row.fault,
      faultText: row.fault_text,
      faultSaid: row.fault_said,
      faultSince: row.fault_since?.getTime() ?? null,
      isConnecting: row.connecting,
      isRemoved: row.removed,
      isPaused: row.paused,
      connection: {
        id: asConnectionId(row.connection_id),
        messenger: row.messenger,
        credentials: row.credentials,
        sealedAs: row.sealed_as,
        webhookSecret: row.webhook_secret,
        isConfirmed: row.confirmed,
      },
      sharesConnection: row.shares,
    },
  ];
}

/**
 * Kommo has the source as this.
 * @param followed where a person changed it there, ours becomes the same; what was changed here meanwhile stays
 */
export async function noteInKommo(
  db: pg.Pool,
  sourceId: SourceId,
  kommo: { readonly id: number; readonly as: InKommo },
  followed?: { readonly before: InKommo; readonly now: InKommo },
): Promise<void> {
  await db.query(
    `update sources
     set kommo_source_id = $2, in_kommo_as = $3,
         name = case when name = $4::jsonb ->> 'name' then $5::jsonb ->> 'name' else name end,
         pipeline_id = case when $4 is not null and pipeline_id is not distinct from ($4::jsonb ->> 'pipelineId')::bigint
                            then ($5::jsonb ->> 'pipelineId')::bigint else pipeline_id end,
         is_default = case when is_default = ($4::jsonb ->> 'isDefault')::boolean
                           then ($5::jsonb ->> 'isDefault')::boolean else is_default end
     where id = $1`,
    [
      sourceId,
      kommo.id,
      JSON.stringify(kommo.as),
      followed === undefined ? null : JSON.stringify(followed.before),
      followed === undefined ? null : JSON.stringify(followed.now),
    ],
  );
}

export async function noteGoneFromKommo(db: pg.Pool, sourceId: SourceId): Promise<void> {
  await db.query('update sources set kommo_source_id = null, in_kommo_as = null where id = $1', [sourceId]);
}

/** What is wrong with a source, since when it is so; a fault of another kind begins anew. */
export async function noteFault(
  db: pg.Pool,
  sourceId: SourceId,
  fault: Words & { readonly kind: SourceFault },
): Promise<void> {
  await db.query(
    `update sources
     set fault_since = case when fault is distinct from $2 then now() else fault_since end,
         fault = $2, fault_text = $3, fault_said = $4, checked_at = now()
     where id = $1`,
    [sourceId, fault.kind, fault.text, keptSaid(fault.said)],
  );
}

/** Ends a fault of one of these kinds. @returns whether there was one */
export async function endFault(db: pg.Pool, sourceId: SourceId, kinds: readonly SourceFault[]): Promise<boolean> {
  const { rows } = await db.query<{ ended: boolean }>(
    `with before as (select fault from sources where id = $1 for update)
     update sources
     set fault = case when sources.fault = any($2) then null else sources.fault end,
         fault_text = case when sources.fault = any($2) then null else fault_text end,
         fault_since = case when sources.fault = any($2) then null else fault_since end,
         checked_at = now()
     from before where sources.id = $1
     returning coalesce(before.fault = any($2), false) as ended`,
    [sourceId, kinds],
  );
  return rows[0]?.ended ?? false;
}

/** Notes how far a step of connecting is. */
export async function noteSourceStep(
  db: pg.Pool,
  sourceId: SourceId,
  step: SourceStep,
  { state, text, said }: Pick<KeptProgress, 'state' | 'text' | 'said'>,
): Promise<void> {
  await db.query(
    `update sources
     set steps = (case when $2 = 'check-credentials' and $3 = 'running' then '{}' else steps end)
                 || jsonb_build_object($2::text, jsonb_build_object('state', $3::text, 'text', $4::text, 'said', $5::jsonb,
                                       'at', (extract(epoch from clock_timestamp()) * 1000)::bigint))
     where id = $1`,
    [sourceId, step, state, text, keptSaid(said)],
  );
}

/** The credentials' owner has this name now, and is found there. */
export async function noteIdentity(
  db: pg.Pool,
  sourceId: SourceId,
  identity: { readonly address: string | null },
): Promise<void> {
  await db.query('update sources set address = coalesce($2, address) where id = $1', [sourceId, identity.address]);
}

/**
 * The source works: what held it for a fault is over.
 * @returns its chats with rows that wait
 */
export async function endConnecting(db: pg.Pool, sourceId: SourceId): Promise<readonly ChatToWake[]> {
  await db.query(
    `update sources
     set connecting = false,
         held_until = case when held_by_fault then null else held_until end,
         held_reason = case when held_by_fault then null else held_reason end,
         held_words = case when held_by_fault then null else held_words end
     from (select id, coalesce(held_reason not like 'Paused by %', false) as held_by_fault from sources where id = $1) as held
     where sources.id = held.id`,
    [sourceId],
  );
  return chatsOfSource(db, sourceId);
}

const REMOVED = 'The source was removed in Courier’s settings, so it was not sent.';

/** Nothing goes out or comes in through it from here on. @returns how many waiting deliveries ended as failed 902 */
export async function stopSource(db: pg.Pool, sourceId: SourceId): Promise<number> {
  const { rowCount } = await db.query(
    `with removed as (
       update sources set removed_at = coalesce(removed_at, now()), connecting = false, is_default = false where id = $1
       returning id
     )
     update deliveries
     set state = 'done', done_at = now(), outcome = case when state = 'pending' then 'failed' else 'unknown' end,
         outcome_code = case when state = 'pending' then 902 end, outcome_text = $2,
         tick = 'failed', tick_code = case when state = 'pending' then 902 else 905 end, tick_text = $2
     from chats join removed on removed.id = chats.source_id
     where deliveries.chat_id = chats.id and deliveries.lane = 'to-messenger'
       and deliveries.state in ('pending', 'uncertain')`,
    [sourceId, REMOVED],
  );
  return rowCount ?? 0;
}
