import type { Connection, Message } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import { tellMessage, tellUnsorted } from '../hooks/events';
import type { Site, Talk } from '../records';
import { makeContact, makeLead, noteInItem } from './first-message';
import { beginTalk, changeTalk, openLead, openTalk } from './talks';

/**
 * What the CRM does with a message of a chat: the first of an unknown customer makes contact and lead, each belongs to a
 * talk, and who subscribed is told (kommo-chat-api.md §12.2, kommo-platform.md §6.1, §7). A silent one does nothing.
 */
export function takeMessage(sandbox: Sandbox, connection: Connection, message: Message): void {
  const delayMs = sandbox.assumptions.number('chat-to-crm-delay-ms');
  if (delayMs === 0) take(sandbox, connection, message);
  else void takeLater(sandbox, connection, message, delayMs);
}

async function takeLater(sandbox: Sandbox, connection: Connection, message: Message, delayMs: number): Promise<void> {
  if (await sandbox.pause(delayMs)) take(sandbox, connection, message);
}

function take(sandbox: Sandbox, connection: Connection, message: Message): void {
  if (message.direction === 'incoming') takeIncoming(sandbox, connection, message);
  else takeOutgoing(sandbox, connection, message);
  sandbox.changes.emit('kommo');
}

function takeIncoming(sandbox: Sandbox, connection: Connection, message: Message): void {
  const { account, channel } = connection;
  const { chat } = message;
  const site = sandbox.platform.site(account);
  const contactId = linkedContact(site, chat.id);
  if (contactId === undefined) {
    const contact = makeContact(sandbox, site, chat, { hidden: site.isUnsortedOn });
    const { lead, unsorted } = makeLead(sandbox, connection, chat, contact);
    const subject = { chat, contactId: contact.id, leadId: lead.id, origin: channel.code, isRead: false };
    const talk = beginTalk(sandbox, account, subject);
    if (unsorted) tellUnsorted(sandbox, account, 'add', unsorted);
    tellMessage(sandbox, account, message, talk);
    return;
  }
  noteInItem(sandbox, account, chat.id);
  const talk = talkOf(sandbox, connection, message, contactId);
  if (talk.isRead) changeTalk(sandbox, account, talk, { isRead: false });
  tellMessage(sandbox, account, message, talk);
}

/** Of a manager, or of a bot. Whom a manager writes to first is somebody the CRM knows already. */
function takeOutgoing(sandbox: Sandbox, connection: Connection, message: Message): void {
  const { account } = connection;
  const { chat } = message;
  const site = sandbox.platform.site(account);
  const contactId =
    linkedContact(site, chat.id) ?? (chat.begunBy && makeContact(sandbox, site, chat, { hidden: false }).id);
  if (contactId === null) return;
  const talk = talkOf(sandbox, connection, message, contactId);
  if (!talk.isRead) changeTalk(sandbox, account, talk, { isRead: true });
  tellMessage(sandbox, account, message, talk);
}

/** Once a talk is closed, the next message begins another (kommo-platform.md §7). */
function talkOf(sandbox: Sandbox, { account, channel }: Connection, message: Message, contactId: number): Talk {
  const { chat, direction } = message;
  const site = sandbox.platform.site(account);
  const open = openTalk(site, chat.id);
  if (open) return open;
  const leadId = openLead(site, contactId)?.id ?? null;
  return beginTalk(sandbox, account, {
    chat,
    contactId,
    leadId,
    origin: channel.code,
    isRead: direction === 'outgoing',
  });
}

function linkedContact(site: Site, chatId: string): number | undefined {
  return site.chatLinks.find((link) => link.chatId === chatId)?.contactId;
}
