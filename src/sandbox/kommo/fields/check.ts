import { z } from 'zod';
import { isObject } from '../../body';
import { refuse } from '../answers';

/** Checks data against a schema; the first fault is the refusal, as `field: reason` (kommo-chat-api.md §15.1 step 6). */
export function check<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return refuse(field === '' ? 'body' : field, issue ? reasonOf(issue, data) : 'invalid');
}

function reasonOf(issue: z.core.$ZodIssue, data: unknown): string {
  const given = issue.path.reduce<unknown>((value, step) => (hasParts(value) ? value[step] : undefined), data);
  if (issue.code !== 'custom' && given === undefined) return 'required';
  return issue.message.replace('Invalid input: ', '');
}

function hasParts(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The fields of the data that the schema does not name, by their paths. */
export function strangers(schema: z.core.$ZodType, data: unknown, at: readonly string[] = []): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return strangers(schema.unwrap(), data, at);
  if (schema instanceof z.ZodArray && Array.isArray(data)) {
    return data.flatMap((item, index) => strangers(schema.element, item, [...at, String(index)]));
  }
  if (!(schema instanceof z.ZodObject) || !isObject(data)) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    const field = (schema.shape as Record<string, z.core.$ZodType>)[name];
    const path = [...at, name];
    if (field) return strangers(field, value, path);
    return schema.def.catchall ? [] : [path.join('.')];
  });
}
