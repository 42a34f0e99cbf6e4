import { control } from '../data/control';
import { durationOf, type Staged } from '../data/staged';
import type { Letter } from '../data/useDrafts';
import type { Theme } from '../messengers/theme';
import type { NewFile, PhoneActs } from './phone';

/**
 * What one press of Send becomes: pictures and films travel together where the messenger has that, other files each by
 * itself. The words go with the first that can carry them and the quote, else they follow.
 */
export function lettersOf(letter: Letter, { album, captions }: Pick<Theme, 'album' | 'captions'>): Letter[] {
  const { files, text, about } = letter;
  const [first, ...more] = groupsOf(files, album?.most ?? 1);
  if (first === undefined || about?.what === 'edit') return [letter];
  const canQuote = first.length === 1 || album?.quotes === true;
  const carries = first.every(({ kind }) => captions.includes(kind)) && (about === null || canQuote);
  const wordsFollow = text !== '' && !carries;
  const head = { ...letter, files: first, ...(wordsFollow ? { text: '', about: canQuote ? about : null } : {}) };
  const rest = more.map((group): Letter => ({ ...letter, files: group, text: '', about: null }));
  const words = { ...letter, files: [], about: canQuote ? null : about };
  return [head, ...rest, ...(wordsFollow ? [words] : [])];
}

function isAlbumPiece({ kind }: Staged): boolean {
  return kind === 'picture' || kind === 'video';
}

function groupsOf(files: readonly Staged[], most: number): (readonly Staged[])[] {
  if (most === 1) return files.map((file) => [file]);
  const pieces = files.filter(isAlbumPiece);
  const groups: (readonly Staged[])[] = [];
  for (let at = 0; at < pieces.length; at += most) groups.push(pieces.slice(at, at + most));
  for (const file of files) if (!isAlbumPiece(file)) groups.push([file]);
  return groups;
}

/** Brings a letter to the line. */
export async function deliver(acts: PhoneActs, { files, text, about }: Letter): Promise<unknown> {
  if (about?.what === 'edit') return acts.edit?.(about.key, text);
  const uploaded = await Promise.all(files.map(upload));
  return acts.write({
    ...(text === '' && files.length > 0 ? {} : { text }),
    ...(files.length === 0 ? {} : { files: uploaded }),
    ...(about?.what === 'reply' ? { replyTo: about.key } : {}),
  });
}

async function upload(staged: Staged): Promise<NewFile> {
  const [{ id }, durationS] = await Promise.all([control.upload(staged.file), durationOf(staged)]);
  return { id, kind: staged.kind, durationS };
}
