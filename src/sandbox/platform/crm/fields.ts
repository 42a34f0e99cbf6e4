import { z } from 'zod';
import { strangers } from '../../kommo/fields/check';
import { answers, problem, refuse, type FieldFault, type ItemFaults } from '../answers';
import type { CrmRequest } from './request';

/** One item of a written list; what is wrong with it is told by its `request_id` (kommo-platform.md §0.2). */
export interface Item<T> {
  readonly fields: T;
  readonly requestId: string;
}

/** Field names that every written item may have beside its own. */
export const requestId = { request_id: z.string().optional() };

/** For `superRefine`: a fault with one of Kommo's codes. */
export function wrong(
  context: z.RefinementCtx,
  code: string,
  path: readonly (string | number)[],
  detail: string,
): void {
  context.addIssue({ code: 'custom', path: [...path], message: detail, params: { code } });
}

/** The body's items, all or none. */
export function readItems<T>(request: CrmRequest, schema: z.ZodType<T>, most: number): Item<T>[] {
  const given = readJson(request);
  if (!Array.isArray(given)) return refuse(problem(400, 'Request body must be an array'));
  if (given.length === 0) return refuse(problem(400, 'Request data can not be empty'));
  if (given.length > most) return refuse(problem(400, `Too many items: at most ${String(most)}`));
  const read = given.map((item: unknown, index) => readItem(request, schema, item, String(index)));
  const faulty = read.filter((item): item is ItemFaults => 'faults' in item);
  if (faulty.length > 0) refuse(answers.invalid(faulty));
  return read.filter((item): item is Item<T> => 'fields' in item);
}

/** The body as one object. */
export function readObject<T>(request: CrmRequest, schema: z.ZodType<T>): T {
  const read = readItem(request, schema, readJson(request), '0');
  return 'faults' in read ? refuse(answers.invalid([read])) : read.fields;
}

function readItem<T>(request: CrmRequest, schema: z.ZodType<T>, item: unknown, index: string): Item<T> | ItemFaults {
  const named = z.object({ request_id: z.string() }).safeParse(item);
  const requestId = named.data?.request_id ?? index;
  const result = schema.safeParse(item);
  if (!result.success) return { requestId, faults: result.error.issues.map((issue) => faultOf(issue, item)) };
  const odd = strangers(schema, item);
  if (odd.length > 0 && request.sandbox.assumptions.is('crm-unknown-fields', 'refuse-400')) {
    return {
      requestId,
      faults: odd.map((path) => ({ code: 'NotExpected', path, detail: 'This field was not expected.' })),
    };
  }
  request.warnings.push(...odd.map((path) => `${path}: no such field`));
  return { fields: result.data, requestId };
}

function readJson({ body }: CrmRequest): unknown {
  const type = body.contentType.split(';')[0]?.trim().toLowerCase();
  if (body.bytes.length === 0) refuse(problem(400, 'Request data can not be empty'));
  if (type !== 'application/json') refuse(problem(400, 'Content-Type must be application/json'));
  if (body.json === undefined) refuse(problem(400, 'Request body is not JSON'));
  return body.json;
}

function faultOf(issue: z.core.$ZodIssue, item: unknown): FieldFault {
  const given = issue.path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    item,
  );
  return {
    code: codeOf(issue, given),
    path: issue.path.map(String).join('.'),
    detail: given === undefined && issue.code !== 'custom' ? 'This field is missing.' : issue.message,
  };
}

/** Kommo has no closed list of codes (kommo-platform.md §9.5). */
function codeOf(issue: z.core.$ZodIssue, given: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
      return given === undefined ? 'FieldMissing' : 'InvalidType';
    case 'invalid_value':
      return given === undefined ? 'FieldMissing' : 'NotSupportedChoice';
    case 'too_big':
      return 'TooLong';
    case 'too_small':
      return 'TooShort';
    case 'custom': {
      const code: unknown = issue.params?.code;
      return typeof code === 'string' ? code : 'NotValid';
    }
    default:
      return 'NotValid';
  }
}
