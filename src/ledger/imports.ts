import type pg from 'pg';
import type { ImportOptions, ImportOrigin, ImportResult, ImportState, ImportSurvey, ImportWord } from '../model/import';
import {
  asAccountId,
  asConnectionId,
  asImportId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ConnectionId,
  type ImportId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Words } from '../model/words';
import { sqlState } from './database';

/** A handing-in of old conversations, and whom they belong to. */
export interface ImportRow {
  readonly id: ImportId;
  readonly accountId: AccountId;
  readonly source: {
    readonly id: SourceId;
    readonly scopeId: ScopeId;
    readonly connectionId: ConnectionId;
    readonly messenger: MessengerKind;
    /** The bot, number or page at the messenger. */
    readonly remoteId: string;
    /** Nothing goes through it any more. */
    readonly isGone: boolean;
  };
  readonly origin: ImportOrigin;
  /** Of the messenger's: the driver's own, null from the beginning. */
  readonly cursor: string | null;
  readonly state: ImportState;
  readonly paused: boolean;
  readonly options: ImportOptions;
  readonly file: { readonly name: string; readonly key: string; readonly size: number } | undefined;
  /** Things of the export that are in the ledger already. */
  readonly place: number;
  readonly gaps: Readonly<Record<string, number>>;
}

export interface NewImport {
  readonly accountId: AccountId;
  /** Only of this integration's; left out: of any of the account. */
  readonly scopeId?: ScopeId;
  readonly sourceId: SourceId;
  readonly fileName: string;
  readonly options: ImportOptions;
  readonly by: string;
}

/** @returns undefined where the account has no such source. */
export async function createImport(db: pg.Pool, made: NewImport): Promise<ImportId | undefined> {
  return insertImport(db, made, { origin: 'file', state: 'empty' });
}

const UNIQUE_VIOLATION = '23505';

/**
 * One whose conversations the messenger is asked for.
 *
 * @param made `fileName`: what it is called instead of a file
 * @returns undefined where the account has no such source; `busy`: the source's conversations are being asked for already
 */
export async function createFetch(db: pg.Pool, made: NewImport): Promise<ImportId | 'busy' | undefined> {
  try {
    return await insertImport(db, made, { origin: 'messenger', state: 'fetching' });
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) return 'busy';
    throw error;
  }
}

async function insertImport(
  db: pg.Pool,
  made: NewImport,
  as: { readonly origin: ImportOrigin; readonly state: ImportState },
): Promise<ImportId | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `insert into imports (account_id, source_id, file_name, options, created_by, origin, state)
     select account_id, id, $3, $4, $5, $6, $7 from sources
     where id = $2 and account_id = $1 and removed_at is null and ($8::text is null or scope_id = $8)
     returning id`,
    [
      made.accountId,
      made.sourceId,
      made.fileName,
      JSON.stringify(made.options),
      made.by,
      as.origin,
      as.state,
      made.scopeId ?? null,
    ],
  );
  const row = rows[0];
  return row && asImportId(row.id);
}

interface Columns {
  readonly account_id: number;
  readonly source_id: string;
  readonly scope_id: string;
  readonly connection_id: string;
  readonly messenger: MessengerKind;
  readonly remote_id: string;
  readonly is_gone: boolean;
  readonly origin: ImportOrigin;
  readonly cursor: string | null;
  readonly state: ImportState;
  readonly paused: boolean;
  readonly options: ImportOptions;
  readonly file_name: string;
  readonly file_key: string | null;
  readonly file_size: number | null;
  readonly place: number;
  readonly gaps: Record<string, number>;
}

