import { Readable } from 'node:stream';
import { chunkPassed } from './chunk-garbage';
import type { HttpRequest } from './client';

/** What of a request's body is, or is about to be, on the wire. */
export interface OutgoingBody {
  /** For undici: nothing, the bytes, or what gives them. */
  readonly content: Buffer | AsyncIterable<Buffer> | null;
  /** To be sent as `Content-Length`; undefined where undici counts by itself. */
  readonly length: number | undefined;
  /** Whether the far side can have seen any byte of a request that was started. undici writes head and body together. */
  begun(): boolean;
  /** Ends a stream that nobody reads any more. */
  release(): void;
}

/** The body to be sent did not come as told. The text may be shown. */
export class BodyFault extends Error {
  override readonly name = 'BodyFault';
}

export function outgoingBody(body: HttpRequest['body']): OutgoingBody {
  if (body === undefined) return whole(null);
  if (typeof body === 'string' || Buffer.isBuffer(body)) return whole(Buffer.from(body));
  if (body.length === 0) return whole(Buffer.alloc(0));
  const { length, stream } = body;
  let source: AsyncIterable<Buffer> | undefined;
  let released = false;
  let sent = 0;

  async function* checked(): AsyncGenerator<Buffer> {
    if (released) throw new BodyFault('the request was given up');
    source = stream();
    for await (const chunk of bytesOf(source)) {
      if (sent + chunk.length > length) throw new BodyFault('the body to be sent is longer than told');
      sent += chunk.length;
      chunkPassed(chunk.length);
      yield chunk;
    }
    // undici would send a request without any bytes, which a far side could take for complete.
    if (sent < length) throw new BodyFault('the body to be sent is shorter than told');
  }

  return {
    content: checked(),
    length,
    begun: () => sent > 0,
    release: () => {
      released = true;
      if (source instanceof Readable) source.destroy();
    },
  };
}

async function* bytesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* source;
  } catch {
    // What it says is the store's own: it may name files.
    throw new BodyFault('the body to be sent could not be read');
  }
}

function whole(content: Buffer | null): OutgoingBody {
  return { content, length: undefined, begun: () => true, release: () => undefined };
}
