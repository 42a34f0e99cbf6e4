import type { Template } from '../../model/content';
import { placeholdersIn, plainName } from './placeholders';

/**
 * Finds the values that Kommo sends with a template for the places that WhatsApp's definition has. Where the names are the
 * same, by name; else by order: the first marker of Kommo's text is for the first placeholder of the body, and so on. What
 * Kommo's text does not have is for the header and the buttons. A value is used once.
 */
export class TemplateValues {
  /** Markers of Kommo's text, as often as they stand there; none where they are not what values came for. */
  readonly #content: readonly string[];
  /** Also those without a value: they keep their place. */
  readonly #names: readonly string[];
  /** By plain name; without those that are empty, which WhatsApp does not take. */
  readonly #values: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();
  /** As Kommo's text has them. */
  readonly #markers: readonly string[];

  constructor({ content = '', params }: Pick<Template, 'content' | 'params'>) {
    this.#names = [...new Set(params.map(({ key }) => plainName(key)))];
    this.#markers = placeholdersIn(content);
    const markers = this.#markers.map(plainName);
    this.#content = markers.some((marker) => this.#names.includes(marker)) ? markers : [];
    const values = params.map(({ key, value }) => [plainName(key), clean(value)] as const);
    this.#values = new Map(values.filter(([, value]) => value !== ''));
  }

  /** @returns values by placeholder; one without a value is missing */
  forBody(text: string): ReadonlyMap<string, string> {
    const placeholders = placeholdersIn(text);
    const names = this.#namesFor(placeholders);
    const found = new Map<string, string>();
    placeholders.forEach((placeholder, index) => {
      const name = names[index];
      const value = name === undefined ? undefined : this.#values.get(name);
      if (name === undefined || value === undefined || found.has(placeholder)) return;
      this.#used.add(name);
      found.set(placeholder, value);
    });
    return found;
  }

  /** What the manager knows a placeholder by: Kommo's marker where the texts have as many, else WhatsApp's own. */
  markerFor(text: string, placeholder: string): string {
    const placeholders = placeholdersIn(text);
    const at = placeholders.indexOf(placeholder);
    const marker = this.#markers.length === placeholders.length ? this.#markers[at] : undefined;
    return `{{${marker ?? placeholder}}}`;
  }

  /** @param names by which it may be called, best first */
  forPlace(...names: readonly string[]): string | undefined {
    const rest = [...this.#values.keys()].filter((each) => !this.#used.has(each));
    const named = names.map(plainName).find((each) => rest.includes(each));
    const name = named ?? rest.find((each) => !this.#content.includes(each)) ?? rest[0];
    if (name === undefined) return undefined;
    this.#used.add(name);
    return this.#values.get(name);
  }

  #namesFor(placeholders: readonly string[]): readonly (string | undefined)[] {
    const plain = placeholders.map(plainName);
    if (plain.every((name) => this.#names.includes(name))) return plain;
    // As often as in WhatsApp's text: place for place.
    if (this.#content.length === plain.length) return this.#content;
    const rest = this.#order().filter((name) => !plain.includes(name));
    const byPlaceholder = new Map<string, string | undefined>();
    for (const name of plain) {
      if (!byPlaceholder.has(name)) byPlaceholder.set(name, this.#names.includes(name) ? name : rest.shift());
    }
    return plain.map((name) => byPlaceholder.get(name));
  }

  /** As in Kommo's text, then what that does not have. */
  #order(): readonly string[] {
    return [...new Set([...this.#content, ...this.#names])];
  }
}

/** WhatsApp takes neither lines nor many spaces in a value (whatsapp.md §4, 132018). */
function clean(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
