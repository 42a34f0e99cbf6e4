import type { Account } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import { tellContact, tellTalk } from '../hooks/events';
import type { Contact } from '../records';

/** A user makes one contact of two: chats, talks and leads go over, and links get new ids (kommo-platform.md §5.2). */
export function mergeContacts(sandbox: Sandbox, account: Account, from: Contact, into: Contact): void {
  const { platform, clock } = sandbox;
  const site = platform.site(account);
  const moved = (id: number): number => (id === from.id ? into.id : id);
  site.chatLinks = site.chatLinks.map((link) =>
    link.contactId === from.id ? { id: platform.nextId(), contactId: into.id, chatId: link.chatId } : link,
  );
  const talks = site.talks.filter(({ contactId }) => contactId === from.id);
  for (const talk of talks) Object.assign(talk, { contactId: into.id, updatedAt: clock.seconds() });
  for (const item of site.unsorted) item.contactId = moved(item.contactId);
  for (const lead of site.leads) lead.contactIds = [...new Set(lead.contactIds.map(moved))];
  for (const { code, values } of from.fields) {
    const own = into.fields.find((field) => field.code === code);
    if (!own) into.fields.push({ code, values });
    else own.values.push(...values.filter(({ value }) => !own.values.some((known) => known.value === value)));
  }
  into.hidden &&= from.hidden;
  into.updatedAt = clock.seconds();
  site.contacts = site.contacts.filter((contact) => contact !== from);
  sandbox.changes.emit('kommo');
  if (sandbox.assumptions.is('merge-hooks', 'none')) return;
  if (sandbox.assumptions.is('merge-hooks', 'talks')) {
    for (const talk of talks) tellTalk(sandbox, account, 'update', talk);
    return;
  }
  tellContact(sandbox, account, 'update', into);
  tellContact(sandbox, account, 'delete', from);
}
