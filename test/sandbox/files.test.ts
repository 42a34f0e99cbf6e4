import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SANDBOX } from '../../src/sandbox/credentials';
import { SandboxFiles } from '../../src/sandbox/files/sandbox-files';
import { Harness } from './support/harness';
import { answered, eventually, pick, type Answered } from './support/http';
import { messageOf, METHODS, PARTS, upload } from './support/telegram-form';

const CHAT = SANDBOX.telegram.customer.id;
const TOKEN: string = SANDBOX.telegram.bot.token;
const MB = 1024 * 1024;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.customerWrites('Hello');
});
afterEach(() => box.stop());

const download = (path: string, init: RequestInit = {}, token = TOKEN): Promise<Response> =>
  fetch(`${box.sandbox.url}/telegram/file/bot${token}/${path}`, init);
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const getFile = (file_id: unknown): Promise<Answered> => box.telegram('getFile', { file_id });
type File = Record<'file_id' | 'file_unique_id', string>;

const KINDS = [
  ['photo', /^photos\/file_\d+\.jpg$/],
  ['video', /^videos\/file_\d+\.mp4$/],
  ['voice', /^voice\/file_\d+\.oga$/],
  ['audio', /^music\/file_\d+\.mp3$/],
  ['document', /^documents\/file_\d+\.pdf$/],
  ['animation', /^animations\/file_\d+\.gif$/],
  ['video_note', /^video_notes\/file_\d+\.mp4$/],
  ['sticker', /^stickers\/file_\d+\.webp$/],
] as const;

function fileIn(message: Record<string, unknown>, kind: string): File {
  const value = message[kind];
  return (Array.isArray(value) ? value.at(-1) : value) as File;
}

test.each(KINDS)('a %s can be downloaded again, byte by byte', async (kind, path) => {
  const sent = messageOf(await upload(box, METHODS[kind], { chat_id: CHAT }, { [kind]: PARTS[kind] }));
  const { file_id, file_unique_id } = fileIn(sent, kind);
  const answer = await getFile(file_id);
  const { bytes } = PARTS[kind];
  expect(answer.json).toEqual({
    ok: true,
    result: { file_id, file_unique_id, file_size: bytes.length, file_path: expect.stringMatching(path) as string },
  });
  const response = await download(pick(answer, 'result', 'file_path'));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(await bytesOf(response)).toEqual(bytes);
});

test('the small picture of a photo and of a video can be downloaded, too', async () => {
  const photo = messageOf(await upload(box, 'sendPhoto', { chat_id: CHAT }, { photo: PARTS.photo }));
  const video = messageOf(await upload(box, 'sendVideo', { chat_id: CHAT }, { video: PARTS.video }));
  const small = [(photo.photo as File[])[0], (video.video as { thumbnail: File }).thumbnail];
  for (const picture of small) {
    const answer = await getFile(picture?.file_id);
    expect(pick(answer, 'result', 'file_unique_id')).toBe(picture?.file_unique_id);
    const bytes = await bytesOf(await download(pick(answer, 'result', 'file_path')));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(answer.json).toMatchObject({ result: { file_size: bytes.length } });
  }
});

test('a file can be fetched in parts', async () => {
  const sent = messageOf(await upload(box, 'sendDocument', { chat_id: CHAT }, { document: PARTS.document }));
  const path = pick(await getFile(fileIn(sent, 'document').file_id), 'result', 'file_path');
  const part = await download(path, { headers: { Range: 'bytes=1-3' } });
  expect([part.status, (await bytesOf(part)).toString()]).toEqual([206, 'PDF']);
});

test('what is not there, or not for this bot, is not given', async () => {
  const sent = messageOf(await upload(box, 'sendDocument', { chat_id: CHAT }, { document: PARTS.document }));
  const { file_id } = fileIn(sent, 'document');
  const path = pick(await getFile(file_id), 'result', 'file_path');
  const other = '500000009:another-telegram-token';
  await box.control('POST', '/telegram/bots', { token: other, name: 'Other', username: 'other_bot' });
  const statuses = [
    await download('documents/file_99.pdf'),
    await download('../getMe'),
    await download(path, { method: 'POST' }),
    await download(path, {}, other),
    await download(path, {}, '500000001:another-telegram-token'),
    await download(path, {}, '0:x'),
  ].map(({ status }) => status);
  expect(statuses).toEqual([404, 404, 404, 404, 401, 401]);
  const foreign = await box.telegram('getFile', { file_id }, other);
  expect(foreign.json).toMatchObject({
    description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
  });
});

