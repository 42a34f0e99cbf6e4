import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Call } from './call';
import { mayDownload } from './file-rules';
import { findFile, isFileId, smallPathOf, smallUniqueIdOf } from './files';
import { SMALL_PICTURE } from './thumbnails';

/** Tells where a file can be downloaded (telegram.md §7). */
export function getFile({ sandbox, bot, args }: Call): Outcome {
  const id = args.text('file_id');
  if (id === '') throw badRequest('file_id not specified');
  if (!isFileId(id)) throw badRequest('invalid file_id');
  const found = findFile(bot, id);
  if (!found) throw badRequest('wrong file_id or the file is temporarily unavailable');
  const { file, isSmall } = found;
  if (!isSmall && !mayDownload(sandbox, file.size)) throw badRequest('file is too big');
  return ok({
    file_id: id,
    file_unique_id: isSmall ? smallUniqueIdOf(file) : file.uniqueId,
    file_size: isSmall ? SMALL_PICTURE.length : file.size,
    file_path: isSmall ? smallPathOf(file) : file.path,
  });
}
