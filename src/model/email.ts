/** An e-mail address as it is compared. */
export type ComparableEmail = string & { readonly __brand: 'ComparableEmail' };

/** @returns undefined where it is none */
export function comparableEmail(written: string): ComparableEmail | undefined {
  const address = written.trim().toLowerCase();
  return /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(address) ? (address as ComparableEmail) : undefined;
}