export async function findImport(db: pg.Pool, id: ImportId): Promise<ImportRow | undefined> {
  const { rows } = await db.query<Columns>(
    `select imports.*, sources.scope_id, sources.connection_id, sources.messenger, sources.remote_id,
            (sources.removed_at is not null or scopes.removed_at is not null) as is_gone
     from imports join sources on sources.id = imports.source_id join scopes on scopes.id = sources.scope_id
     where imports.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id,
    accountId: asAccountId(row.account_id),
    source: {
      id: asSourceId(row.source_id),
      scopeId: asScopeId(row.scope_id),
      connectionId: asConnectionId(row.connection_id),
      messenger: row.messenger,
      remoteId: row.remote_id,
      isGone: row.is_gone,
    },
    origin: row.origin,
    cursor: row.cursor,
    state: row.state,
    paused: row.paused,
    options: row.options,
    file: row.file_key === null ? undefined : { name: row.file_name, key: row.file_key, size: row.file_size ?? 0 },
    place: row.place,
    gaps: row.gaps,
  };
}

/** Where its file goes in the store. Nothing else has the name, so what an upload or a try leaves is replaced by the next. */
export function fileKeyOf({ accountId, id }: Pick<ImportRow, 'accountId' | 'id'>): string {
  return `imports/${String(accountId)}/${id}`;
}

export interface UploadedFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** Its file has come. @returns false where it has one already, or is over. */
export async function noteUpload(db: pg.Pool, id: ImportId, file: UploadedFile): Promise<boolean> {
  const { rowCount } = await db.query(
    `update imports set state = 'uploaded', file_key = $2, file_size = $3, file_sha256 = $4, trouble = null
     where id = $1 and (state = 'empty' or state = 'refused' and file_key is null)`,
    [id, file.key, file.size, file.sha256],
  );
  return rowCount === 1;
}

/** @returns the key of its file, which nobody needs any more. */
export async function forgetFile(db: pg.Pool, id: ImportId): Promise<string | undefined> {
  const { rows } = await db.query<{ file_key: string | null }>(
    `update imports set file_key = null from (select id, file_key from imports where id = $1 for update) before
     where imports.id = before.id returning before.file_key`,
    [id],
  );
  return rows[0]?.file_key ?? undefined;
}

/** Moves it on, from one of these states and from no other, so that whoever comes late moves nothing back. */
export async function moveImport(
  db: pg.Pool,
  id: ImportId,
  from: readonly ImportState[],
  to: ImportState,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update imports
     set state = $3, trouble = null, ended_at = case when $3 in ('done', 'cancelled', 'refused') then now() end
     where id = $1 and state = any($2)`,
    [id, from, to],
  );
  return rowCount === 1;
}

/** What was looked at, and with which options. */
type LookedAt = Pick<ImportRow, 'id' | 'options'>;

/** @returns false where it is to be looked at with other options by now */
export async function noteSurvey(db: pg.Pool, { id, options }: LookedAt, report: ImportSurvey): Promise<boolean> {
  const { rowCount } = await db.query(
    `update imports set state = 'surveyed', report = $2, format = $3, trouble = null
     where id = $1 and state = 'uploaded' and options = $4`,
    [id, JSON.stringify(report), report.format, JSON.stringify(options)],
  );
  return rowCount === 1;
}

/**
 * Its file cannot be taken. One that `asks` can be with other options: it is not over.
 * @returns false where it is to be looked at with other options by now
 */
export async function refuseSurvey(
  db: pg.Pool,
  { id, options }: LookedAt,
  { why, asks }: { readonly why: Words; readonly asks: boolean },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update imports set state = 'refused', report = null, trouble = $2, ended_at = case when $4 then null else now() end
     where id = $1 and state = 'uploaded' and options = $3`,
    [id, JSON.stringify(why), JSON.stringify(options), asks],
  );
  return rowCount === 1;
}

/** Has its file looked at again, with these options. @returns false where there is no file, or it was taken already */
export async function lookAgain(db: pg.Pool, { id, options }: LookedAt): Promise<boolean> {
  const { rowCount } = await db.query(
    `update imports set state = 'uploaded', options = $2, trouble = null, ended_at = null
     where id = $1 and state in ('uploaded', 'surveyed', 'refused') and file_key is not null`,
    [id, JSON.stringify(options)],
  );
  return rowCount === 1;
}

export async function noteResult(db: pg.Pool, id: ImportId, result: ImportResult): Promise<void> {
  await db.query('update imports set result = $2 where id = $1', [id, JSON.stringify(result)]);
}

/** Why it stands still, or what is wrong with its file; null: nothing is. */
export async function noteTrouble(db: pg.Pool, id: ImportId, trouble: Words | null): Promise<void> {
  await db.query('update imports set trouble = $2 where id = $1', [
    id,
    trouble === null ? null : JSON.stringify(trouble),
  ]);
}

/** Who said what, for whoever asks later. */
export async function noteTold(
  db: pg.Pool,
  id: ImportId,
  { command, by }: { readonly command: ImportWord; readonly by: string },
): Promise<void> {
  await db.query(
    `update imports
     set told = told || jsonb_build_array(jsonb_build_object('command', $2::text, 'by', $3::text, 'at', now()))
     where id = $1`,
    [id, command, by],
  );
}

export async function setPaused(db: pg.Pool, id: ImportId, paused: boolean): Promise<void> {
  await db.query('update imports set paused = $2 where id = $1', [id, paused]);
}
