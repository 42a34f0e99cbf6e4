import type { ReceiveContext, RemoteParticipant } from '../contract';
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
