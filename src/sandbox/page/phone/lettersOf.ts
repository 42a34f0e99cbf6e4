import type { MediaKind } from '../content/said';
import type { Theme } from '../messengers/theme';

interface File {
  readonly kind: MediaKind;
}

interface Target {
  readonly what: string;
}

interface Parcel<Piece, About> {
  readonly text: string;
  readonly files: readonly Piece[];
  readonly about: About | null;
  readonly buttons: string;
}

/**
 * What one press of Send becomes: pictures and films travel together where the messenger has that, other files each by
 * itself. The words go with the first that can carry them and the quote, else they follow.
 */
export function lettersOf<Piece extends File, About extends Target>(
  letter: Parcel<Piece, About>,
  { album, captions }: Pick<Theme, 'album' | 'captions'>,
): Parcel<Piece, About>[] {
  const { files, text, about } = letter;
  const [first, ...more] = groupsOf(files, album?.most ?? 1);
  if (first === undefined || about?.what === 'edit') return [letter];
  const canQuote = first.length === 1 || album?.quotes === true;
  const carries = first.every(({ kind }) => captions.includes(kind)) && (about === null || canQuote);
  const wordsFollow = text !== '' && !carries;
  const head = { ...letter, files: first, ...(wordsFollow ? { text: '', about: canQuote ? about : null } : {}) };
  const rest = more.map((group): Parcel<Piece, About> => ({ ...letter, files: group, text: '', about: null }));
  const words = { ...letter, files: [], about: canQuote ? null : about };
  return [head, ...rest, ...(wordsFollow ? [words] : [])];
}

function isAlbumPiece({ kind }: File): boolean {
  return kind === 'picture' || kind === 'video';
}

function groupsOf<Piece extends File>(files: readonly Piece[], most: number): (readonly Piece[])[] {
  if (most === 1) return files.map((file) => [file]);
  const pieces = files.filter(isAlbumPiece);
  const groups: (readonly Piece[])[] = [];
  for (let at = 0; at < pieces.length; at += most) groups.push(pieces.slice(at, at + most));
  for (const file of files) if (!isAlbumPiece(file)) groups.push([file]);
  return groups;
}
