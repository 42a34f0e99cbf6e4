import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sampleFile } from '../../support/sample-files';
import { AppleBox, BID, checksumOf, interactive, namesOf, type Attachment } from '../support/apple';
import { pick } from '../support/http';

let apple: AppleBox;
beforeEach(async () => {
  apple = await AppleBox.start();
  await apple.opened();
});
afterEach(() => apple.stop());

const shownBytes = async (): Promise<Buffer> => {
  const url = (await apple.last())?.files[0]?.url ?? '';
  return Buffer.from(await (await fetch(apple.box.sandbox.url + url)).arrayBuffer());
};
const place = (bytes: number, name = 'mmcs-size') =>
  apple.call('GET', 'preUpload', { headers: { [name]: String(bytes) } });

describe('a file of the business', () => {
  test('is put there encrypted, and the phone opens it', async () => {
    const { bytes } = sampleFile('png');
    const attachment = await apple.attach(bytes);
    expect((await apple.send({ body: 'Look \ufffc', attachments: [attachment] })).status).toBe(200);
    expect(await apple.last()).toMatchObject({ kind: 'picture', text: 'Look', files: [{ mimeType: 'image/png' }] });
    expect(await shownBytes()).toEqual(bytes);
  });

  test('has the checksum of its encrypted bytes', async () => {
    const encrypted = randomBytes(1000);
    const there = await apple.put(pick(await place(1000), 'upload-url'), encrypted);
    expect(there).toMatchObject({
      json: { singleFile: { fileChecksum: checksumOf(encrypted).toString('base64'), size: 1000 } },
    });
  });

  test('is put there once, all of it, as bytes', async () => {
    const url = pick(await place(4), 'upload-url');
    expect((await apple.put(url, Buffer.from('abc'))).status).toBe(400);
    expect((await apple.put(url, Buffer.from('abcd'), 'image/png')).status).toBe(400);
    expect((await apple.put(url, Buffer.from('abcd'))).status).toBe(200);
    expect((await apple.put(url, Buffer.from('abcd'))).status).toBe(404);
  });

  test('has a size, and a limit', async () => {
    expect((await place(0)).status).toBe(400);
    expect((await apple.call('GET', 'preUpload')).status).toBe(400);
    expect((await place(100_000_000)).status).toBe(200);
    expect((await place(100_000_001)).status).toBe(413);
    expect((await place(1, 'size')).status).toBe(400);
    await apple.box.assume({ 'apple-size-header': 'size', 'apple-file-bytes': 104_857_600 });
    expect((await place(104_857_600, 'size')).status).toBe(200);
    expect((await place(1)).status).toBe(400);
  });

  test.each<[string, (attachment: Attachment) => object]>([
    ['another key', (each) => ({ ...each, key: each.key.slice(2) })],
    ['no key', (each) => ({ ...each, key: undefined })],
    ['another signature', (each) => ({ ...each, 'signature-base64': checksumOf(Buffer.from('x')).toString('base64') })],
    [
      'its signature in hexadecimal',
      (each) => ({ ...each, 'signature-base64': Buffer.from(each['signature-base64'], 'base64').toString('hex') }),
    ],
    ['another owner', (each) => ({ ...each, owner: 'M0' })],
    ['another url', (each) => ({ ...each, url: 'https://p01-content.icloud.com/x' })],
    ['another size', (each) => ({ ...each, size: '3' })],
    ['no type', (each) => ({ ...each, mimeType: '' })],
    ['no name', (each) => ({ ...each, name: '' })],
    ['names of before', (each) => ({ ...each, mimeType: undefined, 'mime-type': 'image/png' })],
  ])('with %s is refused', async (_, change) => {
    const attachment = await apple.attach(Buffer.from('abcd'));
    expect((await apple.send({ body: '\ufffc', attachments: [change(attachment)] })).status).toBe(400);
    expect(await apple.messages()).toHaveLength(1);
  });

  test('has a place in the text', async () => {
    const attachment = await apple.attach(Buffer.from('abcd'));
    expect((await apple.send({ body: 'Look', attachments: [attachment] })).status).toBe(400);
    expect((await apple.send({ body: '\ufffc\ufffc', attachments: [attachment] })).status).toBe(400);
    const both = { body: '\ufffc and \ufffc', attachments: [attachment, attachment] };
    expect((await apple.send(both)).status).toBe(200);
    expect((await apple.last())?.files).toHaveLength(2);
  });
});

