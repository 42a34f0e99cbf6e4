/** A button's place in its message, as it comes back with the press. */
export function buttonId(row: number, column: number): string {
  return `${row}-${column}`;
}

/** @returns undefined for an id that is not one of ours */
export function placeOf(id: string): { readonly row: number; readonly column: number } | undefined {
  const [, row, column] = /^(\d{1,3})-(\d{1,3})$/.exec(id) ?? [];
  return row === undefined || column === undefined ? undefined : { row: Number(row), column: Number(column) };
}
