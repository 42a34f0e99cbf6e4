import { Context } from '@temporalio/activity';
import { asAmojoChatId } from '../kommo/ids';
import type { Contact } from '../kommo/crm/types';
import { noteProfile, readDueContact, type DueContact } from '../ledger/chat-contacts';
import { chatChannel, chatConnection, numberingOf } from '../ledger/chats';
import type { GrantKey } from '../ledger/grants';
import { noteContactOf } from '../ledger/kommo-chats';
import { asIntegrationId, type ChatId } from '../model/ids';
import { askInTurn, type AskCrm } from './ask-crm';
import { contactChange } from './contact-changes';
import type { Dependencies } from './dependencies';
import { tryAgain } from './try-again';
import { writeReferral } from './write-referral';

/** Kommo makes contact and lead a little after the message (kommo-chat-api.md §12.2). */
const LOOK_AGAIN_MS = [2_000, 5_000, 15_000, 60_000] as const;

/**
 * Brings the contact and the lead of a chat up to date with what the messenger tells: a new name, number or address, and what
 * brought the customer. Whose the chat is, Kommo is asked, for contacts are merged and deleted; the reply address is the
 * chat's own and never follows (promise P5). Safe to repeat.
 */
export async function followContact(deps: Dependencies, chatId: ChatId): Promise<void> {
  const due = await readDueContact(deps.db, chatId);
  if (due === undefined || due.kommoChatId === null) return;
  const [channel, connection] = await Promise.all([chatChannel(deps.db, chatId), chatConnection(deps.db, chatId)]);
  if (channel === undefined || connection === undefined) return;
  const key = { integrationId: asIntegrationId(channel.integrationId), accountId: connection.accountId };
  const ask = askInTurn(deps, key);

  const contact = await contactOf(deps, ask, key, due.kommoChatId);
  switch (contact.kind) {
    case 'no-access':
      return;
    case 'none':
      lookAgain();
      return;
    case 'found':
      if (due.profile !== null) await writeProfile(deps, ask, chatId, contact.contact, due, due.profile);
      if (due.referral !== null) {
        const written = await writeReferral(deps, ask, {
          chatId,
          contact: contact.contact,
          told: due.leadId,
          ...due.referral,
        });
        if (written === 'no-lead') lookAgain();
      }
  }
}

type Found = { readonly kind: 'found'; readonly contact: Contact } | { readonly kind: 'none' | 'no-access' };

/** Of a chat that is among the incoming leads too (kommo-platform.md §5.2). */
async function contactOf(
  deps: Dependencies,
  ask: AskCrm,
  { accountId }: GrantKey,
  kommoChatId: string,
): Promise<Found> {
  const links = await ask((crm) => crm.chatLinks({ chatId: asAmojoChatId(kommoChatId) }));
  if (links.kind === 'refused') return { kind: 'no-access' };
  const contactId = links.value.find(({ chatId }) => chatId === kommoChatId)?.contactId;
  await noteContactOf(deps.db, accountId, kommoChatId, contactId ?? null);
  if (contactId === undefined) return { kind: 'none' };
  const contact = await ask((crm) => crm.contact(contactId));
  if (contact.kind === 'refused') return { kind: 'no-access' };
  return contact.value === null ? { kind: 'none' } : { kind: 'found', contact: contact.value };
}

async function writeProfile(
  { db }: Dependencies,
  ask: AskCrm,
  chatId: ChatId,
  contact: Contact,
  { ours }: DueContact,
  profile: NonNullable<DueContact['profile']>,
): Promise<void> {
  const { fields, ours: then, text } = contactChange(contact, ours, profile, await numberingOf(db, chatId));
  const contactId = ours.contactId ?? contact.id;
  if (fields === null) {
    await noteProfile(db, chatId, profile, { contactId, ours: then, text });
    return;
  }
  const answer = await ask((crm) => crm.changeContact(contact.id, fields));
  if (answer.kind === 'accepted') {
    await noteProfile(db, chatId, profile, { contactId, ours: then, text });
    return;
  }
  // One of an incoming lead may be out of reach until somebody accepts it; the next message brings it up again.
  if (answer.reason === 'not-found' || answer.reason === 'no-access') return;
  await noteProfile(db, chatId, profile, { contactId, ours, text: `Kommo did not take it. ${answer.text}` });
}

/** @throws ApplicationFailure a few times; then it waits for a webhook, or for the customer's next message */
function lookAgain(): void {
  const { attempt } = Context.current().info;
  const afterMs = LOOK_AGAIN_MS[attempt - 1];
  if (afterMs !== undefined) throw tryAgain('Kommo has no contact or lead of it yet', afterMs);
}
