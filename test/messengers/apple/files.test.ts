import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { NoAnswer } from '../../../src/http/client';
import { apple } from '../../../src/messengers/apple';
import { crypted, keyIn, keyText } from '../../../src/messengers/apple/crypt';
import type { OutboundMedia } from '../../../src/messengers/contract';
import { errorOf, fileOf } from '../telegram/scripted-http';
import { contextOf, ScriptedApple } from './scripted-apple';
import { ANN, BUSINESS } from './webhooks';

const KEY = '7d1f0c9e-5a4b-4c3d-8e2f-1a0b9c8d7e6f';
const part = (content: OutboundMedia) => ({ key: KEY, chat: ANN, content });
const picture: OutboundMedia = { type: 'picture', file: fileOf('image/png', { name: 'a.png' }) };

interface Sent {
  readonly body: string;
  readonly attachments: readonly Record<string, string>[];
}

/** As anybody who has the key decrypts it; written from the sheet. */
function opened(encrypted: Buffer, key: string): string {
  const decipher = createDecipheriv('aes-256-ctr', Buffer.from(key.slice(2), 'hex'), Buffer.alloc(16));
  return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString();
}

describe('a file of ours', () => {
  it('is given to Apple encrypted, as it is read, and the message says how it opens', async () => {
    const http = new ScriptedApple();
    await apple.send(contextOf(http), part({ ...picture, caption: 'look' }));
    const [place, put] = http.calls;
    expect(place).toMatchObject({ method: 'GET', path: 'preUpload' });
    expect(place?.headers).toMatchObject({ 'source-id': BUSINESS, 'mmcs-size': '5', size: '5' });
    expect(put).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/octet-stream' } });
    expect(put?.headers).not.toHaveProperty('authorization');
    const { body, attachments } = http.sent as unknown as Sent;
    expect(body).toBe('look \ufffc');
    const [attachment] = attachments;
    const encrypted = put?.bytes ?? Buffer.alloc(0);
    expect(attachment).toEqual({
      name: 'a.png',
      mimeType: 'image/png',
      size: '5',
      'signature-base64': Buffer.concat([Buffer.from([0x81]), createHash('sha1').update(encrypted).digest()]).toString(
        'base64',
      ),
      url: put?.path,
      owner: 'M-owner',
      key: expect.stringMatching(/^00[0-9a-f]{64}$/) as string,
    });
    expect(opened(encrypted, attachment?.key ?? '')).toBe('bytes');
  });

  it('without words is its mark alone, and a mark in the words is none', async () => {
    const http = new ScriptedApple();
    await apple.send(contextOf(http), part(picture));
    expect(http.sent).toMatchObject({ body: '\ufffc' });
    const other = new ScriptedApple();
    await apple.send(contextOf(other), part({ ...picture, caption: 'a\ufffcb' }));
    expect(other.sent).toMatchObject({ body: 'ab \ufffc' });
  });

  it('has another key in each attempt', async () => {
    const keys = new Set<string | undefined>();
    for (const http of [new ScriptedApple(), new ScriptedApple()]) {
      await apple.send(contextOf(http), part(picture));
      keys.add((http.sent as unknown as Sent).attachments[0]?.key);
    }
    expect(keys.size).toBe(2);
  });

  it.each<[string, ConstructorParameters<typeof ScriptedApple>[0], object]>([
    ['there is no place', { preUpload: { status: 400 } }, { code: 903, retry: 'later' }],
    ['Apple is away', { preUpload: { status: 504 } }, { code: 903, retry: 'later' }],
    ['nobody answers', { preUpload: new NoAnswer('maybe', 'it broke') }, { code: 903, retry: 'later' }],
    ['the answer is none', { preUpload: { status: 200, body: '{}' } }, { code: 903, retry: 'later' }],
    ['it is too big', { preUpload: { status: 413 } }, { code: 905, retry: 'no' }],
    ['our token is refused', { preUpload: { status: 401 } }, { code: 902, breadth: 'source' }],
    ['Apple wants to be asked less', { preUpload: { status: 429 } }, { code: 905, retry: 'later', breadth: 'source' }],
    ['its place has ended', { place: { status: 403 } }, { code: 903, retry: 'later', breadth: 'message' }],
    ['its place finds it too big', { place: { status: 413 } }, { code: 905, retry: 'no' }],
    ['its place breaks', { place: new NoAnswer('maybe', 'it broke') }, { code: 903, retry: 'later' }],
    ['its place says nothing', { place: { status: 200 } }, { code: 903, retry: 'later' }],
  ])('goes nowhere, and that is sure, where %s', async (_, answers, wanted) => {
    const place = JSON.stringify({ 'upload-url': 'https://x.example/place', 'mmcs-url': 'u', 'mmcs-owner': 'o' });
    const http = new ScriptedApple({ preUpload: { status: 200, body: place }, ...answers });
    expect(await errorOf(apple.send(contextOf(http), part(picture)))).toMatchObject(wanted);
    expect(http.to('message')).toHaveLength(0);
  });
});

