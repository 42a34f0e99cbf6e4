const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Takes out of a history what tells of the machine that recorded it, and numbers its ids in the order in which they
 * come, so that a new recording differs only where the workflow does.
 */
export class Scrubber {
  readonly #ids = new Map<string, string>();

  constructor(private readonly queuePrefix: string) {}

  scrub(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((item) => this.scrub(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
          name === 'stackTrace' ? [] : [[this.#text(name), this.scrub(inner, name)]],
        ),
      );
    }
    if (typeof value !== 'string') return value;
    switch (key) {
      case 'identity':
        return 'courier';
      case 'buildId':
      case 'binaryChecksum':
        return '';
      case 'data':
        return Buffer.from(this.#text(Buffer.from(value, 'base64').toString())).toString('base64');
      case 'name':
        // A sticky queue is called after the process.
        return value.includes('@') ? 'sticky' : this.#text(value);
      default:
        return this.#text(value);
    }
  }

  #text(text: string): string {
    return text.replaceAll(this.queuePrefix, '').replace(UUID, (id) => this.#idFor(id));
  }

  #idFor(id: string): string {
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    const number = String(this.#ids.size + 1).padStart(12, '0');
    const made = `00000000-0000-4000-8000-${number}`;
    this.#ids.set(id, made);
    return made;
  }
}
