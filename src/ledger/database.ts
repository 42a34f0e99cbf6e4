import pg from 'pg';

const INT8 = pg.types.builtins.INT8;

/** Account ids and milliseconds fit a double exactly; anything larger is a bug and must not be rounded silently. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Error('A bigint of the ledger exceeds what a number holds');
  return value;
}

const types = new pg.TypeOverrides();
types.setTypeParser(INT8, parseInt8);

export type Database = pg.Pool;

/** A pool, or a connection with a transaction open. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** Does several statements or none. */
export async function inTransaction<Result>(
  db: Database,
  work: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await db.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

export interface DatabaseOptions {
  /** Connections at most. */
  readonly max?: number;
  /** Milliseconds after which the server gives a statement up. */
  readonly statementTimeoutMs?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name?: string;
  /** An idle connection broke; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

const GRACE_MS = 500;

/** Opens a pool; connects when first used. Close it with `end()`. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? 30_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    // For a server that does not even say that the statement took too long: the machine is gone, or the way to it.
    query_timeout: statementTimeoutMs + GRACE_MS,
    application_name: options.name ?? 'courier',
    types,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  return pool;
}

/** SQLSTATE of a refused statement, or undefined when the error did not come from the server. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The data itself was refused (class 22 or 23): another try with the same row cannot help. */
export function isDataError(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('22') || state.startsWith('23'));
}

/** Two statements locked each other out; one of them was told to try again. */
export function isDeadlock(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40P01' || state === '40001';
}
