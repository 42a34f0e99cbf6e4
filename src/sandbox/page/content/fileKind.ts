/** Families of files that people tell apart by colour. */
export type FileFamily =
  'pdf' | 'sheet' | 'words' | 'slides' | 'packed' | 'code' | 'sound' | 'image' | 'film' | 'other';

const FAMILIES: Readonly<Record<string, FileFamily>> = {
  pdf: 'pdf',
  xls: 'sheet',
  xlsx: 'sheet',
  csv: 'sheet',
  ods: 'sheet',
  doc: 'words',
  docx: 'words',
  odt: 'words',
  rtf: 'words',
  txt: 'words',
  md: 'words',
  ppt: 'slides',
  pptx: 'slides',
  odp: 'slides',
  zip: 'packed',
  rar: 'packed',
  '7z': 'packed',
  gz: 'packed',
  json: 'code',
  xml: 'code',
  html: 'code',
};

export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
}

export function familyOf(name: string, mimeType: string): FileFamily {
  const known = FAMILIES[extensionOf(name)];
  if (known !== undefined) return known;
  if (mimeType === 'application/pdf') return 'pdf';
  if (mimeType.startsWith('audio/')) return 'sound';
  if (mimeType.startsWith('image/')) return 'image';
  return mimeType.startsWith('video/') ? 'film' : 'other';
}
