import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAddressFilter } from '../../src/http/address-filter';
import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { copyMedia, type Copied, type CopyOptions } from '../../src/media/copy';
import { createDirectoryStore } from '../../src/media/directory-store';
import type { MediaStore } from '../../src/media/store';
import { DeliveryError } from '../../src/messengers/delivery-error';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';
import { waitFor } from '../support/wait-for';

const MEGABYTE = 1_048_576;
const NOW = Date.parse('2026-11-03T09:15:00Z');
const JPEG = Buffer.concat([Buffer.from('\xff\xd8\xff\xe0', 'latin1'), Buffer.alloc(5_000, 9)]);

let server: ThrowawayServer;
let client: ClosableHttpClient;
let dir: string;
let store: MediaStore;

beforeEach(async () => {
  server = await startThrowawayServer();
  client = createHttpClient({
    connectTimeoutMs: 300,
    addressFilter: createAddressFilter({ allow: [new URL(server.origin).host] }),
  });
  dir = mkdtempSync(path.join(tmpdir(), 'courier-copy-'));
  store = createDirectoryStore(dir);
});
afterEach(async () => {
  await server.close();
  await client.close();
  rmSync(dir, { recursive: true, force: true });
});

const copy = (extra: Partial<CopyOptions> & { url?: string } = {}): Promise<Copied> =>
  copyMedia({
    download: () =>
      client.download({ method: 'GET', url: extra.url ?? `${server.origin}/secret`, timeoutMs: 5_000, idleMs: 300 }),
    store,
    key: '7/one',
    maxBytes: 3 * MEGABYTE,
    declared: { name: 'photo.png', mimeType: 'image/png' },
    clock: { now: () => NOW },
    ...extra,
  });

/** Nothing is kept, finished or not. */
function isEmpty(): boolean {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).every((entry) => !entry.isFile());
}

it('a file is stored as what its bytes are', async () => {
  server.answer = (response) => response.end(JPEG);
  const copied = await copy();
  expect(copied).toMatchObject({ kind: 'stored', size: JPEG.length, mimeType: 'image/jpeg', extension: 'jpg' });
  expect((copied as { sha256: string }).sha256).toMatch(/^[0-9a-f]{64}$/);
  const kept = await store.open('7/one');
  kept?.stream.destroy();
  expect(kept?.size).toBe(JPEG.length);
});

it('what it came as counts where the bytes are the same', async () => {
  server.answer = (response) => response.end(Buffer.from('\0\0\0\x20ftypisom\0\0\0\0', 'latin1'));
  expect(await copy({ declared: { type: 'voice' } })).toMatchObject({ mimeType: 'audio/mp4', extension: 'm4a' });
});

it.each([
  [404, 'refused', 'The file is not there any more (404).'],
  [410, 'refused', 'The file is not there any more (410).'],
  [401, 'refused', "The file's address does not open, or not any more (401)."],
  [403, 'refused', "The file's address does not open, or not any more (403)."],
  [302, 'refused', "The file's address leads to another one, which is not followed (302)."],
  [400, 'refused', 'The server that holds the file refuses to give it (400).'],
  [408, 'later', 'The server that holds the file has a fault (408).'],
  [429, 'later', 'The server that holds the file asks for patience (429).'],
  [500, 'later', 'The server that holds the file has a fault (500).'],
  [503, 'later', 'The server that holds the file has a fault (503).'],
])('an answer of %i is %s', async (status, kind, text) => {
  server.answer = replyWith(status, 'no', { Location: 'http://169.254.169.254/' });
  expect(await copy()).toEqual({ kind, text });
  expect(server.seen).toHaveLength(1);
  expect(isEmpty()).toBe(true);
});

it('the time that a server asks for is passed on', async () => {
  server.answer = replyWith(429, '', { 'Retry-After': '7' });
  expect(await copy()).toMatchObject({ kind: 'later', retryAfterMs: 7_000 });
});

it('an address that may not be fetched is refused for good', async () => {
  for (const url of ['http://169.254.169.254/latest/meta-data', 'http://[::ffff:7f00:1]/', 'http://127.0.0.1:1/']) {
    expect(await copy({ url })).toEqual({
      kind: 'refused',
      text: "The file's address is not one that may be fetched.",
    });
  }
});

it('no answer is for later, and says nothing of the address', async () => {
  await server.close();
  expect(await copy()).toEqual({ kind: 'later', text: 'The file could not be fetched: the connection was refused.' });
});

describe('a file that is too large', () => {
  it('by its own word is not read at all', async () => {
    let closed = false;
    server.answer = (response) => {
      response.on('close', () => (closed = true));
      response.writeHead(200, { 'Content-Length': String(3 * MEGABYTE + 1) });
      response.write(Buffer.alloc(1_000));
    };
    expect(await copy()).toEqual({ kind: 'refused', text: 'The file is larger than 3 MB.' });
    await waitFor(() => closed);
    expect(isEmpty()).toBe(true);
  });

  it('and does not say so is read up to there', async () => {
    let sent = 0;
    server.answer = (response) => {
      const more = (): void => {
        if (response.destroyed) return;
        sent += 1;
        response.write(Buffer.alloc(MEGABYTE), more);
      };
      more();
    };
    expect(await copy()).toEqual({ kind: 'refused', text: 'The file is larger than 3 MB.' });
    expect(sent).toBeLessThan(20);
    expect(isEmpty()).toBe(true);
  });
});

it.each<[string, string, (response: ServerResponse) => void]>([
  [
    'breaks off',
    'the connection broke',
    (response) => {
      response.writeHead(200, { 'Content-Length': '9000' });
      response.write(JPEG, () => response.destroy());
    },
  ],
  ['stalls', 'no byte came within 300 ms', (response) => response.write(JPEG)],
])('a download that %s is for later, and nothing of it stays', async (_, text, answer) => {
  server.answer = answer;
  expect(await copy()).toEqual({ kind: 'later', text: `The file could not be fetched: ${text}.` });
  expect(isEmpty()).toBe(true);
});

it('an empty file is none', async () => {
  expect(await copy()).toEqual({ kind: 'refused', text: 'The file is empty.' });
  expect(isEmpty()).toBe(true);
});

it('a file that comes compressed would be kept as what it is not', async () => {
  server.answer = (response) => {
    response.setHeader('Content-Encoding', 'gzip');
    response.end(JPEG);
  };
  expect(await copy()).toEqual({ kind: 'refused', text: 'The file came compressed, which was not asked for.' });
  expect(isEmpty()).toBe(true);
});

it("a driver's own refusal is passed on in its words", async () => {
  const throwing = (retry: 'no' | 'later', retryAfterMs?: number) =>
    copy({
      download: () =>
        Promise.reject(
          new DeliveryError({
            code: 905,
            retry,
            text: 'The file is larger than a bot may fetch.',
            ...(retryAfterMs && { retryAfterMs }),
          }),
        ),
    });
  expect(await throwing('no')).toEqual({ kind: 'refused', text: 'The file is larger than a bot may fetch.' });
  expect(await throwing('later', 5)).toMatchObject({ kind: 'later', retryAfterMs: 5 });
});

it('a fault of the store is thrown, and the download ends', async () => {
  let closed = false;
  server.answer = (response) => {
    response.on('close', () => (closed = true));
    response.write(JPEG);
  };
  const full = new Error('ENOSPC');
  await expect(copy({ store: { ...store, put: () => Promise.reject(full) } })).rejects.toBe(full);
  await waitFor(() => closed);
});
