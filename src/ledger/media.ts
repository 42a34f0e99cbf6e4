import type pg from 'pg';
import type { FileFacts, MediaType } from '../model/content';
import { asDeliveryId, asMediaId, type ChatId, type DeliveryId, type MediaId } from '../model/ids';

/** A file that has not been copied into the store yet. */
export interface WaitingFile extends FileFacts {
  readonly id: MediaId;
  readonly type: MediaType;
  readonly deliveryId: DeliveryId;
  readonly origin: 'kommo' | 'messenger';
  /** What its side needs to fetch it. */
  readonly reference: string;
  /** Times that fetching it failed for now. */
  readonly attempts: number;
  /** It has been tried for long enough. */
  readonly overdue: boolean;
}

interface FileRow {
  readonly id: string;
  readonly delivery_id: string;
  readonly origin: 'kommo' | 'messenger';
  readonly type: MediaType;
  readonly reference: string;
  readonly same_as: string | null;
  readonly name: string | null;
  readonly mime_type: string | null;
  readonly size: number | null;
  readonly duration_s: number | null;
  readonly state: 'waiting' | 'stored' | 'refused';
  readonly store_key: string | null;
  readonly extension: string | null;
  readonly refusal: string | null;
  readonly attempts: number;
  readonly overdue: boolean;
}

/** Files of a chat that are to be fetched, in the order of what brought them. */
export async function waitingFiles(db: pg.Pool, chatId: ChatId, limit: number): Promise<WaitingFile[]> {
  const { rows } = await db.query<FileRow>(
    `select media.*, least(media.give_up_at, deliveries.expires_at) <= now() as overdue
     from media join deliveries on deliveries.id = media.delivery_id
     where media.chat_id = $1 and media.state = 'waiting' and deliveries.state <> 'done'
     order by deliveries.seq limit $2`,
    [chatId, limit],
  );
  return rows.map((row) => ({
    id: asMediaId(row.id),
    type: row.type,
    deliveryId: asDeliveryId(row.delivery_id),
    origin: row.origin,
    reference: row.reference,
    attempts: row.attempts,
    overdue: row.overdue,
    ...factsOf(row),
  }));
}

/** What the bytes of a file turned out to be. */
export interface StoredFile {
  readonly storeKey: string;
  readonly size: number;
  readonly mimeType: string;
  /** Without a dot. */
  readonly extension: string;
}

/** @returns false where nobody wants it any more: it was given up, or erased, while it was fetched. */
export async function markStored(db: pg.Pool, id: MediaId, file: StoredFile): Promise<boolean> {
  const { rowCount } = await db.query(
    `update media set state = 'stored', store_key = $2, size = $3, mime_type = $4, extension = $5, stored_at = now()
     where id = $1 and state = 'waiting'`,
    [id, file.storeKey, file.size, file.mimeType, file.extension],
  );
  if (rowCount === 1) return true;
  const { rowCount: inUse } = await db.query(
    `select from media where id = $1 and state = 'stored' and removed_at is null`,
    [id],
  );
  return inUse === 1;
}

/** @param text for people: why it cannot be had. */
export async function markRefused(db: pg.Pool, id: MediaId, text: string): Promise<void> {
  await db.query(`update media set state = 'refused', refusal = $2 where id = $1 and state = 'waiting'`, [id, text]);
}

/** @returns how often it has failed. */
export async function countFailedFetch(db: pg.Pool, id: MediaId): Promise<number> {
  const { rows } = await db.query<{ attempts: number }>(
    'update media set attempts = attempts + 1 where id = $1 returning attempts',
    [id],
  );
  return rows[0]?.attempts ?? 0;
}

/** A file of ours, by how far it has come. */
export type KnownFile =
  | { readonly state: 'waiting' }
  | (FileFacts & { readonly state: 'stored'; readonly id: MediaId } & StoredFile)
  /** It is not to be had; `refusal` says why, for people. */
  | (FileFacts & { readonly state: 'refused'; readonly refusal: string });

