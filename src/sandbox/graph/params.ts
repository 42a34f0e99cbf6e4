import type { IncomingMessage } from 'node:http';
import { isObject, parseJson, readBody } from '../body';
import type { SandboxFile, SandboxFiles } from '../files/sandbox-files';
import { readForm } from '../form';
import { badParameter, GraphError } from './graph-error';

export type Raw = Readonly<Record<string, unknown>>;
export type Uploads = ReadonlyMap<string, SandboxFile>;

/** What came with a call. */
export interface Received {
  /** The query and the body together, the body before the query. */
  readonly raw: Raw;
  readonly uploads: Uploads;
  /** The bytes of a body that is neither JSON nor a form. */
  readonly bytes: Buffer;
  readonly warnings: readonly string[];
}

const NOTHING = Buffer.alloc(0);
const NONE: Uploads = new Map();
const JSON_BYTES = 2 * 1024 * 1024;
/** The largest file that any product takes is 100 MB; the rest of a form needs room, too. */
const FORM_BYTES = 106 * 1024 * 1024;
/** Meta cannot know a part that does not say what it is; its name counts for nothing. */
const typeOf = (said: string | undefined): string => said?.split(';')[0]?.trim().toLowerCase() ?? '';

/**
 * Reads the parameters of a call: the query, JSON, a form, or a multipart form whose files go to the store as they come.
 *
 * @throws GraphError when a form cannot be read or is too large
 * @throws Error when the client leaves
 */
export async function receive(req: IncomingMessage, query: string, files: SandboxFiles): Promise<Received> {
  const fromQuery = Object.fromEntries(new URLSearchParams(query));
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    const form = await readForm(req, files, FORM_BYTES, typeOf);
    if (form === 'too large') throw tooLarge();
    if (form === 'unreadable') throw badParameter('The multipart body cannot be read.');
    const raw = { ...fromQuery, ...Object.fromEntries(form.fields) };
    return { raw, uploads: form.uploads, bytes: NOTHING, warnings: [] };
  }
  const isText = type === 'application/json' || type === 'application/x-www-form-urlencoded' || type === '';
  const body = await readBody(req, isText ? JSON_BYTES : FORM_BYTES);
  if (body.tooLarge) throw tooLarge();
  const { fields, warnings } = fieldsOf(type, body.bytes);
  return { raw: { ...fromQuery, ...fields }, uploads: NONE, bytes: isText ? NOTHING : body.bytes, warnings };
}

/** A body that cannot be read counts as none: Meta then misses the parameters that were in it. */
function fieldsOf(type: string, bytes: Buffer): { readonly fields: Raw; readonly warnings: readonly string[] } {
  if (bytes.length === 0) return { fields: {}, warnings: [] };
  if (type === 'application/x-www-form-urlencoded') {
    return { fields: Object.fromEntries(new URLSearchParams(bytes.toString())), warnings: [] };
  }
  if (type !== 'application/json') return { fields: {}, warnings: [] };
  const json = parseJson(bytes);
  return isObject(json)
    ? { fields: json, warnings: [] }
    : { fields: {}, warnings: ['the body is no JSON object; none of it was read'] };
}

function tooLarge(): GraphError {
  return new GraphError({ code: 1, status: 413, message: 'Please reduce the amount of data you are asking for' });
}

/** The parameters of a call. In queries and forms everything is text, objects as JSON. */
export class Params {
  constructor(readonly raw: Raw) {}

  has(name: string): boolean {
    return (this.raw[name] ?? undefined) !== undefined;
  }

  /** A text or a number as text; undefined where it is absent. @throws GraphError 100 for anything else */
  text(name: string): string | undefined {
    const value = this.raw[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw badParameter(`Param ${name} must be a string.`);
  }

  /** @throws GraphError 100 when it is absent */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw badParameter(`The parameter ${name} is required.`);
    return value;
  }

  /** @throws GraphError 100 when it is there and no object */
  object(name: string): Raw | undefined {
    const value = this.#json(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw badParameter(`Param ${name} must be a JSON object.`);
    return value;
  }

  /** @throws GraphError 100 when it is there and no list */
  array(name: string): readonly unknown[] | undefined {
    const value = this.#json(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw badParameter(`Param ${name} must be an array.`);
    return value as readonly unknown[];
  }

  /** Names with commas between them, or a list. */
  names(name: string): readonly string[] | undefined {
    const value = this.raw[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value === 'string' && !value.trimStart().startsWith('[')) {
      return value
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');
    }
    return this.array(name)?.map((each) => {
      if (typeof each !== 'string') throw badParameter(`Param ${name} must be an array of strings.`);
      return each;
    });
  }

  #json(name: string): unknown {
    const value = this.raw[name] ?? undefined;
    if (typeof value !== 'string') return value;
    const parsed = parseJson(Buffer.from(value));
    if (parsed === undefined) throw badParameter(`Param ${name} must be JSON.`);
    return parsed;
  }
}
