import type { Texts } from '../texts';
import type { Quoted, Said } from './said';

/** What a message is, in a word. */
export function nameOf(said: Pick<Said, 'media' | 'place' | 'contact' | 'list' | 'label'>, t: Texts): string {
  const { kinds } = t.talk;
  if (said.media !== null) return kinds[said.media.kind];
  if (said.place !== null) return kinds.location;
  if (said.contact !== null) return kinds.contact;
  if (said.list !== null) return kinds.list;
  return said.label ?? t.talk.untitled;
}

/** A message in one line: its words, else what it is. */
export function previewOf(said: Said, t: Texts): string {
  if (said.text !== '') return said.text;
  if (said.media?.kind === 'file') return fileNameOf(said.media);
  if (said.contact !== null) return `${t.talk.kinds.contact}: ${said.contact.name}`;
  if (said.list !== null) return said.list.body;
  if (said.forwarded !== null && said.forwarded.text !== '') return said.forwarded.text;
  return nameOf(said, t);
}

export function fileNameOf(media: NonNullable<Said['media']>): string {
  return media.state === 'there' ? media.file.name : media.name;
}

/**
 * A quote with the way to what it quotes; a quoted picture says nothing in words, so it is called what it is.
 *
 * @param target the quoted message, where it is still shown
 */
export function quoted({ author, text }: Pick<Quoted, 'author' | 'text'>, target: Said | undefined, t: Texts): Quoted {
  if (target === undefined) return { key: null, author, text };
  return { key: target.key, author, text: text === '' ? previewOf(target, t) : text };
}
