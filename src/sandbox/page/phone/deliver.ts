import { control } from '../data/control';
import { durationOf, type Staged } from '../data/staged';
import type { Letter } from '../data/useDrafts';
import type { NewFile, PhoneActs } from './phone';

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
