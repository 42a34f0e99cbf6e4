import type { Sandbox } from '../sandbox';
import type { Account, Chat, Connection, Message, Participant } from './records';

/** How a hook names the chat, the customer and the source. */
export interface Names {
  readonly clientId: string | null;
  readonly person: Participant;
  readonly sourceExternalId: string | null;
}

/** Of a contact with several chats, as after a merge, it is not settled whether hooks go on to tell them apart. */
export function namesOf(sandbox: Sandbox, { account }: Connection, { chat, receiver: given }: Message): Names {
  const { assumptions } = sandbox;
  const { clientId, sourceExternalId } = chat;
  const person = given ?? chat.customer;
  const own = { clientId, person, sourceExternalId };
  const first = firstChatOfContact(sandbox, account, chat);
  if (first === undefined || assumptions.is('merged-chat-hooks', 'own')) return own;
  if (assumptions.is('merged-chat-hooks', 'first-source')) return { ...own, sourceExternalId: first.sourceExternalId };
  if (assumptions.is('merged-chat-hooks', 'first-person')) return { ...own, person: first.customer };
  return { clientId: null, person: { ...person, clientId: null }, sourceExternalId: null };
}

/** Which its contact has had longest; undefined where the contact has one chat only. */
function firstChatOfContact({ kommo, platform }: Sandbox, account: Account, chat: Chat): Chat | undefined {
  const { chatLinks } = platform.site(account);
  const contactId = chatLinks.find((link) => link.chatId === chat.id)?.contactId;
  const links = chatLinks.filter((link) => link.contactId === contactId).sort((one, other) => one.id - other.id);
  return links.length < 2 ? undefined : kommo.chats.get(links[0]?.chatId ?? '');
}
