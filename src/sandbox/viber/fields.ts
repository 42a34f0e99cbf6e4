import { isObject } from '../body';
import { badData, refusal } from './answers';

interface TextRule {
  readonly most?: number;
  /** Whether an empty text is one. */
  readonly empty?: boolean;
}

/** How long a text is, by the reading in force. */
export type Measure = (text: string) => number;

export const MEASURES = {
  'utf-16': (text) => text.length,
  'code-points': (text) => Array.from(text).length,
} as const satisfies Record<string, Measure>;

/**
 * The fields of an object of a request. What is missing is refused with 4, what is of another type or too long with 3
 * (viber.md §4). Notes which were asked for, so that the others can be told.
 */
export class Fields {
  readonly #asked = new Set<string>();
  readonly #inner: Fields[] = [];

  constructor(
    readonly raw: Readonly<Record<string, unknown>>,
    private readonly measure: Measure = MEASURES['utf-16'],
    private readonly path = '',
  ) {}

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  /** It may be there, and nobody looks at it. */
  know(name: string): void {
    this.#asked.add(name);
  }

  value(name: string): unknown {
    this.know(name);
    return this.raw[name] ?? undefined;
  }

  text(name: string, rule: TextRule = {}): string {
    const text = this.optionalText(name, rule);
    if (text === undefined) throw this.missing(name);
    return text;
  }

  optionalText(name: string, { most, empty = false }: TextRule = {}): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.wrong(name, 'a string expected');
    if (value === '' && !empty) throw this.wrong(name, 'must not be empty');
    if (most !== undefined && this.measure(value) > most) throw this.wrong(name, `longer than ${String(most)}`);
    return value;
  }

  integer(name: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.optionalInteger(name, least, most);
    if (value === undefined) throw this.missing(name);
    return value;
  }

  optionalInteger(name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.wrong(name, 'an integer expected');
    if (value < least || value > most) throw this.wrong(name, `not from ${String(least)} to ${String(most)}`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.value(name) ?? false;
    if (typeof value !== 'boolean') throw this.wrong(name, 'a boolean expected');
    return value;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.value(name);
    const known = values.find((each) => each === value);
    if (value !== undefined && known === undefined) throw this.wrong(name, `one of ${values.join(', ')} expected`);
    return known;
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) {
      throw this.wrong(name, 'an array of strings expected');
    }
    return value;
  }

  object(name: string): Fields {
    const value = this.value(name);
    if (value === undefined) throw this.missing(name);
    return this.within(name, value);
  }

  objects(name: string): readonly Fields[] {
    const value = this.value(name);
    if (value === undefined) throw this.missing(name);
    if (!Array.isArray(value)) throw this.wrong(name, 'an array expected');
    return value.map((each: unknown, index) => this.within(`${name}[${String(index)}]`, each));
  }

  /** What nobody asked for, by path. */
  strangers(): readonly string[] {
    const own = Object.keys(this.raw).filter((name) => !this.#asked.has(name));
    return [...own.map((name) => this.path + name), ...this.#inner.flatMap((each) => each.strangers())];
  }

  wrong(name: string, reason: string): Error {
    return badData(`${this.path}${name}: ${reason}`);
  }

  missing(name: string): Error {
    return refusal(4, this.path + name);
  }

  private within(name: string, value: unknown): Fields {
    if (!isObject(value)) throw this.wrong(name, 'an object expected');
    const fields = new Fields(value, this.measure, `${this.path}${name}.`);
    this.#inner.push(fields);
    return fields;
  }
}
