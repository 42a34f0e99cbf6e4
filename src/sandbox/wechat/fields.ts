import { isObject } from '../body';
import { refusal, type Code } from './answers';

/** The fields of an object of a request. What is of another type is refused with 40035; notes which were asked for. */
export class Fields {
  readonly #asked = new Set<string>();
  readonly #inner: Fields[] = [];

  constructor(
    readonly raw: Readonly<Record<string, unknown>>,
    private readonly path = '',
  ) {}

  /** @param absent the code for a text that is not there, or empty */
  text(name: string, absent: Code): string {
    const text = this.optionalText(name) ?? '';
    if (text === '') throw refusal(absent, this.path + name);
    return text;
  }

  optionalText(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw refusal(40035, `${this.path}${name} is no string`);
    return value;
  }

  /** @param wrong the code for what is none, or not there */
  whole(name: string, wrong: Code): number {
    const value = this.#value(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw refusal(wrong, this.path + name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#value(name) ?? false;
    if (typeof value !== 'boolean') throw refusal(40035, `${this.path}${name} is no boolean`);
    return value;
  }

  object(name: string): Fields {
    const value = this.#value(name);
    if (value === undefined) throw refusal(40035, `${this.path}${name} is missing`);
    return this.#within(name, value);
  }

  optionalObject(name: string): Fields | undefined {
    return this.#value(name) === undefined ? undefined : this.object(name);
  }

  objects(name: string): readonly Fields[] {
    const value = this.#value(name) ?? [];
    if (!Array.isArray(value)) throw refusal(40035, `${this.path}${name} is no array`);
    return value.map((each: unknown, index) => this.#within(`${name}[${String(index)}]`, each));
  }

  /** What nobody asked for, by path. */
  strangers(): readonly string[] {
    const own = Object.keys(this.raw).filter((name) => !this.#asked.has(name));
    return [...own.map((name) => this.path + name), ...this.#inner.flatMap((each) => each.strangers())];
  }

  #value(name: string): unknown {
    this.#asked.add(name);
    return this.raw[name] ?? undefined;
  }

  #within(name: string, value: unknown): Fields {
    if (!isObject(value)) throw refusal(40035, `${this.path}${name} is no object`);
    const fields = new Fields(value, `${this.path}${name}.`);
    this.#inner.push(fields);
    return fields;
  }
}
