import { createHash } from 'node:crypto';
import type { InboundEvent, ReceiveContext } from '../contract';
import type { WhatsAppCredentials } from './credentials';

export type Receiving = ReceiveContext<WhatsAppCredentials>;

/** One change of a webhook with what stands around it. */
export interface Change {
  readonly receiving: Receiving;
  /** The number that it concerns, as an id; where the change does not say, the one that the connection was made for. */
  readonly source: string;
  /** The WhatsApp Business account. */
  readonly account: string;
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** When it happened, milliseconds since 1970, as far as Meta says. */
  readonly at: number;
  /** Names the change for ever, where it has no id of its own. */
  readonly key: string;
}

export function ignored(key: string, reason: string): InboundEvent {
  return { kind: 'ignored', key, reason };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(key: string, what: string, issues: readonly Issue[] = []): InboundEvent {
  const [first] = issues;
  const reason = first === undefined ? what : `${what}: ${first.path.map(String).join('.')} ${first.message}`;
  return { kind: 'unparsed', key, reason };
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
