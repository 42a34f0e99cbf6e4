import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Vault } from './vault';

export interface NewIntegration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly channel: { readonly id: string; readonly secret: string; readonly name: string };
  readonly bot: { readonly id: string; readonly name: string };
  /** Scheme and host of the Chat API. */
  readonly chatApiOrigin: string;
  /** The channel's time window; null: none; undefined: as it was. */
  readonly windowMs: number | null | undefined;
}

/** What support's answer tells beyond what Courier needs to speak. `null`: it does not say, and what is known stays. */
export interface ChannelRecord {
  readonly code: string | null;
  readonly widgetCode: string | null;
  readonly hookUrl: string | null;
  readonly hooksV2: boolean | null;
  readonly enabled: boolean | null;
  readonly testMode: boolean | null;
  readonly allowedAccounts: readonly { readonly amojoId: string | null; readonly accountId: number | null }[] | null;
  readonly webhookEvents: readonly string[] | null;
  readonly writeFirst: boolean | null;
  readonly windowNeedsTemplate: boolean | null;
  readonly storesFiles: boolean | null;
  readonly reactions: 'none' | 'all' | readonly string[] | null;
  readonly quoting: boolean | null;
  readonly voice: boolean | null;
  /** Megabytes. */
  readonly sizes: {
    readonly picture: number;
    readonly video: number;
    readonly voice: number;
    readonly file: number;
  } | null;
}

export type RegisteredIntegration =
  | {
      readonly kind: 'stored';
      readonly integrationId: string;
      /** Whose the channel was before; null when it is new. */
      readonly clientIdBefore: string | null;
    }
  /** One integration has one channel (kommo-platform.md, “Messenger-specific”). */
  | { readonly kind: 'has-other-channel'; readonly channelId: string };

/** Writes down an integration with its channel. Safe to repeat: the newest values win. */
export async function registerIntegration(
  db: pg.Pool,
  vault: Vault,
  integration: NewIntegration,
  record?: ChannelRecord,
): Promise<RegisteredIntegration> {
  const other = await channelOf(db, integration);
  if (other !== undefined) return { kind: 'has-other-channel', channelId: other };
  const stored = await store(db, vault, integration);
  if (stored.kind === 'stored' && record !== undefined) await storeRecord(db, stored.integrationId, record);
  return stored;
}

async function channelOf(db: pg.Pool, { clientId, channel }: NewIntegration): Promise<string | undefined> {
  const { rows } = await db.query<{ channel_id: string }>(
    'select channel_id from integrations where client_id = $1 and channel_id <> $2',
    [clientId, channel.id],
  );
  return rows[0]?.channel_id;
}

async function store(db: pg.Pool, vault: Vault, integration: NewIntegration): Promise<RegisteredIntegration> {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await db.query<{ id: string; client_id: string }>(
      'select id, client_id from integrations where channel_id = $1',
      [integration.channel.id],
    );
    const integrationId = rows[0]?.id ?? randomUUID();
    try {
      await upsert(db, vault, integrationId, integration);
      return { kind: 'stored', integrationId, clientIdBefore: rows[0]?.client_id ?? null };
    } catch (error) {
      // Another has just made the same channel, or another channel for the integration: look once more.
      if (attempt > 1 || !(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
      const other = await channelOf(db, integration);
      if (other !== undefined) return { kind: 'has-other-channel', channelId: other };
    }
  }
}
const UNIQUE_VIOLATION = '23505';

async function upsert(db: pg.Pool, vault: Vault, integrationId: string, integration: NewIntegration): Promise<void> {
  await db.query(
    `insert into integrations (id, client_id, client_secret, channel_id, channel_secret, channel_name, bot_id, bot_name,
                               chat_api_origin, window_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do update
     set client_id = excluded.client_id, client_secret = excluded.client_secret,
         channel_secret = excluded.channel_secret, channel_name = excluded.channel_name, bot_id = excluded.bot_id,
         bot_name = excluded.bot_name, chat_api_origin = excluded.chat_api_origin,
         window_ms = case when $11 then excluded.window_ms else integrations.window_ms end`,
    [
      integrationId,
      integration.clientId,
      vault.seal(integration.clientSecret, `integrations.client_secret/${integrationId}`),
      integration.channel.id,
      vault.seal(integration.channel.secret, `integrations.channel_secret/${integrationId}`),
      integration.channel.name,
      integration.bot.id,
      integration.bot.name,
      integration.chatApiOrigin,
      integration.windowMs ?? null,
      integration.windowMs !== undefined,
    ],
  );
}

async function storeRecord(db: pg.Pool, integrationId: string, record: ChannelRecord): Promise<void> {
  const { reactions, sizes } = record;
  const values = {
    channel_code: record.code,
    widget_code: record.widgetCode,
    hook_url: record.hookUrl,
    hooks_v2: record.hooksV2,
    enabled: record.enabled,
    test_mode: record.testMode,
    allowed_accounts: record.allowedAccounts === null ? null : JSON.stringify(record.allowedAccounts),
    webhook_events: record.webhookEvents,
    write_first: record.writeFirst,
    window_needs_template: record.windowNeedsTemplate,
    stores_files: record.storesFiles,
    reactions_all: reactions === null ? null : reactions === 'all',
    reactions_list: reactions === null ? null : typeof reactions === 'string' ? [] : reactions,
    quoting: record.quoting,
    voice: record.voice,
    picture_size: sizes?.picture ?? null,
    video_size: sizes?.video ?? null,
    voice_size: sizes?.voice ?? null,
    file_size: sizes?.file ?? null,
  };
  const changes = Object.keys(values).map((column, index) => `${column} = coalesce($${index + 2}, ${column})`);
  await db.query(`update integrations set answered_at = now(), ${changes.join(', ')} where id = $1`, [
    integrationId,
    ...Object.values(values),
  ]);
}
