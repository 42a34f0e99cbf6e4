import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { IntegrationId } from '../model/ids';
import { installId, retryStep } from '../workflows/account-contract';

const ANSWER_WITHIN_MS = 5_000;

/** Tells an installation that what it waits for is mended; false: it does not run. */
export async function retryInstall(client: Client, integrationId: IntegrationId, host: string): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.getHandle(installId(integrationId, host)).signal(retryStep),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
