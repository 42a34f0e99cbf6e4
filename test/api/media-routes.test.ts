import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import express from 'express';
import helmet from 'helmet';
import pino from 'pino';
import { mediaRoutes, type ServedMedia } from '../../src/api/media-routes';
import { createDirectoryStore } from '../../src/media/directory-store';
import { createMediaLinks } from '../../src/media/links';
import type { MediaStore } from '../../src/media/store';
import { asMediaId, type MediaId } from '../../src/model/ids';
import { waitFor } from '../support/wait-for';

const NOW = Date.parse('2026-11-03T09:15:00Z');
const ID = asMediaId('9ba5073e-0f1c-4c5d-8a3e-1d2f3a4b5c6d');
const OTHER = asMediaId('00000000-0f1c-4c5d-8a3e-1d2f3a4b5c6d');
const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 8)) % 256));
const ETAG = `"${ID}"`;

let dir: string;
let store: MediaStore;
let server: Server;
let origin: string;
let now: number;
let media: ServedMedia;
let find: (mediaId: MediaId) => Promise<ServedMedia | undefined>;
let fetched: MediaId[];
let tell: (mediaId: MediaId) => Promise<void>;
const opened: Readable[] = [];

const links = createMediaLinks({ publicUrl: 'https://x.example', keys: [{ id: 'k1', key: Buffer.alloc(32, 1) }] });
const linkTo = (mediaId: MediaId = ID, expiresAt = NOW + 3_600_000): string =>
  links.link({ mediaId, fileName: 'Счёт 5.jpg', extension: 'jpg', expiresAt }).pathname;

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'courier-serve-'));
  store = createDirectoryStore(dir);
  await store.put('7/one', Readable.from([BYTES]), { maxBytes: BYTES.length });
  media = { storeKey: '7/one', mimeType: 'image/jpeg', fileName: 'Счёт 5.jpg', size: BYTES.length };
  now = NOW;
  fetched = [];
  find = (mediaId) => Promise.resolve(mediaId === ID ? media : undefined);
  tell = (mediaId) => {
    fetched.push(mediaId);
    return Promise.resolve();
  };
  opened.length = 0;
  const app = express();
  app.set('etag', false);
  app.use(helmet());
  app.use(
    mediaRoutes({
      links,
      store: {
        ...store,
        open: async (key, range) => {
          const file = key === '7/broken' ? broken() : await store.open(key, range);
          if (file !== undefined) opened.push(file.stream);
          return file;
        },
      },
      find: (mediaId) => find(mediaId),
      fetched: (mediaId) => tell(mediaId),
      clock: { now: () => now },
      log: pino({ level: 'silent' }),
    }),
  );
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

