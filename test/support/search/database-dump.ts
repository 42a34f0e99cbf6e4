import type { Pool } from 'pg';
import type { Places } from './plants';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** All that a database holds, by `table.column`: all tables, all rows, all columns; bytes in hex, base64 and read as text. */
export async function databaseDump(pool: Pool): Promise<Places> {
  const { rows: columns } = await pool.query<Column>(
    `select table_schema as schema, table_name as table, column_name as column, data_type as type
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const places = new Map<string, string>();
  for (const { schema, table, column, type } of columns) {
    const name = `${schema === 'public' ? '' : `${schema}.`}${table}.${column}`;
    places.set(name, await columnText(pool, `"${schema}"."${table}"`, `"${column}"`, type === 'bytea'));
  }
  return places;
}

async function columnText(pool: Pool, table: string, column: string, isBytes: boolean): Promise<string> {
  if (!isBytes) {
    const { rows } = await pool.query<{ text: string | null }>(
      `select string_agg(${column}::text, chr(10)) as text from ${table}`,
    );
    return rows[0]?.text ?? '';
  }
  const { rows } = await pool.query<{ bytes: Buffer | null }>(`select ${column} as bytes from ${table}`);
  return rows
    .flatMap(({ bytes }) => (bytes === null ? [] : [bytes]))
    .flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('utf8')])
    .join('\n');
}
