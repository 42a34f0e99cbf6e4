import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InboxMessage } from '../../src/sandbox/control/contract';
import { FileServer } from './support/file-server';
import { Harness } from './support/harness';
import { eventually } from './support/http';
import { incoming, SCOPE } from './support/kommo-caller';

let box: Harness;
let files: FileServer;
const others: Harness[] = [];
beforeEach(async () => {
  files = new FileServer();
  await files.start();
  box = await Harness.start();
  await box.kommo.connect();
  await box.assume({ 'media-fetch-delay-ms': 0 });
});
afterEach(async () => {
  for (const other of [box, ...others.splice(0)]) await other.stop();
  await files.stop();
});

const picture = (media: string, more: object = {}) =>
  incoming('', { message: { type: 'picture', media, file_name: 'p.png', file_size: 5, text: 'look', ...more } });
const messages = async (of = box): Promise<readonly InboxMessage[]> =>
  (await of.state()).kommo.chats[0]?.messages ?? [];
const settled = (of = box) =>
  eventually(async () => {
    const { media } = (await messages(of)).at(-1) ?? {};
    return media && media.state !== 'waiting' ? media : undefined;
  });
const fetches = async () => (await box.journal()).filter(({ operation }) => operation === 'media-fetch');

test('Kommo fetches the file of a message itself, once, with GET, and keeps a copy', async () => {
  const media = files.file('/p.png', 'bytes', 'image/png; x=1');
  await box.assume({ 'media-fetch-delay-ms': 100 });
  await box.kommo.send(picture(media, { media_duration: 3 }));
  expect((await messages())[0]?.media).toEqual({
    state: 'waiting',
    file: null,
    fileName: 'p.png',
    durationS: 3,
    error: null,
  });
  const got = await settled();
  expect(got).toMatchObject({ state: 'there', file: { name: 'p.png', mimeType: 'image/png', size: 5 }, error: null });
  expect(got.file?.url).toBe(`/control/files/${got.file?.id ?? ''}`);
  expect(files.asked).toEqual(['GET /p.png']);
  expect(await fetches()).toMatchObject([
    {
      side: 'kommo',
      direction: 'out',
      method: 'GET',
      path: '/p.png',
      status: 200,
      stored: true,
      request: { url: media },
    },
  ]);
  expect((await messages())[0]).toMatchObject({ type: 'picture', text: 'look' });
});

test('the name of a file is the one in its address, where the message has none', async () => {
  await box.kommo.send(picture(files.file('/folder/voice.ogg', 'x'), { type: 'voice', file_name: undefined }));
  expect(await settled()).toMatchObject({ fileName: 'voice.ogg', file: { name: 'voice.ogg' } });
});

test.each<[string, (at: FileServer) => string, string]>([
  ['an error', (at) => at.on('/f', (_req, res) => res.writeHead(503).end()), 'answered 503, not 200'],
  ['nothing there', (at) => at.on('/x', (_req, res) => res.writeHead(404).end()), 'answered 404, not 200'],
  [
    'a redirect',
    (at) => at.on('/r', (_req, res) => res.writeHead(302, { Location: at.file('/p', 'x') }).end()),
    'answered 302, not 200',
  ],
  ['a closed connection', (at) => at.on('/c', (req) => req.socket.destroy()), 'connection closed'],
  [
    'half a file',
    (at) =>
      at.on('/h', (req, res) => {
        res.writeHead(200, { 'Content-Length': '10' }).write('half');
        setTimeout(() => req.socket.destroy(), 20);
      }),
    'connection closed',
  ],
  ['nobody there', () => 'http://127.0.0.1:1/f', 'connection refused'],
  ['no answer', (at) => at.on('/n', () => undefined), 'no whole answer in time'],
  [
    'an answer that does not end',
    (at) => at.on('/e', (_req, res) => res.writeHead(200).write('on and on')),
    'no whole answer in time',
  ],
  ['too long a file', (at) => at.file('/l', 'x'.repeat(2000)), 'larger than 1000 bytes'],
  [
    'too long a file of unknown length',
    (at) =>
      at.on('/u', (_req, res) => {
        res.writeHead(200).write('x'.repeat(600));
        res.end('x'.repeat(600));
      }),
    'larger than 1000 bytes',
  ],
])('%s: tried three times, then the message is there without its file', async (_name, serve, error) => {
  // Short only where it has to run out: on a busy machine any answer may take as long.
  const timeoutMs = error === 'no whole answer in time' ? 150 : 20_000;
  await box.assume({ 'media-fetch-timeout-ms': timeoutMs, 'media-fetch-limit-bytes': 1000 });
  expect((await box.kommo.send(picture(serve(files)))).status).toBe(200);
  expect(await settled()).toEqual({ state: 'failed', file: null, fileName: 'p.png', durationS: null, error });
  const tries = await fetches();
  expect(tries).toHaveLength(3);
  expect(tries.every(({ stored, endedAt, answer }) => !stored && endedAt !== null && answer === error)).toBe(true);
  expect((await messages())[0]?.text).toBe('look');
});

test('what works at a later try is there', async () => {
  let asked = 0;
  const media = files.on('/late', (_req, res) => {
    asked += 1;
    res.writeHead(asked < 3 ? 500 : 200).end('bytes');
  });
  await box.kommo.send(picture(media));
  expect(await settled()).toMatchObject({ state: 'there', file: { size: 5 } });
});

test('a size that was not the promised one is noted', async () => {
  await box.kommo.send(picture(files.file('/p', 'other bytes')));
  await settled();
  expect((await fetches())[0]?.warnings).toEqual(['file_size said 5, 11 came']);
});

