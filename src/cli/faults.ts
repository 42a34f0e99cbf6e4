import { readFile } from 'node:fs/promises';
import type { Fault } from '../kommo/registration/fault';
import { en } from '../kommo/registration/texts/en';

type Say = (line: string) => void;

/**
 * Names all faults: as JSON on the output, or as an error. What could not be read is not said to be missing too.
 * @returns the exit code.
 * @throws Error with a line for each.
 */
export function tellFaults(
  faults: readonly Fault[],
  options: { readonly json: boolean },
  what: string,
  say: Say,
): number {
  const isTold = (field: string): boolean => faults.some((one) => one.field === field && one.key !== 'missing');
  const told = faults
    .filter(({ field, key }) => key !== 'missing' || !isTold(field))
    .map(({ field, key, what: met }) => ({ field, text: en.faults[key](met) }));
  if (!options.json) throw new Error([what, ...told.map(({ field, text }) => `  ${field}: ${text}`)].join('\n'));
  say(JSON.stringify({ faults: told }));
  return 1;
}

/** @returns a fault when the file cannot be read. */
export async function readTextFile(path: string, field: string): Promise<string | Fault> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'syscall' in error) return { field, key: 'noFile', what: path };
    throw error;
  }
}
