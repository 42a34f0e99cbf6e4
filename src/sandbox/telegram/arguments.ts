import type { IncomingMessage } from 'node:http';
import { isObject, parseJson, readBody } from '../body';
import type { SandboxFile, SandboxFiles } from '../files/sandbox-files';
import { readForm } from '../form';
import { badRequest, TelegramError } from './answers';
import { mimeTypeOf } from './mime-types';

export type Raw = Readonly<Record<string, unknown>>;
export type Uploads = ReadonlyMap<string, SandboxFile>;

const NONE: Uploads = new Map();
/** Files go as parts of a form; a call without one is small. */
const BODY_BYTES = 2 * 1024 * 1024;

type Expected = 'a string' | 'an integer or a string' | 'an integer' | 'a number' | 'a boolean';

/** How Telegram refuses an argument in JSON: what is none, and what is of another kind. Words: the open server's source. */
export interface Named {
  readonly unreadable: string;
  readonly unfit: string;
}

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
    if (typeof value !== 'string') throw this.wrongType(name, 'a string');
    return value;
  }

  /** An id as it was written, or undefined. */
  id(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))) return String(value);
    throw this.wrongType(name, 'an integer or a string');
  }

  integer(name: string, absent: number): number {
    const value = this.value(name);
    if (value === undefined || value === '') return absent;
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
    throw this.wrongType(name, 'an integer');
  }

  /** A number, or undefined. */
  number(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,20})?$/.test(value)) return Number(value);
    throw this.wrongType(name, 'a number');
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === undefined || value === '') return false;
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw this.wrongType(name, 'a boolean');
  }

  object(name: string, said: Named): Fields | undefined {
    const value = this.json(name, said.unreadable);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw badRequest(said.unfit);
    return new Fields(value, this.uploads);
  }

  strings(name: string): readonly string[] | undefined {
    const { unreadable, unfit } = unnamed(name);
    const value = this.json(name, unreadable);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw badRequest(unfit);
    return value;
  }

  array(name: string, said: Named = unnamed(name)): readonly unknown[] {
    const value = this.json(name, said.unreadable) ?? [];
    if (!Array.isArray(value)) throw badRequest(said.unfit);
    return value;
  }

  protected value(name: string): unknown {
    return this.raw[name] ?? undefined;
  }

  protected wrongType(name: string, expected: Expected): Error {
    return badRequest(`wrong type of "${name}": ${expected} expected`);
  }

  private json(name: string, unreadable: string): unknown {
    const value = this.value(name);
    if (value === '') return undefined;
    if (typeof value !== 'string') return value;
    const parsed = parseJson(Buffer.from(value));
    if (parsed === undefined) throw badRequest(unreadable);
    return parsed;
  }
}

const FIELD_TYPES: Readonly<Record<Expected, string>> = {
  'a string': 'of type String',
  'an integer or a string': 'of type String',
  'an integer': 'a Number',
  'a number': 'a Number',
  'a boolean': 'of type Boolean',
};

/** The fields of an object in JSON; Telegram has other words for them than for arguments. */
export class Fields extends Arguments {
  /** @param within what is said before a refusal, of one object among several for example */
  constructor(
    raw: Raw,
    uploads: Uploads = NONE,
    private readonly within = '',
  ) {
    super(raw, uploads);
  }

  required(name: string): unknown {
    const value = this.value(name);
    if (value === undefined) throw this.wrong(`Can't find field "${name}"`);
    return value;
  }

  /** Telegram begins its refusals with a small letter. */
  wrong(sentence: string): Error {
    return badRequest(
      this.within === '' ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : `${this.within}: ${sentence}`,
    );
  }

  override array(name: string): readonly unknown[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw this.wrong(`Field "${name}" must be of type Array`);
    return value;
  }

  protected override wrongType(name: string, expected: Expected): Error {
    return this.wrong(`Field "${name}" must be ${FIELD_TYPES[expected]}`);
  }
}

function unnamed(name: string): Named {
  return { unreadable: `can't parse ${name} JSON object`, unfit: `can't parse ${name} JSON array` };
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
    const form = await readForm(req, files, limit, mimeTypeOf);
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
