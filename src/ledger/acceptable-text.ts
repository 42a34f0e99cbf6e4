import type { Said, Words } from '../model/words';

/** What Postgres cannot store, shown as what it is: it must not cost the event. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}

/** Half an emoji, cut off by whoever limits texts, is shown as what it is; it must not cost the message. */
export function wellFormed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? each.replace(/\p{Surrogate}/gu, '\ufffd') : each,
  ) as Value;
}

/** Of an old message nobody keeps the bytes: what Postgres cannot store in it is shown as what it is. */
export function storableContent<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? storable(each) : each,
  ) as Value;
}

/** Sentences by their codes, as a column takes them: what they name may have been cut in the middle of an emoji. */
export function keptSaid(said: readonly Said[] | null | undefined): string | null {
  return said == null ? null : JSON.stringify(wellFormed(said));
}

/** Words as a column takes them beside their text; those without sentences are told by the text alone. */
export function keptWords({ text, said }: Words): string | null {
  return said === undefined ? null : JSON.stringify(wellFormed({ text, said }));
}

/** A NUL as JSON writes it, and not what somebody has typed who means one. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * Whether Postgres would refuse it. It is not asked: with the refusal, its own log would quote the words around the
 * character (promise P7).
 */
export function holdsNul(value: object): boolean {
  return NUL.test(JSON.stringify(value));
}
