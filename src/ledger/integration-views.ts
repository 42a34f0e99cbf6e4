import type pg from 'pg';
import { iso, pageOf, timeMark, type Page, type PageRequest } from './keyset';

/** An integration and its channel as an operator sees them: without their secrets. Times are ISO 8601. */
export interface IntegrationView {
  readonly id: string;
  readonly clientId: string;
  /** As in its form at Kommo; null: as Courier makes it. */
  readonly redirectUri: string | null;
  readonly widgetCode: string | null;
  readonly channel: {
    readonly id: string;
    readonly name: string;
    readonly code: string | null;
    readonly windowSeconds: number | null;
    /** As it is registered at Kommo; null: support's answer did not say. */
    readonly hookUrl: string | null;
    readonly enabled: boolean | null;
    readonly testMode: boolean | null;
  };
  readonly bot: { readonly id: string; readonly name: string };
  readonly chatApiOrigin: string;
  /** Accounts that it is installed in. */
  readonly installations: number;
  readonly createdAt: string;
}

const VIEW = `
  id, client_id as "clientId", redirect_uri as "redirectUri", widget_code as "widgetCode",
  jsonb_build_object('id', channel_id, 'name', channel_name, 'code', channel_code, 'windowSeconds', window_ms / 1000,
                     'hookUrl', hook_url, 'enabled', enabled, 'testMode', test_mode) as channel,
  jsonb_build_object('id', bot_id, 'name', bot_name) as bot, chat_api_origin as "chatApiOrigin",
  (select count(*) from scopes where integration_id = integrations.id and removed_at is null) as installations,
  ${iso('created_at')} as "createdAt"`;

/** Oldest first. */
export async function listIntegrations(db: pg.Pool, { limit, after }: PageRequest): Promise<Page<IntegrationView>> {
  const { rows } = await db.query<IntegrationView & { key: string }>(
    `select ${VIEW}, ${iso('created_at')} || '/' || id as key from integrations
     where $1::timestamptz is null or (created_at, id) > ($1, $2::uuid)
     order by created_at, id limit $3`,
    [...timeMark(after), limit],
  );
  return pageOf(rows, limit);
}

export async function findIntegration(db: pg.Pool, id: string): Promise<IntegrationView | undefined> {
  const { rows } = await db.query<IntegrationView>(`select ${VIEW} from integrations where id = $1`, [id]);
  return rows[0];
}
