import { isObject, parseJson } from '../body';
import { badRequest } from './answers';
import { parseMultipart } from './form';

export type Raw = Readonly<Record<string, unknown>>;

/**
 * The arguments of a call, from the query, a form or JSON (telegram.md §1). Values of the wrong JSON type are refused;
 * in queries and forms everything is text, objects as JSON.
 */
export class Arguments {
  constructor(readonly raw: Raw) {}

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string): string {
    const value = this.value(name) ?? '';
    if (typeof value !== 'string') throw wrongType(name, 'a string');
    return value;
  }

  /** An id as it was written, or undefined. */
  id(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))) return String(value);
    throw wrongType(name, 'an integer or a string');
  }

  integer(name: string, absent: number): number {
    const value = this.value(name);
    if (value === undefined || value === '') return absent;
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
    throw wrongType(name, 'an integer');
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === undefined || value === '') return false;
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw wrongType(name, 'a boolean');
  }

  object(name: string): Arguments | undefined {
    const value = this.json(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw badRequest(`can't parse ${name} JSON object`);
    return new Arguments(value);
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.json(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      throw badRequest(`can't parse ${name} JSON array`);
    }
    return value;
  }

  array(name: string): readonly unknown[] {
    const value = this.json(name) ?? [];
    if (!Array.isArray(value)) throw badRequest(`can't parse ${name} JSON array`);
    return value;
  }

  private json(name: string): unknown {
    const value = this.value(name);
    if (value === '') return undefined;
    if (typeof value !== 'string') return value;
    const parsed = parseJson(Buffer.from(value));
    if (parsed === undefined) throw badRequest(`can't parse ${name} JSON object`);
    return parsed;
  }

  private value(name: string): unknown {
    return this.raw[name] ?? undefined;
  }
}

function wrongType(name: string, expected: string): Error {
  return badRequest(`wrong type of "${name}": ${expected} expected`);
}

/** Collects the arguments of a call; throws a refusal when the body cannot be read. */
export function readArguments(query: string, contentType: string, bytes: Buffer): Raw {
  const fromQuery = Object.fromEntries(new URLSearchParams(query));
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (bytes.length === 0) return fromQuery;
  if (type === 'application/json') {
    const json = parseJson(bytes);
    if (!isObject(json)) throw badRequest("can't parse JSON object");
    return { ...fromQuery, ...json };
  }
  if (type === 'application/x-www-form-urlencoded') {
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) };
  }
  if (type !== 'multipart/form-data') return fromQuery;
  const form = parseMultipart(contentType, bytes);
  if (!form) throw badRequest("can't parse the form");
  return { ...fromQuery, ...form };
}
