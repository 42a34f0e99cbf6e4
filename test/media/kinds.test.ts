import fc from 'fast-check';
import { fittingType, isShownInline, kindOf } from '../../src/media/kinds';
import type { MediaType } from '../../src/model/content';

const bytes = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(600)]);
const box = (brand: string): Buffer => bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0`);
const oggPage = (packet: string): Buffer => bytes(`OggS\0\x02${'\0'.repeat(20)}\x01\x13${packet}`);
/** The first entry of an archive. */
const zipped = (...names: string[]): Buffer =>
  bytes(names.map((name) => `PK\x03\x04${'\0'.repeat(26)}${name}`).join('....'));
const text = (content: string): Buffer => Buffer.from(content);

describe('the bytes decide', () => {
  it.each([
    ['image/jpeg', 'jpg', bytes('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['image/png', 'png', bytes('\x89PNG\r\n\x1a\n')],
    ['image/gif', 'gif', bytes('GIF89a')],
    ['image/webp', 'webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['image/avif', 'avif', box('avif')],
    ['image/heic', 'heic', box('heic')],
    ['video/mp4', 'mp4', box('isom')],
    ['video/mp4', 'mp4', box('mp42')],
    ['video/quicktime', 'mov', box('qt  ')],
    ['video/3gpp', '3gp', box('3gp4')],
    ['video/webm', 'webm', bytes('\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x86\x81\x01\x42\x82\x84webm')],
    ['video/x-matroska', 'mkv', bytes('\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x82\x88matroska')],
    ['video/x-msvideo', 'avi', bytes('RIFF\x10\0\0\0AVI LIST')],
    ['audio/mp4', 'm4a', box('M4A ')],
    ['audio/ogg; codecs=opus', 'ogg', oggPage('OpusHead\x01\x01')],
    ['audio/ogg', 'ogg', oggPage('\x01vorbis')],
    ['video/ogg', 'ogv', oggPage('\x80theora')],
    ['audio/mpeg', 'mp3', bytes('ID3\x03\0')],
    ['audio/mpeg', 'mp3', bytes('\xff\xfb\x90\x64')],
    ['audio/aac', 'aac', bytes('\xff\xf1\x50\x80')],
    ['audio/amr', 'amr', bytes('#!AMR\n')],
    ['audio/wav', 'wav', bytes('RIFF\x10\0\0\0WAVEfmt ')],
    ['audio/flac', 'flac', bytes('fLaC\0')],
    ['application/pdf', 'pdf', bytes('%PDF-1.7\n')],
    ['application/zip', 'zip', zipped('photos/1.jpg')],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'docx',
      zipped('[Content_Types].xml', '_rels/.rels', 'word/document.xml'),
    ],
    [
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'xlsx',
      zipped('_rels/.rels', 'docProps/app.xml', 'xl/workbook.xml'),
    ],
    ['application/vnd.oasis.opendocument.text', 'odt', zipped('mimetypeapplication/vnd.oasis.opendocument.text')],
    ['application/x-7z-compressed', '7z', bytes('7z\xbc\xaf\x27\x1c')],
    ['application/vnd.rar', 'rar', bytes('Rar!\x1a\x07\x01\0')],
  ])('%s, .%s', (mimeType, extension, head) => {
    expect(kindOf(head, {})).toEqual({ mimeType, extension });
    expect(kindOf(head, { name: 'page.html', mimeType: 'text/html' })).toEqual({ mimeType, extension });
    expect(kindOf(head, { name: 'x.exe', mimeType: 'application/x-msdownload' })).toEqual({ mimeType, extension });
  });

  it('and keep an extension that everybody takes for the same', () => {
    const jpeg = bytes('\xff\xd8\xff\xe0');
    expect(kindOf(jpeg, { name: 'a.JPEG' })).toEqual({ mimeType: 'image/jpeg', extension: 'jpeg' });
    expect(kindOf(oggPage('OpusHead'), { name: 'voice/file_1.oga' }).extension).toBe('ogg');
  });
});

describe('what was declared', () => {
  it('tells a sound from a film in the same container', () => {
    expect(kindOf(box('mp42'), { mimeType: 'audio/mp4' })).toEqual({ mimeType: 'audio/mp4', extension: 'm4a' });
    expect(kindOf(box('isom'), {}, 'voice')).toEqual({ mimeType: 'audio/mp4', extension: 'm4a' });
    expect(kindOf(box('isom'), {}, 'video')).toEqual({ mimeType: 'video/mp4', extension: 'mp4' });
  });

  it.each([
    ['plan.docx', zipped('customXml/item1.xml'), 'wordprocessingml', 'docx'],
    ['app.apk', zipped('AndroidManifest.xml'), 'android', 'apk'],
    ['old.xls', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'ms-excel', 'xls'],
    ['wave.tgs', bytes('\x1f\x8b\x08\0'), 'tgsticker', 'tgs'],
  ])('tells what kind of archive %s is', (name, head, word, extension) => {
    const kind = kindOf(head, { name });
    expect(kind.mimeType).toContain(word);
    expect(kind.extension).toBe(extension);
  });

  it.each([
    ['notes.txt', 'text/plain', 'txt'],
    ['list.CSV', 'text/csv', 'csv'],
    ['ana.vcf', 'text/vcard', 'vcf'],
    ['drawing.dwg', 'application/octet-stream', 'dwg'],
  ])('names what has no signature: %s', (name, mimeType, extension) => {
    expect(kindOf(text('BEGIN something'), { name })).toEqual({ mimeType, extension });
  });

  it('gives an extension by the type where there is no name', () => {
    expect(kindOf(text('a;b'), { mimeType: 'text/csv; charset=utf-8' })).toEqual({
      mimeType: 'text/csv',
      extension: 'csv',
    });
    expect(kindOf(text('a;b'), {})).toEqual({ mimeType: 'text/plain', extension: 'txt' });
    expect(kindOf(Buffer.from([1, 2, 3]), {})).toEqual({ mimeType: 'application/octet-stream', extension: 'bin' });
  });

  it.each(['photo.jpg', 'contract.pdf', 'voice.ogg', 'plan.docx'])(
    'is not believed where the signature is missing: %s',
    (name) => {
      expect(kindOf(Buffer.from('MZ\x90\0', 'latin1'), { name })).toEqual({
        mimeType: 'application/octet-stream',
        extension: 'bin',
      });
    },
  );
});

describe('what a browser would run', () => {
  const pages = [
    '<!DOCTYPE html><script>alert(1)</script>',
    '\ufeff  <html>',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<?xml version="1.0"?><x/>',
    '<script>alert(1)</script>',
    'alert(1)',
  ];
  const declared = fc.record({
    name: fc.constantFrom(undefined, 'a.html', 'a.svg', 'a.js', 'a.xml', 'a.xhtml', 'photo.png', 'a.txt', 'a.pdf', 'a'),
    mimeType: fc.constantFrom(
      undefined,
      'text/html',
      'image/svg+xml',
      'image/png',
      'application/javascript',
      'application/xhtml+xml',
      'text/plain',
    ),
  });
  it('is never served as that, nor inline, whatever it was declared as', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pages), declared, fc.boolean(), (page, { name, mimeType }, wide) => {
        const head = Buffer.from(page, wide ? 'utf16le' : 'utf8');
        const kind = kindOf(head, { ...(name && { name }), ...(mimeType && { mimeType }) });
        expect(['application/octet-stream', 'text/plain']).toContain(kind.mimeType);
        expect(isShownInline(kind.mimeType)).toBe(false);
        expect(kind.extension).not.toMatch(/^(png|pdf)$/);
      }),
    );
  });

  it('keeps its extension for the person it was sent to', () => {
    expect(kindOf(text('<html>'), { name: 'report.html' })).toEqual({
      mimeType: 'application/octet-stream',
      extension: 'html',
    });
  });
});

it('reads any bytes and any declaration without failing', () => {
  const word = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), word, word, (head, name, mimeType) => {
      const kind = kindOf(Buffer.from(head), {
        ...(name !== undefined && { name }),
        ...(mimeType !== undefined && { mimeType }),
      });
      expect(kind.extension).toMatch(/^[a-z0-9]{1,10}$/);
      expect(kind.mimeType).toMatch(/^[a-z]+\/[a-z0-9.+-]+(; codecs=opus)?$/);
    }),
  );
});

it.each<[MediaType, string, MediaType]>([
  ['picture', 'image/jpeg', 'picture'],
  ['picture', 'image/heic', 'file'],
  ['picture', 'application/pdf', 'file'],
  ['video', 'video/mp4', 'video'],
  ['video', 'video/x-matroska', 'file'],
  ['video', 'image/gif', 'picture'],
  ['voice', 'audio/ogg; codecs=opus', 'voice'],
  ['voice', 'audio/ogg', 'audio'],
  ['voice', 'audio/mp4', 'audio'],
  ['voice', 'application/octet-stream', 'file'],
  ['audio', 'audio/ogg; codecs=opus', 'audio'],
  ['audio', 'audio/mpeg', 'audio'],
  ['sticker', 'image/webp', 'sticker'],
  ['sticker', 'video/webm', 'video'],
  ['sticker', 'application/x-tgsticker', 'file'],
  ['file', 'image/jpeg', 'file'],
  ['file', 'video/mp4', 'file'],
])('what came as %s and is %s goes as %s', (cameAs, mimeType, goesAs) => {
  expect(fittingType(cameAs, mimeType)).toBe(goesAs);
});
