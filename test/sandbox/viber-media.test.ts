import { OLENA, said, ViberBox } from './support/viber';

let viber: ViberBox;
beforeEach(async () => {
  viber = await ViberBox.start();
  await viber.open();
});
afterEach(() => viber.stop());

const sized = (bytes: number): Buffer => Buffer.alloc(bytes, 'x');
/** Serves a file with everything that Viber wants to see. */
function serve(path: string, type: string, bytes: Buffer, headers: Record<string, string | null> = {}): string {
  return viber.files.on(path, (req, res) => {
    const all: Record<string, string | null> = {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      ...headers,
    };
    const set = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
    res.writeHead(200, Object.fromEntries(set));
    if (req.method === 'HEAD') res.end();
    else res.end(bytes);
  });
}
const picture = (media: string, more: object = {}): object => ({ type: 'picture', text: '', media, ...more });
const video = (media: string, size: number, more: object = {}): object => ({
  type: 'video',
  text: undefined,
  media,
  size,
  ...more,
});
const file = (media: string, size: number, file_name = 'Offer.pdf'): object => ({
  type: 'file',
  text: undefined,
  media,
  size,
  file_name,
});

describe('what the bot sends is fetched from its address', () => {
  test('a picture, first asked for and then taken', async () => {
    const media = serve('/m/1/a.jpg', 'image/jpeg', sized(1_000_000));
    const thumbnail = serve('/m/1/t.png', 'image/png', sized(100_000));
    await viber.sent(picture(media, { text: 'Our shop', thumbnail }));
    expect(viber.files.asked).toEqual(['HEAD /m/1/a.jpg', 'GET /m/1/a.jpg', 'HEAD /m/1/t.png', 'GET /m/1/t.png']);
    expect((await viber.messages()).at(-1)).toMatchObject({
      kind: 'picture',
      text: 'Our shop',
      files: [{ name: 'a.jpg', mimeType: 'image/jpeg', size: 1_000_000 }],
    });
    const fetches = (await viber.box.journal()).filter(({ operation }) => operation === 'media-fetch');
    expect(fetches).toHaveLength(4);
    expect(fetches[0]).toMatchObject({ side: 'viber', direction: 'out', method: 'HEAD', chat: OLENA.id, status: 200 });
  });

  test('a video and a file, with the name that was given', async () => {
    await viber.sent(video(serve('/a.mp4', 'video/mp4', sized(5000)), 5000, { duration: 180 }));
    await viber.sent(file(serve('/b.pdf', 'application/pdf', sized(7000)), 7000, 'Пропозиція.pdf'));
    expect((await viber.messages()).slice(1)).toMatchObject([
      { kind: 'video', durationS: 180, files: [{ size: 5000 }] },
      { kind: 'file', files: [{ name: 'Пропозиція.pdf', size: 7000, mimeType: 'application/pdf' }] },
    ]);
  });

  test.each<[string, () => object, string]>([
    [
      'a picture without its text',
      () => ({ ...picture(serve('/a.jpg', 'image/jpeg', sized(9))), text: undefined }),
      'missingData: text',
    ],
    [
      'too many words beside it',
      () => picture(serve('/a.jpg', 'image/jpeg', sized(9)), { text: 'x'.repeat(513) }),
      'badData: text: longer than 512',
    ],
    ['no address', () => ({ type: 'picture', text: '' }), 'missingData: media'],
    ['plain http elsewhere', () => picture('http://shop.example/a.jpg'), 'badData: media: an https address expected'],
    [
      'another ending',
      () => picture(serve('/a.webp', 'image/webp', sized(9))),
      'badData: media: the path has to end as a picture does',
    ],
    [
      'the ending in the query',
      () => picture(`${serve('/a', 'image/jpeg', sized(9))}?name=a.jpg`),
      'badData: media: the path has to end as a picture does',
    ],
    [
      'a video that is no mp4',
      () => video(serve('/a.mov', 'video/quicktime', sized(9)), 9),
      'badData: media: the path has to end as a video does',
    ],
    [
      'a video without its size',
      () => ({ ...video(serve('/a.mp4', 'video/mp4', sized(9)), 9), size: undefined }),
      'missingData: size',
    ],
    [
      'a video that is too long',
      () => video(serve('/a.mp4', 'video/mp4', sized(9)), 9, { duration: 181 }),
      'badData: duration: not from 0 to 180',
    ],
    [
      'a file without its size',
      () => ({ ...file(serve('/a.pdf', 'application/pdf', sized(9)), 9), size: undefined }),
      'missingData: size',
    ],
    [
      'a file without its name',
      () => ({ ...file(serve('/a.pdf', 'application/pdf', sized(9)), 9), file_name: undefined }),
      'missingData: file_name',
    ],
    [
      'a name that is too long',
      () => file(serve('/a.pdf', 'application/pdf', sized(9)), 9, `${'x'.repeat(253)}.pdf`),
      'badData: file_name: longer than 256',
    ],
    [
      'a program',
      () => file(serve('/a.pdf', 'application/pdf', sized(9)), 9, 'setup.EXE'),
      'badData: file_name: this kind of file is not allowed',
    ],
    [
      'a program by its address',
      () => file(serve('/a.apk', 'application/zip', sized(9)), 9, 'a.zip'),
      'badData: media: the path has to end as a file does',
    ],
    [
      'a file without an ending',
      () => file(serve('/a', 'application/pdf', sized(9)), 9),
      'badData: media: the path has to end as a file does',
    ],
    [
      'nothing there',
      () => picture(viber.files.on('/gone.jpg', (_req, res) => void res.writeHead(404).end())),
      'badData: media: answered 404',
    ],
    ['nobody there', () => picture('http://127.0.0.1:1/a.jpg'), 'badData: media: cannot be fetched'],
    [
      'another type',
      () => picture(serve('/a.jpg', 'image/png', sized(9))),
      'badData: media: Content-Type is not image/jpeg',
    ],
    [
      'no type',
      () => picture(serve('/a.jpg', 'image/jpeg', sized(9), { 'Content-Type': null })),
      'badData: media: no Content-Type',
    ],
    [
      'no length',
      () => picture(serve('/a.jpg', 'image/jpeg', sized(9), { 'Content-Length': null })),
      'badData: media: no Content-Length',
    ],
    [
      'a picture over 1 MB',
      () => picture(serve('/a.jpg', 'image/jpeg', sized(1_000_001))),
      'badData: media: larger than 1000000 bytes',
    ],
    [
      'a small picture over 100 kB',
      () =>
        picture(serve('/a.jpg', 'image/jpeg', sized(9)), { thumbnail: serve('/t.jpg', 'image/jpeg', sized(100_001)) }),
      'badData: thumbnail: larger than 100000 bytes',
    ],
    [
      'a video over 26 MB',
      () => video(serve('/a.mp4', 'video/mp4', sized(26_000_001)), 26_000_001),
      'badData: media: larger than 26000000 bytes',
    ],
    [
      'a file over 50 MB',
      () => file(serve('/a.pdf', 'application/pdf', sized(50_000_001)), 50_000_001),
      'badData: media: larger than 50000000 bytes',
    ],
    [
      'another size than was said',
      () => file(serve('/a.pdf', 'application/pdf', sized(9)), 10),
      'badData: media: size is not that of the file',
    ],
    ['an empty file', () => file(serve('/a.pdf', 'application/pdf', sized(0)), 1), 'badData: media: empty'],
    [
      'an address that leads on',
      () => picture(viber.files.on('/moved.jpg', (_req, res) => void res.writeHead(302, { Location: '/a.jpg' }).end())),
      'badData: media: answered 302',
    ],
  ])('%s is refused', async (_what, message, text) => {
    const [status, said_] = said(await viber.send(message()));
    expect([status, said_]).toEqual([text.startsWith('missing') ? 4 : 3, text]);
    expect(await viber.messages()).toHaveLength(1);
  });

  test('a server without HEAD is refused, and one that breaks off', async () => {
    const media = viber.files.on('/get-only.jpg', (req, res) => {
      if (req.method === 'HEAD') res.writeHead(405).end();
      else res.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': '9' }).end(sized(9));
    });
    expect(said(await viber.send(picture(media)))).toEqual([3, 'badData: media: answered 405']);
    const broken = viber.files.on('/broken.jpg', (req, res) => {
      res.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': '9' });
      if (req.method === 'HEAD') res.end();
      else res.write('x', () => res.destroy());
    });
    expect(said(await viber.send(picture(broken)))).toEqual([3, 'badData: media: cannot be fetched']);
  });

  test('readings: sizes, redirects, kilobytes, loopback', async () => {
    const media = serve('/a.jpg', 'image/jpeg', sized(1_048_576));
    const moved = viber.files.on('/moved.jpg', (_req, res) => void res.writeHead(302, { Location: '/a.jpg' }).end());
    await viber.box.assume({ 'viber-kilobyte': 1024, 'viber-media-redirects': 'follow', 'viber-size-exact': 'ignore' });
    await viber.sent(picture(moved));
    await viber.sent(file(serve('/a.pdf', 'application/pdf', sized(9)), 10));
    await viber.box.assume({ 'viber-caption-length': 120, 'viber-video-seconds': 600 });
    expect(said(await viber.send(picture(media, { text: 'x'.repeat(121) })))[0]).toBe(3);
    await viber.sent(video(serve('/a.mp4', 'video/mp4', sized(9)), 9, { duration: 600 }));
    await viber.box.assume({ 'viber-loopback': 'off' });
    expect(said(await viber.send(picture(media)))).toEqual([3, 'badData: media: an https address expected']);
  });
});

