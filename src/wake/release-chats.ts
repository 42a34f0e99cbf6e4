import type { Client } from '@temporalio/client';
import type { ChatToWake } from '../ledger/wakes';
import { released } from '../workflows/contract';
import {
  CONVERSATION,
  conversationStart,
  type ConversationSettings,
  type StartConversation,
} from './conversation-start';

const RELEASE_WITHIN_MS = 4_000;
const RELEASE_AT_ONCE = 20;

/** Tells conversations that what held them is gone; a few at a time, for a source may have thousands. */
export async function releaseChats(
  client: Client,
  settings: ConversationSettings,
  chats: readonly ChatToWake[],
): Promise<void> {
  const left = chats[Symbol.iterator]();
  const release = async (): Promise<void> => {
    for (const chat of left) {
      await client.withDeadline(Date.now() + RELEASE_WITHIN_MS, () =>
        client.workflow.signalWithStart<StartConversation>(CONVERSATION, {
          ...conversationStart(chat, settings),
          signal: released,
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: RELEASE_AT_ONCE }, release));
}
