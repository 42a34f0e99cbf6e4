import type { DriverContext, Identity } from '../contract';
import type { AppleCredentials } from './credentials';
import { placeFor } from './upload';

type Context = DriverContext<AppleCredentials>;

/** Apple has no question that is only asked to be answered; this one keeps nothing (apple.md §1, health). */
export async function tryCredentials(context: Context): Promise<void> {
  await placeFor(context, 1);
}

/** Apple does not tell what a business is called. Businesses of one provider share its secret and its address. */
export async function identify(context: Context): Promise<Identity> {
  await tryCredentials(context);
  const { businessId, mspId } = context.credentials;
  return {
    remoteId: businessId,
    name: `Apple Messages ${businessId.slice(0, 8)}`,
    address: linkTo({ remoteId: businessId }),
    app: mspId,
  };
}

/** Opens the chat in Messages (apple.md §2). */
export function linkTo({ remoteId }: Pick<Identity, 'remoteId'>): string {
  return `https://bcrw.apple.com/urn:biz:${encodeURIComponent(remoteId)}`;
}

/** The provider's address is entered at Apple by hand (apple.md §1), so there is nobody to tell it to. */
export const connect = tryCredentials;

/** Nothing is remote that could be taken away. */
export function disconnect(): Promise<void> {
  return Promise.resolve();
}
