import type { Core } from '../core';
import type { Line } from '../lines/records';
import { AppleError } from './answers';

/** A provider is known by its id; it writes for these businesses. */
export function businessesOf({ lines }: Core, mspId: string): readonly Line[] {
  return lines.of('apple').filter(({ credentials }) => credentials.mspId === mspId);
}

/** The business that a call is for. @throws AppleError 400 without one, 403 where it is not linked to the provider */
export function businessIn(lines: readonly Line[], sourceId: string | undefined): Line {
  if (sourceId === undefined || sourceId === '') throw new AppleError(400, 'source-id is missing');
  const line = lines.find(({ id }) => id === sourceId);
  if (line?.facts.linked !== true) {
    throw new AppleError(403, 'The business is not linked to this provider');
  }
  return line;
}
