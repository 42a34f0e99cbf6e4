import { isObject } from '../../body';
import type { Core } from '../../core';
import { badParameter } from '../../graph/graph-error';
import { invalid, missing } from '../codes';
import { lengthOf } from '../text-length';

/** How long a text may be, and how Meta calls it. */
export interface TextRule {
  readonly label: string;
  readonly max: number;
}

/** An object inside a message, read field by field; what is wrong is refused in Meta's words (whatsapp.md §3, §4). */
export class Block {
  constructor(
    private readonly core: Core,
    readonly raw: Readonly<Record<string, unknown>>,
    /** `interactive['action']` */
    readonly name: string,
  ) {}

  /** Refuses keys that no page names. */
  only(...known: readonly string[]): this {
    const unknown = Object.keys(this.raw).find((key) => !known.includes(key));
    if (unknown !== undefined && this.core.assumptions.is('whatsapp-unknown-keys', 'refuse')) {
      throw badParameter(`Unexpected key "${unknown}" on param "${this.name}".`);
    }
    return this;
  }

  has(field: string): boolean {
    return (this.raw[field] ?? undefined) !== undefined;
  }

  optional(field: string, rule: TextRule): string | undefined {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.#wrong(field, 'a string');
    const length = lengthOf(value);
    if (length < 1 || length > rule.max) {
      throw invalid(`${rule.label} length invalid. Min length: 1, Max length: ${String(rule.max)}`);
    }
    return value;
  }

  required(field: string, rule: TextRule): string {
    const value = this.optional(field, rule);
    if (value === undefined) throw this.#absent(field);
    return value;
  }

  /** A text of any length, none included. */
  text(field: string): string | undefined {
    const value = this.raw[field] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(field, 'a string');
  }

  flag(field: string): boolean {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) return false;
    if (typeof value !== 'boolean') throw this.#wrong(field, 'a boolean');
    return value;
  }

  /** A number, or a number as text. */
  number(field: string, least: number, most: number): number {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) throw this.#absent(field);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !(number >= least && number <= most)) {
      throw invalid(`Parameter '${this.#pathOf(field)}' must be between ${String(least)} and ${String(most)}`);
    }
    return number;
  }

  block(field: string): Block {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) throw this.#absent(field);
    if (!isObject(value)) throw this.#wrong(field, 'a JSON object');
    return new Block(this.core, value, this.#pathOf(field));
  }

  optionalBlock(field: string): Block | undefined {
    return this.has(field) ? this.block(field) : undefined;
  }

  /** @param label as Meta calls what there can be one to `max` of */
  blocks(field: string, label: string, max: number): readonly Block[] {
    const value = this.raw[field] ?? undefined;
    if (value === undefined) throw this.#absent(field);
    if (!Array.isArray(value)) throw this.#wrong(field, 'an array');
    if (value.length < 1 || value.length > max) {
      throw invalid(`Invalid ${label} count. Min allowed ${label}: 1, Max allowed ${label}: ${String(max)}`);
    }
    return value.map((each: unknown, index) => {
      const place = `${this.#pathOf(field)}[${String(index)}]`;
      if (!isObject(each)) throw badParameter(`Param ${place} must be a JSON object.`);
      return new Block(this.core, each, place);
    });
  }

  #pathOf(field: string): string {
    return `${this.name}['${field}']`;
  }

  #absent(field: string): Error {
    return missing(`Parameter '${this.#pathOf(field)}' is mandatory`);
  }

  #wrong(field: string, expected: string): Error {
    return badParameter(`Param ${this.#pathOf(field)} must be ${expected}.`);
  }
}
