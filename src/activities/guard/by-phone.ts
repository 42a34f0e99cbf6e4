import type { Messenger } from '../../messengers/contract';
import type { Reason } from './reasons';

/** Nobody can be written to there by a phone number: what a manager can give the customer is the way to the source. */
export function notByPhone(
  driver: Pick<Messenger, 'linkTo'>,
  { remoteId, address }: { readonly remoteId: string; readonly address: string | null },
): Reason {
  const link = driver.linkTo?.({ remoteId, ...(address === null ? {} : { address }) });
  return { kind: 'by-phone', link };
}
