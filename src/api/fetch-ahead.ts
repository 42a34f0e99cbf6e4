import type { HttpClient } from '../http/client';
import { fetchedAhead } from '../metrics';
import type { Messenger, RawRequest, ReceiveContext } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';

/** design §3, Accepting */
const FETCH_WITHIN_MS = 1_500;

/**
 * Has a driver fetch what a verified webhook refers to and what would be gone later.
 * @returns undefined where there is no such thing, or it could not be had: the webhook is taken without
 */
export async function fetchAhead(
  driver: Messenger,
  { credentials, clock }: Pick<ReceiveContext<unknown>, 'credentials' | 'clock'>,
  request: RawRequest,
  { http }: { readonly http: HttpClient },
): Promise<string | undefined> {
  if (driver.fetchAhead === undefined) return undefined;
  const context = { http, clock, credentials, signal: AbortSignal.timeout(FETCH_WITHIN_MS) };
  try {
    const fetched = await driver.fetchAhead(context, request);
    if (fetched !== undefined) fetchedAhead.inc({ messenger: driver.kind, result: 'fetched' });
    return fetched;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    fetchedAhead.inc({ messenger: driver.kind, result: 'failed' });
    return undefined;
  }
}
