import { isRecord } from '../http/json';

/** Longest name, label or title; longer ones are cut. */
export const LABEL_LIMIT = 1_000;
/** Longer ids and addresses are left out: cut, they would name something else. */
export const ID_LIMIT = 255;
export const ADDRESS_LIMIT = 8_192;

/**
 * The optional fields of an object in a webhook, each read by itself: absent, `null` and `""` are the same nothing, and what
 * is of a wrong type or too long is left out or cut, and named, but costs nothing else (kommo-chat-api.md §11.1).
 */
export class HookFields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;
  /** Names of fields, never their values; shared with all inner objects. */
  readonly #leftOut: Set<string>;

  constructor(object: unknown, leftOut: Set<string>, path = '') {
    this.#fields = isRecord(object) ? object : {};
    this.#leftOut = leftOut;
    this.#path = path;
  }

  /** Whether there is anything, usable or not. */
  has(name: string): boolean {
    const value = this.#fields[name];
    return value !== undefined && value !== null && value !== '';
  }

  /** Numbers are seen where texts are documented; blanks alone are nothing. */
  text(name: string, limit = LABEL_LIMIT): string | undefined {
    const text = this.#words(name);
    if (text === undefined || text.trim() === '') return undefined;
    return text.length <= limit ? text : this.leaveOut(name, cut(text, limit));
  }

  id(name: string): string | undefined {
    const id = this.#words(name);
    return id === undefined || id.length <= ID_LIMIT ? id : this.leaveOut(name);
  }

  /** Positive; the numbers that Kommo sends for "not known" are 0. */
  number(name: string, most: number): number | undefined {
    if (this.#fields[name] === 0) return undefined;
    const number = this.#number(name, most);
    return number === undefined || number > 0 ? number : this.leaveOut(name);
  }

  /** A positive whole number. */
  count(name: string): number | undefined {
    const number = this.number(name, Number.MAX_SAFE_INTEGER);
    return number === undefined || Number.isInteger(number) ? number : this.leaveOut(name);
  }

  /** Either side of 0, and 0 too. */
  coordinate(name: string, most: number): number | undefined {
    return this.#number(name, most);
  }

  /** An address of the web. */
  link(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const link = this.#fields[name];
    const usable =
      typeof link === 'string' && link.length <= ADDRESS_LIMIT && /^https?:\/\//i.test(link) && URL.canParse(link);
    return usable ? link : this.leaveOut(name);
  }

  object(name: string): HookFields | undefined {
    if (!this.has(name)) return undefined;
    const object = this.#fields[name];
    return isRecord(object) ? this.#inner(name, object) : this.leaveOut(name);
  }

  /** The first `most` of an array, as they are. */
  items(name: string, most: number): readonly unknown[] {
    if (!this.has(name)) return [];
    const items: unknown = this.#fields[name];
    if (!Array.isArray(items)) {
      this.leaveOut(name);
      return [];
    }
    if (items.length > most) this.leaveOut(name);
    return items.slice(0, most) as unknown[];
  }

  /** The first `most` of an array, without those that are no objects. */
  objects(name: string, most: number): HookFields[] {
    return this.items(name, most).flatMap((item) => this.asObject(name, item) ?? []);
  }

  /** An item of the array `name`. */
  asObject(name: string, item: unknown): HookFields | undefined {
    return isRecord(item) ? this.#inner(name, item) : this.leaveOut(name);
  }

  /** @returns what is kept of it, if anything is. */
  leaveOut<Kept>(name: string, kept?: Kept): Kept | undefined {
    this.#leftOut.add(`${this.#path}${name}`);
    return kept;
  }

  #words(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#fields[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : this.leaveOut(name);
  }

  #number(name: string, most: number): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#fields[name];
    const number = typeof value === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Math.abs(number) <= most ? number : this.leaveOut(name);
  }

  #inner(name: string, object: Record<string, unknown>): HookFields {
    return new HookFields(object, this.#leftOut, `${this.#path}${name}.`);
  }
}

/** Not in the middle of a character that takes two units. */
function cut(text: string, limit: number): string {
  const whole = text.codePointAt(limit - 1) ?? 0;
  return text.slice(0, whole > 0xffff ? limit - 1 : limit);
}
