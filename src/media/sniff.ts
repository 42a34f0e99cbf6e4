/** What the first bytes of a file say it is, or nothing. */
export interface Sniffed {
  readonly mimeType: string;
  /** Without a dot. */
  readonly extension: string;
}

const as = (mimeType: string, extension: string): Sniffed => ({ mimeType, extension });

/** A signature: bytes at an offset, as Latin-1 text. */
const SIGNATURES: readonly (readonly [number, string, Sniffed])[] = [
  [0, '\xff\xd8\xff', as('image/jpeg', 'jpg')],
  [0, '\x89PNG\r\n\x1a\n', as('image/png', 'png')],
  [0, 'GIF87a', as('image/gif', 'gif')],
  [0, 'GIF89a', as('image/gif', 'gif')],
  [0, 'II*\0', as('image/tiff', 'tif')],
  [0, 'MM\0*', as('image/tiff', 'tif')],
  [0, '8BPS', as('image/vnd.adobe.photoshop', 'psd')],
  [0, 'ID3', as('audio/mpeg', 'mp3')],
  [0, 'fLaC', as('audio/flac', 'flac')],
  [0, '#!AMR', as('audio/amr', 'amr')],
  [0, 'FLV\x01', as('video/x-flv', 'flv')],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', as('video/x-ms-wmv', 'wmv')],
  [0, '%PDF-', as('application/pdf', 'pdf')],
  [0, '{\\rtf', as('application/rtf', 'rtf')],
  // Word, Excel and PowerPoint before 2007, Outlook: which one only the name tells.
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', as('application/x-ole-storage', 'bin')],
  [0, '\x1f\x8b', as('application/gzip', 'gz')],
  [0, '7z\xbc\xaf\x27\x1c', as('application/x-7z-compressed', '7z')],
  [0, 'Rar!\x1a\x07', as('application/vnd.rar', 'rar')],
  [257, 'ustar', as('application/x-tar', 'tar')],
];

/** Brands of the ISO base media family (`ftyp`): which of its many formats a file is. */
const BRANDS: readonly (readonly [RegExp, Sniffed])[] = [
  [/^avi[fs]/, as('image/avif', 'avif')],
  [/^(hei[cxms]|hev[cxms]|mif1|msf1)/, as('image/heic', 'heic')],
  [/^(M4A|M4B|M4P) /, as('audio/mp4', 'm4a')],
  [/^qt {2}/, as('video/quicktime', 'mov')],
  [/^3g[2p]/, as('video/3gpp', '3gp')],
  [/^/, as('video/mp4', 'mp4')],
];

const OFFICE: readonly (readonly [string, Sniffed])[] = [
  ['word/', as('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx')],
  ['xl/', as('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx')],
  ['ppt/', as('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx')],
];
const OPEN_DOCUMENT: readonly (readonly [string, string])[] = [
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
  ['application/epub+zip', 'epub'],
];

/** Tells the formats that messengers carry. What is text, or anything else, has no signature and gives undefined. */
export function sniff(head: Buffer): Sniffed | undefined {
  const text = head.toString('latin1');
  const signature = SIGNATURES.find(([offset, bytes]) => text.startsWith(bytes, offset));
  if (signature !== undefined) return signature[2];
  if (text.startsWith('RIFF')) return riff(text.slice(8, 12));
  if (text.startsWith('OggS')) return ogg(text);
  if (text.startsWith('ftyp', 4)) return BRANDS.find(([brand]) => brand.test(text.slice(8)))?.[1];
  if (text.startsWith('\x1a\x45\xdf\xa3')) {
    return text.slice(0, 64).includes('webm') ? as('video/webm', 'webm') : as('video/x-matroska', 'mkv');
  }
  if (text.startsWith('PK\x03\x04')) return zip(text);
  if (text.startsWith('BM') && head.length >= 14 && head.readUInt32LE(6) === 0) return as('image/bmp', 'bmp');
  return frames(head);
}

function riff(form: string): Sniffed | undefined {
  if (form === 'WEBP') return as('image/webp', 'webp');
  if (form === 'WAVE') return as('audio/wav', 'wav');
  return form === 'AVI ' ? as('video/x-msvideo', 'avi') : undefined;
}

/** The first packet names the codec; a voice message is Opus, and only that plays as one (RFC 7845 §5.1). */
function ogg(text: string): Sniffed {
  const firstPage = text.slice(0, 512);
  if (firstPage.includes('OpusHead')) return as('audio/ogg; codecs=opus', 'ogg');
  if (firstPage.includes('\x80theora')) return as('video/ogg', 'ogv');
  return as('audio/ogg', 'ogg');
}

/** The first entries of an archive tell office documents from archives. */
function zip(text: string): Sniffed {
  if (text.startsWith('mimetype', 30)) {
    const known = OPEN_DOCUMENT.find(([mimeType]) => text.startsWith(mimeType, 38));
    if (known !== undefined) return as(...known);
  }
  if (text.includes('[Content_Types].xml') || text.includes('_rels/.rels')) {
    const known = OFFICE.find(([folder]) => text.includes(folder));
    if (known !== undefined) return known[1];
  }
  return as('application/zip', 'zip');
}

/** Bare MPEG audio: no file header, a frame's sync word (ISO/IEC 11172-3 §2.4.1.3; ISO/IEC 13818-7 for AAC). */
function frames(head: Buffer): Sniffed | undefined {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return as('audio/aac', 'aac');
  const rate = third >> 4;
  const isFrame = (second & 0x18) !== 0x08 && (second & 0x06) === 0x02 && rate !== 0x0f && (third & 0x0c) !== 0x0c;
  return isFrame ? as('audio/mpeg', 'mp3') : undefined;
}
