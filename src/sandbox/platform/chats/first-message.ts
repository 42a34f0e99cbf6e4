import { randomBytes } from 'node:crypto';
import type { Account, Chat, Connection, Participant } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import { tellUnsorted } from '../hooks/events';
import type { Contact, Integration, Lead, Site, Source, Unsorted } from '../records';
import { mainPipeline } from '../state';

/** The contact of a customer nobody knows, linked to the chat; hidden while it is known from an incoming lead only. */
export function makeContact(
  { platform, clock }: Sandbox,
  site: Site,
  chat: Chat,
  { hidden }: { readonly hidden: boolean },
): Contact {
  const { customer } = chat;
  const now = clock.seconds();
  const contact: Contact = {
    id: platform.nextId(),
    name: customer.name,
    firstName: customer.name,
    lastName: '',
    responsibleUserId: firstAdmin(site),
    createdAt: now,
    updatedAt: now,
    fields: fieldsOf(customer),
    tags: [],
    hidden,
  };
  site.contacts.push(contact);
  site.chatLinks.push({ id: platform.nextId(), contactId: contact.id, chatId: chat.id });
  return contact;
}

function fieldsOf({ phone, email }: Participant): Contact['fields'] {
  const field = (code: string, value: string | null) =>
    value === null ? [] : [{ code, values: [{ value, enumCode: 'WORK' }] }];
  return [...field('PHONE', phone), ...field('EMAIL', email)];
}

interface Origin {
  readonly source: Source | undefined;
  /** What a lead without a source shows. */
  readonly name: string;
  readonly pipelineId: number;
}

/**
 * Where a lead of this chat comes from and goes to: the source of its messages, else the default one, which counts for the
 * lead only (kommo-platform.md §4.6); else the main pipeline.
 */
function originOf(sandbox: Sandbox, site: Site, chat: Chat, integration: Integration | undefined): Origin {
  const own = site.sources.filter(({ clientId, deleted }) => clientId === integration?.clientId && !deleted);
  const source =
    own.find(({ externalId }) => externalId === chat.sourceExternalId) ?? own.find(({ isDefault }) => isDefault);
  const pipeline = site.pipelines.find(({ id }) => id === source?.pipelineId);
  const stays = pipeline && (!pipeline.isArchive || sandbox.assumptions.is('chat-archived-pipeline', 'stays'));
  return {
    source,
    name: source?.name ?? integration?.name ?? '',
    pipelineId: stays ? pipeline.id : mainPipeline(site).id,
  };
}

/** The lead of a first message: an incoming one that a person has to sort, or a real one (kommo-platform.md §6.1). */
export function makeLead(
  sandbox: Sandbox,
  { account, channel }: Connection,
  chat: Chat,
  contact: Contact,
): { readonly lead: Lead; readonly unsorted: Unsorted | null } {
  const { platform, clock } = sandbox;
  const site = platform.site(account);
  const { source, name, pipelineId } = originOf(sandbox, site, chat, platform.integrationOf(channel.id));
  const [incoming, fresh] = site.pipelines.find(({ id }) => id === pipelineId)?.statusIds ?? [0, 0];
  const now = clock.seconds();
  const lead: Lead = {
    id: platform.nextId(),
    name: '',
    price: 0,
    pipelineId,
    statusId: site.isUnsortedOn ? incoming : fresh,
    responsibleUserId: firstAdmin(site),
    sourceId: source?.id ?? null,
    contactIds: [contact.id],
    createdAt: now,
    updatedAt: now,
    unsorted: site.isUnsortedOn,
    fields: [],
  };
  site.leads.push(lead);
  if (!site.isUnsortedOn) return { lead, unsorted: null };
  const unsorted: Unsorted = {
    uid: randomBytes(32).toString('hex'),
    chatId: chat.id,
    contactId: contact.id,
    leadId: lead.id,
    pipelineId,
    sourceUid: `amojo:${channel.id}${source ? `:${source.externalId}` : ''}`,
    sourceName: name,
    service: channel.code,
    createdAt: now,
    state: 'waiting',
    sortedAt: null,
  };
  site.unsorted.push(unsorted);
  return { lead, unsorted };
}

/** The item that waits to be sorted, where the chat has one. */
export function waitingItem(site: Site, chatId: string): Unsorted | undefined {
  return site.unsorted.find((item) => item.chatId === chatId && item.state === 'waiting');
}

/** Another message of a customer whom nobody has sorted yet. */
export function noteInItem(sandbox: Sandbox, account: Account, chatId: string): void {
  const item = waitingItem(sandbox.platform.site(account), chatId);
  if (item) tellUnsorted(sandbox, account, 'update', item);
}

/** @throws Error when there is none: each account begins with one. */
function firstAdmin({ users, accountId }: Site): number {
  const admin = users.find(({ isAdmin }) => isAdmin) ?? users[0];
  if (!admin) throw new Error(`account ${String(accountId)} has no user`);
  return admin.id;
}
