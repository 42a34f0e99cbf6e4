import type pg from 'pg';
import type {
  ChatComparison,
  Difference,
  ImportCounts,
  ImportOptions,
  ImportOrigin,
  ImportQuestion,
  ImportResult,
  ImportState,
  ImportSurvey,
} from '../model/import';
import type { AccountId, ImportId, ScopeId, SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Words } from '../model/words';
import { iso, pageOf, timeMark, type Page, type PageRequest } from './keyset';

/** An import as an operator sees it. Times are ISO 8601. */
export interface ImportView {
  readonly id: ImportId;
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
  readonly from: ImportOrigin;
  readonly state: ImportState;
  readonly paused: boolean;
  readonly fileName: string;
  readonly fileSize: number | null;
  readonly format: string | null;
  readonly options: ImportOptions;
  /** While the messenger is asked: how many messages are here. */
  readonly fetched: number | null;
  readonly survey: ImportSurvey | null;
  readonly counts: ImportCounts;
  readonly result: ImportResult | null;
  /** Why it stands still or was refused. */
  readonly trouble: Words | null;
  /** What it was refused for not telling. */
  readonly asks: ImportQuestion | null;
  readonly told: readonly { readonly command: string; readonly by: string; readonly at: string }[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

const COUNTS = `
  jsonb_build_object(
    'chats', (select count(*) from import_chats where import_id = imports.id and chat_id is not null),
    'told', (select coalesce(sum(told), 0) from import_chats where import_id = imports.id and chat_id is not null),
    'known', (select coalesce(sum(known), 0) from import_chats where import_id = imports.id),
    'gaps', imports.gaps)
  || (select jsonb_build_object('sent', count(*) filter (where outcome = 'sent'),
                                'failed', count(*) filter (where outcome = 'failed'),
                                'unknown', count(*) filter (where outcome = 'unknown'),
                                'ignored', count(*) filter (where outcome = 'ignored'),
                                'waiting', count(*) filter (where outcome is null))
      from deliveries where import_id = imports.id)`;

const VIEW = `
  imports.id, imports.account_id as "accountId", imports.source_id as "sourceId", imports.origin as "from", imports.state,
  imports.paused, case when imports.state = 'fetching' then (
    select count(*)::integer from messenger_history
    where source_id = imports.source_id and account_id = imports.account_id and remote_id <> '') end as fetched,
  imports.file_name as "fileName", imports.file_size as "fileSize", imports.format, imports.options,
  imports.report as survey, ${COUNTS} as counts, imports.result, imports.trouble, imports.told,
  case when imports.state = 'refused' and imports.file_key is not null then 'date-order' end as asks,
  imports.created_by as "createdBy", ${iso('imports.created_at')} as "createdAt", ${iso('imports.ended_at')} as "endedAt"`;

export async function viewImport(db: pg.Pool, accountId: AccountId, id: ImportId): Promise<ImportView | undefined> {
  const { rows } = await db.query<ImportView>(`select ${VIEW} from imports where id = $1 and account_id = $2`, [
    id,
    accountId,
  ]);
  return rows[0];
}

/** Of one account, oldest first. */
export async function listImports(db: pg.Pool, accountId: AccountId, page: PageRequest): Promise<Page<ImportView>> {
  const { rows } = await db.query<ImportView & { key: string }>(
    `select ${VIEW}, ${iso('imports.created_at')} || '/' || imports.id as key
     from imports
     where account_id = $1 and ($2::timestamptz is null or (imports.created_at, imports.id) > ($2, $3::uuid))
     order by imports.created_at, imports.id limit $4`,
    [accountId, ...timeMark(page.after), page.limit],
  );
  return pageOf(rows, page.limit);
}

/** An import, and what whose it is is called. */
export interface NamedImport extends ImportView {
  readonly sourceName: string;
  readonly messenger: MessengerKind;
}

const NAMED = `
  select ${VIEW}, sources.name as "sourceName", sources.messenger
  from imports join sources on sources.id = imports.source_id
  where imports.account_id = $1 and sources.scope_id = $2`;

/** Those of an integration in an account, newest first. */
export async function newestImports(db: pg.Pool, of: Owner, limit: number): Promise<NamedImport[]> {
  const { rows } = await db.query<NamedImport>(`${NAMED} order by imports.created_at desc, imports.id limit $3`, [
    of.accountId,
    of.scopeId,
    limit,
  ]);
  return rows;
}

export async function nameImport(db: pg.Pool, of: Owner, id: ImportId): Promise<NamedImport | undefined> {
  const { rows } = await db.query<NamedImport>(`${NAMED} and imports.id = $3`, [of.accountId, of.scopeId, id]);
  return rows[0];
}

interface Owner {
  readonly accountId: AccountId;
  readonly scopeId: ScopeId;
}

export async function countsOf(db: pg.Pool, id: ImportId): Promise<ImportCounts> {
  const { rows } = await db.query<{ counts: ImportCounts }>(`select ${COUNTS} as counts from imports where id = $1`, [
    id,
  ]);
  const row = rows[0];
  if (row === undefined) throw new Error('There is no such import');
  return row.counts;
}

/** What Kommo has of all chats of an import together. */
export async function comparedOf(db: pg.Pool, id: ImportId): Promise<ChatComparison> {
  const { rows } = await db.query<ChatComparison>(
    `select coalesce(sum((compared ->> 'sent')::bigint), 0)::bigint as sent,
            coalesce(sum((compared ->> 'found')::bigint), 0)::bigint as found,
            coalesce(sum((compared ->> 'missing')::bigint), 0)::bigint as missing,
            coalesce(sum((compared ->> 'repeated')::bigint), 0)::bigint as repeated
     from import_chats where import_id = $1`,
    [id],
  );
  return rows[0] ?? { sent: 0, found: 0, missing: 0, repeated: 0 };
}

const EXAMPLES = 20;

/** Deliveries of an import that were not told, by why. */
export async function differencesOf(db: pg.Pool, id: ImportId): Promise<readonly Difference[]> {
  const { rows } = await db.query<Difference>(
    `select why, count(*)::integer as count, (array_agg(id::text order by seq))[1:${EXAMPLES}] as deliveries
     from (select id, seq, coalesce(outcome_text, 'It is still on the way') as why
           from deliveries where import_id = $1 and outcome is distinct from 'sent') untold
     group by why order by count desc`,
    [id],
  );
  return rows;
}
