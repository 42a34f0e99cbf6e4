import type { Sniffed } from './sniff';

/**
 * Types that the bytes alone do not tell: those with a container's signature and those of plain text. HTML, SVG, XML and
 * scripts are not here: nothing is ever served as one of them.
 */
const FINER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    odt: 'application/vnd.oasis.opendocument.text',
    ods: 'application/vnd.oasis.opendocument.spreadsheet',
    odp: 'application/vnd.oasis.opendocument.presentation',
    epub: 'application/epub+zip',
    apk: 'application/vnd.android.package-archive',
    kmz: 'application/vnd.google-earth.kmz',
    pages: 'application/vnd.apple.pages',
    numbers: 'application/vnd.apple.numbers',
    key: 'application/vnd.apple.keynote',
    jar: 'application/java-archive',
  },
  'application/x-ole-storage': {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
    msg: 'application/vnd.ms-outlook',
    msi: 'application/x-msi',
  },
  'application/gzip': { tgs: 'application/x-tgsticker', tgz: 'application/gzip' },
};

/** What the same container is when there is only sound in it. */
const SOUND: Readonly<Record<string, Sniffed>> = {
  'video/mp4': { mimeType: 'audio/mp4', extension: 'm4a' },
  'video/3gpp': { mimeType: 'audio/3gpp', extension: '3gp' },
  'video/webm': { mimeType: 'audio/webm', extension: 'webm' },
  'video/x-matroska': { mimeType: 'audio/x-matroska', extension: 'mka' },
  'video/x-ms-wmv': { mimeType: 'audio/x-ms-wma', extension: 'wma' },
};

/** Other extensions that everybody takes for the same. Not `.oga`, `.opus`, `.jfif`: players go by the common name. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpeg'],
  'image/tiff': ['tiff'],
  'image/heic': ['heif'],
  'video/mp4': ['m4v'],
  'audio/mp4': ['mp4', 'm4b'],
  'video/3gpp': ['3g2'],
};

const TEXT: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  vcf: 'text/vcard',
  ics: 'text/calendar',
  json: 'application/json',
};

/** Extensions of formats that have a signature: without it a file is not one of them. */
const SIGNED = new Set(
  [
    'jpg png gif webp avif tif bmp psd heic mp3 flac amr aac wav ogg ogv m4a mp4 mov 3gp webm mkv avi wmv flv mka wma',
    'pdf rtf zip gz 7z rar tar oga opus jpe jfif',
  ]
    .flatMap((line) => line.split(' '))
    .concat(...Object.values(ALIKE), ...Object.values(FINER).map((types) => Object.keys(types))),
);

const BY_MIME_TYPE = new Map(
  Object.values(FINER)
    .concat(TEXT)
    .flatMap((types) => Object.entries(types).reverse())
    .map(([extension, mimeType]) => [mimeType, extension]),
);

/** The extension in a file's name, in lower case. */
export function extensionIn(name: string | undefined): string | undefined {
  return /\.([a-z0-9]{1,10})\s*$/i.exec(name ?? '')?.[1]?.toLowerCase();
}

export function extensionOf(mimeType: string): string | undefined {
  return BY_MIME_TYPE.get(mimeType);
}

/** Of text; undefined for all that is better not named to a browser. */
export function mimeTypeOf(extension: string): string | undefined {
  return TEXT[extension];
}

export function signed(extension: string): boolean {
  return SIGNED.has(extension);
}

/** Whether an extension says more of a file than "somebody wrote a dot". */
export function isKnown(extension: string): boolean {
  return SIGNED.has(extension) || extension in TEXT || extension === 'bin';
}

/** The same bytes under the name they were declared with, where that can be true. */
export function finer(sniffed: Sniffed, extension: string | undefined, isSound: boolean): Sniffed | undefined {
  const sound = isSound ? SOUND[sniffed.mimeType] : undefined;
  const { mimeType } = sound ?? sniffed;
  if (extension !== undefined) {
    const finerType = FINER[mimeType]?.[extension];
    if (finerType !== undefined) return { mimeType: finerType, extension };
    if (ALIKE[mimeType]?.includes(extension) === true) return { mimeType, extension };
  }
  return sound;
}

/** What a browser would run or follow: HTML, SVG and other XML. */
export function isMarkup(head: Buffer): boolean {
  const text = head
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
  return /^\s*<([a-z!?/]|$)/i.test(text);
}
