import type pg from 'pg';
import { channelRulesOf, type ChannelRulesRow } from './channel-rules';
import type { ChannelRecord } from './integrations';

/** A channel as people may see it: without its secrets. */
export interface ChannelView extends ChannelRecord {
  readonly channelId: string;
  readonly name: string;
  readonly clientId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly chatApiOrigin: string;
  readonly windowSeconds: number | null;
  /** Accounts that the channel is connected to. */
  readonly connectedAccounts: number;
  readonly createdAt: Date;
  /** When support's answer was entered last; null where the channel came in another way. */
  readonly answeredAt: Date | null;
}

interface Row extends ChannelRulesRow {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly client_id: string;
  readonly bot_id: string;
  readonly bot_name: string;
  readonly chat_api_origin: string;
  readonly window_ms: number | null;
  readonly connected: number;
  readonly created_at: Date;
  readonly answered_at: Date | null;
  readonly channel_code: string | null;
  readonly widget_code: string | null;
  readonly hook_url: string | null;
  readonly hooks_v2: boolean | null;
  readonly enabled: boolean | null;
  readonly test_mode: boolean | null;
  readonly allowed_accounts: ChannelRecord['allowedAccounts'];
  readonly webhook_events: string[] | null;
  readonly write_first: boolean | null;
  readonly window_needs_template: boolean | null;
  readonly voice: boolean | null;
  readonly picture_size: string | null;
  readonly video_size: string | null;
  readonly voice_size: string | null;
  readonly file_size: string | null;
}

/** All channels of this deployment, by name. There are as many as messenger kinds. */
export async function listChannels(db: pg.Pool): Promise<ChannelView[]> {
  const { rows } = await db.query<Row>(
    `select channel_id, channel_name, client_id, bot_id, bot_name, chat_api_origin, window_ms, created_at, answered_at,
            channel_code, widget_code, hook_url, hooks_v2, enabled, test_mode, allowed_accounts, webhook_events,
            write_first, window_needs_template, stores_files, reactions_all, reactions_list, quoting, voice,
            picture_size, video_size, voice_size, file_size,
            (select count(*) from scopes where integration_id = integrations.id and connected_at is not null) as connected
     from integrations order by lower(channel_name), channel_id`,
  );
  return rows.map(viewOf);
}

function viewOf(row: Row): ChannelView {
  return {
    channelId: row.channel_id,
    name: row.channel_name,
    clientId: row.client_id,
    bot: { id: row.bot_id, name: row.bot_name },
    chatApiOrigin: row.chat_api_origin,
    windowSeconds: row.window_ms === null ? null : row.window_ms / 1_000,
    connectedAccounts: row.connected,
    createdAt: row.created_at,
    answeredAt: row.answered_at,
    code: row.channel_code,
    widgetCode: row.widget_code,
    hookUrl: row.hook_url,
    hooksV2: row.hooks_v2,
    enabled: row.enabled,
    testMode: row.test_mode,
    allowedAccounts: row.allowed_accounts,
    webhookEvents: row.webhook_events,
    writeFirst: row.write_first,
    windowNeedsTemplate: row.window_needs_template,
    ...channelRulesOf(row),
    voice: row.voice,
    sizes:
      row.picture_size === null
        ? null
        : {
            picture: Number(row.picture_size),
            video: Number(row.video_size),
            voice: Number(row.voice_size),
            file: Number(row.file_size),
          },
  };
}
