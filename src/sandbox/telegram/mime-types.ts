const BY_ENDING: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  pdf: 'application/pdf',
  zip: 'application/zip',
  tgs: 'application/x-tgsticker',
  txt: 'text/plain',
};

export const UNKNOWN_TYPE = 'application/octet-stream';

/** What the sender said of the file; where that says nothing, what its name says. */
export function mimeTypeOf(said: string | undefined, name: string | undefined): string {
  const type = said?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== '' && type !== UNKNOWN_TYPE && (type !== 'text/plain' || name === undefined)) return type;
  const ending = /\.([A-Za-z0-9]+)$/.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return BY_ENDING[ending] ?? (type === '' ? UNKNOWN_TYPE : type);
}