describe('a file of a customer', () => {
  const sent = async (said: object): Promise<readonly Attachment[]> => {
    await apple.says(said);
    const [told] = await apple.told(1);
    return told?.body.attachments ?? [];
  };
  const picture = async (): Promise<Attachment> => {
    const [attachment] = await sent({ files: [await apple.file('a.png', 'image/png', 'hello')], as: 'picture' });
    if (attachment === undefined) throw new Error('nothing is attached');
    return attachment;
  };

  test('is told of with what it takes to open it', async () => {
    const { bytes, mimeType, name } = sampleFile('png', 100_000);
    const [attachment] = await sent({ files: [await apple.file(name, mimeType, bytes)], as: 'picture', text: 'Look' });
    expect(attachment).toEqual({
      name,
      mimeType,
      size: String(bytes.length),
      key: expect.stringMatching(/^00[0-9a-f]{64}$/) as string,
      url: expect.stringMatching(/^https:/) as string,
      owner: expect.stringMatching(/^M/) as string,
      signature: expect.stringMatching(/^81[0-9a-f]{40}$/) as string,
      'signature-base64': expect.any(String) as string,
    });
    const [told] = await apple.told(1);
    expect(told?.body.body).toBe('\ufffcLook');
    if (attachment === undefined) throw new Error('nothing is attached');
    const encrypted = await apple.fetch(attachment);
    expect(encrypted).not.toEqual(bytes);
    expect(checksumOf(encrypted).toString('base64')).toBe(attachment['signature-base64']);
    expect(await apple.open(attachment)).toEqual(bytes);
  });

  test.each([
    ['older', ['decryption-key', 'file-size', 'mime-type', 'mmcs-owner', 'mmcs-signature-hex', 'mmcs-url', 'name']],
    [
      'both',
      [
        ...['decryption-key', 'file-size', 'key', 'mime-type', 'mimeType', 'mmcs-owner', 'mmcs-signature-hex'],
        ...['mmcs-url', 'name', 'owner', 'signature', 'signature-base64', 'size', 'url'],
      ],
    ],
  ])('has %s names, where it is read so', async (names, wanted) => {
    await apple.box.assume({ 'apple-attachment-names': names });
    expect(Object.keys(await picture()).sort()).toEqual(wanted);
  });

  test('is recorded in Apple’s own form', async () => {
    const [attachment] = await sent({ files: [await apple.file('v.ogg', 'audio/ogg')], as: 'voice', durationS: 3 });
    expect(attachment).toMatchObject({ name: 'Audio Message.caf', mimeType: 'audio/x-caf' });
  });

  test('is one of several in a message', async () => {
    const files = [await apple.file('a.png', 'image/png'), await apple.file('b.png', 'image/png')];
    expect((await sent({ files, as: 'picture' })).map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect((await apple.told(1))[0]?.body.body).toBe('\ufffc\ufffc');
  });

  test.each([
    [
      { contact: { name: 'Bob Rivers', phone: '+16505550000' } },
      { name: 'Bob Rivers.vcf', mimeType: 'text/vcard' },
      'TEL;type=CELL:+16505550000',
    ],
    [
      { location: { latitude: 55.75, longitude: 37.61, title: 'Shop' } },
      { name: 'Shop.loc.vcf', mimeType: 'text/x-vlocation' },
      '?ll=55.75,37.61',
    ],
  ])('may be a card: %j', async (said, about, within) => {
    const [card] = await sent(said);
    expect(card).toMatchObject(about);
    expect(card && (await apple.open(card)).toString()).toContain(within);
    expect(await apple.last()).toMatchObject({ files: [], ...said });
  });

  test.each<[string, (attachment: Attachment) => Record<string, string>, number]>([
    ['its signature in hexadecimal', ({ signature = '' }) => ({ signature }), 400],
    ['another owner', () => ({ owner: 'M0' }), 400],
    ['another url', () => ({ url: 'https://p01-content.icloud.com/x' }), 404],
    ['no url', () => ({ url: '' }), 400],
  ])('is not given for %s', async (_, change, status) => {
    const attachment = await picture();
    const headers = { ...namesOf(attachment), ...change(attachment) };
    expect((await apple.call('GET', 'preDownload', { headers })).status).toBe(status);
  });

  test('can be fetched for a while, and then again at another address', async () => {
    const headers = namesOf(await picture());
    const ask = () => apple.call('GET', 'preDownload', { headers });
    const first = pick(await ask(), 'download-url');
    await apple.box.control('PUT', '/clock', { offsetMs: 60_000 });
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(pick(await ask(), 'download-url'))).status).toBe(200);
  });

  test('is there after the next start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apple-files-'));
    const stateFile = join(folder, 'state.json');
    await apple.stop();
    apple = await AppleBox.start({ stateFile });
    await apple.opened();
    const attachment = await picture();
    await apple.stop();
    apple = await AppleBox.start({ stateFile });
    expect((await apple.open(attachment)).toString()).toBe('hello');
    rmSync(folder, { recursive: true });
  });
});

