import type { Client } from '@temporalio/client';
import type { Work } from '../model/work';
import { wake } from '../workflows/contract';
import {
  CONVERSATION,
  conversationStart,
  type ConversationSettings,
  type StartableChat,
  type StartConversation,
} from './conversation-start';

const WAKE_WITHIN_MS = 4_000;

/** Tells a chat's conversation what to look at, and starts one where none is open. @throws where the engine is away */
export async function wakeChat(
  client: Client,
  settings: ConversationSettings,
  chat: StartableChat,
  work: readonly Work[],
): Promise<void> {
  await client.withDeadline(Date.now() + WAKE_WITHIN_MS, () =>
    client.workflow.signalWithStart<StartConversation, [{ work: readonly Work[] }]>(CONVERSATION, {
      ...conversationStart(chat, settings),
      signal: wake,
      signalArgs: [{ work }],
    }),
  );
}
