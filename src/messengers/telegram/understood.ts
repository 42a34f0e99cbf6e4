import type { Acknowledgement, InboundEvent, ReceiveContext } from '../contract';
import type { TelegramCredentials } from './credentials';

export type Receiving = ReceiveContext<TelegramCredentials>;

/** What one update comes to. */
export interface Understood {
  readonly event: InboundEvent;
  readonly acknowledge?: Acknowledgement;
}

export function ignored(key: string, reason: string): Understood {
  return { event: { kind: 'ignored', key, reason } };
}

/** @param issues of what was expected; the first is named, without what was sent */
export function unparsed(key: string, kind: string, issues: readonly Issue[] | undefined): Understood {
  const [first] = issues ?? [];
  const reason = first === undefined ? kind : `${kind}: ${first.path.map(String).join('.')} ${first.message}`;
  return { event: { kind: 'unparsed', key, reason } };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
