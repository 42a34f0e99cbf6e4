import type { DriverContext, KeySet } from '../contract';
import { cloudOf } from './addresses';
import { fetchJson } from './fetch-json';
import type { BotCredentials } from './credentials';
import { Keys, OpenIdDocument } from './shapes';

/** The address of the document that says where the keys are. */
export function keysAt(credentials: BotCredentials): string {
  return cloudOf(credentials).openId;
}

/** The keys that the connector signs with (skype.md §1): the OpenID document, and the set that it leads to. */
export async function fetchKeys(context: DriverContext<BotCredentials>): Promise<KeySet> {
  const { jwks_uri } = await fetchJson(context, keysAt(context.credentials), OpenIdDocument);
  const { keys } = await fetchJson(context, jwks_uri, Keys);
  return keys;
}
