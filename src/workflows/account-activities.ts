import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { MessengerKind } from '../model/messenger-kind';
import {
  BULK_QUEUE,
  CRM_QUEUE,
  type AccountActivities,
  type InstallActivities,
  type SourceActivities,
} from './account-contract';
import { CONVERSATIONS_QUEUE, messengerQueue } from './contract';

/** A step makes a few requests of ten seconds at most. */
const STEP_WITHIN = '1 minute';
const PROBE_WITHIN = '5 minutes';
const BULK_WITHIN = '1 hour';
const BULK_HEARTBEAT = '1 minute';
/** What Kommo or a messenger cannot do now is tried for as long as it takes; what a person has to mend is no failure. */
const patient = { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' } as const;

/** Task queues may carry a prefix; it is the one this workflow itself was started with. */
function queue(name: string): string {
  return workflowInfo().taskQueue.slice(0, -CONVERSATIONS_QUEUE.length) + name;
}

export function installActivities(): InstallActivities {
  const step = (summary: string) =>
    proxyActivities<InstallActivities>({
      taskQueue: queue(CRM_QUEUE),
      startToCloseTimeout: STEP_WITHIN,
      retry: patient,
      summary,
    });
  return {
    exchangeCode: step('Code → tokens').exchangeCode,
    readAccount: step('Who is it?').readAccount,
    connectChannel: step('Channel → account').connectChannel,
    reconcileNewSources: step('Sources → Kommo').reconcileNewSources,
    subscribeWebhooks: step('Webhooks of the CRM').subscribeWebhooks,
    pointMessengers: step('Webhooks of the messengers').pointMessengers,
    finishInstall: step('Installed').finishInstall,
    dropInstall: step('A code that was not taken').dropInstall,
    undoInstall: step('Take back').undoInstall,
  };
}

export function accountActivities(): AccountActivities {
  const crm = (summary: string, startToCloseTimeout: typeof STEP_WITHIN | typeof PROBE_WITHIN = STEP_WITHIN) =>
    proxyActivities<AccountActivities>({ taskQueue: queue(CRM_QUEUE), startToCloseTimeout, retry: patient, summary });
  const bulk = (summary: string) =>
    proxyActivities<AccountActivities>({
      taskQueue: queue(BULK_QUEUE),
      startToCloseTimeout: BULK_WITHIN,
      heartbeatTimeout: BULK_HEARTBEAT,
      retry: patient,
      summary,
    });
  return {
    renewPair: crm('New tokens').renewPair,
    reconcileSources: crm('Sources ↔ Kommo').reconcileSources,
    probeSources: crm('How are the sources?', PROBE_WITHIN).probeSources,
    syncTemplates: bulk('Templates ↔ Kommo').syncTemplates,
    reconcileHistory: bulk('Ledger ↔ history').reconcileHistory,
    confirmDisabled: crm('Is it switched off?').confirmDisabled,
    stopTraffic: crm('Stop').stopTraffic,
    disconnectChannel: crm('Channel ↮ account').disconnectChannel,
    removeWebhooks: crm('Take webhooks away', PROBE_WITHIN).removeWebhooks,
    keepOrErase: bulk('Keep or erase').keepOrErase,
  };
}

export function sourceActivities(messenger: MessengerKind): SourceActivities {
  const on = (name: string, summary: string) =>
    proxyActivities<SourceActivities>({
      taskQueue: queue(name),
      startToCloseTimeout: STEP_WITHIN,
      retry: patient,
      summary,
    });
  const remote = (summary: string) => on(messengerQueue(messenger), summary);
  const kommo = (summary: string) => on(CRM_QUEUE, summary);
  return {
    checkCredentials: remote('Whose credentials?').checkCredentials,
    pointWebhook: remote('Webhook → us').pointWebhook,
    registerInKommo: kommo('Source → Kommo').registerInKommo,
    checkHealth: remote('How is it?').checkHealth,
    stopSource: kommo('Stop').stopSource,
    removeWebhook: remote('Take the webhook away').removeWebhook,
    removeFromKommo: kommo('Source ↮ Kommo').removeFromKommo,
  };
}