describe('an answer that is too big for its webhook', () => {
  const sections = [
    {
      title: 'All',
      order: 0,
      multipleSelection: false,
      items: [{ identifier: 's', title: 'Small', order: 0, imageIdentifier: 'i' }],
    },
  ];
  const bubbles = { receivedMessage: { title: 'Pick' }, replyMessage: { title: 'Size' } };
  const images = [{ identifier: 'i', data: randomBytes(9_000).toString('base64') }];

  const referred = async () => {
    await apple.send(interactive({ images, listPicker: { sections } }, bubbles));
    await apple.presses({ listRow: 0 });
    const [told] = await apple.told(1);
    if (told?.body.interactiveDataRef === undefined) throw new Error('nothing is referred to');
    return { ...told.body, interactiveDataRef: told.body.interactiveDataRef };
  };
  const decode = (body: Buffer, headers: Record<string, string> = {}) =>
    apple.call('POST', 'decodePayload', {
      headers: { bid: BID, 'content-type': 'application/octet-stream', ...headers },
      body,
    });

  test('is referred to, fetched, opened, and read by Apple', async () => {
    const { interactiveData, interactiveDataRef } = await referred();
    expect(interactiveData).toBeUndefined();
    expect(interactiveDataRef).toMatchObject({ bid: BID, title: 'Small' });
    const packed = await apple.open(interactiveDataRef);
    const answer = { data: { listPicker: { sections: [{ items: [{ identifier: 's' }] }] } } };
    expect(await decode(packed)).toMatchObject({ status: 200, json: answer });
    expect(await decode(gunzipSync(packed))).toMatchObject({ status: 200, json: answer });
    await apple.box.assume({ 'apple-decoded': 'wrapped' });
    expect(await decode(packed)).toMatchObject({ json: { interactiveData: answer } });
    expect((await decode(packed, { bid: 'other' })).status).toBe(400);
    expect((await decode(packed, { 'content-type': 'application/json' })).status).toBe(400);
    expect((await decode(Buffer.from('nothing'))).status).toBe(403);
    expect((await decode(Buffer.from([0x1f, 0x8b, 1]))).status).toBe(403);
  });

  test('is there for two seconds', async () => {
    const { interactiveDataRef } = await referred();
    await apple.box.control('PUT', '/clock', { offsetMs: 2_000 });
    const headers = namesOf(interactiveDataRef);
    expect((await apple.call('GET', 'preDownload', { headers })).status).toBe(404);
  });

  test('is asked for by names of its own, where it is read so', async () => {
    await apple.box.assume({ 'apple-reference-names': 'mmcs' });
    const { interactiveDataRef } = await referred();
    const plain = namesOf(interactiveDataRef);
    const prefixed = Object.fromEntries(Object.entries(plain).map(([name, value]) => [`mmcs-${name}`, value]));
    const ask = (headers: Record<string, string>) => apple.call('GET', 'preDownload', { headers });
    expect((await ask(plain)).status).toBe(400);
    expect((await ask(prefixed)).status).toBe(200);
  });

  test('is in its webhook, too, where it is read so', async () => {
    await apple.box.assume({ 'apple-reference': 'with-data' });
    expect(await referred()).toMatchObject({ interactiveData: { bid: BID }, interactiveDataRef: { bid: BID } });
  });
});
