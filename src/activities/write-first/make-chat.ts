import { log } from '@temporalio/activity';
import { createChatApi } from '../../kommo/chat-api';
import { asAmojoChatId } from '../../kommo/ids';
import { writeNote } from '../../ledger/notes';
import { noteKommoChat } from '../../ledger/open-chat';
import { chatInKommo, findWriteFirst, type WriteFirst } from '../../ledger/write-firsts';
import type { ChatId } from '../../model/ids';
import { conversationIdOf, participantIdOf } from '../../model/own-ids';
import { together } from '../../model/words';
import { sayOfDelivery as say } from '../../words/delivery';
import type { AccountDependencies } from '../accounts/dependencies';
import type { Dependencies } from '../dependencies';
import { openChannelSecret } from '../secrets';
import { plannedWait } from '../try-again';

/**
 * Makes the chat in Kommo before anything is in it (kommo-chat-api.md §8.1): where the customer has a chat already, that one,
 * since ours is about to become part of it.
 */
export async function makeChat(deps: Dependencies, chatId: ChatId): Promise<void> {
  const began = await findWriteFirst(deps.db, chatId);
  if (began?.state !== 'open') return;
  const { connection, channel, scopeId, source } = began;
  const chat = await chatInKommo(deps.db, began);
  if (chat?.kommoId !== null) return;
  const api = createChatApi({
    http: deps.http,
    clock: deps.clock,
    origin: channel.origin,
    channelId: channel.id,
    secret: openChannelSecret(deps.vault, channel),
  });
  const answer = await api.createChat(scopeId, {
    conversationId: conversationIdOf(connection.messenger, chat.id),
    ...(source.externalId === null ? {} : { sourceExternalId: source.externalId }),
    user: {
      id: participantIdOf(connection.messenger, chat.customer.id),
      name: chat.customer.name,
      ...(chat.customer.phone === null ? {} : { phone: chat.customer.phone }),
    },
  });
  if (answer.kind !== 'accepted') {
    throw plannedWait(answer.text, answer.kind === 'later' ? answer.retryAfterMs : undefined);
  }
  await noteKommoChat(deps.db, chat.id, answer.value.chatId);
}

/**
 * Links it to the contact that it was begun from, so that no other contact and no incoming lead come of it
 * (kommo-chat-api.md §8.2). What Kommo refuses is told in the chat: the message goes out all the same.
 */
export async function linkContact(deps: AccountDependencies, chatId: ChatId): Promise<void> {
  const began = await findWriteFirst(deps.db, chatId);
  if (began?.state !== 'open' || began.contactId === null) return;
  const chat = await chatInKommo(deps.db, began);
  const kommoId = chat?.kommoId;
  if (kommoId == null) return;
  const { contactId, channel, accountId } = began;
  const links = [{ chatId: asAmojoChatId(kommoId), contactId }];
  const answer = await deps.crm.ask({ integrationId: channel.integrationId, accountId }, (crm) => crm.linkChats(links));
  switch (answer.kind) {
    case 'accepted':
      return;
    case 'refused':
    case 'no-access':
      await tellNotLinked(deps, began, answer.text);
      return;
    case 'later':
      throw plannedWait(answer.text, answer.retryAfterMs);
    case 'unknown':
      throw plannedWait(answer.text);
  }
}

async function tellNotLinked(deps: Dependencies, { chatId, contactId }: WriteFirst, why: string): Promise<void> {
  log.warn('A chat that was begun here is not linked to its contact', { chatId });
  await writeNote(deps.db, {
    chat: { id: chatId },
    dedupeKey: `${chatId}/not-linked`,
    ...together([
      say('note.not-linked', { contact: contactId ?? 0 }),
      say('verbatim', { text: why }),
      say('note.link-by-hand'),
    ]),
    at: deps.clock.now(),
  });
}
