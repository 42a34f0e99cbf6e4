import type { z } from 'zod';
import { en } from './texts/en';

export type FaultKey = keyof typeof en.faults;

/** Something that does not fit: where, which sentence says so, and what was met. */
export interface Fault {
  /** The field's name; with dots inside of a larger one. */
  readonly field: string;
  readonly key: FaultKey;
  readonly what: string;
}

/** Whether nothing was entered. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** For a schema's `error`: a value that is absent is missing, whatever kind it should have been. */
export function missingOr(key: FaultKey): (issue: { readonly input?: unknown }) => FaultKey {
  return ({ input }) => (isBlank(input) ? 'missing' : key);
}

/**
 * What a schema found. Its messages are keys of sentences, so that people can be told in their language; what was met is
 * in `params.what`. That a field is missing is not said of one that has another fault.
 */
export function faultsOf(error: z.ZodError): Fault[] {
  const faults = error.issues.flatMap((issue): Fault[] => {
    const field = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) => ({ field: name, key: 'unknownField', what: '' }));
    }
    const what: unknown = issue.code === 'custom' ? issue.params?.what : undefined;
    return [
      {
        field,
        key: isFaultKey(issue.message) ? issue.message : 'unreadable',
        what: typeof what === 'string' ? what : '',
      },
    ];
  });
  return faults.filter(
    (fault, index) =>
      index ===
        faults.findIndex((same) => same.field === fault.field && same.key === fault.key && same.what === fault.what) &&
      (fault.key !== 'missing' || !faults.some(({ field, key }) => field === fault.field && key !== 'missing')),
  );
}

function isFaultKey(text: string): text is FaultKey {
  return Object.hasOwn(en.faults, text);
}
