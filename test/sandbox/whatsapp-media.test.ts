import { createHash } from 'node:crypto';
import { FileServer } from './support/file-server';
import { answered, pick } from './support/http';
import { errorOf, wamidOf, WA, WhatsAppBox } from './support/whatsapp';
import { upload } from './support/whatsapp-files';

let box: WhatsAppBox;
let files: FileServer;
beforeEach(async () => {
  box = await WhatsAppBox.start();
  files = new FileServer();
  await files.start();
  await box.subscribe();
});
afterEach(async () => {
  await box.stop();
  await files.stop();
});

const BEARER = { Authorization: `Bearer ${WA.accessToken}` };
const MB = 1024 * 1024;
const hex = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');
const download = async (url: string, headers: Record<string, string> = BEARER) =>
  answered(await fetch(url, { headers }));

describe('upload', () => {
  test('gives an id that resolves, downloads and goes', async () => {
    const id = pick(await box.upload('jpeg bytes', 'image/jpeg'), 'id');
    expect(id).toMatch(/^\d{16}$/);
    const resolved = await box.api('GET', `${id}?phone_number_id=${WA.number.id}`);
    expect(resolved.json).toEqual({
      messaging_product: 'whatsapp',
      url: expect.stringContaining(`${box.sandbox.url}/whatsapp/attachments/`) as string,
      mime_type: 'image/jpeg',
      sha256: hex('jpeg bytes'),
      file_size: 10,
      id,
    });
    const bytes = await download(pick(resolved, 'url'));
    expect([bytes.status, bytes.text, bytes.headers.get('content-type')]).toEqual([200, 'jpeg bytes', 'image/jpeg']);
    expect((await box.api('DELETE', id)).json).toEqual({ success: true });
    expect(errorOf(await box.api('GET', id))).toMatchObject({ code: 100, error_subcode: 33 });
  });

  test('an address of media is dead without the bearer, after five minutes, and with another sum', async () => {
    const id = pick(await box.upload('jpeg bytes', 'image/jpeg'), 'id');
    const url = pick(await box.api('GET', id), 'url');
    expect((await download(url, {})).status).toBe(401);
    expect((await download(url, { Authorization: 'Bearer EAAother' })).status).toBe(401);
    expect((await download(url.replace(/mid=\d+/, 'mid=1003383421000000'))).status).toBe(404);
    await box.control('PUT', '/clock', { offsetMs: 5 * 60 * 1000 + 1000 });
    expect((await download(url)).status).toBe(404);
    expect((await download(pick(await box.api('GET', id), 'url'))).status).toBe(200);
    await box.control('PUT', '/clock', { offsetMs: 31 * 24 * 60 * 60 * 1000 });
    expect(errorOf(await box.api('GET', id)).code).toBe(100);
    const { text } = await box.control('GET', '/journal?limit=100');
    expect(text).toContain('hash=…');
    expect(text).not.toContain(new URL(url).searchParams.get('hash'));
  });

  test('another number’s media is not there', async () => {
    const id = pick(await box.upload('jpeg bytes', 'image/jpeg'), 'id');
    expect(errorOf(await box.api('GET', `${id}?phone_number_id=1`))).toMatchObject({ code: 100, error_subcode: 33 });
  });

  test.each([
    ['a picture over 5 MB', 5 * MB + 1, 'image/jpeg', 131053],
    ['a video over 16 MB', 16 * MB + 1, 'video/mp4', 131053],
    ['audio over 16 MB', 16 * MB + 1, 'audio/mpeg', 131053],
    ['a sticker over 500 KB', 500 * 1024 + 1, 'image/webp', 131053],
    ['an empty file', 0, 'image/jpeg', 131053],
  ])('%s is refused', async (_name, size, type, code) => {
    expect(errorOf(await box.upload(Buffer.alloc(size), type)).code).toBe(code);
  });

  test.each([
    ['no product', { messaging_product: '' }],
    ['no type', { type: '' }],
    ['another type than that of the part', { type: 'image/png' }],
    ['a part that does not say what it is', { part: '' }],
    ['no file', { file: false }],
  ])('%s is refused with 100', async (_name, wrong) => {
    const {
      messaging_product = 'whatsapp',
      type = 'image/jpeg',
      part = 'image/jpeg',
      file = true,
    } = wrong as Record<string, string>;
    const lines = [
      ...(messaging_product === ''
        ? []
        : ['--x', 'Content-Disposition: form-data; name="messaging_product"', '', messaging_product]),
      ...(type === '' ? [] : ['--x', 'Content-Disposition: form-data; name="type"', '', type]),
      ...(file
        ? [
            '--x',
            'Content-Disposition: form-data; name="file"; filename="a.jpg"',
            ...(part === '' ? [] : [`Content-Type: ${part}`]),
            '',
            'bytes',
          ]
        : []),
      '--x--',
      '',
    ];
    const answer = await answered(
      await fetch(`${box.sandbox.url}/whatsapp/v26.0/${WA.number.id}/media`, {
        method: 'POST',
        headers: { ...BEARER, 'Content-Type': 'multipart/form-data; boundary=x' },
        body: lines.join('\r\n'),
      }),
    );
    expect(errorOf(answer).code).toBe(100);
  });

  test('any type passes as a document, or only those that are listed', async () => {
    expect((await box.upload('zip', 'application/zip')).status).toBe(200);
    await box.assume({ 'whatsapp-document-types': 'listed' });
    expect(errorOf(await box.upload('zip', 'application/zip')).code).toBe(131053);
  });
});

