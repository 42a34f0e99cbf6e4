import { Agent, type Dispatcher } from 'undici';
import { NoAnswer, type HttpClient, type HttpRequest, type HttpResponse } from './client';

export interface HttpClientOptions {
  /** Until a connection stands, milliseconds; 3 000 unless told. */
  readonly connectTimeoutMs?: number;
  /** Longest answer that is read, bytes; 4 MiB unless told. */
  readonly maxResponseBytes?: number;
  /** Connections to one host; requests beyond wait for a free one within their own time-out. 64 unless told. */
  readonly connectionsPerHost?: number;
}

export interface ClosableHttpClient extends HttpClient {
  /** Lets requests in flight end, then closes every connection. */
  close(): Promise<void>;
}

/**
 * An `HttpClient` of its own connections: keep-alive, no redirects, no decompression, headers and body as given.
 * Texts of its errors never hold the address, since a token may be part of it.
 */
export function createHttpClient(options: HttpClientOptions = {}): ClosableHttpClient {
  const maxBytes = options.maxResponseBytes ?? 4 * 1024 * 1024;
  const agent = new Agent({
    connect: { timeout: options.connectTimeoutMs ?? 3_000 },
    connections: options.connectionsPerHost ?? 64,
    // The request's own time-out covers the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    request: (request) => exchange(agent, request, maxBytes),
    close: () => agent.close(),
  };
}

function exchange(agent: Agent, request: HttpRequest, maxBytes: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let received = 0;

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      return true;
    };
    const fail = (text: string): void => {
      if (!settle()) return;
      // undici starts a request at the moment it writes it, so one without a controller never left this process.
      const failure = new NoAnswer(controller === undefined ? 'no' : 'maybe', text);
      reject(failure);
      controller?.abort(failure);
    };
    const onAbort = (): void => fail('the request was aborted');

    // In a process that was stopped and wakes up, timers run before sockets are read, and the answer may be waiting
    // there: one round of reading comes first.
    const giveUp = (): void => fail(`no answer within ${request.timeoutMs} ms`);
    const timer = setTimeout(() => setImmediate(giveUp), request.timeoutMs);
    request.signal?.addEventListener('abort', onAbort);
    if (request.signal?.aborted === true) {
      onAbort();
      return;
    }

    const target = parseUrl(request.url);
    if (target === undefined) {
      fail('the address is not valid');
      return;
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // Given up while waiting for a connection, or written a second time by undici itself: neither may go out.
        if (controller !== undefined) fail('the connection broke');
        if (settled) started.abort(new NoAnswer('no', 'given up'));
        else controller = started;
      },
      onResponseStart(_, statusCode, incoming) {
        status = statusCode;
        headers = joinHeaders(incoming);
      },
      onResponseData(_, chunk) {
        received += chunk.length;
        if (received > maxBytes) fail(`the answer is longer than ${maxBytes} bytes`);
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (settle()) resolve({ status, headers, body: Buffer.concat(chunks) });
      },
      onResponseError(_, error) {
        fail(describe(error));
      },
    };

    try {
      agent.dispatch(
        {
          origin: target.origin,
          path: `${target.pathname}${target.search}`,
          method: request.method,
          headers: { ...request.headers },
          body: request.body === undefined ? null : Buffer.from(request.body),
        },
        handler,
      );
    } catch (error) {
      fail(describe(error));
    }
  });
}

function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    // The thrown error carries the address.
    return undefined;
  }
}

function joinHeaders(incoming: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

/** Codes only: the messages of Node and undici may name hosts and paths. */
function describe(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name could not be resolved';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return 'the connection could not be made in time';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'the connection broke';
    default:
      return code === undefined ? 'the request failed' : `the request failed (${code})`;
  }
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
