import type { LaneChat } from '../ledger/lane';
import type { SealedCredentials } from '../ledger/sealed-credentials';
import type { Vault } from '../ledger/vault';

export function openCredentials(vault: Vault, { credentials, sealedAs }: SealedCredentials): unknown {
  return JSON.parse(vault.open(credentials, sealedAs));
}

export function openChannelSecret(
  vault: Vault,
  channel: Pick<LaneChat['channel'], 'secret' | 'integrationId'>,
): string {
  return vault.open(channel.secret, `integrations.channel_secret/${channel.integrationId}`);
}
