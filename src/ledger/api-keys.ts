import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { AccountId } from '../model/ids';
import { iso, pageOf, timeMark, type Page, type PageRequest } from './keyset';

/** A key of the admin API as people may see it; what it opens with was shown once. Times are ISO 8601. */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  /** null: it is of the whole deployment. */
  readonly accountId: AccountId | null;
  readonly createdBy: string;
  readonly createdAt: string;
  /** To the minute; null: never. */
  readonly usedAt: string | null;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly accountId: AccountId | null;
}

export type CreatedKey =
  { readonly kind: 'created'; readonly secret: string; readonly view: ApiKeyView } | { readonly kind: 'no-account' };

const SECRET = /^ck_[A-Za-z0-9_-]{43}$/;

const VIEW = `id, name, account_id as "accountId", created_by as "createdBy", ${iso('created_at')} as "createdAt",
  ${iso('used_at')} as "usedAt", ${iso('revoked_at')} as "revokedAt", revoked_by as "revokedBy"`;

/** Makes a key. Only its hash is kept: it is random and long, so a plain one is enough. */
export async function createApiKey(
  db: pg.Pool,
  { name, accountId, by }: { readonly name: string; readonly accountId: AccountId | null; readonly by: string },
): Promise<CreatedKey> {
  const secret = `ck_${randomBytes(32).toString('base64url')}`;
  const { rows } = await db.query<ApiKeyView>(
    `insert into api_keys (name, key_hash, account_id, created_by)
     select $1, $2, $3::bigint, $4 where $3::bigint is null or exists (select from accounts where id = $3::bigint)
     returning ${VIEW}`,
    [name, hashOf(secret), accountId, by],
  );
  const view = rows[0];
  return view === undefined ? { kind: 'no-account' } : { kind: 'created', secret, view };
}

/** Oldest first, those that were revoked too. */
export async function listApiKeys(db: pg.Pool, { limit, after }: PageRequest): Promise<Page<ApiKeyView>> {
  const { rows } = await db.query<ApiKeyView & { key: string }>(
    `select ${VIEW}, ${iso('created_at')} || '/' || id as key from api_keys
     where $1::timestamptz is null or (created_at, id) > ($1, $2::uuid)
     order by created_at, id limit $3`,
    [...timeMark(after), limit],
  );
  return pageOf(rows, limit);
}

/** Who revoked it first stays written down. @returns undefined when there is no such key. */
export async function revokeApiKey(db: pg.Pool, id: string, by: string): Promise<ApiKeyView | undefined> {
  const { rows } = await db.query<ApiKeyView>(
    `update api_keys set revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, $2)
     where id = $1 returning ${VIEW}`,
    [id, by],
  );
  return rows[0];
}

/** Whose key this is; undefined: nobody's, or it was revoked. Notes its use, at most once a minute. */
export async function findApiKey(db: pg.Pool, secret: string): Promise<KnownKey | undefined> {
  if (!SECRET.test(secret)) return undefined;
  const { rows } = await db.query<KnownKey>(
    `with found as (
       select id, name, account_id as "accountId" from api_keys where key_hash = $1 and revoked_at is null
     ), noted as (
       update api_keys set used_at = now() from found
       where api_keys.id = found.id and coalesce(api_keys.used_at < now() - interval '1 minute', true)
     )
     select * from found`,
    [hashOf(secret)],
  );
  return rows[0];
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