describe('a file of the customer', () => {
  const key = randomBytes(32);
  const bytes = randomBytes(1_000);
  const lying = async () => {
    const http = new ScriptedApple();
    async function* whole(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(bytes);
    }
    const signature = http.keep('f-1', await buffer(crypted(key, whole())));
    const reference = { url: 'f-1', owner: 'M1', signature: signature.toString('base64'), key: keyText(key) };
    return { http, reference: JSON.stringify(reference), signature };
  };
  const fetched = (http: ScriptedApple, reference: string) => apple.fetchMedia?.(contextOf(http), reference);

  it('is decrypted as it is read', async () => {
    const { http, reference, signature } = await lying();
    const download = await fetched(http, reference);
    if (download?.ok !== true) throw new Error('not open');
    expect(download.length).toBe(bytes.length);
    const chunks: Buffer[] = [];
    for await (const chunk of download.body) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(10);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    const base64 = signature.toString('base64');
    expect(http.calls).toMatchObject([
      {
        method: 'GET',
        path: 'preDownload',
        headers: {
          'source-id': BUSINESS,
          url: 'f-1',
          owner: 'M1',
          signature: base64,
          'mmcs-url': 'f-1',
          'mmcs-owner': 'M1',
          'mmcs-signature': base64,
        },
      },
    ]);
    expect(http.downloads[0]?.headers).toBeUndefined();
  });

  it('is asked for anew where its address has ended, three times', async () => {
    const { http, reference } = await lying();
    http.expired = 2;
    expect(await fetched(http, reference)).toMatchObject({ ok: true });
    expect(http.to('preDownload')).toHaveLength(3);
    http.expired = 3;
    expect(await fetched(http, reference)).toMatchObject({ ok: false, status: 404 });
  });

  it.each<[number, object]>([
    [400, { code: 905, retry: 'no' }],
    [401, { code: 902, retry: 'later' }],
    [404, { code: 905, retry: 'no', text: 'Apple does not have the file any more.' }],
    [410, { code: 905, retry: 'no' }],
    [429, { retry: 'later' }],
    [500, { code: 903, retry: 'later' }],
    [504, { code: 903, retry: 'later' }],
  ])('that Apple answers with HTTP %i is %j', async (status, wanted) => {
    const { reference } = await lying();
    const http = new ScriptedApple({ preDownload: { status } });
    expect(await errorOf(fetched(http, reference) ?? Promise.resolve())).toMatchObject(wanted);
  });

  it.each(['', '{}', '{"url":"u","owner":"o","signature":"s","key":"ab"}'])('has no such name as %j', async (name) => {
    const http = new ScriptedApple();
    expect(await errorOf(fetched(http, name) ?? Promise.resolve())).toMatchObject({ code: 905, retry: 'no' });
    expect(http.calls).toHaveLength(0);
  });
});

it('what is encrypted in pieces of any size opens as a whole, and is as long', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), async (pieces) => {
      const key = randomBytes(32);
      async function* each(): AsyncGenerator<Buffer> {
        for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
      }
      const plain = Buffer.concat(pieces);
      const encrypted = await buffer(crypted(key, each()));
      expect(encrypted).toHaveLength(plain.length);
      expect(opened(encrypted, keyText(key))).toBe(plain.toString());
    }),
  );
});

it.each(['', 'ab', `01${'a'.repeat(64)}`, `00${'g'.repeat(64)}`, `00${'a'.repeat(66)}`])('%j is no key', (text) => {
  expect(keyIn(text)).toBeUndefined();
});
