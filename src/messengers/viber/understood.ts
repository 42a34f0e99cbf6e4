import { createHash } from 'node:crypto';
import type { InboundEvent, ReceiveContext } from '../contract';
import type { ViberCredentials } from './credentials';

export type Receiving = ReceiveContext<ViberCredentials>;

/** Whom an event is for: a bot has a webhook of its own, and Viber's events do not name it. */
export function sourceOf({ sources = [] }: Receiving): string {
  const [only = ''] = sources;
  return only;
}

export function ignored(key: string, reason: string): InboundEvent {
  return { kind: 'ignored', key, reason };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(body: Buffer, what: string, issues: readonly Issue[] = []): InboundEvent {
  const [first] = issues;
  const reason = first === undefined ? what : `${what}: ${first.path.map(String).join('.')} ${first.message}`;
  return { kind: 'unparsed', key: bodyKey(body), reason };
}

/** For what has no name of Viber's; a repeat has the same bytes. */
export function bodyKey(body: Buffer): string {
  return `body/${createHash('sha256').update(body).digest('hex')}`;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