test('no path of a file shows the token in the journal', async () => {
  await download('documents/file_1.pdf');
  expect((await box.journal()).at(-1)).toMatchObject({
    operation: 'file',
    path: '/telegram/file/bot500000001:…/documents/file_1.pdf',
    status: 404,
  });
});

test.each([
  [undefined, 'file_id not specified'],
  ['', 'file_id not specified'],
  ['BQACunknown', 'invalid file_id'],
  ['BQACAgIAAxkBAAIBQ2ZvbmVnb25l', 'wrong file_id or the file is temporarily unavailable'],
  [7, 'wrong type of "file_id": a string expected'],
])('getFile refuses %j', async (id, reason) => {
  expect((await getFile(id)).json).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${reason}` });
});

test('the same bytes have the same unique id as the same kind, and a new id each time', async () => {
  const send = async (kind: 'video' | 'video_note'): Promise<File> =>
    fileIn(messageOf(await upload(box, METHODS[kind], { chat_id: CHAT }, { [kind]: PARTS.video })), kind);
  const [one, two, round] = [await send('video'), await send('video'), await send('video_note')];
  expect(two.file_unique_id).toBe(one.file_unique_id);
  expect(two.file_id).not.toBe(one.file_id);
  expect(round.file_unique_id).not.toBe(one.file_unique_id);
});

test('more than 20 MB arrives and cannot be downloaded, unless the server is a local one', async () => {
  const bytes = Buffer.alloc(20 * MB + 1, 'x');
  const part = { ...PARTS.document, bytes };
  const sent = messageOf(await upload(box, 'sendDocument', { chat_id: CHAT }, { document: part }));
  const { file_id } = fileIn(sent, 'document');
  expect((await getFile(file_id)).json).toMatchObject({ description: 'Bad Request: file is too big' });
  await box.assume({ 'telegram-local-server': 'on' });
  const path = pick(await getFile(file_id), 'result', 'file_path');
  expect((await bytesOf(await download(path))).length).toBe(bytes.length);
});

test('a faulty download is answered as every other call', async () => {
  await box.fault({ name: 'telegram-error', status: 429, retryAfter: 3, operation: 'file', times: 1 });
  const answer = await answered(await download('documents/file_1.pdf'));
  expect(answer.json).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
});

/** Sends a form of this size in pieces, as fast as they are taken. */
async function stream(
  megabytes: number,
  onPiece: (index: number) => void,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const head = `--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n${String(CHAT)}\r\n--b\r\nContent-Disposition: form-data; name="document"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const req = request(`${box.sandbox.url}/telegram/bot${TOKEN}/sendDocument`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b', ...headers },
  });
  // Refused early, the rest may find nobody there.
  const nobody = (): void => undefined;
  req.on('error', nobody).on('socket', (socket) => socket.on('error', nobody));
  const came: { answer: boolean } = { answer: false };
  const response = once(req, 'response').finally(() => (came.answer = true)) as Promise<
    [AsyncIterable<Buffer> & { statusCode: number }]
  >;
  req.write(head);
  const piece = Buffer.alloc(MB, 'x');
  for (let sent = 0; sent < megabytes && !came.answer; sent += 1) {
    if (!req.write(piece)) await Promise.race([once(req, 'drain'), response]);
    onPiece(sent);
  }
  req.end('\r\n--b--\r\n');
  const [answer] = await response;
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  req.destroy();
  const text = Buffer.concat(chunks).toString();
  return { status: answer.statusCode, text, json: JSON.parse(text) as unknown, headers: new Headers() };
}

/** What the process holds and could not let go. */
function heldMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

test('a large upload goes through in pieces', async () => {
  await box.assume({ 'telegram-local-server': 'on' });
  // What the first one costs once is not of interest.
  await stream(2, () => undefined);
  const before = heldMegabytes();
  let most = before;
  const answer = await stream(60, (sent) => {
    if (sent % 10 === 9) most = Math.max(most, heldMegabytes());
  });
  expect(messageOf(answer)).toMatchObject({ document: { file_size: 60 * MB } });
  expect(most - before).toBeLessThan(20);
});

test('more than Telegram takes is refused before all of it is there', async () => {
  const answer = await stream(60, () => undefined);
  expect(answer.json).toEqual({ ok: false, error_code: 413, description: 'Request Entity Too Large' });
  expect((await box.state()).telegram.phones[0]?.messages).toHaveLength(1);
});

