import { createHash } from 'node:crypto';
import type { IgnoredEvent, ReceiveContext, UnparsedEvent } from '../contract';
import type { BotCredentials } from './credentials';

export type Receiving = ReceiveContext<BotCredentials>;

/** Whom an activity is for: a bot has an address of its own, and is called otherwise in each channel. */
export function sourceOf({ credentials }: Receiving): string {
  return credentials.appId;
}

export function ignored(key: string, reason: string): IgnoredEvent {
  return { kind: 'ignored', key, reason };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(body: Buffer, what: string, issues: readonly Issue[] = []): UnparsedEvent {
  const [first] = issues;
  const reason = first === undefined ? what : `${what}: ${first.path.map(String).join('.')} ${first.message}`;
  return { kind: 'unparsed', key: bodyKey(body), reason };
}

/** For what has no name of its own; a repeat has the same bytes. */
export function bodyKey(body: Buffer): string {
  return `body/${createHash('sha256').update(body).digest('hex')}`;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
