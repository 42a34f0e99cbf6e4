import type { HttpClient } from '../http/client';
import type { KeptSource } from '../ledger/kept-sources';
import { openCredentials } from '../ledger/sealed-credentials';
import type { Vault } from '../ledger/vault';
import type { Clock, ConnectedContext, Messenger } from '../messengers/contract';
import { messengerOf } from '../messengers/registry';
import { webhookUrl } from '../model/webhook-url';

/** What a driver of a connection is made of. */
export interface DrivenDependencies {
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

export interface Driven {
  readonly driver: Messenger;
  readonly context: ConnectedContext<unknown>;
}

/** The driver of a connection with all that it needs; undefined where this version has none. */
export function drivenBy(
  { vault, http, clock, publicUrl }: DrivenDependencies,
  connection: KeptSource['connection'],
  signal?: AbortSignal,
): Driven | undefined {
  const driver = messengerOf(connection.messenger);
  if (driver === undefined) return undefined;
  return {
    driver,
    context: {
      http,
      clock,
      credentials: driver.credentials.parse(openCredentials(vault, connection)),
      webhook: {
        url: webhookUrl(publicUrl, connection.messenger, connection.id),
        secret: vault.open(connection.webhookSecret, `connections.webhook_secret/${connection.id}`),
        ...(connection.isConfirmed === undefined ? {} : { isConfirmed: connection.isConfirmed }),
      },
      ...(signal === undefined ? {} : { signal }),
    },
  };
}
