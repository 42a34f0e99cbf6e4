import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { NoAnswer, type DownloadRequest, type HttpDownload, type OpenDownload } from '../../src/http/client';
import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { waitFor } from '../support/wait-for';

let server: Server;
let origin: string;
let handle: (request: IncomingMessage, response: ServerResponse) => void;
let client: ClosableHttpClient;

beforeEach(async () => {
  server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createHttpClient({ connectTimeoutMs: 3_000 });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
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

const MEBIBYTE = Buffer.alloc(1_024 * 1_024, 7);

describe('a body that is streamed out', () => {
  const put = (stream: () => AsyncIterable<Buffer>, length: number, timeoutMs = 5_000) =>
    client.request({ method: 'PUT', url: `${origin}/secret`, body: { stream, length }, timeoutMs });

  async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
    for (const text of texts) {
      await turn();
      yield Buffer.from(text);
    }
  }

  let bodies: string[];
  beforeEach(() => {
    bodies = [];
    handle = (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(`${request.headers['content-length'] ?? 'chunked'} ${body}`);
        response.end('taken');
      });
    };
  });

  it('arrives whole, with its length, from a generator and from a stream of Node', async () => {
    const answer = await put(() => chunks('one', '', 'two'), 6);
    expect(answer.body.toString()).toBe('taken');
    await put(() => Readable.from([Buffer.from('three')]), 5);
    await put(() => chunks(), 0);
    expect(bodies).toEqual(['6 onetwo', '5 three', '0 ']);
  });

  it('is opened when there is a connection, and not at all where there is none', async () => {
    const opened = jest.fn(() => chunks('x'));
    await new Promise((resolve) => server.close(resolve));
    expect((await failureOf(put(opened, 1))).reached).toBe('no');
    expect(opened).not.toHaveBeenCalled();
  });

  it('fails before its first byte: nothing left, and its words stay inside', async () => {
    const failure = await failureOf(
      // eslint-disable-next-line require-yield, @typescript-eslint/require-await
      put(async function* () {
        throw new Error('ENOENT /media/7/photo.jpg');
      }, 10),
    );
    expect([failure.reached, failure.message]).toEqual(['no', 'the body to be sent could not be read']);
  });

  it('fails after its first byte: the far side may have acted', async () => {
    const failure = await failureOf(
      put(async function* () {
        yield* chunks('some');
        throw new Error('EIO');
      }, 10),
    );
    expect([failure.reached, failure.message]).toEqual(['maybe', 'the body to be sent could not be read']);
    expect(bodies).toEqual([]);
  });

  it.each([
    ['shorter', ['some'], 10, 'maybe'],
    ['shorter', [], 10, 'no'],
    ['longer', ['some', 'more'], 6, 'maybe'],
    ['longer', ['somemore'], 6, 'no'],
  ])('is %s than told: %j of %i', async (word, texts, length, reached) => {
    const failure = await failureOf(put(() => chunks(...texts), length));
    expect([failure.reached, failure.message]).toEqual([reached, `the body to be sent is ${word} than told`]);
    expect(bodies).toEqual([]);
  });

  it('that gives nothing in time was not sent; its stream is closed', async () => {
    const silent = new Readable({ read: () => undefined });
    const failure = await failureOf(put(() => silent, 5, 200));
    expect(failure.reached).toBe('no');
    expect(silent.destroyed).toBe(true);
  });

  it('waits for the far side: a reader that stops holds up the source', async () => {
    let given = 0;
    let goOn: (() => void) | undefined;
    handle = (request, response) => {
      goOn = () => request.resume().on('end', () => response.end());
    };
    const sent = put(
      async function* () {
        for (; given < 64; given += 1) {
          await turn();
          yield MEBIBYTE;
        }
      },
      64 * MEBIBYTE.length,
      60_000,
    );
    let before = -1;
    await waitFor(
      () => {
        if (given > 0 && given === before) return true;
        before = given;
        return false;
      },
      { everyMs: 300 },
    );
    expect(given).toBeLessThan(32);
    goOn?.();
    expect((await sent).status).toBe(200);
  });

  it('an answer before the end of the body counts', async () => {
    handle = (request, response) => {
      request.resume();
      response.writeHead(413);
      response.end('too large');
    };
    const source = Readable.from(
      (async function* () {
        for (let i = 0; i < 64; i += 1) {
          await turn();
          yield MEBIBYTE;
        }
      })(),
    );
    const answer = await put(() => source, 64 * MEBIBYTE.length);
    expect([answer.status, answer.body.toString()]).toEqual([413, 'too large']);
    expect(source.destroyed).toBe(true);
  });
});

