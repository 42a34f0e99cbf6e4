import { oauthOf } from '../../access/oauth-access';
import { readAccessToken } from '../../kommo/crm/access-token';
import { createCrmApi } from '../../kommo/crm/crm-api';
import { baseUrlOf } from '../../kommo/crm/hosts';
import { isInUse, registerAccountScope, withdrawScope } from '../../ledger/account-scopes';
import { noteChange } from '../../ledger/changes';
import { writeGrant, type GrantKey, type NewGrant } from '../../ledger/grants';
import {
  bindInstall,
  endInstall,
  noteInstallStep,
  readInstall,
  storeInstallPair,
  type Install,
} from '../../ledger/installs';
import { findOAuthIntegration } from '../../ledger/oauth-integrations';
import type { AccountId } from '../../model/ids';
import type { InstallStep } from '../../model/steps';
import { together, wordsOf } from '../../model/words';
import { say } from '../../words';
import {
  accountWorkflowId,
  installed,
  type InstallActivities,
  type StepResult,
} from '../../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../../workflows/contract';
import { connectChannel, disconnectChannel } from './channel';
import type { AccountDependencies } from './dependencies';
import { DONE, needsPerson, settled, settledOAuth } from './step';
import { pointMessengers } from './point-messengers';
import { reconcileSources } from './reconcile-sources';
import { subscribeWebhooks, unsubscribeWebhooks } from './webhooks';

const AUTHORISE_AGAIN = say('authorise-again');
const FOR_EVER = Date.UTC(2100, 0, 1);

/** Steps of the workflow `install`: each can be repeated, and each notes how far it is for whoever watches. */
export function installSteps(deps: AccountDependencies): InstallActivities {
  const { db, vault } = deps;

  async function noting<Result extends StepResult>(
    installId: string,
    step: InstallStep,
    perform: (install: Install) => Promise<Result>,
  ): Promise<Result> {
    await noteInstallStep(db, installId, step, { state: 'running', text: null });
    const result = await perform(await readInstall(db, vault, installId));
    switch (result.kind) {
      case 'done':
        await noteInstallStep(db, installId, step, { state: 'done', text: null });
        break;
      case 'skipped':
        await noteInstallStep(db, installId, step, { state: 'skipped', ...wordsOf(result) });
        break;
      case 'needs-person':
        await noteInstallStep(db, installId, step, { state: 'failed', ...wordsOf(result) });
        break;
    }
    return result;
  }

  return {
    exchangeCode: ({ installId }) => noting(installId, 'exchange-code', (install) => exchange(deps, install)),

    readAccount: ({ installId }) => noting(installId, 'read-account', (install) => readAccount(deps, install)),

    connectChannel: ({ installId }) =>
      noting(installId, 'connect-channel', (install) => connectChannel(deps, keyOf(install))),

    reconcileNewSources: ({ installId }) =>
      noting(installId, 'reconcile-sources', (install) => reconcileSources(deps, keyOf(install))),

    subscribeWebhooks: ({ installId }) =>
      noting(installId, 'subscribe-webhooks', (install) => subscribeWebhooks(deps, keyOf(install))),

    pointMessengers: ({ installId }) =>
      noting(installId, 'point-messengers', (install) => pointMessengers(deps, keyOf(install))),

    async finishInstall({ installId }) {
      const install = await readInstall(db, vault, installId);
      const key = keyOf(install);
      const before = await isInUse(db, key);
      await startAccount(deps, key);
      await endInstall(db, installId, 'done');
      await noteChange(db, {
        ...key,
        by: install.begunBy,
        what: before ? 'authorised' : 'installed',
        dedupe: installId,
      });
    },

    dropInstall: ({ installId }) => endInstall(db, installId, 'failed'),

    async undoInstall({ installId, done }) {
      const install = await readInstall(db, vault, installId);
      if (install.accountId !== null && !(await isInUse(db, keyOf(install)))) {
        const key = keyOf(install);
        if (done.includes('subscribe-webhooks')) await unsubscribeWebhooks(deps, key);
        if (done.includes('connect-channel')) await disconnectChannel(deps, key);
        await withdrawScope(db, key);
      }
      await endInstall(db, installId, 'failed');
    },
  };
}

