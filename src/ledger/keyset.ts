/** A list is read page by page. A page ends with the mark of its last row, and the next one begins behind it. */
export interface PageRequest {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Pass as `after` to go on; null at the end. */
  readonly next: string | null;
}

/** A page of rows that each came with the mark `key`. */
export function pageOf<Row extends object>(
  rows: readonly (Row & { readonly key: string })[],
  limit: number,
): Page<Row> {
  const last = rows.at(-1);
  return { rows: rows.map(withoutKey), next: rows.length === limit && last !== undefined ? last.key : null };
}

function withoutKey<Row extends object>(row: Row & { readonly key: string }): Row {
  const view: Row & { key?: string } = { ...row };
  delete view.key;
  return view;
}

/** The two halves of a mark that is made of a time and an id. */
export function timeMark(after: string | undefined): readonly [time: string | null, id: string | null] {
  const [time, id] = after?.split('/') ?? [];
  return [time ?? null, id ?? null];
}

/** A time as people and programs read it, to the microsecond, so that it can be compared with again. */
export function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
