import { createHash } from 'node:crypto';
import type { InboundEvent, ReceiveContext } from '../contract';
import type { WeChatCredentials } from './credentials';

export type Receiving = ReceiveContext<WeChatCredentials>;

export function ignored(key: string, reason: string): InboundEvent {
  return { kind: 'ignored', key, reason };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(body: Buffer, what: string, issues: readonly Issue[] = []): InboundEvent {
  const [first] = issues;
  const reason = first === undefined ? what : `${what}: ${first.path.map(String).join('.')} ${first.message}`;
  // A repeat has the same bytes.
  return { kind: 'unparsed', key: `body/${createHash('sha256').update(body).digest('hex')}`, reason };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