describe('what customers send', () => {
  test('the webhook’s address and id lead to the bytes; its sum is in base64', async () => {
    const file = await upload(box.sandbox.url, 'cat.jpg', 'image/jpeg', 'cat bytes');
    await (await box.person()).says({ files: [file], as: 'picture', text: 'Look' });
    const [message] = await box.untilMessages(1);
    const image = message?.image as Record<string, string>;
    expect(image).toMatchObject({ caption: 'Look', mime_type: 'image/jpeg' });
    expect(Buffer.from(image.sha256 ?? '', 'base64').toString('hex')).toBe(hex('cat bytes'));
    expect((await download(image.url ?? '')).text).toBe('cat bytes');
    expect(pick(await box.api('GET', image.id ?? ''), 'sha256')).toBe(hex('cat bytes'));
    await box.control('PUT', '/clock', { offsetMs: 8 * 24 * 60 * 60 * 1000 });
    expect(errorOf(await box.api('GET', image.id ?? '')).code).toBe(100);
  });
});

describe('what the business sends', () => {
  beforeEach(async () => {
    await (await box.person()).says('Hello');
  });

  const sent = async () => {
    await box.untilStatuses(1);
    return (await (await box.person()).sees()).messages.at(-1);
  };

  test('by id: a picture, and a voice message', async () => {
    const image = pick(await box.upload('jpeg bytes', 'image/jpeg'), 'id');
    await box.send({ type: 'image', image: { id: image, caption: 'Look' } });
    expect(await sent()).toMatchObject({
      kind: 'picture',
      text: 'Look',
      files: [{ mimeType: 'image/jpeg', size: 10 }],
    });
    const voice = pick(await box.upload('ogg bytes', 'audio/ogg'), 'id');
    const wamid = wamidOf(await box.send({ type: 'audio', audio: { id: voice, voice: true } }));
    await box.untilStatuses(4);
    const person = await box.person();
    expect((await person.sees()).messages.at(-1)?.kind).toBe('voice');
    await person.does('play');
    const statuses = (await box.untilStatuses(7)).filter(({ id }) => id === wamid);
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read', 'played']);
  });

  test('by link: fetched by Meta, and kept for ten minutes', async () => {
    const link = files.file('/offers/list.pdf', 'pdf bytes', 'application/pdf');
    await box.send({ type: 'document', document: { link, filename: 'Price list.pdf' } });
    expect(await sent()).toMatchObject({ kind: 'file', files: [{ name: 'list.pdf', mimeType: 'application/pdf' }] });
    await box.send({ type: 'document', document: { link } });
    await box.untilStatuses(3);
    expect(files.asked).toEqual(['GET /offers/list.pdf']);
    await box.control('PUT', '/clock', { offsetMs: 11 * 60 * 1000 });
    await box.send({ type: 'document', document: { link } });
    await box.untilStatuses(5);
    expect(files.asked).toHaveLength(2);
  });

  test.each([
    ['is not there', () => files.on('/none', (_req, res) => res.writeHead(404).end())],
    ['is of another type', () => files.file('/a.webp', 'webp', 'image/webp')],
    ['is too large', () => files.file('/big.jpg', Buffer.alloc(5 * MB + 1), 'image/jpeg')],
    ['leads nowhere', () => 'http://127.0.0.1:1/a.jpg'],
  ])('a link that %s: taken, and failed later', async (_name, link) => {
    expect((await box.send({ type: 'image', image: { link: link() } })).status).toBe(200);
    expect((await box.untilStatuses(1))[0]).toMatchObject({ status: 'failed', errors: [{ code: 131053 }] });
  });

  test('a link is not fetched where Meta cannot', async () => {
    await box.assume({ 'whatsapp-fetch-links': 'off' });
    await box.send({ type: 'image', image: { link: files.file('/a.jpg', 'x', 'image/jpeg') } });
    expect((await box.untilStatuses(1))[0]).toMatchObject({ errors: [{ code: 131053 }] });
    expect(files.asked).toEqual([]);
  });

  test('a file that is not of the kind, and a voice that is no Opus: failed later', async () => {
    const mp3 = pick(await box.upload('mp3 bytes', 'audio/mpeg'), 'id');
    await box.send({ type: 'audio', audio: { id: mp3, voice: true } });
    await box.send({ type: 'image', image: { id: mp3 } });
    const statuses = await box.untilStatuses(2);
    expect(statuses.map(({ errors }) => (errors as { code: number }[])[0]?.code)).toEqual([131053, 131053]);
  });

  test('a sticker that stands still has 100 KB', async () => {
    const still = pick(await box.upload(Buffer.alloc(100 * 1024 + 1), 'image/webp'), 'id');
    await box.send({ type: 'sticker', sticker: { id: still } });
    expect((await box.untilStatuses(1))[0]).toMatchObject({ errors: [{ code: 131053 }] });
    const moving = Buffer.concat([
      Buffer.from('RIFF    WEBPVP8X'),
      Buffer.from([10, 0, 0, 0, 2]),
      Buffer.alloc(200 * 1024),
    ]);
    const id = pick(await box.upload(moving, 'image/webp'), 'id');
    await box.send({ type: 'sticker', sticker: { id } });
    expect((await box.untilStatuses(2))[1]).toMatchObject({ status: 'sent' });
  });

  test('a picture above buttons', async () => {
    const id = pick(await box.upload('jpeg bytes', 'image/jpeg'), 'id');
    const interactive = {
      type: 'button',
      header: { type: 'image', image: { id } },
      body: { text: 'This one?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    };
    await box.send({ type: 'interactive', interactive });
    expect(await sent()).toMatchObject({
      kind: 'picture',
      text: 'This one?',
      buttons: [[{ text: 'Yes' }]],
      files: [{ size: 10 }],
    });
  });
});
