import type { WorkflowStartOptions } from '@temporalio/client';
import { accountWorkflowId, type AccountInput, type AccountKey } from '../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../workflows/contract';
import { kommoAccountId } from '../workflows/search-attributes';

export type StartAccount = (input: AccountInput) => Promise<void>;
export const ACCOUNT = 'account';

/** How an account's workflow is started, by whoever needs it first; while the integration is installed it always runs. */
export function accountStart(
  key: AccountKey,
  { queuePrefix }: { readonly queuePrefix: string },
): WorkflowStartOptions<StartAccount> {
  const { integrationId, accountId } = key;
  return {
    workflowId: accountWorkflowId(key),
    taskQueue: queuePrefix + CONVERSATIONS_QUEUE,
    args: [{ integrationId, accountId }],
    staticSummary: `Kommo account ${accountId}`,
    typedSearchAttributes: [{ key: kommoAccountId, value: String(accountId) }],
  };
}