describe('what customers send', () => {
  const mediaOf = async (message: object): Promise<string> => {
    const count = viber.box.courier.received.length;
    await viber.says(message);
    const { media } = (await viber.events(count + 1))[count]?.message ?? {};
    if (media === undefined) throw new Error('no address');
    return media;
  };

  test('is fetched without a token, in parts too', async () => {
    const media = await mediaOf({ files: [await viber.file('a.jpg', 'image/jpeg', 'a picture')], as: 'picture' });
    expect(media).toMatch(/\.jpg$/);
    const whole = await fetch(media);
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
      200,
      'image/jpeg',
      'a picture',
    ]);
    const part = await fetch(media, { headers: { Range: 'bytes=2-4' } });
    expect([part.status, await part.text()]).toEqual([206, 'pic']);
    expect((await fetch(media, { method: 'HEAD' })).headers.get('content-length')).toBe('9');
    expect((await fetch(media, { method: 'POST' })).status).toBe(405);
  });

  test('is gone after an hour', async () => {
    const media = await mediaOf({ files: [await viber.file('a.pdf', 'application/pdf')] });
    await viber.box.control('PUT', '/clock', { offsetMs: 3_590_000 });
    expect((await fetch(media)).status).toBe(200);
    await viber.box.control('PUT', '/clock', { offsetMs: 3_610_000 });
    expect((await fetch(media)).status).toBe(404);
    await viber.box.assume({ 'viber-incoming-life-ms': 4_000_000 });
    expect((await fetch(media)).status).toBe(200);
    expect((await fetch(media.replace(/[0-9a-f]{8}-/, '00000000-'))).status).toBe(404);
    expect((await fetch(`${viber.box.sandbox.url}/viber/in/nonsense`)).status).toBe(404);
  });

  test('may be elsewhere', async () => {
    await viber.box.assume({ 'viber-incoming-redirect': 'on' });
    const media = await mediaOf({ files: [await viber.file('a.pdf', 'application/pdf', 'pages')] });
    expect((await fetch(media, { redirect: 'manual' })).status).toBe(302);
    expect(await (await fetch(media)).text()).toBe('pages');
  });

  test('has its limit', async () => {
    await viber.box.assume({ 'viber-incoming-mb': 1 });
    const large = await viber.file('a.pdf', 'application/pdf', sized(1_000_001));
    expect(await viber.says({ files: [large] })).toMatchObject({
      status: 409,
      json: { detail: 'Viber takes files of 1 MB at most.' },
    });
  });
});
