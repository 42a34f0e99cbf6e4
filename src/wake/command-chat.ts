import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import type { ChatCommand, CommandResult } from '../model/command';
import { commandUpdates } from '../workflows/contract';
import {
  CONVERSATION,
  conversationStart,
  type ConversationSettings,
  type StartableChat,
  type StartConversation,
} from './conversation-start';
import { isNoAnswer } from './no-answer';

const ANSWER_WITHIN_MS = 15_000;
/** A conversation may end just when the command comes; the next try starts it anew, and the id keeps it one command. */
const TRIES = 3;

/** `no-answer`: the engine or its workers are away, or busy with a request; it may yet be done. */
export type Commanded = CommandResult | { readonly kind: 'no-answer'; readonly text: string };

/**
 * Hands a person's command to the chat's conversation, and starts one where none is open. Only the conversation
 * changes a delivery by command, so a command never meets an attempt in progress.
 */
export async function commandChat(
  client: Client,
  settings: ConversationSettings,
  chat: StartableChat,
  { by, why, command, id }: ChatCommand,
): Promise<Commanded> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await client.withDeadline(deadline, () =>
        client.workflow.executeUpdateWithStart(commandUpdates[command.kind], {
          args: [{ ...command, by, ...(why === undefined ? {} : { why }) }],
          ...(id === undefined ? {} : { updateId: id }),
          startWorkflowOperation: new WithStartWorkflowOperation<StartConversation>(CONVERSATION, {
            ...conversationStart(chat, settings),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        }),
      );
    } catch (error) {
      if (error instanceof WorkflowNotFoundError && tries < TRIES) continue;
      if (error instanceof WorkflowUpdateFailedError)
        return { kind: 'refused', text: error.cause?.message ?? 'It was refused' };
      if (isNoAnswer(error)) {
        return {
          kind: 'no-answer',
          text: 'The conversation did not answer in time; look at the delivery before you repeat it',
        };
      }
      throw error;
    }
  }
}
