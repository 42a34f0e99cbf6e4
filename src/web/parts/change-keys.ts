/**
 * `Idempotency-Key`: a change whose answer was lost is asked for again with the key that it had, and so is done once. When
 * its answer has come, the same change is a new one.
 */
export class ChangeKeys {
  readonly #open = new Map<string, string>();

  of(change: string): string {
    const known = this.#open.get(change);
    if (known !== undefined) return known;
    const key = newKey();
    this.#open.set(change, key);
    return key;
  }

  answered(change: string): void {
    this.#open.delete(change);
  }
}

/** `crypto.randomUUID` is missing on a page that came over plain HTTP. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
