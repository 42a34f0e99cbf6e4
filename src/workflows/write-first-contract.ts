import { defineQuery } from '@temporalio/workflow';
import type { ChatId, ScopeId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';

/** By amojo's id of the chat; one that we begin has none yet, and goes by ours. */
export function writeFirstId(
  scopeId: ScopeId,
  chat: { readonly kommoChatId: string | null; readonly chatId: ChatId },
): string {
  return `write-first:${scopeId}:${chat.kommoChatId ?? chat.chatId}`;
}

/** The number, what was written and the address are in the ledger, never here (promise P7). */
export interface WriteFirstInput {
  readonly chatId: ChatId;
  readonly messenger: MessengerKind;
  /** Where it was begun: a chat of ours is made in Kommo and linked to its contact first. */
  readonly begunIn: 'kommo' | 'courier';
}

export type WriteFirstStep = 'find-person' | 'make-chat' | 'link-contact' | 'bind-address' | 'wake-chat';

export const writeFirstState = defineQuery<{ readonly step: WriteFirstStep | null }>('state');

interface OfChat {
  readonly chatId: ChatId;
}

export interface WriteFirstActivities {
  /** Asks the messenger whose the number is, and notes what it says. */
  findPerson(input: OfChat): Promise<{ readonly kind: 'found' | 'refused' }>;
  /** Makes the chat in Kommo, or finds the one that is there (kommo-chat-api.md §8.1). */
  makeChat(input: OfChat): Promise<void>;
  /** Links it to the contact it was begun from, if any (kommo-platform.md §5.2). */
  linkContact(input: OfChat): Promise<void>;
  /** Gives the chat its address; where another has it, that one takes this one in. @returns the chat that has it now */
  bindAddress(input: OfChat): Promise<OfChat>;
  /** Nothing came of it in time: what waits is refused. */
  giveUp(input: OfChat): Promise<void>;
  wakeChat(input: OfChat): Promise<void>;
}
