import type { LaneChat } from '../ledger/lane';
import type { Vault } from '../ledger/vault';

export function openChannelSecret(
  vault: Vault,
  channel: Pick<LaneChat['channel'], 'secret' | 'integrationId'>,
): string {
  return vault.open(channel.secret, `integrations.channel_secret/${channel.integrationId}`);
}
