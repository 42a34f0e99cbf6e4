import type { ReceiveContext } from '../contract';
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
