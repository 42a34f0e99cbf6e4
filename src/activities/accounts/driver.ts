import type { KeptSource } from '../../ledger/kept-sources';
import type { ConnectedContext, Messenger } from '../../messengers/contract';
import { messengerOf } from '../../messengers/registry';
import { webhookUrl } from '../../model/webhook-url';
import { openCredentials } from '../secrets';
import type { AccountDependencies } from './dependencies';

export interface Driven {
  readonly driver: Messenger;
  readonly context: ConnectedContext<unknown>;
}

/** The driver of a connection with all that it needs; undefined where this version has none. */
export function driverFor(
  { vault, http, clock, oauth }: AccountDependencies,
  connection: KeptSource['connection'],
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
        url: webhookUrl(oauth.publicUrl, connection.messenger, connection.id),
        secret: vault.open(connection.webhookSecret, `connections.webhook_secret/${connection.id}`),
        ...(connection.isConfirmed === undefined ? {} : { isConfirmed: connection.isConfirmed }),
      },
    },
  };
}
