import { readAccessToken } from '../../kommo/crm/access-token';
import { readAccountAddress } from '../../kommo/crm/hosts';
import { findIntegrationId, hostInUse } from '../../ledger/by-hand';
import { beginInstall } from '../../ledger/installs';
import type { AccountId, IntegrationId } from '../../model/ids';
import type { AdminParts } from './dependencies';

export interface Bring {
  /** Its client id at Kommo, or ours. */
  readonly integration: string;
  /** As it was typed. */
  readonly host: string;
  readonly kind: 'code' | 'long-lived';
  readonly secret: string;
  /** Whose it has to be; null: anybody's. */
  readonly only: AccountId | null;
  readonly by: string;
}

export type Brought =
  | {
      readonly kind: 'begun';
      readonly install: { readonly id: string; readonly integrationId: IntegrationId; readonly host: string };
    }
  | { readonly kind: 'refused'; readonly status: 404 | 422; readonly type: string; readonly text: string };

/**
 * Writes a code or token down that a person brought: the third way by which one comes (kommo-platform.md §1.3). The host is
 * checked first, since the client secret is posted there (§1.9); whose account it is, the tokens tell.
 */
export async function bringByHand(
  { db, vault, clock, testHosts }: Pick<AdminParts, 'db' | 'vault' | 'clock' | 'testHosts'>,
  { integration, host: typed, kind, secret, only, by }: Bring,
): Promise<Brought> {
  const host = readAccountAddress(typed, testHosts);
  if (host === undefined) {
    return refuse(422, 'foreign-host', 'This is no address of a Kommo account: it looks like acme.kommo.com');
  }
  const integrationId = await findIntegrationId(db, integration);
  if (integrationId === undefined) return refuse(404, 'not-found', 'No integration has this id');
  // Whoever has the key of one account must not take the place of what another account's people have begun.
  if (only !== null && (await hostInUse(db, integrationId, only)) !== host) {
    return refuse(404, 'not-found', 'No integration has this id');
  }
  const { expiresAt } = kind === 'long-lived' ? readAccessToken(secret) : {};
  if (expiresAt !== undefined && expiresAt <= clock.now()) {
    const day = new Date(expiresAt).toISOString().slice(0, 10);
    return refuse(422, 'token-ended', `This token ended on ${day}. Make another in Kommo`);
  }
  const install = { integrationId, host };
  const id = await beginInstall(db, vault, {
    ...install,
    origin: 'by-hand',
    secret: { kind, value: secret },
    ...(only === null ? {} : { accountId: only }),
    begunBy: by,
  });
  return { kind: 'begun', install: { id, ...install } };
}

function refuse(status: 404 | 422, type: string, text: string): Brought {
  return { kind: 'refused', status, type, text };
}
