import type pg from 'pg';
import type { Language } from '../model/words';
import type { GrantKey } from './grants';

/** How an administrator is told, each where it is entered in the settings. */
export type AlertWay = 'email' | 'webhook' | 'task';

/** Whom an account wants to be told. */
export interface AlertTargets {
  readonly email: string | null;
  readonly webhook: string | null;
  readonly taskUserId: number | null;
  readonly subdomain: string;
  readonly host: string;
  /** In which it is told. */
  readonly language: Language;
}

/** @returns undefined where the integration is not installed, or is being uninstalled: nobody waits for news then */
export async function readAlertTargets(db: pg.Pool, key: GrantKey): Promise<AlertTargets | undefined> {
  const { rows } = await db.query<{
    alert_email: string | null;
    alert_webhook: string | null;
    alert_task_user_id: number | null;
    subdomain: string;
    host: string;
    language: Language;
  }>(
    `select scopes.alert_email, scopes.alert_webhook, scopes.alert_task_user_id, accounts.subdomain,
            coalesce(accounts.host, accounts.subdomain || '.kommo.com') as host,
            coalesce(accounts.language, 'en') as language
     from scopes join accounts on accounts.id = scopes.account_id
     where scopes.integration_id = $1 and scopes.account_id = $2 and scopes.removed_at is null
       and not exists (
         select from uninstalls
         where uninstalls.integration_id = $1 and uninstalls.account_id = $2 and uninstalls.ended_at is null
       )`,
    [key.integrationId, key.accountId],
  );
  const row = rows[0];
  return (
    row && {
      email: row.alert_email,
      webhook: row.alert_webhook,
      taskUserId: row.alert_task_user_id,
      subdomain: row.subdomain,
      host: row.host,
      language: row.language,
    }
  );
}

/** One trouble: the same thing at another time is news. */
export interface Trouble {
  /** `source:<id>`, `authorise`, `token-ends`. */
  readonly about: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * Counts an attempt to tell of a trouble, before it is made: a process that dies meanwhile has made it.
 * @returns how many there were with this one; undefined where it was told by this way, or given up
 */
export async function beginAlert(
  db: pg.Pool,
  key: GrantKey,
  { about, since }: Trouble,
  way: AlertWay,
  most: number,
): Promise<number | undefined> {
  const { rows } = await db.query<{ attempts: number }>(
    `insert into alerts (integration_id, account_id, about, way, since, attempts) values ($1, $2, $3, $4, $5, 1)
     on conflict (integration_id, account_id, about, way) do update
     set attempts = case when alerts.since = excluded.since then alerts.attempts + 1 else 1 end,
         since = excluded.since, told_at = null
     where alerts.since <> excluded.since or (alerts.told_at is null and alerts.attempts < $6)
     returning attempts`,
    [key.integrationId, key.accountId, about, way, new Date(since), most],
  );
  return rows[0]?.attempts;
}

export async function noteTold(db: pg.Pool, key: GrantKey, { about }: Trouble, way: AlertWay): Promise<void> {
  await db.query(
    `update alerts set told_at = now() where integration_id = $1 and account_id = $2 and about = $3 and way = $4`,
    [key.integrationId, key.accountId, about, way],
  );
}
