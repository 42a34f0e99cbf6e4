import type { Client } from '@temporalio/client';
import type { WriteFirst } from '../ledger/write-firsts';
import { CONVERSATIONS_QUEUE } from '../workflows/contract';
import { kommoAccountId, messenger, sourceId } from '../workflows/search-attributes';
import { writeFirstId, type WriteFirstInput } from '../workflows/write-first-contract';
import type { ConversationSettings } from './conversation-start';

const START_WITHIN_MS = 4_000;

/** Starts the workflow that finds whose a chat is; where it runs already, nothing. @throws where the engine is away */
export async function startWriteFirst(
  client: Client,
  { queuePrefix }: Pick<ConversationSettings, 'queuePrefix'>,
  began: WriteFirst,
): Promise<void> {
  const { accountId, begunIn, chatId, connection, scopeId, source } = began;
  await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
    client.workflow.start<(input: WriteFirstInput) => Promise<unknown>>('writeFirst', {
      workflowId: writeFirstId(scopeId, began),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: queuePrefix + CONVERSATIONS_QUEUE,
      args: [{ chatId, messenger: connection.messenger, begunIn }],
      staticSummary: `Somebody to find in ${connection.messenger}, for Kommo account ${String(accountId)}`,
      typedSearchAttributes: [
        { key: kommoAccountId, value: String(accountId) },
        { key: sourceId, value: source.id },
        { key: messenger, value: connection.messenger },
      ],
    }),
  );
}
