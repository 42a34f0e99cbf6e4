import { createHash } from 'node:crypto';
import type { InboundEvent, ReceiveContext, RemoteParticipant } from '../contract';
import type { PageCredentials } from './credentials';
import type { Product } from './product';

export type Receiving = ReceiveContext<PageCredentials>;

/** One thing that happened in a chat of a Page, with what stands around it. */
export interface Happening {
  readonly product: Product;
  readonly receiving: Receiving;
  /** The Page or the Instagram account: `entry[].id`. */
  readonly source: string;
  /** The customer. */
  readonly chat: string;
  /** Whether the business did it, not the customer. */
  readonly isOurs: boolean;
  readonly at: number;
}

/** Webhooks tell no names (facebook.md §0, 7). */
export function customerOf({ product, chat }: Happening): RemoteParticipant {
  return { remoteId: chat, name: product.unnamed, isUnnamed: true };
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
