import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asAccountId, asIntegrationId, type AccountId, type IntegrationId } from '../model/ids';
import type { InstallStep, KeptProgress } from '../model/steps';
import { keptSaid } from './acceptable-text';
import type { NewGrant } from './grants';
import type { Vault } from './vault';

/** A code or a long-lived token that has come, and from where (kommo-platform.md §1.3, §1.10). */
export interface NewInstall {
  readonly integrationId: IntegrationId;
  /** Checked: the client secret is posted there. */
  readonly host: string;
  readonly origin: 'consent' | 'widget' | 'by-hand';
  readonly secret: { readonly kind: 'code' | 'long-lived'; readonly value: string };
  /** Which account has to have given it, where that is known. */
  readonly accountId?: AccountId;
  /** Who brought it. */
  readonly begunBy: string;
}

export interface Install {
  readonly id: string;
  readonly integrationId: IntegrationId;
  readonly host: string;
  readonly accountId: AccountId | null;
  readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'replaced';
  readonly secret: InstallSecret | null;
  readonly begunBy: string;
}

/** The code until it is exchanged, then the pair until the account is known. */
export type InstallSecret =
  | { readonly kind: 'code' | 'long-lived'; readonly value: string }
  | { readonly kind: 'pair'; readonly value: NewGrant };

const place = (id: string): string => `installs.secret/${id}`;

/**
 * Writes down what has come before anything is done with it. Anybody can send a code (kommo-platform.md §1.3): an older
 * installation for the same host gives way at once only where its own was refused, else when Kommo takes the newer one.
 */
export async function beginInstall(db: pg.Pool, vault: Vault, install: NewInstall): Promise<string> {
  const id = randomUUID();
  await db.query(
    `with older as (
       update installs set state = 'replaced', secret = null, ended_at = now()
       where integration_id = $2 and host = $3 and state = 'waiting' and secret_kind <> 'pair' and secret is not null
     )
     insert into installs (id, integration_id, host, account_id, origin, secret, secret_kind, begun_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      install.integrationId,
      install.host,
      install.accountId ?? null,
      install.origin,
      vault.seal(install.secret.value, place(id)),
      install.secret.kind,
      install.begunBy,
    ],
  );
  return id;
}

/** @throws Error where there is no such installation. */
export async function readInstall(db: pg.Pool, vault: Vault, id: string): Promise<Install> {
  const { rows } = await db.query<{
    integration_id: string;
    host: string;
    account_id: number | null;
    state: Install['state'];
    secret: string | null;
    secret_kind: InstallSecret['kind'];
    begun_by: string;
  }>(`select integration_id, host, account_id, state, secret, secret_kind, begun_by from installs where id = $1`, [id]);
  const row = rows[0];
  if (row === undefined) throw new Error(`There is no installation ${id}`);
  return {
    id,
    integrationId: asIntegrationId(row.integration_id),
    host: row.host,
    accountId: row.account_id === null ? null : asAccountId(row.account_id),
    state: row.state,
    secret: row.secret === null ? null : secretOf(row.secret_kind, vault.open(row.secret, place(id))),
    begunBy: row.begun_by,
  };
}

function secretOf(kind: InstallSecret['kind'], clear: string): InstallSecret {
  return kind === 'pair' ? { kind, value: JSON.parse(clear) as NewGrant } : { kind, value: clear };
}

/**
 * The code is used up: from here on the pair is what counts, and it is stored before it is used. What came before for the
 * same host gives way: this one has proved to come from there.
 */
export async function storeInstallPair(db: pg.Pool, vault: Vault, id: string, pair: NewGrant): Promise<void> {
  await db.query(
    `with older as (
       update installs set state = 'replaced', secret = null, ended_at = now()
       from installs newer
       where newer.id = $1 and installs.id <> newer.id and installs.integration_id = newer.integration_id
         and installs.host = newer.host and installs.begun_at <= newer.begun_at
         and installs.state in ('running', 'waiting')
     )
     update installs set secret = $2, secret_kind = 'pair' where id = $1`,
    [id, vault.seal(JSON.stringify(pair), place(id))],
  );
}

/** The account is known and its grant is written: the installation keeps no secret. */
export async function bindInstall(db: pg.Pool, id: string, accountId: AccountId): Promise<void> {
  await db.query(`update installs set account_id = $2, secret = null where id = $1`, [id, accountId]);
}

/** Notes how far a step is. A step that needs a person has the whole installation wait. */
export async function noteInstallStep(
  db: pg.Pool,
  id: string,
  step: InstallStep,
  { state, text, said }: Pick<KeptProgress, 'state' | 'text' | 'said'>,
): Promise<void> {
  await db.query(
    `update installs
     set steps = steps || jsonb_build_object($2::text, jsonb_build_object('state', $3::text, 'text', $4::text, 'said', $5::jsonb,
                                                                         'at', (extract(epoch from clock_timestamp()) * 1000)::bigint)),
         state = case when state in ('running', 'waiting') then case when $3 = 'failed' then 'waiting' else 'running' end
                      else state end
     where id = $1`,
    [id, step, state, text, keptSaid(said)],
  );
}

export async function endInstall(db: pg.Pool, id: string, state: 'done' | 'failed'): Promise<void> {
  await db.query(
    `update installs set state = $2, secret = null, ended_at = now() where id = $1 and state in ('running', 'waiting')`,
    [id, state],
  );
}

/** Installations and uninstallations whose workflow has not been told of them yet. */
export interface Untold {
  readonly installs: readonly { readonly id: string; readonly integrationId: IntegrationId; readonly host: string }[];
  readonly uninstalls: readonly {
    readonly id: string;
    readonly integrationId: IntegrationId;
    readonly accountId: AccountId;
  }[];
}

/** @param olderThanMs what is younger is being told by whoever wrote it down */
export async function untold(db: pg.Pool, olderThanMs: number): Promise<Untold> {
  const [installs, uninstalls] = await Promise.all([
    db.query<{ id: string; integration_id: string; host: string }>(
      `select id, integration_id, host from installs
       where told_at is null and state = 'running' and begun_at < clock_timestamp() - $1 * interval '1 millisecond'
       order by begun_at limit 100`,
      [olderThanMs],
    ),
    db.query<{ id: string; integration_id: string; account_id: number }>(
      `select id, integration_id, account_id from uninstalls
       where told_at is null and ended_at is null and begun_at < clock_timestamp() - $1 * interval '1 millisecond'
       order by begun_at limit 100`,
      [olderThanMs],
    ),
  ]);
  return {
    installs: installs.rows.map((row) => ({
      id: row.id,
      integrationId: asIntegrationId(row.integration_id),
      host: row.host,
    })),
    uninstalls: uninstalls.rows.map((row) => ({
      id: row.id,
      integrationId: asIntegrationId(row.integration_id),
      accountId: asAccountId(row.account_id),
    })),
  };
}

export async function markTold(db: pg.Pool, what: 'installs' | 'uninstalls', id: string): Promise<void> {
  await db.query(`update ${what} set told_at = now() where id = $1`, [id]);
}
