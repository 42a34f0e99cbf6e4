import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import { refusal, type Code } from './answers';
import type { MediaType } from './state';

const KB = 1024;
const MB = KB * KB;

/** What a kind may be called, and the code for too much of it (wechat.md §7). */
const RULES: Readonly<Record<MediaType, { readonly endings: readonly string[]; readonly tooBig: Code }>> = {
  image: { endings: ['png', 'jpeg', 'jpg', 'gif'], tooBig: 40009 },
  voice: { endings: ['amr', 'mp3'], tooBig: 40010 },
  video: { endings: ['mp4'], tooBig: 40011 },
  thumb: { endings: ['jpg', 'jpeg'], tooBig: 40012 },
};

/** How the bytes of a format begin. */
const BEGINNINGS: Readonly<Record<string, (head: Buffer) => boolean>> = {
  png: (head) => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  jpg: (head) => head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  jpeg: (head) => head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  gif: (head) => head.subarray(0, 4).toString('latin1') === 'GIF8',
  amr: (head) => head.subarray(0, 5).toString('latin1') === '#!AMR',
  mp3: (head) =>
    head.subarray(0, 3).toString('latin1') === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0),
  mp4: (head) => head.subarray(4, 8).toString('latin1') === 'ftyp',
};

const HEAD_BYTES = 16;

/** What an upload has to be for its kind: by its name, its size and its bytes. @throws WeChatError */
export async function checkUpload({ files, assumptions }: Core, type: MediaType, file: SandboxFile): Promise<void> {
  const { endings, tooBig } = RULES[type];
  if (file.size === 0) throw refusal(44001);
  if (file.size > mostBytes(type, assumptions.number('wechat-image-mb'))) throw refusal(tooBig);
  const ending = endingOf(file.name);
  if (!endings.includes(ending)) throw refusal(40005);
  const head: Buffer[] = [];
  for await (const chunk of files.open(file.id, { start: 0, end: HEAD_BYTES - 1 }) as AsyncIterable<Buffer>) {
    head.push(chunk);
  }
  if (BEGINNINGS[ending]?.(Buffer.concat(head)) !== true) throw refusal(40005);
}

export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function mostBytes(type: MediaType, imageMb: number): number {
  switch (type) {
    case 'image':
      return imageMb * MB;
    case 'voice':
      return 2 * MB;
    case 'video':
      return 10 * MB;
    case 'thumb':
      return 64 * KB;
  }
}