describe('a download', () => {
  const get = (extra: Partial<DownloadRequest> = {}) =>
    client.download({ method: 'GET', url: `${origin}/bot1:secret/file`, timeoutMs: 5_000, ...extra });

  async function open(extra: Partial<DownloadRequest> = {}): Promise<OpenDownload> {
    const download: HttpDownload = await get(extra);
    if (!download.ok) throw new Error(`expected a file, got ${download.status}`);
    return download;
  }
  async function read(download: OpenDownload): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of download.body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  it('gives status, headers and length before the body has come', async () => {
    let finish: (() => void) | undefined;
    handle = (request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'Content-Length': '8', 'Content-Type': 'image/png' });
      response.write('half');
      finish = () => response.end('half');
    };
    const download = await open();
    expect(download).toMatchObject({ status: 200, length: 8, headers: { 'content-type': 'image/png' } });
    finish?.();
    expect(await read(download)).toBe('halfhalf');
  });

  it('has no length where the far side tells none', async () => {
    handle = (_, response) => {
      response.write('a');
      response.end('b');
    };
    const download = await open();
    expect([download.length, await read(download)]).toEqual([undefined, 'ab']);
  });

  it.each([404, 302, 500])('instead of a file gives what came with %i, cut at 64 KiB', async (status) => {
    handle = (_, response) => {
      response.writeHead(status, { Location: '/elsewhere' });
      response.end(Buffer.alloc(200_000, 'x'));
    };
    const download = await get();
    expect(download).toMatchObject({ ok: false, status });
    expect(download.body).toHaveLength(65_536);
  });

  it('does not read ahead of who reads it', async () => {
    let sent = 0;
    handle = (_, response) => {
      const more = (): void => {
        while (sent < 64) {
          sent += 1;
          if (!response.write(MEBIBYTE)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    };
    const download = await open({ timeoutMs: 60_000, idleMs: 1_500 });
    let before = -1;
    await waitFor(
      () => {
        if (sent === before) return true;
        before = sent;
        return false;
      },
      { everyMs: 1_600 },
    );
    expect(sent).toBeLessThan(32);
    // Longer than the idle time went by, and it was not the far side's fault.
    expect(await read(download)).toHaveLength(64 * MEBIBYTE.length);
  });

  it('that stalls ends, and says so without the address', async () => {
    handle = (_, response) => response.write('some');
    const failure = await failureOf(open({ idleMs: 500 }).then(read));
    expect([failure.reached, failure.message]).toEqual(['maybe', 'no byte came within 500 ms']);
  });

  it('is not called stalled while its bytes wait to be read, in a process that stood still', async () => {
    let goOn: (() => void) | undefined;
    let finish: (() => void) | undefined;
    handle = (_, response) => {
      response.write('some');
      goOn = () => response.write('more');
      finish = () => response.end('last');
    };
    const download = await open({ idleMs: 1_000 });
    goOn?.();
    const awake = performance.now() + 1_500;
    while (performance.now() < awake);
    for (let rounds = 0; rounds < 10; rounds += 1) await turn();
    finish?.();
    expect(await read(download)).toBe('somemorelast');
  });

  it('that never begins ends by the idle time as well', async () => {
    handle = () => undefined;
    expect((await failureOf(get({ idleMs: 500 }))).message).toBe('no byte came within 500 ms');
  });

  it('that trickles for too long ends by the whole time', async () => {
    handle = (_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect((await failureOf(open({ timeoutMs: 300 }).then(read))).message).toBe('no answer within 300 ms');
  });

  it('that breaks in the middle is an error for who reads, also when the reading starts later', async () => {
    handle = (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    };
    const download = await open();
    const second = await open();
    await waitFor(() => second.body instanceof Readable && second.body.destroyed);
    for (const broken of [download, second]) {
      const failure = await failureOf(read(broken));
      expect([failure.reached, failure.message]).toEqual(['maybe', 'the connection broke']);
    }
  });

  it('ends the connection when it is abandoned, by word or by leaving the loop', async () => {
    let gone = 0;
    handle = (_, response) => {
      response.on('close', () => (gone += 1));
      const more = (): void => {
        while (!response.destroyed && response.write(MEBIBYTE));
        response.once('drain', more);
      };
      more();
    };
    (await open()).abandon();
    await waitFor(() => gone === 1);
    for await (const chunk of (await open()).body) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await waitFor(() => gone === 2);
  });

  it('ends when its signal says so', async () => {
    const controller = new AbortController();
    handle = (_, response) => response.write('some');
    const download = await open({ signal: controller.signal });
    controller.abort();
    expect((await failureOf(read(download))).message).toBe('the request was aborted');
  });

  it('keeps the connection for the next', async () => {
    const ports = new Set<unknown>();
    handle = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end('file');
    };
    for (let i = 0; i < 6; i += 1) {
      expect(await read(await open())).toBe('file');
      await turn();
    }
    expect(ports.size).toBeLessThan(4);
  });
});
