import path from 'node:path';
import type { SandboxFile } from '../files/sandbox-files';
import type { Sandbox } from '../sandbox';
import type { MediaCopy, Message } from './records';

const SIZE = '_320x200';

export interface Address {
  readonly media: string;
  /** Of pictures and videos only (kommo-chat-api.md §11.2). */
  readonly thumbnail?: string;
}

/** Kommo's own address of the file of a message, once it has it (kommo-chat-api.md §11.2). */
export function addressOf(sandbox: Sandbox, { copy, content }: Message): Address | undefined {
  const file = copy && fileOf(sandbox, copy);
  if (!copy || !file) return undefined;
  const at = (name: string): string => `${sandbox.url}/attachments/${copy.folder}/${encodeURIComponent(name)}`;
  const hasThumbnail = content.type === 'picture' || content.type === 'video';
  return { media: at(file.name), ...(hasThumbnail ? { thumbnail: at(thumbnailName(file)) } : {}) };
}

function fileOf({ files }: Sandbox, { state, fileId }: MediaCopy): SandboxFile | undefined {
  return state === 'there' && fileId !== null ? files.get(fileId) : undefined;
}

/** A picture is its own thumbnail; of anything else it is a small image. */
function thumbnailName({ name, mimeType }: SandboxFile): string {
  const { name: stem, ext } = path.parse(name);
  return `${stem}${SIZE}${isImage(mimeType) ? ext : '.png'}`;
}

function isImage(mimeType: string): boolean {
  return mimeType.startsWith('image/');
}

/** What is at an address of Kommo's: the file, or its thumbnail. Addresses may die (kommo-chat-api.md §17). */
export function findServed(sandbox: Sandbox, folder: string, name: string): SandboxFile | 'small image' | undefined {
  const copy = sandbox.kommo.copies.get(folder);
  const file = copy && fileOf(sandbox, copy);
  if (!copy || !file || isDead(sandbox, copy)) return undefined;
  if (name === file.name) return file;
  if (name !== thumbnailName(file)) return undefined;
  return isImage(file.mimeType) ? file : 'small image';
}

function isDead({ assumptions, clock }: Sandbox, { since }: MediaCopy): boolean {
  const life = assumptions.number('attachment-life-ms');
  return life > 0 && clock.now() - since > life;
}
