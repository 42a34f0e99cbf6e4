import { control } from '../data/control';
import type { phoneControl } from '../data/phoneControl';
import { durationOf, type Staged } from '../data/staged';
import type { Letter } from '../data/useDrafts';

const LARGEST_ALBUM = 10;

function isAlbumPiece({ as }: Staged): boolean {
  return as === 'photo' || as === 'video';
}

/**
 * What one press of Send becomes: photos and films travel together, up to ten in an album (telegram.md §2), other
 * files each by itself. The words go with the first; an album cannot be an answer, so then they follow it.
 */
export function lettersOf(letter: Letter): Letter[] {
  const { files, text, about } = letter;
  if (files.length <= 1 || about?.what === 'edit') return [letter];
  const pieces = files.filter(isAlbumPiece);
  const groups: (readonly Staged[])[] = [];
  for (let at = 0; at < pieces.length; at += LARGEST_ALBUM) groups.push(pieces.slice(at, at + LARGEST_ALBUM));
  for (const file of files) if (!isAlbumPiece(file)) groups.push([file]);
  const wordsFollow = about !== null && text !== '' && (groups[0]?.length ?? 0) > 1;
  const letters = groups.map((group, index) => {
    const carries = index === 0 && !wordsFollow;
    return { ...letter, files: group, text: carries ? text : '', about: carries ? about : null };
  });
  return wordsFollow ? [...letters, { ...letter, files: [] }] : letters;
}

/** Brings a letter to the bot. */
export async function deliver(chat: ReturnType<typeof phoneControl>, letter: Letter): Promise<unknown> {
  const { files, text, about } = letter;
  if (about?.what === 'edit') return chat.edit(Number(about.key), text);
  const words = text === '' ? {} : { text };
  const reply = about?.what === 'reply' ? { replyTo: Number(about.key) } : {};
  const [only, ...more] = files;
  if (only === undefined) return chat.write({ text, ...reply });
  if (more.length === 0) {
    const [{ id }, durationS] = await Promise.all([control.upload(only.file), durationOf(only)]);
    return chat.write({ file: id, as: only.as, ...(durationS === null ? {} : { durationS }), ...words, ...reply });
  }
  const uploaded = await Promise.all(files.map(({ file }) => control.upload(file)));
  return chat.sendAlbum(
    uploaded.map(({ id }, index) => ({ file: id, as: files[index]?.as ?? 'photo', ...(index === 0 ? words : {}) })),
  );
}
