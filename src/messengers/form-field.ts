import type { Said, Words } from '../model/words';

/** What `meta` of a credential's schema tells a form: in English as ever, and beside it the sentences by their codes. */
export type FieldWords = {
  readonly title: string;
  readonly description: string;
  readonly said: { readonly title?: readonly Said[]; readonly description?: readonly Said[] };
};

export function fieldWords(label: Words, help: Words): FieldWords {
  return {
    title: label.text,
    description: help.text,
    said: {
      ...(label.said === undefined ? {} : { title: label.said }),
      ...(help.said === undefined ? {} : { description: help.said }),
    },
  };
}
