/** What our buttons send back: their place and our key of the message, and nothing that anybody said. */
export function buttonPayload(row: number, column: number, key: string): string {
  return `b:${row}:${column}:${key}`;
}

export interface Place {
  readonly row: number;
  readonly column: number;
  /** `OutboundPart.key` of the message with the button. */
  readonly key: string;
}

/** @returns undefined for what no button of ours sends back */
export function placeIn(payload: string): Place | undefined {
  const [, row, column, key] = /^b:(\d{1,3}):(\d{1,3})(?::(.{1,200}))?$/.exec(payload) ?? [];
  if (row === undefined || column === undefined) return undefined;
  return { row: Number(row), column: Number(column), key: key ?? '' };
}
