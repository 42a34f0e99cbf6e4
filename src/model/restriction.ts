/**
 * What a messenger forbids a source: `starting` — to write to people of its own accord, with what passes a shut window ·
 * `answering` — to answer those who wrote · `everything` — both.
 */
export const FORBIDDEN = ['starting', 'answering', 'everything'] as const;
export type Forbidden = (typeof FORBIDDEN)[number];

/** The messenger forbids it until then, milliseconds since 1970; left out: it does not say how long. */
export interface Restriction {
  readonly what: Forbidden;
  readonly until?: number;
}

/** What the messenger says of it now. */
export type Standing = Restriction | 'lifted';

export function forbids(restriction: Restriction | null | undefined, what: Exclude<Forbidden, 'everything'>): boolean {
  return restriction != null && (restriction.what === what || restriction.what === 'everything');
}
