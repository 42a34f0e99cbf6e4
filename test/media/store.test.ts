import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createMediaStore } from '../../src/media/choose-store';
import type { MediaStore, OpenFile } from '../../src/media/store';
import { S3_ACCESS_KEY, S3_REGION, S3_SECRET_KEY, startS3Server, type S3Server } from '../support/s3-server';
import { waitFor } from '../support/wait-for';

// The SDK warns of the end of old versions of Node at its first use.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

interface Place {
  readonly store: MediaStore;
  /** Names of what is kept, whole files only. */
  kept(): string[];
  /** Whether anything of an unfinished file is left. */
  isTidy(): boolean;
  close(): Promise<void>;
}

let dir: string;
let s3: S3Server;

async function directory(): Promise<Place> {
  dir = mkdtempSync(path.join(tmpdir(), 'courier-media-'));
  const store = await createMediaStore({ directory: dir, s3: undefined });
  const files = () =>
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)));
  return {
    store,
    kept: () => files().filter((name) => !name.startsWith('.')),
    isTidy: () => files().every((name) => !name.startsWith('.')),
    close: () => {
      rmSync(dir, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

async function bucket(): Promise<Place> {
  s3 = await startS3Server();
  const settings = { region: S3_REGION, accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY };
  const store = await createMediaStore({ directory: '/nowhere', s3: { url: `${s3.url}/some/folder`, ...settings } });
  return {
    store,
    kept: () => [...s3.objects.keys()].map((key) => key.replace(/^some\/folder\//, '')),
    isTidy: () => s3.uploads.size === 0,
    close: async () => {
      await store.close();
      await s3.close();
    },
  };
}

const GENEROUS = { maxBytes: 1_024 * 1_024 * 1_024 };

async function* inChunks(bytes: Buffer, size = 50_000): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) {
    await turn();
    yield bytes.subarray(from, from + size);
  }
}

async function bytesOf(file: OpenFile | undefined): Promise<Buffer> {
  if (file === undefined) throw new Error('there is no such file');
  const chunks: Buffer[] = [];
  for await (const chunk of file.stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe.each([
  ['a directory', directory],
  ['a bucket', bucket],
])('%s', (_, open) => {
  let place: Place;
  let store: MediaStore;
  beforeEach(async () => {
    place = await open();
    ({ store } = place);
  });
  afterEach(() => place.close());

  it.each([0, 1, 4_096, 300_000, 5 * 1_024 * 1_024, 5 * 1_024 * 1_024 + 1, 13_000_000])(
    'gives back the %i bytes it took, and tells what they are',
    async (size) => {
      const bytes = randomBytes(size);
      const put = await store.put('7/one', inChunks(bytes), GENEROUS);
      expect(put).toEqual({
        kind: 'stored',
        size,
        head: bytes.subarray(0, 4_096),
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const file = await store.open('7/one');
      expect(file?.size).toBe(size);
      expect((await bytesOf(file)).equals(bytes)).toBe(true);
      expect(place.kept()).toEqual(['7/one']);
      expect(place.isTidy()).toBe(true);
    },
  );

  it('gives a range, and the size of the whole', async () => {
    const bytes = randomBytes(200_000);
    await store.put('7/one', inChunks(bytes), GENEROUS);
    for (const [start, end] of [
      [0, 0],
      [0, 199_999],
      [70_000, 70_009],
      [199_999, 199_999],
    ] as const) {
      const file = await store.open('7/one', { start, end });
      expect(file?.size).toBe(200_000);
      expect((await bytesOf(file)).equals(bytes.subarray(start, end + 1))).toBe(true);
    }
  });

  it('takes a file of exactly the limit, and stops reading a larger one at once', async () => {
    expect(await store.put('7/one', inChunks(randomBytes(100_000)), { maxBytes: 100_000 })).toMatchObject({
      kind: 'stored',
    });
    let given = 0;
    let closed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) {
          await turn();
          given += 1;
          yield Buffer.alloc(1_024 * 1_024);
        }
      } finally {
        closed = true;
      }
    }
    expect(await store.put('7/two', endless(), { maxBytes: 12 * 1_024 * 1_024 })).toEqual({ kind: 'too-large' });
    expect([given, closed]).toEqual([13, true]);
    expect(place.kept()).toEqual(['7/one']);
    expect(place.isTidy()).toBe(true);
  });

  it.each([100_000, 12_000_000])('keeps nothing of a file whose source breaks after %i bytes', async (size) => {
    const broken = new Error('the connection broke');
    const source = (async function* () {
      yield* inChunks(Buffer.alloc(size));
      throw broken;
    })();
    await expect(store.put('7/one', source, GENEROUS)).rejects.toBe(broken);
    expect(await store.open('7/one')).toBeUndefined();
    expect(place.kept()).toEqual([]);
    expect(place.isTidy()).toBe(true);
  });

  it('shows nothing of a file before it is whole, and the old one until then', async () => {
    await store.put('7/one', inChunks(Buffer.from('old')), GENEROUS);
    let finish: (() => void) | undefined;
    const whole = new Promise<void>((resolve) => (finish = resolve));
    let begun = false;
    const put = store.put(
      '7/one',
      (async function* () {
        yield Buffer.alloc(11_000_000, 1);
        begun = true;
        await whole;
        yield Buffer.from('new');
      })(),
      GENEROUS,
    );
    await waitFor(() => begun);
    expect((await bytesOf(await store.open('7/one'))).toString()).toBe('old');
    finish?.();
    await put;
    expect(await bytesOf(await store.open('7/one'))).toHaveLength(11_000_003);
  });

  it('a reader that has begun gets the file it began, whatever happens to it', async () => {
    const bytes = randomBytes(3_000_000);
    await store.put('7/one', inChunks(bytes), GENEROUS);
    const reading = await store.open('7/one');
    await store.remove('7/one');
    expect((await bytesOf(reading)).equals(bytes)).toBe(true);
  });

  it('removes a file, and does not mind one that is not there', async () => {
    await store.put('7/one', inChunks(Buffer.from('x')), GENEROUS);
    await store.remove('7/one');
    await store.remove('7/one');
    expect(await store.open('7/one')).toBeUndefined();
    expect(await store.open('8/never')).toBeUndefined();
    expect(place.kept()).toEqual([]);
  });

  it.each([
    '',
    '/etc/passwd',
    '../up',
    'a/../../b',
    '.incoming/x',
    'a//b',
    'a/',
    'a\\b',
    'a b',
    'a\0',
    'ü',
    'a/b/c/d/e/f',
  ])('takes no key that could lead elsewhere: %j', async (key) => {
    const words = 'This is no key of a media store';
    await expect(store.put(key, inChunks(Buffer.from('x')), GENEROUS)).rejects.toThrow(words);
    await expect((async () => store.open(key))()).rejects.toThrow(words);
    await expect((async () => store.remove(key))()).rejects.toThrow(words);
  });

  it('says that it is well, and leaves nothing behind', async () => {
    expect(await store.check()).toMatch(/^the (directory|bucket) /);
    expect(place.kept()).toEqual([]);
  });
});

describe('a directory', () => {
  let place: Place;
  beforeEach(async () => {
    place = await directory();
  });
  afterEach(() => place.close());

  it('loses what was left unfinished a day ago, and not what is being written', async () => {
    const aside = path.join(dir, '.incoming');
    mkdirSync(aside, { recursive: true });
    for (const [name, hours] of [
      ['yesterday', 25],
      ['today', 23],
    ] as const) {
      const file = path.join(aside, name);
      writeFileSync(file, 'half');
      const at = Date.now() / 1_000 - hours * 3_600;
      utimesSync(file, at, at);
    }
    await place.store.put('7/one', inChunks(Buffer.from('x')), GENEROUS);
    expect(readdirSync(aside)).toEqual(['today']);
  });

  it('is made when it is first used, and its files are not for everybody', async () => {
    const deep = path.join(dir, 'made', 'by', 'us');
    const store = await createMediaStore({ directory: deep, s3: undefined });
    await store.put('7/one', inChunks(Buffer.from('x')), GENEROUS);
    expect(statSync(path.join(deep, '7', 'one')).mode & 0o007).toBe(0);
  });

  it('that cannot be written to says so', async () => {
    const file = path.join(dir, 'file');
    writeFileSync(file, '');
    const store = await createMediaStore({ directory: path.join(file, 'media'), s3: undefined });
    await expect(store.check()).rejects.toThrow(
      `the directory ${path.join(file, 'media')} does not take files (ENOTDIR)`,
    );
    expect(existsSync(path.join(file, 'media'))).toBe(false);
  });
});

describe('a bucket', () => {
  let place: Place;
  beforeEach(async () => {
    place = await bucket();
  });
  afterEach(() => place.close());

  it('gets a small file in one request and a large one in parts', async () => {
    await place.store.put('7/one', inChunks(Buffer.alloc(5 * 1_024 * 1_024)), GENEROUS);
    expect(s3.seen.splice(0)).toEqual(['put']);
    await place.store.put('7/one', inChunks(Buffer.alloc(11 * 1_024 * 1_024)), GENEROUS);
    expect(s3.seen).toEqual(['begin', 'part', 'part', 'part', 'complete']);
  });

  it('that fails for a moment is asked again', async () => {
    let failures = 0;
    s3.intercept = (_, response) => {
      failures += 1;
      if (failures > 1) return false;
      response.writeHead(503).end();
      return true;
    };
    await place.store.put('7/one', inChunks(Buffer.from('x')), GENEROUS);
    expect(place.kept()).toEqual(['7/one']);
  });

  it('that refuses a part gets none of the file', async () => {
    s3.intercept = (request, response) => {
      if (request.method !== 'PUT' || !(request.url ?? '').includes('partNumber=2')) return false;
      response.writeHead(403).end();
      return true;
    };
    await expect(place.store.put('7/one', inChunks(Buffer.alloc(12_000_000)), GENEROUS)).rejects.toThrow();
    expect([place.kept(), place.isTidy()]).toEqual([[], true]);
  });

  it.each([
    ['the wrong secret', { secretKey: 'wrong' }, /SignatureDoesNotMatch/],
    ['another access key', { accessKey: 'AKOTHER' }, /InvalidAccessKeyId/],
    ['another bucket', { path: '/other' }, /the bucket other .*NoSuchBucket/],
  ])('says what is wrong with %s, without the secret', async (_, wrong, words) => {
    const { path: elsewhere, ...keys } = { path: undefined, ...wrong };
    const url = elsewhere === undefined ? s3.url : new URL(elsewhere, s3.url).href;
    const settings = { url, region: S3_REGION, accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY, ...keys };
    const store = await createMediaStore({ directory: '/nowhere', s3: settings });
    await expect(store.check()).rejects.toThrow(words);
    await expect(store.check()).rejects.not.toThrow(/wrong|secret/);
    if (elsewhere !== undefined) await expect(store.open('7/one')).rejects.toThrow();
    await store.close();
  });

  it('has to be named', async () => {
    const settings = { url: 'https://s3.example.org/', region: 'x', accessKey: 'x', secretKey: 'x' };
    await expect(createMediaStore({ directory: '/nowhere', s3: settings })).rejects.toThrow('has no bucket');
  });
});
