import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import type { GrantKey } from '../ledger/grants';
import { isNoAnswer } from '../wake/no-answer';
import { accountWorkflowId, renewTokens, type AccountInput, type RenewalResult } from '../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../workflows/contract';

const ANSWER_WITHIN_MS = 15_000;

/** Has the account's workflow renew tokens: it is the only one that does, for all processes (design §3, `account`). */
export function renewThroughWorkflow(
  client: Client,
  { queuePrefix }: { readonly queuePrefix: string },
): (key: GrantKey, generation: number) => Promise<RenewalResult> {
  return async (key, generation) => {
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        client.workflow.executeUpdateWithStart(renewTokens, {
          args: [{ generation }],
          startWorkflowOperation: new WithStartWorkflowOperation<(input: AccountInput) => Promise<void>>('account', {
            workflowId: accountWorkflowId(key),
            taskQueue: queuePrefix + CONVERSATIONS_QUEUE,
            args: [key],
            staticSummary: `Kommo account ${String(key.accountId)}`,
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        }),
      );
    } catch (error) {
      if (isNoAnswer(error) || error instanceof WorkflowUpdateFailedError) return { kind: 'later' };
      throw error;
    }
  };
}