/** A file that cannot be read beyond its first bytes. */
function broken(): { stream: Readable; size: number } {
  let given = false;
  const stream = new Readable({
    read() {
      if (given) this.destroy(new Error('EIO'));
      else this.push(BYTES.subarray(0, 1_000));
      given = true;
    },
  });
  return { stream, size: BYTES.length };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Without what `fetch` does to paths and headers of its own accord. */
function ask(
  target: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = httpRequest(new URL(origin), { method, headers, path: target }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

const bytesFrom = (from: number, to: number): Buffer => BYTES.subarray(from, to + 1);

it('gives the file, with what a reader has to know', async () => {
  const answer = await ask(linkTo());
  expect(answer.status).toBe(200);
  expect(answer.body.equals(BYTES)).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(BYTES.length),
    'accept-ranges': 'bytes',
    etag: ETAG,
    'cache-control': 'private, max-age=3600, immutable',
    'content-disposition': `inline; filename="____ 5.jpg"; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%205.jpg`,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect(answer.headers['content-security-policy']).toContain('sandbox');
  await waitFor(() => fetched.length === 1);
  expect(fetched).toEqual([ID]);
});

it('HEAD gives the same headers and no file, and is no fetch', async () => {
  const [head, get] = [await ask(linkTo(), { method: 'HEAD' }), await ask(linkTo())];
  expect([head.status, head.body.length]).toEqual([200, 0]);
  expect({ ...get.headers, date: '' }).toMatchObject({ ...head.headers, date: '' });
  await waitFor(() => fetched.length > 0);
  expect(fetched).toHaveLength(1);
});

it.each(['application/octet-stream', 'application/pdf', 'text/plain', 'image/svg+xml'])(
  '%s is handed over and not shown',
  async (mimeType) => {
    media = { ...media, mimeType };
    const { headers } = await ask(linkTo());
    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect(headers['content-type']).toBe(mimeType);
  },
);

it('a file name cannot leave its header', async () => {
  media = { ...media, fileName: 'a"; x="\\%41\r\nSet-Cookie: b=c.jpg' };
  const { headers } = await ask(linkTo());
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['content-disposition']).toMatch(/^inline; filename="[^"\\%]+"; filename\*=UTF-8''[\w.%~!-]+$/);
});

describe('parts of it', () => {
  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=100000-', 100_000, 299_999],
    ['bytes=-5', 299_995, 299_999],
    ['bytes=299999-400000', 299_999, 299_999],
    ['bytes=0-', 0, 299_999],
  ])('%s', async (range, from, to) => {
    const answer = await ask(linkTo(), { headers: { Range: range } });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${from}-${to}/300000`);
    expect(answer.headers['content-length']).toBe(String(to - from + 1));
    expect(answer.body.equals(bytesFrom(from, to))).toBe(true);
  });

  it('beyond its end are not there', async () => {
    const answer = await ask(linkTo(), { headers: { Range: 'bytes=300000-' } });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */300000']);
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=x'])('asked for as %s come as the whole', async (range) => {
    const answer = await ask(linkTo(), { headers: { Range: range } });
    expect([answer.status, answer.body.length]).toEqual([200, BYTES.length]);
  });

  it('come only if the file is still the one meant', async () => {
    const ranged = (condition: string) =>
      ask(linkTo(), { headers: { Range: 'bytes=0-9', 'If-Range': condition } }).then(({ status }) => status);
    expect(await ranged(ETAG)).toBe(206);
    expect(await ranged('"other"')).toBe(200);
    expect(await ranged(`W/${ETAG}`)).toBe(200);
    expect(await ranged('Tue, 03 Nov 2026 09:15:00 GMT')).toBe(200);
  });

  it('count as fetched when the last of them is read', async () => {
    await ask(linkTo(), { headers: { Range: 'bytes=0-99999' } });
    await ask(linkTo(), { headers: { Range: 'bytes=100000-' } });
    await waitFor(() => fetched.length > 0);
    expect(fetched).toEqual([ID]);
  });
});

it('who has the file already is not sent it again', async () => {
  const answer = await ask(linkTo(), { headers: { 'If-None-Match': ETAG } });
  expect([answer.status, answer.body.length]).toEqual([304, 0]);
  expect(opened).toHaveLength(0);
});

describe('no file', () => {
  it('for a forged link, whether there is such a file or not', async () => {
    const forged = await ask(linkTo().replace(ID, OTHER));
    const elsewhere = await ask(linkTo(OTHER));
    const nonsense = await ask('/media/%ff/..%2f');
    for (const answer of [forged, elsewhere, nonsense, await ask('/media'), await ask('/media/')]) {
      expect([answer.status, answer.body.toString()]).toEqual([404, forged.body.toString()]);
      expect(Object.keys(answer.headers)).toEqual(Object.keys(forged.headers));
    }
  });

  it('for a link whose time is over, which only its owner learns', async () => {
    now = NOW + 7_200_000;
    expect((await ask(linkTo())).status).toBe(410);
    expect((await ask(linkTo(OTHER))).status).toBe(410);
    expect((await ask(linkTo().replace(ID, OTHER))).status).toBe(404);
    expect(opened).toHaveLength(0);
  });

  it('for one that the store lost, or that is another than the ledger says', async () => {
    media = { ...media, size: 5 };
    const wrong = await ask(linkTo());
    await store.remove('7/one');
    const lost = await ask(linkTo());
    expect([wrong.status, lost.status]).toEqual([404, 404]);
    for (const { headers } of [wrong, lost]) {
      expect([headers.etag, headers['content-disposition'], headers['cache-control']]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
    await waitFor(() => opened.every((stream) => stream.destroyed));
  });

  it('while the ledger or the store does not answer; it may come later', async () => {
    find = () => Promise.reject(new Error('connection refused'));
    const answer = await ask(linkTo());
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    find = () => Promise.resolve({ ...media, storeKey: '../outside' });
    expect((await ask(linkTo())).status).toBe(503);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('for %s', async (method) => {
    const answer = await ask(linkTo(), { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

it('a reader that goes away ends the reading, and nothing was fetched', async () => {
  const size = 60 * 1_024 * 1_024;
  await store.put(
    '7/large',
    (function* () {
      for (let left = 60; left > 0; left -= 1) yield Buffer.alloc(1_024 * 1_024);
    })() as unknown as AsyncIterable<Buffer>,
    { maxBytes: size },
  );
  media = { ...media, storeKey: '7/large', size };
  await new Promise<void>((resolve, reject) => {
    const sent = httpRequest(new URL(origin), { path: linkTo() }, (response) => {
      response.once('data', () => {
        sent.destroy();
        resolve();
      });
    });
    sent.on('error', reject);
    sent.end();
  });
  await waitFor(() => opened.length === 1 && opened[0]?.destroyed === true);
  expect(fetched).toEqual([]);
});

it('a file that breaks in the middle breaks the connection', async () => {
  media = { ...media, storeKey: '7/broken' };
  await expect(ask(linkTo())).rejects.toThrow();
  expect(fetched).toEqual([]);
});

it('that a fetch cannot be noted does not harm the reader', async () => {
  tell = () => Promise.reject(new Error('database away'));
  expect((await ask(linkTo())).body.equals(BYTES)).toBe(true);
  expect((await ask(linkTo())).status).toBe(200);
});
