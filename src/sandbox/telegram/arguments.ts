import type { IncomingMessage } from 'node:http';
import { isObject, parseJson, readBody } from '../body';
import type { SandboxFile, SandboxFiles } from '../files/sandbox-files';
import { badRequest, TelegramError } from './answers';
import { readForm } from './multipart';

export type Raw = Readonly<Record<string, unknown>>;
export type Uploads = ReadonlyMap<string, SandboxFile>;

const NONE: Uploads = new Map();
/** Files go as parts of a form; a call without one is small. */
const BODY_BYTES = 2 * 1024 * 1024;

/**
 * The arguments of a call, from the query, a form or JSON (telegram.md §1). Values of the wrong JSON type are refused;
 * in queries and forms everything is text, objects as JSON.
 */
export class Arguments {
  constructor(
    readonly raw: Raw,
    readonly uploads: Uploads = NONE,
  ) {}

  has(name: string): boolean {
    return this.value(name) !== undefined || this.uploads.has(name);
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

  /** A number, or undefined. */
  number(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,20})?$/.test(value)) return Number(value);
    throw wrongType(name, 'a number');
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
    return new Arguments(value, this.uploads);
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

/** What came with a call. */
export interface Received {
  readonly raw: Raw;
  readonly uploads: Uploads;
}

/**
 * Collects the arguments of a call; files of a form go to the store as they come.
 *
 * @throws TelegramError when the body cannot be read or is too large
 * @throws Error when the client leaves
 */
export async function readArguments(
  req: IncomingMessage,
  query: string,
  files: SandboxFiles,
  limit: number,
): Promise<Received> {
  const fromQuery = Object.fromEntries(new URLSearchParams(query));
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    const form = await readForm(req, files, limit);
    if (form === 'too large') throw tooLarge();
    if (form === 'unreadable') throw badRequest("can't parse the form");
    return { raw: { ...fromQuery, ...Object.fromEntries(form.fields) }, uploads: form.uploads };
  }
  const body = await readBody(req, Math.min(limit, BODY_BYTES));
  if (body.tooLarge) throw tooLarge();
  return { raw: { ...fromQuery, ...fromBody(type, body.bytes) }, uploads: NONE };
}

function fromBody(type: string, bytes: Buffer): Raw {
  if (bytes.length === 0) return {};
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(bytes.toString()));
  if (type !== 'application/json') return {};
  const json = parseJson(bytes);
  if (!isObject(json)) throw badRequest("can't parse JSON object");
  return json;
}

function tooLarge(): TelegramError {
  return new TelegramError(413, 'Request Entity Too Large');
}
