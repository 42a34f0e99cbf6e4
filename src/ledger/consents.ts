import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { asAccountId, type AccountId, type IntegrationId } from '../model/ids';

/** A person has to find the button and sign in. */
const GOOD_FOR = '1 hour';

export interface Consent {
  readonly integrationId: IntegrationId;
  /** Which account has to give it; null: whichever does. */
  readonly accountId: AccountId | null;
  /** Who began it, for the record. */
  readonly begunBy: string;
}

/** Makes the `state` that comes back with the consent (kommo-platform.md §1.2). It is good for an hour, and once. */
export async function newConsent(db: pg.Pool, consent: Consent): Promise<string> {
  const state = randomBytes(32).toString('base64url');
  await db.query(
    `with outdated as (delete from consent_states where expires_at < now())
     insert into consent_states (state_hash, integration_id, account_id, begun_by, expires_at)
     values ($1, $2, $3, $4, now() + interval '${GOOD_FOR}')`,
    [hashOf(state), consent.integrationId, consent.accountId, consent.begunBy],
  );
  return state;
}

/** @returns undefined for a state that is not ours, not of this integration, used or outdated. */
export async function takeConsent(
  db: pg.Pool,
  integrationId: IntegrationId,
  state: string,
): Promise<Consent | undefined> {
  const { rows } = await db.query<{ account_id: number | null; begun_by: string }>(
    `delete from consent_states where state_hash = $1 and integration_id = $2 and expires_at > now()
     returning account_id, begun_by`,
    [hashOf(state), integrationId],
  );
  const row = rows[0];
  return (
    row && {
      integrationId,
      accountId: row.account_id === null ? null : asAccountId(row.account_id),
      begunBy: row.begun_by,
    }
  );
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