/** @throws Error for an installation whose account is not known: its workflow takes the steps in another order */
function keyOf({ id, integrationId, accountId }: Install): GrantKey {
  if (accountId === null) throw new Error(`The account of installation ${id} is not known yet`);
  return { integrationId, accountId };
}

/** The pair is stored before anything is asked with it: the code is used up (kommo-platform.md §1.4). */
async function exchange(deps: AccountDependencies, install: Install): Promise<StepResult> {
  const { secret } = install;
  if (secret === null || secret.kind === 'pair') return DONE;
  const store = (pair: NewGrant): Promise<void> => storeInstallPair(deps.db, deps.vault, install.id, pair);
  if (secret.kind === 'long-lived') {
    const { expiresAt = FOR_EVER, apiDomain = null } = readAccessToken(secret.value);
    await store({ accessToken: secret.value, refreshToken: null, expiresAt, apiDomain, userId: null });
    return DONE;
  }
  const integration = await findOAuthIntegration(deps.db, deps.vault, { id: install.integrationId });
  if (integration === undefined) return needsPerson(say('install.no-integration'));
  const oauth = oauthOf(integration, deps.oauth);
  let answer = settledOAuth(await oauth.exchange(secret.value, install.host));
  // Whether the code is used up, only asking again tells.
  if (answer.kind === 'unknown') answer = settledOAuth(await oauth.exchange(secret.value, install.host));
  switch (answer.kind) {
    case 'accepted': {
      const { accessToken, refreshToken, expiresAt } = answer.value;
      const { apiDomain = null } = readAccessToken(accessToken);
      await store({ accessToken, refreshToken, expiresAt, apiDomain, userId: null });
      return DONE;
    }
    case 'unknown':
      return needsPerson(together([say('install.code-unanswered'), AUTHORISE_AGAIN]));
    case 'refused':
      switch (answer.reason) {
        case 'code':
        case 'revoked':
          return needsPerson(together([say('install.code-spent'), AUTHORISE_AGAIN]));
        case 'client':
          return needsPerson(say('install.unknown-client'));
        case 'moved':
        case 'host':
          return needsPerson(together([say('install.silent-account'), AUTHORISE_AGAIN]));
        case 'blocked':
        case 'invalid':
        case 'other':
          return needsPerson(answer);
      }
  }
}

/** Whose tokens these are, and whether they have an administrator's rights; then they become the account's grant. */
async function readAccount(
  deps: AccountDependencies,
  install: Install,
): Promise<StepResult & { readonly accountId?: AccountId }> {
  const { secret } = install;
  if (secret === null && install.accountId !== null) return { ...DONE, accountId: install.accountId };
  if (secret?.kind !== 'pair') return needsPerson(together([say('install.no-tokens'), AUTHORISE_AGAIN]));
  const crm = createCrmApi({
    http: deps.http,
    clock: deps.clock,
    baseUrl: baseUrlOf(install.host, deps.oauth.addresses),
    token: () => Promise.resolve(secret.value.accessToken),
  });
  const account = settled(await crm.account());
  if (account.kind === 'refused') return needsPerson(together([account, AUTHORISE_AGAIN]));
  const { id, amojoId, subdomain, currentUserId, country } = account.value;
  if (install.accountId !== null && install.accountId !== id) {
    return needsPerson(say('install.other-account'));
  }
  if (amojoId === undefined) return needsPerson(say('install.no-chats'));
  const user = currentUserId === undefined ? undefined : settled(await crm.user(currentUserId));
  if (user?.kind === 'refused' || user?.value.isAdmin === false) {
    return needsPerson(say('install.no-administrator'));
  }
  const named = { id, amojoId, subdomain, country, host: install.host };
  await registerAccountScope(deps.db, named, install.integrationId);
  const key = { integrationId: install.integrationId, accountId: id };
  await writeGrant(deps.db, deps.vault, key, { ...secret.value, userId: currentUserId ?? null });
  await bindInstall(deps.db, install.id, id);
  return { ...DONE, accountId: id };
}

async function startAccount({ temporal, settings }: AccountDependencies, key: GrantKey): Promise<void> {
  await temporal.workflow.signalWithStart('account', {
    workflowId: accountWorkflowId(key),
    taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
    args: [key],
    signal: installed,
    staticSummary: `Kommo account ${String(key.accountId)}`,
  });
}
