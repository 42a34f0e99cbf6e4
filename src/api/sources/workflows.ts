import type { Client } from '@temporalio/client';
import type { Database } from '../../ledger/database';
import { chatsOfSource } from '../../ledger/wakes';
import type { SourceId } from '../../model/ids';
import {
  accountWorkflowId,
  sourcesChanged,
  sourceWorkflowId,
  type AccountInput,
  type AccountKey,
  type SourceInput,
} from '../../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../../workflows/contract';
import { kommoAccountId, messenger, sourceId } from '../../workflows/search-attributes';
import { releaseChats } from '../../wake/release-chats';
import type { ConversationSettings } from '../../wake/conversation-start';

const ANSWER_WITHIN_MS = 5_000;

/** The workflows that do what is decided about a source. What they throw: the engine gave no answer. */
export interface SourceWorkflows {
  /** Connects or repairs it. Whatever was under way with the source begins anew. */
  connect(input: SourceInput): Promise<void>;
  /** Takes it away on both sides. */
  remove(input: SourceInput): Promise<void>;
  /** Has Kommo's list made like ours. */
  sourcesChanged(key: AccountKey): Promise<void>;
  /** Tells its chats that what held them is gone. */
  release(sourceId: SourceId): Promise<void>;
}

type StartSource = (input: SourceInput) => Promise<void>;
type StartAccount = (input: AccountInput) => Promise<void>;

export function createSourceWorkflows(client: Client, db: Database, settings: ConversationSettings): SourceWorkflows {
  const start = async (type: 'connectSource' | 'removeSource', input: SourceInput): Promise<void> => {
    await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.start<StartSource>(type, {
        workflowId: sourceWorkflowId(input.sourceId),
        taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
        args: [input],
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        staticSummary: `${input.messenger} source of Kommo account ${input.accountId}`,
        typedSearchAttributes: [
          { key: kommoAccountId, value: String(input.accountId) },
          { key: sourceId, value: input.sourceId },
          { key: messenger, value: input.messenger },
        ],
      }),
    );
  };

  return {
    connect: (input) => start('connectSource', input),
    remove: (input) => start('removeSource', input),
    sourcesChanged: async (key) => {
      await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        client.workflow.signalWithStart<StartAccount>('account', {
          workflowId: accountWorkflowId(key),
          taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
          args: [key],
          signal: sourcesChanged,
          staticSummary: `Kommo account ${key.accountId}`,
        }),
      );
    },
    release: async (id) => releaseChats(client, settings, await chatsOfSource(db, id)),
  };
}