/** @returns undefined when there is no such file in this chat. */
export async function findFile(db: pg.Pool, chatId: ChatId, id: MediaId): Promise<KnownFile | undefined> {
  const { rows } = await db.query<FileRow>('select * from media where id = $2 and chat_id = $1', [chatId, id]);
  const row = rows[0];
  if (row === undefined) return undefined;
  switch (row.state) {
    case 'waiting':
      return { state: 'waiting' };
    case 'refused':
      return { state: 'refused', refusal: row.refusal ?? '', ...factsOf(row) };
    case 'stored':
      return {
        ...factsOf(row),
        state: 'stored',
        id,
        storeKey: row.store_key ?? '',
        size: row.size ?? 0,
        mimeType: row.mime_type ?? '',
        extension: row.extension ?? '',
      };
  }
}

/** Whether two files are the same bytes at the side they come from, as far as that side tells. */
export async function areSameFile(db: pg.Pool, one: MediaId, other: MediaId): Promise<boolean> {
  const { rows } = await db.query<{ same: boolean | null }>(
    `select one.same_as = other.same_as as same from media one, media other where one.id = $1 and other.id = $2`,
    [one, other],
  );
  return rows[0]?.same === true;
}

/** What is served under a link. */
export interface ServedFile {
  readonly storeKey: string;
  readonly mimeType: string;
  readonly name: string | null;
  readonly extension: string;
  readonly size: number;
}

/** @returns undefined when it is not in the store: never was, or not any more. Links are signed, so no account is asked. */
export async function servedFile(db: pg.Pool, id: MediaId): Promise<ServedFile | undefined> {
  const { rows } = await db.query<FileRow>(
    `select * from media where id = $1 and state = 'stored' and removed_at is null`,
    [id],
  );
  const row = rows[0];
  if (row?.store_key == null) return undefined;
  return {
    storeKey: row.store_key,
    mimeType: row.mime_type ?? 'application/octet-stream',
    name: row.name,
    extension: row.extension ?? '',
    size: row.size ?? 0,
  };
}

/** Kommo was given a link to it. */
export async function markOffered(db: pg.Pool, id: MediaId): Promise<void> {
  await db.query('update media set offered_at = coalesce(offered_at, now()) where id = $1', [id]);
}

/** Somebody has read it to its end under a link. */
export async function markFetched(db: pg.Pool, id: MediaId): Promise<void> {
  await db.query('update media set fetched_at = coalesce(fetched_at, now()) where id = $1', [id]);
}

/** Files that Kommo was offered and has not read within the hour: links that do not reach us, most likely. */
export async function countUnread(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer as count from media
     where fetched_at is null and offered_at < now() - interval '1 hour' and offered_at > now() - interval '1 day'`,
  );
  return rows[0]?.count ?? 0;
}

/** Files that have been kept for long enough and that nothing waits for any more; none where the channel stores files. */
export async function outdatedFiles(
  db: pg.Pool,
  keepDays: number,
  limit: number,
): Promise<{ id: MediaId; storeKey: string }[]> {
  const { rows } = await db.query<{ id: string; store_key: string }>(
    `select media.id, media.store_key
     from media
     join deliveries on deliveries.id = media.delivery_id
     join chats on chats.id = media.chat_id
     join scopes on scopes.id = chats.scope_id
     join integrations on integrations.id = scopes.integration_id
     where media.state = 'stored' and media.removed_at is null and media.stored_at < now() - $1 * interval '1 day'
       and deliveries.state = 'done' and integrations.stores_files is not true
     order by media.stored_at limit $2`,
    [keepDays, limit],
  );
  return rows.map((row) => ({ id: asMediaId(row.id), storeKey: row.store_key }));
}

export async function markRemoved(db: pg.Pool, ids: readonly MediaId[]): Promise<void> {
  await db.query('update media set removed_at = now() where id = any($1)', [ids]);
}

function factsOf(row: FileRow): FileFacts {
  return {
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.mime_type === null ? {} : { mimeType: row.mime_type }),
    ...(row.size === null ? {} : { size: row.size }),
    ...(row.duration_s === null ? {} : { durationS: row.duration_s }),
  };
}
