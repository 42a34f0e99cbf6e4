import type { Refused } from '../lines/emulator';
import type { Ordered } from './send/trouble';

/** `{ code, subcode?, details?, status?, times? }` of an act that orders a refusal or a failure. */
export function orderIn(fields: Readonly<Record<string, unknown>>): Ordered | Refused {
  const { code, subcode, details, status, times } = fields;
  if (typeof code !== 'number' || !Number.isInteger(code)) return { refused: 'code: a code of the Cloud API' };
  return {
    code,
    subcode: typeof subcode === 'number' ? subcode : undefined,
    details: typeof details === 'string' ? details : undefined,
    status: typeof status === 'number' ? status : undefined,
    times: typeof times === 'number' ? times : 1,
  };
}
