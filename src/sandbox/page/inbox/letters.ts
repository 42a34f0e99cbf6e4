import { control } from '../data/control';
import type { inboxControl } from '../data/inboxControl';
import type { Letter } from '../data/useDrafts';
import { readButtons } from './readButtons';

const MOST_ATTACHMENTS = 10;

/**
 * What one press of Send becomes: several files go as attachments of one group; buttons, quotes and forwards need a
 * message of their own then (kommo-chat-api.md §11.2).
 */
export function lettersOf(letter: Letter): Letter[] {
  const { files, text, about, buttons } = letter;
  if (files.length <= 1) return [letter];
  const groups: Letter[] = [];
  for (let at = 0; at < files.length; at += MOST_ATTACHMENTS) {
    groups.push({ text: '', about: null, buttons: '', files: files.slice(at, at + MOST_ATTACHMENTS) });
  }
  const [first, ...rest] = groups;
  if (first === undefined) return [letter];
  if (about === null && buttons.trim() === '') return [{ ...first, text }, ...rest];
  if (text === '' && about?.what !== 'forward') return groups;
  return [...groups, { ...letter, files: [] }];
}

/** Brings a letter to the integration. */
export async function deliver(chat: ReturnType<typeof inboxControl>, letter: Letter): Promise<unknown> {
  const { files, text, about } = letter;
  const uploaded = await Promise.all(files.map(({ file }) => control.upload(file)));
  const [only, ...more] = uploaded;
  if (more.length > 0) {
    return chat.attach(
      uploaded.map(({ id }) => id),
      text,
    );
  }
  const buttons = readButtons(letter.buttons);
  return chat.write({
    ...(text === '' ? {} : { text }),
    ...(only === undefined ? {} : { file: only.id }),
    ...(buttons.length === 0 ? {} : { buttons }),
    ...(about?.what === 'reply' ? { replyTo: about.key } : {}),
    ...(about?.what === 'forward' ? { forward: about.key } : {}),
  });
}
