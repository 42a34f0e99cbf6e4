import { once } from 'node:events';
import { request } from 'node:http';
import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { answered, pick, type Answered } from './support/http';
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
  [undefined, 'invalid file_id'],
  ['', 'invalid file_id'],
  ['BQACunknown', 'wrong file_id or the file is temporarily unavailable'],
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
async function stream(megabytes: number, onPiece: () => void, headers: Record<string, string> = {}): Promise<Answered> {
  const head = `--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n${String(CHAT)}\r\n--b\r\nContent-Disposition: form-data; name="document"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const req = request(`${box.sandbox.url}/telegram/bot${TOKEN}/sendDocument`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b', ...headers },
  });
  // Refused early, the rest may find nobody there.
  req.on('error', () => undefined);
  const response = once(req, 'response') as Promise<[AsyncIterable<Buffer> & { statusCode: number }]>;
  req.write(head);
  const piece = Buffer.alloc(MB, 'x');
  for (let sent = 0; sent < megabytes && !req.destroyed; sent += 1) {
    if (!req.write(piece)) await Promise.race([once(req, 'drain'), response]);
    onPiece();
  }
  req.end('\r\n--b--\r\n');
  const [answer] = await response;
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return { status: answer.statusCode, text, json: JSON.parse(text) as unknown, headers: new Headers() };
}

test('a large upload goes through in pieces', async () => {
  await box.assume({ 'telegram-local-server': 'on' });
  // What the first one costs once is not of interest.
  await stream(8, () => undefined);
  const before = process.memoryUsage().rss;
  let most = before;
  const answer = await stream(60, () => (most = Math.max(most, process.memoryUsage().rss)));
  expect(messageOf(answer)).toMatchObject({ document: { file_size: 60 * MB } });
  expect((most - before) / MB).toBeLessThan(25);
});

test('more than Telegram takes is refused before all of it is there', async () => {
  const answer = await stream(60, () => undefined);
  expect(answer.json).toEqual({ ok: false, error_code: 413, description: 'Request Entity Too Large' });
  expect((await box.state()).telegram.phones[0]?.messages).toHaveLength(1);
});
