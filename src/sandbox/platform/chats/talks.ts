import type { Account, Chat } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import { tellTalk } from '../hooks/events';
import type { Lead, Site, Talk } from '../records';
import { CLOSED_STATUSES } from '../state';

/** The talk of a chat that is not closed. */
export function openTalk(site: Site, chatId: string): Talk | undefined {
  return site.talks.find((talk) => talk.chatId === chatId && talk.state !== 'closed');
}

interface Subject {
  readonly chat: Pick<Chat, 'id'>;
  readonly contactId: number;
  readonly leadId: number | null;
  readonly origin: string;
  readonly isRead: boolean;
}

/** A new episode of a chat: the first, or one after the last was closed (kommo-platform.md §7). */
export function beginTalk(
  sandbox: Sandbox,
  account: Account,
  { chat, contactId, leadId, origin, isRead }: Subject,
): Talk {
  const now = sandbox.clock.seconds();
  const talk: Talk = {
    id: sandbox.platform.nextId(),
    contactId,
    chatId: chat.id,
    leadId,
    origin,
    state: 'in-work',
    isRead,
    createdAt: now,
    updatedAt: now,
  };
  sandbox.platform.site(account).talks.push(talk);
  sandbox.changes.emit('kommo');
  tellTalk(sandbox, account, 'add', talk);
  return talk;
}

/** Anything that changes of a talk is told, not its end alone. */
export function changeTalk(
  sandbox: Sandbox,
  account: Account,
  talk: Talk,
  change: Partial<Pick<Talk, 'state' | 'isRead' | 'leadId' | 'contactId'>>,
): void {
  Object.assign(talk, change, { updatedAt: sandbox.clock.seconds() });
  sandbox.changes.emit('kommo');
  tellTalk(sandbox, account, 'update', talk);
}

/** A lead of the contact that is neither won nor lost. */
export function openLead(site: Site, contactId: number): Lead | undefined {
  const closed: readonly number[] = CLOSED_STATUSES;
  return site.leads.findLast(
    ({ contactIds, statusId }) => contactIds.includes(contactId) && !closed.includes(statusId),
  );
}
