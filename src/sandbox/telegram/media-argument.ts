import type { PhoneFileKind } from '../control/contract';
import type { SandboxFile } from '../files/sandbox-files';
import { badRequest } from './answers';
import type { Call } from './call';
import { fetchByUrl } from './fetch-url';
import { sendBytes, shownAs } from './file-rules';
import { addFile, findFile, isFileId } from './files';
import { judgePhoto, type Judgement } from './pictures';
import type { TelegramFile } from './state';

/** Where a file comes from (telegram.md §3, Media argument). */
export type Source =
  | { readonly from: 'bot'; readonly file: TelegramFile }
  | { readonly from: 'form'; readonly file: SandboxFile }
  | { readonly from: 'web'; readonly url: string };

/**
 * A file by its id, an address, or a part of the form, named like the argument or by `attach://`.
 *
 * @param given the value of the argument
 * @param part the part of the form where there is no value
 */
export function readSource(
  { bot, args, sandbox }: Call,
  kind: PhoneFileKind,
  given: string,
  part: string,
): Source | undefined {
  const attached = /^attach:\/\/(.+)$/.exec(given)?.[1] ?? (given === '' ? part : undefined);
  if (attached !== undefined) {
    const file = args.uploads.get(attached);
    if (!file) return undefined;
    if (file.size === 0) throw badRequest('file must be non-empty');
    if (file.size > sendBytes(sandbox, kind)) throw badRequest('file is too big');
    return { from: 'form', file };
  }
  if (/^https?:/i.test(given)) {
    if (!/^https?:\/\/./i.test(given) || !URL.canParse(given)) throw badRequest('Wrong HTTP URL specified');
    if (kind === 'video_note') throw badRequest("can't upload file by URL");
    return { from: 'web', url: given };
  }
  if (!isFileId(given)) throw badRequest('wrong file identifier/HTTP URL specified');
  const found = findFile(bot, given);
  if (!found) throw badRequest('wrong file_id or the file is temporarily unavailable');
  const { file, isSmall } = found;
  if (file.kind === kind && (!isSmall || kind === 'photo')) return { from: 'bot', file };
  throw badRequest(`can't use file of type ${isSmall ? 'Thumbnail' : typeName(file.kind)} as ${typeName(kind)}`);
}

/** Makes the file one of the bot's: fetches it, looks into it, gives it an id. */
export async function takeFile(
  call: Call,
  kind: PhoneFileKind,
  source: Source,
  detects: boolean,
): Promise<TelegramFile> {
  const { sandbox, bot, fresh } = call;
  if (source.from === 'bot') return source.file;
  const stored = source.from === 'form' ? source.file : await fetchByUrl(sandbox, kind, source.url);
  if (source.from === 'web') fresh.push(stored);
  if (kind === 'photo') checkPhoto(await judgePhoto(sandbox.files, stored));
  // What is no picture was refused, so a photo needs no second look.
  return addFile(bot, kind === 'photo' ? kind : shownAs(kind, stored.mimeType, detects), stored);
}

function checkPhoto(judgement: Judgement): void {
  switch (judgement) {
    case 'photo':
      return;
    case 'no picture':
      throw badRequest('IMAGE_PROCESS_FAILED');
    case 'wrong dimensions':
      throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
}

function typeName(kind: PhoneFileKind): string {
  return kind
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
