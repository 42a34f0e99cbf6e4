import type { Addition } from '../../../kommo/registration/addition';
import type { ShownChannel } from '../../../kommo/registration/facts';
import type { Fault } from '../../../kommo/registration/fault';
import { kommoHookUrl } from '../../../kommo/registration/hook-url';
import type { RegisteredChannel } from '../../../kommo/registration/support-answer';
import { secretEnding, warningsOf, type Warning } from '../../../kommo/registration/warnings';
import type { Database } from '../../../ledger/database';
import { registerIntegration, type ChannelRecord } from '../../../ledger/integrations';
import type { Vault } from '../../../ledger/vault';

export interface ChannelKeeper {
  readonly db: Database;
  readonly vault: Vault;
  /** Where Kommo reaches this Courier. */
  readonly publicUrl: string;
}

/** What was understood of an answer, fit to be shown. */
export type AddedChannel = ShownChannel & Omit<RegisteredChannel, 'secret'>;

export type ChannelAddition =
  | { readonly kind: 'stored'; readonly channel: AddedChannel; readonly warnings: readonly Warning[] }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

/** Stores a channel with its integration, and says what will surprise somebody. Safe to repeat. */
export async function addChannel(
  { db, vault, publicUrl }: ChannelKeeper,
  addition: Addition,
): Promise<ChannelAddition> {
  const { channel, clientId, clientSecret, chatApiOrigin } = addition;
  const { secret, ...shown } = channel;
  const registered = await registerIntegration(
    db,
    vault,
    {
      clientId,
      clientSecret,
      channel: { id: channel.id, secret, name: channel.name },
      bot: channel.bot,
      chatApiOrigin,
      windowMs: windowMsOf(channel),
    },
    recordOf(channel),
  );
  if (registered.kind === 'has-other-channel') {
    return { kind: 'faults', faults: [{ field: 'clientId', key: 'integrationTaken', what: registered.channelId }] };
  }
  const before = registered.clientIdBefore;
  return {
    kind: 'stored',
    channel: { ...shown, clientId, chatApiOrigin, secret: { ending: secretEnding(secret), length: secret.length } },
    warnings: [
      ...warningsOf(channel, { hookUrl: kommoHookUrl(publicUrl) }),
      ...(before === null || before === clientId ? [] : [{ key: 'otherIntegrationBefore', what: before } as const]),
    ],
  };
}

function windowMsOf({ window }: RegisteredChannel): number | null | undefined {
  if (window === null) return undefined;
  return window === 'none' ? null : window.seconds * 1_000;
}

function recordOf({ window, ...channel }: RegisteredChannel): ChannelRecord {
  return { ...channel, windowNeedsTemplate: window === null ? null : window !== 'none' && window.needsTemplate };
}
