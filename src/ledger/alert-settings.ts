import type pg from 'pg';
import type { ScopeId } from '../model/ids';
import type { Said } from '../model/words';
import { noteChange } from './changes';
import { inTransaction } from './database';
import type { GrantKey } from './grants';

/** Who is told when a source dies. */
export interface AlertSettings {
  readonly email: string | null;
  readonly webhook: string | null;
  /** A task in Kommo for this user. */
  readonly taskUserId: number | null;
}

export async function readAlertSettings(db: pg.Pool, scopeId: ScopeId): Promise<AlertSettings> {
  const { rows } = await db.query<AlertSettings>(
    `select alert_email as email, alert_webhook as webhook, alert_task_user_id as "taskUserId"
     from scopes where id = $1`,
    [scopeId],
  );
  return rows[0] ?? { email: null, webhook: null, taskUserId: null };
}

export async function writeAlertSettings(
  db: pg.Pool,
  scope: GrantKey & { readonly scopeId: ScopeId },
  alerts: AlertSettings,
  told: { readonly by: string; readonly detail: string; readonly said?: readonly Said[] },
): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query(
      'update scopes set alert_email = $2, alert_webhook = $3, alert_task_user_id = $4 where id = $1',
      [scope.scopeId, alerts.email, alerts.webhook, alerts.taskUserId],
    );
    await noteChange(client, { ...scope, ...told, what: 'alerts' });
  });
}
