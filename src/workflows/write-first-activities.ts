import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { MessengerKind } from '../model/messenger-kind';
import { CRM_QUEUE } from './account-contract';
import { CONVERSATIONS_QUEUE, KOMMO_QUEUE, messengerQueue } from './contract';
import type { WriteFirstActivities } from './write-first-contract';

/** A step makes a request or none; whoever dies in it is noticed after that, and the manager waits. */
const STEP_WITHIN = '20 seconds';
/** It may have to get newer tokens first. */
const CRM_STEP_WITHIN = '1 minute';
/** As long as a message to the customer is kept waiting; after that it is too late to find anybody. */
const FIND_WITHIN = '1 hour';
const patient = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

/** Task queues may carry a prefix; it is the one this workflow itself was started with. */
function queue(name: string): string {
  return workflowInfo().taskQueue.slice(0, -CONVERSATIONS_QUEUE.length) + name;
}

export function writeFirstActivities(messenger: MessengerKind): WriteFirstActivities {
  const step = (name: string, summary: string, limits: { readonly scheduleToCloseTimeout?: typeof FIND_WITHIN } = {}) =>
    proxyActivities<WriteFirstActivities>({
      taskQueue: queue(name),
      startToCloseTimeout: name === CRM_QUEUE ? CRM_STEP_WITHIN : STEP_WITHIN,
      ...limits,
      retry: patient,
      summary,
    });
  const inTime = { scheduleToCloseTimeout: FIND_WITHIN } as const;
  return {
    findPerson: step(messengerQueue(messenger), 'Whose is the number?', inTime).findPerson,
    makeChat: step(KOMMO_QUEUE, 'Chat → Kommo', inTime).makeChat,
    linkContact: step(CRM_QUEUE, 'Chat → contact', inTime).linkContact,
    bindAddress: step(KOMMO_QUEUE, 'Address → chat', inTime).bindAddress,
    giveUp: step(KOMMO_QUEUE, 'Give up').giveUp,
    wakeChat: step(KOMMO_QUEUE, 'Wake the chat').wakeChat,
  };
}
