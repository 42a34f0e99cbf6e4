import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { NoAnswer } from '../../src/http/client';
import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { replyWith, startThrowawayServer, type ThrowawayServer } from './throwaway-server';

let server: ThrowawayServer;
let client: ClosableHttpClient;

beforeEach(async () => {
  server = await startThrowawayServer();
  client = createHttpClient({ connectTimeoutMs: 3_000, maxResponseBytes: 1_000 });
});
afterEach(async () => {
  await server.close();
  await client.close();
});

async function failureOf(promise: Promise<unknown>): Promise<NoAnswer> {
  const failure: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof NoAnswer)) throw new Error(`expected NoAnswer, got ${String(failure)}`);
  return failure;
}

const post = (extra: Partial<Parameters<ClosableHttpClient['request']>[0]> = {}) =>
  client.request({ method: 'POST', url: `${server.origin}/bot1:secret/send`, body: '{}', timeoutMs: 2_000, ...extra });

describe('what goes out', () => {
  it('sends Date and Content-Type as given, the exact bytes, and a query', async () => {
    server.answer = replyWith(200, { ok: true });
    await post({
      url: `${server.origin}/a/b?x=1&y=2`,
      headers: { Date: 'Thu, 01 Jan 2023 12:00:00 +0000', 'Content-Type': 'application/json' },
      body: '{"text":"Olá 👍"}',
    });
    const [seen] = server.seen;
    expect(seen?.url).toBe('/a/b?x=1&y=2');
    expect(seen?.headers.date).toBe('Thu, 01 Jan 2023 12:00:00 +0000');
    expect(seen?.headers['content-type']).toBe('application/json');
    expect(seen?.headers['content-length']).toBe(String(Buffer.byteLength('{"text":"Olá 👍"}')));
    expect(seen?.body).toBe('{"text":"Olá 👍"}');
    expect(seen?.headers['accept-encoding']).toBeUndefined();
  });

  it('sends a body with DELETE', async () => {
    await post({ method: 'DELETE', body: '{"account_id":"a"}' });
    expect(server.seen[0]).toMatchObject({ method: 'DELETE', body: '{"account_id":"a"}' });
  });

  it('sends no body and no content length with GET', async () => {
    await client.request({ method: 'GET', url: server.origin, timeoutMs: 2_000 });
    expect(server.seen[0]?.headers['content-length']).toBeUndefined();
  });
});

describe('what comes back', () => {
  it('returns any status, headers in lower case, and the body', async () => {
    server.answer = replyWith(418, 'tea', { 'X-Many': 'a' });
    const answer = await post();
    expect(answer.status).toBe(418);
    expect(answer.headers).toMatchObject({ 'x-many': 'a' });
    expect(answer.body.toString()).toBe('tea');
  });

  it('does not follow redirects', async () => {
    server.answer = replyWith(302, '', { Location: '/elsewhere' });
    expect((await post()).status).toBe(302);
    expect(server.seen).toHaveLength(1);
  });

  it('reads past an informational answer', async () => {
    server.answer = (response) => {
      response.writeProcessing();
      response.end('done');
    };
    const answer = await post();
    expect([answer.status, answer.body.toString()]).toEqual([200, 'done']);
  });

  it('gives up on an answer longer than the cap', async () => {
    server.answer = (response) => response.end('x'.repeat(1_001));
    const failure = await failureOf(post());
    expect(failure.reached).toBe('maybe');
    expect(failure.message).toContain('longer than 1000 bytes');
  });

  it('keeps the connection', async () => {
    const ports: unknown[] = [];
    server.answer = (response) => {
      ports.push(response.socket?.remotePort);
      response.end();
    };
    for (let i = 0; i < 3; i += 1) {
      await post();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(new Set(ports).size).toBe(1);
  });
});

describe('no answer, and nothing was sent', () => {
  it('a refused connection', async () => {
    await server.close();
    const failure = await failureOf(post());
    expect([failure.reached, failure.message]).toEqual(['no', 'the connection was refused']);
  });

  it('an unknown host', async () => {
    const failure = await failureOf(post({ url: 'http://nowhere.invalid/bot1:secret/send' }));
    expect(failure.reached).toBe('no');
    expect(failure.message).not.toContain('nowhere');
  });

  it('an address that is none', async () => {
    const failure = await failureOf(post({ url: 'bot1:secret' }));
    expect(failure.reached).toBe('no');
    expect(failure.message).not.toContain('secret');
  });

  it('aborted beforehand', async () => {
    const failure = await failureOf(post({ signal: AbortSignal.abort() }));
    expect(failure.reached).toBe('no');
    expect(server.seen).toHaveLength(0);
  });

  it('timed out while waiting for a free connection, and is not sent later', async () => {
    const narrow = createHttpClient({ connectionsPerHost: 1 });
    const ends: (() => void)[] = [];
    server.answer = (response) => ends.push(() => response.end());
    const request = { method: 'POST', url: server.origin, body: '{}' } as const;
    const first = narrow.request({ ...request, timeoutMs: 5_000 });
    const second = await failureOf(narrow.request({ ...request, timeoutMs: 100 }));
    expect(second.reached).toBe('no');
    ends.forEach((end) => end());
    await first;
    await narrow.close();
    expect(server.seen).toHaveLength(1);
  });
});

describe('no answer, and the far side may have acted', () => {
  it('nothing within the time', async () => {
    server.answer = () => undefined;
    const failure = await failureOf(post({ timeoutMs: 1_000 }));
    expect([failure.reached, failure.message]).toEqual(['maybe', 'no answer within 1000 ms']);
  });

  it('an answer that never ends', async () => {
    server.answer = (response) => {
      response.writeHead(200);
      response.write('{');
    };
    expect((await failureOf(post({ timeoutMs: 1_000 }))).reached).toBe('maybe');
  });

  it('aborted in flight', async () => {
    const controller = new AbortController();
    server.answer = () => controller.abort();
    expect((await failureOf(post({ signal: controller.signal }))).reached).toBe('maybe');
  });

  it('closed before an answer', async () => {
    server.answer = (response) => response.destroy();
    const failure = await failureOf(post());
    expect([failure.reached, failure.message]).toEqual(['maybe', 'the connection broke']);
  });

  it('closed in the middle of an answer', async () => {
    server.answer = (response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    };
    expect((await failureOf(post())).reached).toBe('maybe');
  });

  it('a reset on a connection used before, sent once only', async () => {
    await post();
    await new Promise((resolve) => setTimeout(resolve, 20));
    server.answer = (response) => response.socket?.resetAndDestroy();
    expect((await failureOf(post())).reached).toBe('maybe');
    expect(server.seen).toHaveLength(2);
  });

  it('an answer that is not HTTP', async () => {
    const garbage: Server = createServer((socket: Socket) =>
      socket.on('data', () => socket.end('\u0000\u0001 nonsense\r\n\r\n')),
    );
    await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve));
    const { port } = garbage.address() as AddressInfo;
    const failure = await failureOf(post({ url: `http://127.0.0.1:${port}/bot1:secret/x` }));
    expect(failure.reached).toBe('maybe');
    expect(failure.message).not.toContain('secret');
    await new Promise((resolve) => garbage.close(resolve));
  });
});
