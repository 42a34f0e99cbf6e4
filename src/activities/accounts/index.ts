import type { AccountActivities, InstallActivities, SourceActivities } from '../../workflows/account-contract';
import type { ConversationActivities } from '../../workflows/contract';
import { discreet } from '../discreet';
import { closeTalk } from './close-talk';
import type { AccountDependencies } from './dependencies';
import { installSteps } from './install-steps';
import { probeSources } from './probe-sources';
import { reconcileSources } from './reconcile-sources';
import { renewPair } from './renew-pair';
import { sourceSteps } from './source-steps';
import { reconcileHistory } from '../reconciliation/reconcile-history';
import { syncTemplates } from '../templates/sync-templates';
import { uninstallSteps } from './uninstall-steps';
import { widenWebhooks } from './webhooks';

/** What the workflows `install`, `account`, `connectSource` and `removeSource` call. */
export function createAccountActivities(
  deps: AccountDependencies,
): InstallActivities & AccountActivities & SourceActivities & Pick<ConversationActivities, 'closeTalk'> {
  return discreet({
    ...installSteps(deps),
    ...sourceSteps(deps),
    ...uninstallSteps(deps),
    renewPair: ({ generation, ...key }) => renewPair(deps, key, generation),
    reconcileSources: async (key) => {
      await reconcileSources(deps, key);
      await widenWebhooks(deps, key);
    },
    probeSources: (key) => probeSources(deps, key),
    syncTemplates: (key) => syncTemplates(deps, key),
    reconcileHistory: (key) => reconcileHistory(deps, key),
    closeTalk: ({ chatId }) => closeTalk(deps, chatId),
  });
}
