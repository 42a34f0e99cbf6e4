import type pg from 'pg';
import { asIntegrationId, type AccountId, type IntegrationId } from '../model/ids';

/** @param word our id of the integration, or Kommo's. */
export async function findIntegrationId(db: pg.Pool, word: string): Promise<IntegrationId | undefined> {
  const { rows } = await db.query<{ id: string }>('select id from integrations where id::text = $1 or client_id = $1', [
    word,
  ]);
  return rows[0] && asIntegrationId(rows[0].id);
}

/** Where an account answers that has, or had, the integration. */
export async function hostInUse(
  db: pg.Pool,
  integrationId: IntegrationId,
  accountId: AccountId,
): Promise<string | undefined> {
  const { rows } = await db.query<{ host: string }>(
    `select coalesce(host, subdomain || '.kommo.com') as host from accounts
     where id = $2 and exists (select from scopes where integration_id = $1 and account_id = accounts.id)`,
    [integrationId, accountId],
  );
  return rows[0]?.host;
}
