import type { MessengerKind } from '../../../../model/messenger-kind';
import type { KommoView } from '../../../control/contract';
import type { PlatformView } from '../../../control/schemas-platform';
import { messengerOf } from '../../inbox/accounts';
import type { Site } from '../crmControl';

/** What a manager can begin a chat through. */
export interface WritableSource {
  readonly key: string;
  readonly scopeId: string;
  readonly name: string;
  /** null: the channel has no sources of its own. */
  readonly externalId: string | null;
  readonly messenger: MessengerKind | null;
}

/**
 * The sources of every channel that is connected to the account, as the list under a contact's number has them
 * (kommo-platform.md §4.6). Kommo asks nobody whether a messenger can be written to by phone: that the integration says.
 */
export function writableSources(kommo: KommoView, platform: PlatformView, site: Site): readonly WritableSource[] {
  return kommo.channels.flatMap((channel): WritableSource[] => {
    const scopeId = channel.connected.find(({ accountAmojoId }) => accountAmojoId === site.amojoId)?.scopeId;
    if (scopeId === undefined) return [];
    const owner = platform.integrations.find(({ channelIds }) => channelIds.includes(channel.id));
    const own = site.sources.filter(({ clientId }) => clientId === owner?.clientId);
    if (own.length === 0) {
      return [{ key: channel.id, scopeId, name: channel.name, externalId: null, messenger: null }];
    }
    return own.map(({ id, name, externalId }) => ({
      key: String(id),
      scopeId,
      name,
      externalId,
      messenger: messengerOf(externalId),
    }));
  });
}
