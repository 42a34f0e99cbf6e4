import { isObject } from '../body';

/**
 * JSON with whole numbers of 64 bits as they are: `message_token` is beyond 2^53, and no string (viber.md §0). What is
 * undefined is left out.
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${writeJson(each)}`).join(',')}}`;
}

/** The same for the journal, where such numbers are texts, so that whoever reads it sees the right one. */
export function shown(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? String(each) : each)));
}
