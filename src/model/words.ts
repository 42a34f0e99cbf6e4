export const LANGUAGES = ['en', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence by its code, with what it names. Whoever shows it says it in the reader's language. */
export interface Said {
  readonly code: string;
  readonly params?: Params;
}

/** `Words` are a part of the sentence that differs by language too. */
export type Params = Readonly<Record<string, string | number | Words>>;

/**
 * What people are told: in English, for logs, the engine and programs, and beside it the sentences that it is made of.
 * Without them it can be shown in English only: something that somebody else said, or of an older version.
 */
export interface Words {
  readonly text: string;
  readonly said?: readonly Said[];
}

/** Sentences in every language, by code; `{name}` stands for what is named. */
export type Phrases<Code extends string = string> = Readonly<Record<Language, Readonly<Record<Code, string>>>>;

export type Say<Code extends string> = (code: Code, params?: Params) => Required<Words>;

export function sayingFrom<Code extends string>(phrases: Phrases<Code>): Say<Code> {
  return (code, params) => ({
    text: filled(phrases.en[code], params),
    said: [params === undefined ? { code } : { code, params }],
  });
}

/** Nothing but what it tells. */
export function wordsOf({ text, said }: Words): Words {
  return said === undefined ? { text } : { text, said };
}

/** Several sentences, one after the other; or parts of one, with something between. */
export function together(words: readonly Words[], between = ' '): Words {
  const text = words.map((each) => each.text).join(between);
  const said = words.map((each) => each.said);
  return said.every((each) => each !== undefined) ? { text, said: said.flat() } : { text };
}

export function filled(phrase: string, params: Params = {}): string {
  return phrase.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? whole;
    return typeof value === 'object' ? value.text : String(value);
  });
}
