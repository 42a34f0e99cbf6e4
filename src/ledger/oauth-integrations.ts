import type pg from 'pg';
import { asIntegrationId, type IntegrationId } from '../model/ids';
import type { Vault } from './vault';

/** What speaking OAuth for an integration needs. */
export interface OAuthIntegration {
  readonly id: IntegrationId;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As in the integration's form at Kommo; null: as Courier makes it. */
  readonly redirectUri: string | null;
}

/** @returns undefined where there is none of this client id, or id of ours. */
export async function findOAuthIntegration(
  db: pg.Pool,
  vault: Vault,
  by: { readonly clientId: string } | { readonly id: IntegrationId },
): Promise<OAuthIntegration | undefined> {
  const [column, value] = 'clientId' in by ? ['client_id', by.clientId] : ['id', by.id];
  // Postgres stores no text with it, and refuses to compare one.
  if (value.includes('\0')) return undefined;
  const { rows } = await db.query<{
    id: string;
    client_id: string;
    client_secret: string;
    redirect_uri: string | null;
  }>(`select id, client_id, client_secret, redirect_uri from integrations where ${column} = $1`, [value]);
  const row = rows[0];
  return (
    row && {
      id: asIntegrationId(row.id),
      clientId: row.client_id,
      clientSecret: vault.open(row.client_secret, `integrations.client_secret/${row.id}`),
      redirectUri: row.redirect_uri,
    }
  );
}
