import type { z } from 'zod';
import type { Core } from '../core';
import { bad } from './answers';

export interface Read<Shape> {
  readonly data: Shape;
  /** Fields that Apple does not have. */
  readonly warnings: readonly string[];
}

/** What was sent, as it has to be. @throws AppleError 400 naming the field */
export function readBody<Shape>({ assumptions }: Core, schema: z.ZodType<Shape>, json: unknown): Read<Shape> {
  const first = schema.safeParse(json);
  if (first.success) return { data: first.data, warnings: [] };
  const { issues } = first.error;
  const strangers = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  const wrong = issues.find(({ code }) => code !== 'unrecognized_keys');
  if (wrong !== undefined) throw bad(`${wrong.path.map(String).join('.')}: ${wrong.message}`);
  const names = strangers.map((path) => `${path.map(String).join('.')}: no such field`);
  if (assumptions.is('apple-unknown-fields', 'refuse')) throw bad(names[0] ?? '');
  const known = structuredClone(json);
  for (const path of strangers) take(known, path);
  const second = schema.safeParse(known);
  if (second.success) return { data: second.data, warnings: names };
  const [issue] = second.error.issues;
  throw bad(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function take(from: unknown, path: readonly PropertyKey[]): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((value, name) => (value as Record<PropertyKey, unknown>)[name], from);
  Reflect.deleteProperty(holder as object, path.at(-1) ?? '');
}
