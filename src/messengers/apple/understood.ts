import { createHash } from 'node:crypto';
import type { Raw } from '../../http/json';
import type { IgnoredEvent, ReceiveContext, UnparsedEvent } from '../contract';
import type { AppleCredentials } from './credentials';
import type { Envelope } from './shapes';

export type Receiving = ReceiveContext<AppleCredentials>;

/** One webhook of Apple: what was read, and its bytes for those that cannot be. */
export interface Arrived {
  readonly receiving: Receiving;
  readonly envelope: Envelope;
  readonly raw: Raw;
  readonly body: Buffer;
  /** The business. */
  readonly source: string;
  /** As the ledger keeps it. */
  readonly chatReference: string;
}

/** Where and when it was: Apple tells no time. */
export function placeOf({ receiving: { clock }, envelope: { sourceId }, source, chatReference }: Arrived) {
  return { source, chat: sourceId, at: clock.now(), chatReference } as const;
}

export function ignored(key: string, reason: string): IgnoredEvent {
  return { kind: 'ignored', key, reason };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(body: Buffer, what: string, issues: readonly Issue[] = []): UnparsedEvent {
  const [first] = issues;
  const reason = first === undefined ? what : `${what}: ${first.path.map(String).join('.')} ${first.message}`;
  return { kind: 'unparsed', key: `body/${hashOf(body)}`, reason };
}

export function hashOf(what: string | Buffer): string {
  return createHash('sha256').update(what).digest('hex');
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
