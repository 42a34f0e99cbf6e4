import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import type { ImportState, ImportWord } from '../model/import';
import type { AccountId, ImportId, SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { CONVERSATIONS_QUEUE } from '../workflows/contract';
import {
  importUpdates,
  importWorkflowId,
  type HistoryImportInput,
  type ImportAnswer,
  type ImportSeen,
} from '../workflows/import-contract';
import { kommoAccountId, messenger, sourceId } from '../workflows/search-attributes';
import type { ConversationSettings } from './conversation-start';
import { isNoAnswer } from './no-answer';

const START_WITHIN_MS = 4_000;
const ANSWER_WITHIN_MS = 15_000;
/** An import may end just when the command comes; the next try starts it anew, and the id keeps it one command. */
const TRIES = 3;

type StartImport = (input: HistoryImportInput) => Promise<ImportState>;
type Settings = Pick<ConversationSettings, 'queuePrefix'>;

export interface StartableImport {
  readonly id: ImportId;
  readonly accountId: AccountId;
  readonly source: { readonly id: SourceId; readonly messenger: MessengerKind };
}

export type ImportTold = ImportAnswer | { readonly kind: 'no-answer'; readonly text: string };

/** Its file has come: starts its workflow; where that runs already, nothing. @throws where the engine is away */
export async function startImport(client: Client, settings: Settings, started: StartableImport): Promise<void> {
  await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
    client.workflow.start<StartImport>('historyImport', {
      ...startOf(settings, started),
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  );
}

/** Hands a person's command to an import, and starts its workflow where none is open. @param id tells a repeat */
export async function tellImport(
  client: Client,
  settings: Settings,
  told: StartableImport & ImportSeen,
  { word, id }: { readonly word: ImportWord; readonly id: string },
): Promise<ImportTold> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        client.workflow.executeUpdateWithStart(importUpdates[word], {
          updateId: id,
          args: [{ state: told.state }],
          startWorkflowOperation: new WithStartWorkflowOperation<StartImport>('historyImport', {
            ...startOf(settings, told),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowNotFoundError && tries < TRIES) continue;
      if (error instanceof WorkflowUpdateFailedError) {
        return { kind: 'refused', text: error.cause?.message ?? 'It was refused' };
      }
      if (isNoAnswer(error)) {
        return { kind: 'no-answer', text: 'The import did not answer in time; look at it before you repeat it' };
      }
      throw error;
    }
  }
}

function startOf({ queuePrefix }: Settings, { id, accountId, source }: StartableImport) {
  return {
    workflowId: importWorkflowId(id),
    taskQueue: queuePrefix + CONVERSATIONS_QUEUE,
    args: [{ importId: id }] as [HistoryImportInput],
    staticSummary: `Old conversations of ${source.messenger}, for Kommo account ${String(accountId)}`,
    typedSearchAttributes: [
      { key: kommoAccountId, value: String(accountId) },
      { key: sourceId, value: source.id },
      { key: messenger, value: source.messenger },
    ],
  };
}
