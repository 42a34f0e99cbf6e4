import type { Account } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import { tellSorted } from '../hooks/events';
import type { Contact, Lead, Site, Unsorted, User } from '../records';
import { changeTalk, openTalk } from './talks';

interface Sorting {
  readonly account: Account;
  readonly item: Unsorted;
  readonly user: User;
}

/** An incoming lead that waits, by its uid. */
export function findWaiting(site: Site, uid: string): Unsorted | undefined {
  return site.unsorted.find((item) => item.uid === uid && item.state === 'waiting');
}

/** Makes a real lead of it; the contact is one of the CRM's from now on (kommo-platform.md §6.1). */
export function accept(sandbox: Sandbox, { account, item, user }: Sorting, statusId: number | undefined): Lead {
  const site = sandbox.platform.site(account);
  const lead = leadOf(site, item);
  const stage = statusId ?? stagesOf(site, item.pipelineId)[1];
  const pipeline = site.pipelines.find(({ statusIds }) => statusIds.includes(stage));
  Object.assign(lead, {
    unsorted: false,
    statusId: stage,
    pipelineId: pipeline?.id ?? item.pipelineId,
    responsibleUserId: user.id,
    updatedAt: sandbox.clock.seconds(),
  });
  show(site, item.contactId);
  sorted(sandbox, item, 'accepted');
  tellSorted(sandbox, account, item, { action: 'accept', lead, userId: user.id });
  return lead;
}

/** Lead and contact go, and the talk ends: to the CRM the customer is unknown again. */
export function decline(sandbox: Sandbox, { account, item, user }: Sorting): Lead {
  const site = sandbox.platform.site(account);
  const lead = leadOf(site, item);
  const talk = openTalk(site, item.chatId);
  removeLead(site, lead);
  forgetContact(site, item.contactId);
  site.chatLinks = site.chatLinks.filter(({ chatId }) => chatId !== item.chatId);
  sorted(sandbox, item, 'declined');
  tellSorted(sandbox, account, item, { action: 'decline', lead, userId: user.id });
  if (talk) changeTalk(sandbox, account, talk, { state: 'closed', leadId: null });
  return lead;
}

/** The chat goes to a lead that is there, and to a contact of it: the one named, else its first, else its own joins it. */
export function linkTo(
  sandbox: Sandbox,
  { account, item, user }: Sorting,
  { lead, contact }: { readonly lead: Lead; readonly contact: Contact | undefined },
): void {
  const site = sandbox.platform.site(account);
  const contactId = contact?.id ?? lead.contactIds[0] ?? item.contactId;
  removeLead(site, leadOf(site, item));
  if (contactId === item.contactId) show(site, contactId);
  else moveChat(sandbox, site, item, contactId);
  if (!lead.contactIds.includes(contactId)) lead.contactIds.push(contactId);
  sorted(sandbox, item, 'accepted');
  tellSorted(sandbox, account, item, { action: 'accept', lead, userId: user.id });
  const talk = openTalk(site, item.chatId);
  if (talk) changeTalk(sandbox, account, talk, { leadId: lead.id, contactId });
}

function moveChat({ platform }: Sandbox, site: Site, { chatId, contactId: former }: Unsorted, contactId: number): void {
  site.chatLinks = site.chatLinks.filter((link) => link.chatId !== chatId);
  site.chatLinks.push({ id: platform.nextId(), contactId, chatId });
  forgetContact(site, former);
}

function sorted(sandbox: Sandbox, item: Unsorted, state: 'accepted' | 'declined'): void {
  Object.assign(item, { state, sortedAt: sandbox.clock.seconds() });
  sandbox.changes.emit('kommo');
}

function show(site: Site, contactId: number): void {
  const contact = site.contacts.find(({ id }) => id === contactId);
  if (contact) contact.hidden = false;
}

/** Only where it is known from the incoming lead alone. */
function forgetContact(site: Site, contactId: number): void {
  site.contacts = site.contacts.filter(({ id, hidden }) => id !== contactId || !hidden);
}

function removeLead(site: Site, lead: Lead): void {
  site.leads = site.leads.filter((other) => other !== lead);
}

function stagesOf(site: Site, pipelineId: number): readonly [number, number] {
  return site.pipelines.find(({ id }) => id === pipelineId)?.statusIds ?? [0, 0];
}

/** @throws Error when it is not there: it goes with the item only. */
function leadOf(site: Site, { leadId, uid }: Unsorted): Lead {
  const lead = site.leads.find(({ id }) => id === leadId);
  if (!lead) throw new Error(`incoming lead ${uid} has no lead`);
  return lead;
}
