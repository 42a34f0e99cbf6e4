import type { Dispatcher } from 'undici';
import { AddressRefused, NoAnswer, type HttpRequest } from './client';
import { describe, isAddressRefused } from './failures';
import { BodyFault, outgoingBody } from './outgoing-body';

/** What becomes of an answer. The last call is either `end` or `failed`. */
export interface Receiver {
  head(status: number, headers: Record<string, string>): void;
  data(chunk: Buffer): void;
  end(): void;
  failed(failure: NoAnswer): void;
}

export interface Exchange {
  /** Ends it; without effect once it has ended. */
  fail(text: string): void;
  /** Stops and goes on reading the answer. */
  pause(): void;
  resume(): void;
}

/** Sends a request once; whatever ends it, the receiver hears of it once. */
export function startExchange(dispatcher: Dispatcher, request: HttpRequest, receiver: Receiver): Exchange {
  let controller: Dispatcher.DispatchController | undefined;
  let settled = false;
  const body = outgoingBody(request.body);

  const settle = (): boolean => {
    if (settled) return false;
    settled = true;
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
    body.release();
    return true;
  };
  const failWith = (failure: NoAnswer): void => {
    if (!settle()) return;
    receiver.failed(failure);
    controller?.abort(failure);
  };
  const fail = (text: string): void =>
    // undici starts a request at the moment it writes it, so one without a controller never left this process.
    failWith(new NoAnswer(controller !== undefined && body.begun() ? 'maybe' : 'no', text));
  const onAbort = (): void => fail('the request was aborted');

  // In a process that was stopped and wakes up, timers run before sockets are read, and the answer may be waiting
  // there: one round of reading comes first.
  const giveUp = (): void => fail(`no answer within ${request.timeoutMs} ms`);
  const timer = setTimeout(() => setImmediate(giveUp), request.timeoutMs);
  request.signal?.addEventListener('abort', onAbort);
  const exchange: Exchange = {
    fail,
    pause: () => controller?.pause(),
    resume: () => controller?.resume(),
  };
  if (request.signal?.aborted === true) {
    onAbort();
    return exchange;
  }

  const target = parseUrl(request.url);
  if (target === undefined) {
    fail('the address is not valid');
    return exchange;
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      // Given up while waiting for a connection, or written a second time by undici itself: neither may go out.
      if (controller !== undefined) fail('the connection broke');
      if (settled) started.abort(new NoAnswer('no', 'given up'));
      else controller = started;
    },
    onResponseStart(_, status, incoming) {
      if (!settled && status >= 200) receiver.head(status, joinHeaders(incoming));
    },
    onResponseData(_, chunk) {
      if (!settled) receiver.data(chunk);
    },
    onResponseEnd() {
      if (settle()) receiver.end();
    },
    onResponseError(_, error) {
      if (isAddressRefused(error)) failWith(new AddressRefused());
      else fail(error instanceof BodyFault ? error.message : describe(error));
    },
  };

  try {
    dispatcher.dispatch(
      {
        origin: target.origin,
        path: `${target.pathname}${target.search}`,
        method: request.method,
        headers: headersOf(request, body.length),
        // Its types leave out that undici takes an iterable.
        body: body.content as Buffer | null,
      },
      handler,
    );
  } catch (error) {
    fail(describe(error));
  }
  return exchange;
}

function headersOf({ headers }: HttpRequest, length: number | undefined): Record<string, string> {
  if (length === undefined) return { ...headers };
  const others = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-length');
  return { ...Object.fromEntries(others), 'Content-Length': String(length) };
}

function parseUrl(url: string): URL | undefined {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed : undefined;
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
