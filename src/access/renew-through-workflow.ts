import {
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { renewTokens } from '../workflows/account-contract';
import { ACCOUNT, accountStart, type StartAccount } from './account-start';
import type { CrmAccessDependencies } from './crm-access';

const ANSWER_WITHIN_MS = 15_000;

/** Has the account's workflow renew its tokens: it is the one renewer, whoever asks. */
export function renewThroughWorkflow(
  client: Client,
  settings: { readonly queuePrefix: string },
): CrmAccessDependencies['renew'] {
  return async (key, generation) => {
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        client.workflow.executeUpdateWithStart(renewTokens, {
          args: [{ generation }],
          startWorkflowOperation: new WithStartWorkflowOperation<StartAccount>(ACCOUNT, {
            ...accountStart(key, settings),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        }),
      );
    } catch (error) {
      if (isNoAnswer(error)) return { kind: 'later' };
      throw error;
    }
  };
}

/** The engine or its workers are away or busy, or the workflow ended in between: another try may help. */
function isNoAnswer(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    error instanceof WorkflowNotFoundError ||
    error instanceof ServiceError ||
    isGrpcServiceError(error)
  );
}
