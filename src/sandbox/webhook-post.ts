import { STATUS_CODES } from 'node:http';
import { Agent, request } from 'undici';

/** How a webhook went. */
export interface PostResult {
  readonly status: number | null;
  readonly statusText: string;
  readonly answer: unknown;
  readonly retryAfter: string | null;
  readonly error: string | null;
}

interface Post {
  readonly url: string;
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const ANSWER_LIMIT = 64 * 1024;
const TIMED_OUT = 'Read timeout expired';

/** Sends webhooks to the integration. Never throws: what went wrong is in the result. */
export class WebhookPoster {
  private readonly agent = new Agent({ pipelining: 1 });

  async post(post: Post): Promise<PostResult> {
    const giveUp = new AbortController();
    // A machine that stood still has its timers before its sockets: an answer that waits there was in time.
    const timer = setTimeout(() => setImmediate(() => giveUp.abort(new Error(TIMED_OUT))), post.timeoutMs);
    try {
      const response = await request(post.url, {
        method: 'POST',
        headers: post.headers,
        body: post.body,
        dispatcher: this.agent,
        signal: giveUp.signal,
      });
      const retryAfter = response.headers['retry-after'];
      return {
        status: response.statusCode,
        statusText: STATUS_CODES[response.statusCode] ?? '',
        answer: await readAnswer(response.body),
        retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        error: null,
      };
    } catch (error) {
      return { status: null, statusText: '', answer: null, retryAfter: null, error: describe(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

async function readAnswer(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size <= ANSWER_LIMIT) chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function describe(error: unknown): string {
  const { message, code } = error as { message?: unknown; code?: unknown };
  if (message === TIMED_OUT) return TIMED_OUT;
  return code === 'ECONNREFUSED' ? 'Connection refused' : 'Connection closed';
}
