import { createChatApi } from '../../kommo/chat-api';
import type { ChatApi } from '../../kommo/types';
import { readScope, type ScopeChannel } from '../../ledger/account-scopes';
import type { GrantKey } from '../../ledger/grants';
import { markScopeConnected } from '../../ledger/registration';
import { together } from '../../model/words';
import { say } from '../../words';
import type { StepResult } from '../../workflows/account-contract';
import { openChannelSecret } from '../secrets';
import type { AccountDependencies } from './dependencies';
import { DONE, needsPerson, settledChat } from './step';

/** Disabling an integration disconnects its channel, so it is connected at every installation (kommo-chat-api.md §7.1). */
export async function connectChannel(deps: AccountDependencies, key: GrantKey): Promise<StepResult> {
  const scope = await readScope(deps.db, key);
  if (scope === undefined) return needsPerson(together([say('install.unknown-account'), say('authorise-again')]));
  const answer = settledChat(
    await chatApiOf(deps, scope).connect({ accountAmojoId: scope.amojoId, title: scope.channel.name }),
  );
  if (answer.kind === 'refused') {
    return needsPerson(together([answer, say('install.unpublished')]));
  }
  await markScopeConnected(deps.db, scope.scopeId);
  return DONE;
}

/** Safe to repeat; a channel that is not connected is none of our business any more. */
export async function disconnectChannel(
  deps: AccountDependencies,
  key: GrantKey,
): Promise<{ readonly kind: 'disconnected' } | { readonly kind: 'refused'; readonly text: string }> {
  const scope = await readScope(deps.db, key);
  if (scope === undefined) return { kind: 'disconnected' };
  const answer = settledChat(await chatApiOf(deps, scope).disconnect(scope.amojoId));
  return answer.kind === 'accepted' ? { kind: 'disconnected' } : answer;
}

function chatApiOf({ http, clock, vault }: AccountDependencies, { channel }: ScopeChannel): ChatApi {
  return createChatApi({
    http,
    clock,
    origin: channel.origin,
    channelId: channel.id,
    secret: openChannelSecret(vault, channel),
  });
}
