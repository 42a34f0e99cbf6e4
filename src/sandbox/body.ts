import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
}

/** Reads the raw bytes of a request. What goes over the limit is read and thrown away. Rejects if the client leaves. */
export async function readBody(req: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? { bytes: Buffer.concat(chunks), tooLarge: false } : { bytes: Buffer.alloc(0), tooLarge: true };
}

/** The JSON value of these bytes, or undefined when they are not JSON in UTF-8. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Whether this is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
