import { isObject } from '../../body';
import { badParameter } from '../../graph/graph-error';

type Raw = Readonly<Record<string, unknown>>;

/** An object inside a call, read field by field; what is wrong is refused with 100 (facebook.md §3, §4, §9). */
export class Fields {
  constructor(
    readonly raw: Raw,
    /** `message[attachment]`, as Meta names it in refusals. */
    readonly name: string,
    /** Whether keys that no page names are refused. */
    private readonly strict: boolean,
  ) {}

  only(...known: readonly string[]): this {
    const unknown = Object.keys(this.raw).find((key) => !known.includes(key));
    if (unknown !== undefined && this.strict) {
      throw badParameter(`Invalid keys "${unknown}" were found in param "${this.name}".`);
    }
    return this;
  }

  has(field: string): boolean {
    return (this.raw[field] ?? undefined) !== undefined;
  }

  /** @param most UTF-16 units */
  text(field: string, most = Infinity): string | undefined {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw badParameter(`Param ${this.pathOf(field)} must be a string.`);
    if (value.length > most) throw this.#tooLong(field, most);
    return value;
  }

  required(field: string, most = Infinity): string {
    const value = this.text(field, most);
    if (value === undefined || value === '') {
      throw badParameter(`Param ${this.pathOf(field)} must be a non-empty UTF-8 encoded string`);
    }
    return value;
  }

  /** A text or a number: ids are written both ways. */
  id(field: string): string | undefined {
    const value = this.raw[field] ?? undefined;
    return typeof value === 'number' ? String(value) : this.text(field);
  }

  webUrl(field: string): string {
    const value = this.required(field);
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      throw badParameter(`Param ${this.pathOf(field)} should represent a valid URL`);
    }
    return value;
  }

  one<Word extends string>(field: string, words: readonly Word[]): Word {
    const value = this.text(field);
    const word = words.find((each) => each === value);
    if (word === undefined) throw badParameter(`Param ${this.pathOf(field)} must be one of {${words.join(', ')}}`);
    return word;
  }

  flag(field: string): boolean {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) return false;
    // In a form everything is text.
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw badParameter(`Param ${this.pathOf(field)} must be a boolean.`);
  }

  object(field: string): Fields {
    const value = this.raw[field] ?? undefined;
    if (!isObject(value)) throw badParameter(`Param ${this.pathOf(field)} must be a JSON object.`);
    return new Fields(value, this.pathOf(field), this.strict);
  }

  optionalObject(field: string): Fields | undefined {
    return this.has(field) ? this.object(field) : undefined;
  }

  /** One at least. */
  list(field: string, most: number): readonly Fields[] {
    const value = this.raw[field] ?? undefined;
    if (!Array.isArray(value)) throw badParameter(`Param ${this.pathOf(field)} must be an array.`);
    if (value.length < 1 || value.length > most) {
      const range = `between 1 and ${String(most)}`;
      throw badParameter(`Number of elements in param ${this.pathOf(field)} must be ${range}`);
    }
    return value.map((each: unknown, index) => {
      const place = `${this.pathOf(field)}[${String(index)}]`;
      if (!isObject(each)) throw badParameter(`Param ${place} must be a JSON object.`);
      return new Fields(each, place, this.strict);
    });
  }

  pathOf(field: string): string {
    return `${this.name}[${field}]`;
  }

  #tooLong(field: string, most: number): Error {
    return badParameter(`Length of param ${this.pathOf(field)} must be less than or equal to ${String(most)}`);
  }
}