test('the history has Kommo’s own address of the file, which serves it in parts too', async () => {
  await box.kommo.send(picture(files.file('/p.png', 'bytes', 'image/png'), { file_name: 'pá 1.png' }));
  const chatId = (await box.state()).kommo.chats[0]?.id ?? '';
  const shown = async () =>
    ((await box.kommo.history(chatId)).json as { messages: { message: Record<string, string> }[] }).messages[0]
      ?.message;
  await settled();
  const message = await shown();
  expect(message?.media).toMatch(/\/attachments\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/p%C3%A1%201\.png$/);
  expect(message?.thumbnail).toMatch(/\/p%C3%A1%201_320x200\.png$/);
  const whole = await fetch(message?.media ?? '');
  expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([200, 'image/png', 'bytes']);
  const part = await fetch(message?.media ?? '', { headers: { Range: 'bytes=1-2' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-2/5', 'yt']);
  const beyond = await fetch(message?.media ?? '', { headers: { Range: 'bytes=9-' } });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */5']);
  const head = await fetch(message?.media ?? '', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', '']);
  expect(await (await fetch(message?.thumbnail ?? '')).text()).toBe('bytes');
  expect((await fetch(`${message?.media ?? ''}x`)).status).toBe(404);
  expect((await fetch(message?.media ?? '', { method: 'DELETE' })).status).toBe(405);
  await box.control('POST', '/reset');
  expect((await fetch(message?.media ?? '')).status).toBe(404);
});

test('faults act on downloads too', async () => {
  await box.kommo.send(picture(files.file('/p.png', 'bytes')));
  await settled();
  const chatId = (await box.state()).kommo.chats[0]?.id ?? '';
  const { json } = await box.kommo.history(chatId);
  const { media = '' } = (json as { messages: { message: { media?: string } }[] }).messages[0]?.message ?? {};
  await box.fault({ name: 'kommo-error', status: 503, operation: 'attachment', times: 1 });
  expect((await fetch(media)).status).toBe(503);
  expect((await fetch(media)).status).toBe(200);
  const downloads = await eventually(async () => {
    const entries = (await box.journal()).filter(({ operation }) => operation === 'attachment');
    return entries.every(({ endedAt }) => endedAt !== null) && entries;
  });
  expect(downloads.map(({ status, fault }) => [status, fault])).toEqual([
    [503, 'kommo-error'],
    [200, null],
  ]);
});

test('an edit brings another file, or leaves it', async () => {
  const edit = (message: object) =>
    box.kommo.call('POST', SCOPE, { event_type: 'edit_message', payload: { ...incoming(''), msgid: 'm-1', message } });
  await box.kommo.send({ ...picture(files.file('/1', 'first')), msgid: 'm-1' });
  const { file: first } = await settled();
  expect((await edit({ type: 'picture', text: 'other words' })).status).toBe(200);
  expect((await messages())[0]).toMatchObject({ text: 'other words', edited: true, media: { file: first } });
  expect((await edit({ type: 'picture', media: files.file('/2', 'second one') })).status).toBe(200);
  await eventually(async () => (await messages())[0]?.media?.file?.size === 10);
  expect((await messages())[0]?.media).toMatchObject({ state: 'there', fileName: '2' });
  expect(files.asked).toEqual(['GET /1', 'GET /2']);
});

test('avatars and previews are fetched too, each once', async () => {
  const avatar = files.file('/ana.png', 'face', 'image/png');
  const preview_link = files.file('/post.html', 'page', 'text/html');
  const sender = { id: 'person-1', name: 'Ana', avatar };
  await box.kommo.send(incoming('one', { sender }));
  const shared_post = { url: 'http://127.0.0.1:1/post', type: 'post', preview_link };
  await box.kommo.send(incoming('two', { sender, message: { type: 'text', text: 'x', shared_post } }));
  await eventually(async () => (await fetches()).filter(({ endedAt }) => endedAt !== null).length === 2);
  expect([...files.asked].sort()).toEqual(['GET /ana.png', 'GET /post.html']);
  const [face, page] = (await fetches()).sort((a, b) => a.path.localeCompare(b.path));
  expect([face?.warnings, page?.warnings]).toEqual([undefined, ['an image was promised, text/html came']]);
});

test('copies survive a restart, and what was waiting is fetched then', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-media-'));
  const stateFile = path.join(folder, 'sandbox.json');
  const before = await Harness.start({ stateFile });
  await before.kommo.connect();
  await before.assume({ 'media-fetch-delay-ms': 0 });
  await before.kommo.send(picture(files.file('/p.png', 'bytes', 'image/png')));
  await settled(before);
  await before.assume({ 'media-fetch-delay-ms': 60_000 });
  await before.kommo.send(picture(files.file('/later.png', 'later', 'image/png')));
  await before.assume({ 'media-fetch-delay-ms': 0 });
  await before.stop();

  const after = await Harness.start({ stateFile });
  others.push(after);
  await settled(after);
  const all = await messages(after);
  expect(all.map(({ media }) => [media?.state, media?.file?.size])).toEqual([
    ['there', 5],
    ['there', 5],
  ]);
  const { json } = await after.kommo.history((await after.state()).kommo.chats[0]?.id ?? '');
  for (const { message } of (json as { messages: { message: { media: string } }[] }).messages) {
    expect(['bytes', 'later']).toContain(await (await fetch(message.media)).text());
  }
  rmSync(folder, { recursive: true });
});
