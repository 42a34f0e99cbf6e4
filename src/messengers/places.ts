/** What our buttons and rows send back: their place, and nothing that anybody said. */
export function buttonId(row: number, column: number): string {
  return `b:${row}:${column}`;
}

/** Rows of a list are counted over all its sections. */
export function rowId(index: number): string {
  return `l:${index}`;
}

/** @returns undefined for what no button of ours sends back */
export function placeIn(id: string): { readonly row: number; readonly column: number } | undefined {
  const [, row, column] = /^b:(\d{1,3}):(\d{1,3})$/.exec(id) ?? [];
  if (row !== undefined && column !== undefined) return { row: Number(row), column: Number(column) };
  const [, index] = /^l:(\d{1,3})$/.exec(id) ?? [];
  return index === undefined ? undefined : { row: Number(index), column: 0 };
}
