import type { LaneChat } from '../ledger/lane';
import type { Vault } from '../ledger/vault';

export function openCredentials(vault: Vault, connection: LaneChat['connection']): unknown {
  return JSON.parse(vault.open(connection.credentials, `connections.credentials/${connection.id}`));
}

export function openChannelSecret(
  vault: Vault,
  channel: Pick<LaneChat['channel'], 'secret' | 'integrationId'>,
): string {
  return vault.open(channel.secret, `integrations.channel_secret/${channel.integrationId}`);
}
