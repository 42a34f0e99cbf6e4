import { z } from 'zod';
import type { Messenger } from '../../messengers/contract';
import type { Words } from '../../model/words';

/** One field of the form that a driver's credentials are entered in. */
export interface DrawnField {
  readonly name: string;
  readonly label: Words;
  readonly help: Words | null;
  readonly secret: boolean;
  readonly required: boolean;
  readonly pattern: string | null;
  readonly maxLength: number | null;
  /** What it is when it is left empty. */
  readonly standard: string | null;
  readonly multiline: boolean;
  /** One of these; null: whatever fits. */
  readonly choices: readonly { readonly value: string; readonly label: Words }[] | null;
}

const SaidHere = z.array(
  z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional() }),
);
const WordsHere = z.object({ text: z.string(), said: SaidHere.exactOptional() });

/** What a schema says in JSON, with what its `meta` says of the form. */
const Drawn = z.object({
  properties: z.record(
    z.string(),
    z.object({
      title: z.string().optional(),
      description: z.string().optional(),
      said: z.object({ title: SaidHere.exactOptional(), description: SaidHere.exactOptional() }).default({}),
      writeOnly: z.boolean().default(false),
      multiline: z.boolean().default(false),
      pattern: z.string().optional(),
      maxLength: z.number().optional(),
      enum: z.array(z.string()).optional(),
      choices: z.array(WordsHere).default([]),
    }),
  ),
  required: z.array(z.string()).default([]),
});

/** What is entered through a transformation has its default in what comes out of it only. */
const Standards = z.object({
  properties: z.record(z.string(), z.object({ default: z.union([z.string(), z.number()]).optional() })),
});

/** @see Messenger.credentials: words, `writeOnly`, `multiline` and `choices` come from its `meta` */
export function credentialFields({ credentials }: Messenger): readonly DrawnField[] {
  const { properties, required } = Drawn.parse(z.toJSONSchema(credentials, { io: 'input' }));
  const read = Standards.parse(z.toJSONSchema(credentials, { io: 'output', unrepresentable: 'any' })).properties;
  return Object.entries(properties).map(([name, field]) => ({
    name,
    label: wordsOf(field.title ?? name, field.said.title),
    help: field.description === undefined ? null : wordsOf(field.description, field.said.description),
    secret: field.writeOnly,
    required: required.includes(name),
    pattern: field.pattern ?? null,
    maxLength: field.maxLength ?? null,
    standard: standardOf(read[name]?.default),
    multiline: field.multiline,
    choices: field.enum?.map((value, index) => ({ value, label: field.choices[index] ?? { text: value } })) ?? null,
  }));
}

function standardOf(value: string | number | undefined): string | null {
  return value === undefined || value === '' ? null : String(value);
}

function wordsOf(text: string, said: Words['said']): Words {
  return said === undefined ? { text } : { text, said };
}
