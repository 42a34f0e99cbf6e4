/** More bytes than Kommo takes. */
export class TooLarge extends Error {
  constructor(limit: number) {
    super(`larger than ${String(limit)} bytes`);
  }
}

/** The bytes as they come; fails as soon as there are too many. A limit of 0 is none. */
export async function* within(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (limit > 0 && size > limit) throw new TooLarge(limit);
    yield chunk;
  }
}

/** What went wrong with a fetch, in words that hold for every try of the same kind. */
export function reasonOf(error: unknown): string {
  if (error instanceof TooLarge) return error.message;
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (name === 'TimeoutError') return 'no whole answer in time';
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no such host';
  return 'connection closed';
}
