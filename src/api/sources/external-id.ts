import { createHash } from 'node:crypto';
import type { MessengerKind } from '../../model/messenger-kind';

/** kommo-platform.md §4.3 */
const LONGEST = 36;
const PRINTABLE = /^[\x20-\x7e]+$/;

/** The name that a source has at Kommo for ever: readable where it fits, else a digest of it. */
export function externalIdOf(messenger: MessengerKind, remoteId: string): string {
  const readable = `${messenger}-${remoteId}`;
  if (readable.length <= LONGEST && PRINTABLE.test(readable)) return readable;
  const digest = createHash('sha256').update(remoteId).digest('base64url');
  return `${messenger}-${digest}`.slice(0, LONGEST);
}
