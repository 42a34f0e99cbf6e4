import { createHash } from 'node:crypto';
import type { IgnoredEvent, UnparsedEvent } from './contract';

/** Read, and nothing that a chat needs. */
export function ignored(key: string, reason: string): IgnoredEvent {
  return { kind: 'ignored', key, reason };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(key: string, what: string, issues: readonly Issue[] = []): UnparsedEvent {
  const [first] = issues;
  const reason = first === undefined ? what : `${what}: ${first.path.map(String).join('.')} ${first.message}`;
  return { kind: 'unparsed', key, reason };
}

/** Names a webhook that has no name of its own; a repeat has the same bytes. */
export function bodyKey(body: Buffer): string {
  return `body/${hashOf(body)}`;
}

/** The same for the same thing, for what has no id. */
export function hashOf(thing: unknown): string {
  const bytes = Buffer.isBuffer(thing) ? thing : JSON.stringify(thing);
  return createHash('sha256').update(bytes).digest('hex');
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
