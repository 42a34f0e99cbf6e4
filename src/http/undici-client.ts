import { Agent, Pool, type Dispatcher } from 'undici';
import type { AddressFilter } from './address-filter';
import { checkedConnector, type Lookup } from './checked-connector';
import type { HttpClient, HttpRequest, HttpResponse } from './client';
import { download } from './download';
import { startExchange } from './exchange';

export interface HttpClientOptions {
  /** Until a connection stands, milliseconds; 3 000 unless told. */
  readonly connectTimeoutMs?: number;
  /** Longest answer that is read whole, bytes; 4 MiB unless told. Downloads have no such limit. */
  readonly maxResponseBytes?: number;
  /** Connections to one host; requests beyond wait for a free one within their own time-out. 64 unless told. */
  readonly connectionsPerHost?: number;
  /** For addresses that others choose: connections it does not allow are refused with `AddressRefused`. */
  readonly addressFilter?: AddressFilter;
  /** How a filtered client resolves host names; as the system does unless told. */
  readonly lookup?: Lookup;
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
  const agent = createAgent(options);
  return {
    request: (request) => exchange(agent, request, maxBytes),
    download: (request) => download(agent, request),
    close: () => agent.close(),
  };
}

function createAgent({ addressFilter, lookup, ...options }: HttpClientOptions): Agent {
  const timeout = options.connectTimeoutMs ?? 3_000;
  return new Agent({
    connect: { timeout },
    connections: options.connectionsPerHost ?? 64,
    // The request's own time-out covers the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(addressFilter === undefined
      ? {}
      : {
          factory: (origin: string | URL, pool: object) =>
            new Pool(origin, {
              ...pool,
              connect: checkedConnector(addressFilter, new URL(origin), { timeout, ...(lookup && { lookup }) }),
            }),
        }),
  });
}

function exchange(agent: Dispatcher, request: HttpRequest, maxBytes: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let received = 0;
    const sent = startExchange(agent, request, {
      head(answered, incoming) {
        status = answered;
        headers = incoming;
      },
      data(chunk) {
        received += chunk.length;
        if (received > maxBytes) sent.fail(`the answer is longer than ${maxBytes} bytes`);
        else chunks.push(chunk);
      },
      end: () => resolve({ status, headers, body: Buffer.concat(chunks) }),
      failed: reject,
    });
  });
}
