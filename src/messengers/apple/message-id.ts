import { createHash } from 'node:crypto';
import { partNamed } from '../../model/part-key';

/** Names what our ids are made from (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/**
 * The id under which Apple knows a part: the same in every attempt, as Apple takes it for the message's identity (apple.md §3).
 *
 * @param key `OutboundPart.key`; a message in one part has a UUID there already
 */
export function messageIdOf(key: string): string {
  const named = partNamed(key);
  return named?.index === null ? named.messageId : nameBased(key);
}

/** What the answer to a menu names it by: the message, however many parts it has. */
export function requestIdOf(key: string): string {
  return partNamed(key)?.messageId ?? nameBased(key);
}

function nameBased(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
