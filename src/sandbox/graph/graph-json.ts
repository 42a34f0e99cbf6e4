/** A number in JSON that may pass 2^53, as Graph writes some ids (whatsapp.md §0 row 12): digits, not in quotes. */
export class BareNumber {
  constructor(readonly digits: string) {
    if (!/^(0|[1-9]\d*)$/.test(digits)) throw new Error('A bare number is digits.');
  }

  /** Where it is shown, not sent. */
  toJSON(): string {
    return this.digits;
  }
}

/**
 * JSON as Meta's webhooks have it: what is not ASCII as `\uXXXX` in lower case, and `/` as `\/` (facebook.md §0 row 9), so
 * that nobody who signs what they parsed comes to the same bytes.
 */
export function graphJson(value: unknown): string {
  return write(value)
    .replaceAll('/', '\\/')
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function write(value: unknown): string {
  if (value instanceof BareNumber) return value.digits;
  if (Array.isArray(value)) return `[${value.map((item) => write(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${write(field)}`).join(',')}}`;
}
