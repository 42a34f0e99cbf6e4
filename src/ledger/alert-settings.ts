import type pg from 'pg';
import type { AccountId, ScopeId } from '../model/ids';
import type { Language, Said } from '../model/words';
import { noteChange } from './changes';
import { inTransaction } from './database';
import type { GrantKey } from './grants';

/** What is told to whom: that a source has died, and what became of messages. */
export interface AlertSettings {
  readonly email: string | null;
  readonly webhook: string | null;
  /** A task in Kommo for this user. */
  readonly taskUserId: number | null;
  /** In which managers are told what became of their messages. */
  readonly language: Language;
}

export async function readAlertSettings(db: pg.Pool, scopeId: ScopeId): Promise<AlertSettings> {
  const { rows } = await db.query<AlertSettings>(
    `select alert_email as email, alert_webhook as webhook, alert_task_user_id as "taskUserId",
            coalesce(accounts.language, 'en') as language
     from scopes join accounts on accounts.id = scopes.account_id where scopes.id = $1`,
    [scopeId],
  );
  return rows[0] ?? { email: null, webhook: null, taskUserId: null, language: 'en' };
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
    await client.query('update accounts set language = $2 where id = $1', [scope.accountId, alerts.language]);
    await noteChange(client, { ...scope, ...told, what: 'alerts' });
  });
}

/** The language of whoever opens the settings first counts until somebody chooses one. */
export async function suggestLanguage(db: pg.Pool, accountId: AccountId, language: Language): Promise<void> {
  await db.query('update accounts set language = $2 where id = $1 and language is null', [accountId, language]);
}