describe('files of the people on both sides', () => {
  const where = (id: string): string => `${box.sandbox.url}/control/files/${id}`;
  const add = async (query: string, body: string | Buffer<ArrayBuffer>): Promise<Answered> =>
    answered(await fetch(`${box.sandbox.url}/control/files?${query}`, { method: 'POST', body }));
  const digits = async (): Promise<string> => pick(await add('name=a.txt&type=text/plain', '0123456789'), 'id');

  test('are kept as they are, whatever they are called', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    const name = 'Счёт «5»/ü.pdf';
    const answer = await add(`name=${encodeURIComponent(name)}&type=application/pdf`, bytes);
    const id = pick(answer, 'id');
    expect(answer).toMatchObject({
      status: 201,
      json: { id, name, mimeType: 'application/pdf', size: 5, url: `/control/files/${id}` },
    });
    const got = await fetch(where(id));
    expect(got.headers.get('content-type')).toContain('application/pdf');
    expect(got.headers.get('content-length')).toBe('5');
    expect(await bytesOf(got)).toEqual(bytes);
  });

  test('may be JSON or a form: nothing of them is read', async () => {
    const id = pick(await add('name=a.json&type=application/json', '{ broken'), 'id');
    expect(await (await fetch(where(id))).text()).toBe('{ broken');
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=x', 200, '0123456789', null],
  ])('come in parts: %s', async (Range, status, text, contentRange) => {
    const got = await fetch(where(await digits()), { headers: { Range } });
    expect([got.status, await got.text(), got.headers.get('content-range')]).toEqual([status, text, contentRange]);
  });

  test('say how long they are before they come', async () => {
    const got = await fetch(where(await digits()), { method: 'HEAD' });
    expect([got.status, got.headers.get('content-length'), await got.text()]).toEqual([200, '10', '']);
    expect(got.headers.get('accept-ranges')).toBe('bytes');
  });

  test.each([
    ['', 'x', 'name: '],
    ['name=', 'x', 'name: '],
    [`name=${'x'.repeat(256)}`, 'x', 'name: '],
    ['name=a&type=picture', 'x', 'type: a type such as image/png'],
    ['name=a&type=image/png&size=5', 'x', 'size'],
    ['name=a', '', 'The file is empty.'],
  ])('are refused with %j and the body %j', async (query, body, words) => {
    const answer = await add(query, body);
    expect(answer.status).toBe(400);
    expect(pick(answer, 'detail')).toContain(words);
  });

  test('that are not there are not given', async () => {
    const none = await answered(await fetch(where('none')));
    expect([none.status, pick(none, 'detail')]).toEqual([404, 'there is no file none']);
    expect((await fetch(where('..%2f..%2fetc%2fpasswd'))).status).toBe(404);
  });
});

test('of a file whose sender leaves nothing is kept', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-files-'));
  const files = new SandboxFiles();
  files.keepIn(folder);
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('begun');
      throw new Error('gone');
    })(),
  );
  await expect(files.add(broken, { name: 'a', mimeType: 'text/plain' })).rejects.toThrow('gone');
  expect(readdirSync(folder)).toEqual([]);
  const kept = await files.add(Readable.from([Buffer.from('whole')]), { name: 'b', mimeType: 'text/plain' });
  files.close();

  const again = new SandboxFiles();
  again.keepIn(folder);
  expect(again.get(kept.id)).toEqual(kept);
  await again.remove(kept.id);
  expect(readdirSync(folder)).toEqual([]);
  expect(() => again.open(kept.id)).toThrow('no such file');
  rmSync(folder, { recursive: true });
});

test.each([
  ['/control/files?name=a.bin', { 'Content-Type': 'application/octet-stream' }, ''],
  [
    `/telegram/bot${TOKEN}/sendDocument`,
    { 'Content-Type': 'multipart/form-data; boundary=b' },
    '--b\r\nContent-Disposition: form-data; name="document"; filename="a.bin"\r\n\r\n',
  ],
])('a client that leaves within a file at %s leaves nothing behind', async (where, headers, head) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-left-'));
  const other = await Harness.start({ stateFile: path.join(folder, 'state.json') });
  const place = path.join(folder, 'state.json-files');
  try {
    const req = request(`${other.sandbox.url}${where}`, { method: 'POST', headers });
    req.on('error', () => undefined);
    req.write(head);
    req.write(Buffer.alloc(MB));
    await eventually(() => Promise.resolve(readdirSync(place).length === 1));
    req.destroy();
    await eventually(() => Promise.resolve(readdirSync(place).length === 0));
    expect((await other.telegram('getMe')).status).toBe(200);
    expect((await other.journal()).map(({ operation }) => operation)).toEqual(['getMe']);
  } finally {
    await other.stop();
    rmSync(folder, { recursive: true });
  }
});
