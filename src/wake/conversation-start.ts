import type { WorkflowStartOptions } from '@temporalio/client';
import type { ChatId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { conversationId, CONVERSATIONS_QUEUE, type ConversationInput } from '../workflows/contract';
import { deliveryState, kommoAccountId, messenger, sourceId } from '../workflows/search-attributes';

export interface StartableChat {
  readonly chatId: ChatId;
  readonly accountId: number;
  readonly sourceId: string;
  readonly messenger: MessengerKind;
}

export interface ConversationSettings {
  readonly queuePrefix: string;
  readonly lingerMs: number;
  readonly wakesPerRun: number;
}

export type StartConversation = (input: ConversationInput) => Promise<void>;
export const CONVERSATION = 'conversation';

/** How a chat's conversation is started, by whoever needs it first. */
export function conversationStart(
  chat: StartableChat,
  { queuePrefix, lingerMs, wakesPerRun }: ConversationSettings,
): WorkflowStartOptions<StartConversation> {
  return {
    workflowId: conversationId(chat.messenger, chat.chatId),
    taskQueue: queuePrefix + CONVERSATIONS_QUEUE,
    args: [{ chatId: chat.chatId, messenger: chat.messenger, lingerMs, wakesPerRun }],
    staticSummary: `${chat.messenger} chat of Kommo account ${chat.accountId}`,
    typedSearchAttributes: [
      { key: kommoAccountId, value: String(chat.accountId) },
      { key: sourceId, value: chat.sourceId },
      { key: messenger, value: chat.messenger },
      { key: deliveryState, value: 'ok' },
    ],
  };
}
