import { createHash, randomBytes } from 'node:crypto';
import type { PhoneFileKind } from '../control/contract';
import type { SandboxFile } from '../files/sandbox-files';
import type { Bot, TelegramFile } from './state';

/** Where `file_path` leads, and how ids begin, by kind (telegram.md §2, §7). */
const KINDS: Readonly<Record<PhoneFileKind, { readonly folder: string; readonly ids: string }>> = {
  photo: { folder: 'photos', ids: 'AgAC' },
  video: { folder: 'videos', ids: 'BAAC' },
  voice: { folder: 'voice', ids: 'AwAC' },
  audio: { folder: 'music', ids: 'CQAC' },
  document: { folder: 'documents', ids: 'BQAC' },
  sticker: { folder: 'stickers', ids: 'CAAC' },
  animation: { folder: 'animations', ids: 'CgAC' },
  video_note: { folder: 'video_notes', ids: 'DQAC' },
};

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'video/webm': '.webm',
  'video/quicktime': '.mov',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/ogg': '.oga',
  'application/pdf': '.pdf',
  'application/x-tgsticker': '.tgs',
};

/** Makes a file of the sandbox known to a bot: its id is this bot's, the unique one follows from bytes and kind. */
export function addFile(bot: Bot, kind: PhoneFileKind, stored: SandboxFile): TelegramFile {
  const { folder, ids } = KINDS[kind];
  const unique = createHash('sha256').update(`${kind} ${stored.sha256}`).digest('base64url');
  const file: TelegramFile = {
    fileId: `${ids}${randomBytes(30).toString('base64url')}`,
    uniqueId: `AgAD${unique.slice(0, 11)}`,
    storedId: stored.id,
    kind,
    name: stored.name,
    mimeType: stored.mimeType,
    size: stored.size,
    path: `${folder}/file_${String(bot.files.size + 1)}${endingOf(kind, stored)}`,
  };
  bot.files.set(file.fileId, file);
  return file;
}

/** Whether this could be the id of a file of some bot. */
export function isFileId(text: string): boolean {
  return /^[A-Za-z0-9_-]{20,}$/.test(text);
}

export interface FoundFile {
  readonly file: TelegramFile;
  /** The small picture of it is meant. */
  readonly isSmall: boolean;
}

/** By its id, or the id of its small picture. */
export function findFile(bot: Bot, fileId: string): FoundFile | undefined {
  const whole = bot.files.get(fileId);
  if (whole) return { file: whole, isSmall: false };
  const file = fileId.endsWith('s') ? bot.files.get(fileId.slice(0, -1)) : undefined;
  return file && { file, isSmall: true };
}

export function smallIdOf({ fileId }: TelegramFile): string {
  return `${fileId}s`;
}

export function smallUniqueIdOf({ uniqueId }: TelegramFile): string {
  return `AQAD${uniqueId.slice(4)}s`;
}

export function smallPathOf({ path }: TelegramFile): string {
  return `thumbnails/${/file_\d+/.exec(path)?.[0] ?? ''}.jpg`;
}

function endingOf(kind: PhoneFileKind, { name, mimeType }: SandboxFile): string {
  if (kind === 'photo') return '.jpg';
  if (kind === 'voice') return '.oga';
  return ENDINGS[mimeType] ?? /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
}
