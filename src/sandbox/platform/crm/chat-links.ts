import { z } from 'zod';
import type { Outcome } from '../../exchange';
import { answers, problem, refuse, type FieldFault } from '../answers';
import { readItems, requestId } from './fields';
import { filterValues, whole, written } from './list';
import type { CrmRequest, CrmRoute } from './request';

const PATH = '/contacts/chats';
const MOST = 250;

/** kommo-platform.md §5.2. */
export const chatLinkRoutes: readonly CrmRoute[] = [
  { operation: 'crm-chat-links', method: 'GET', path: PATH, admin: true, perform: list },
  { operation: 'crm-chat-links-add', method: 'POST', path: PATH, admin: true, perform: link },
];

const linkFields = z.object({ contact_id: z.int(), chat_id: z.string().min(1), ...requestId });

function list(request: CrmRequest): Outcome {
  const contactIds = filterValues(request, 'contact_id')?.map(Number);
  const chatIds = filterValues(request, 'chat_id');
  // One of the two, not both.
  if ((contactIds === undefined) === (chatIds === undefined)) {
    refuse(problem(400, 'Either contact_id or chat_id is expected'));
  }
  const found = request.site.chatLinks.filter((known) =>
    chatIds ? chatIds.includes(known.chatId) : contactIds?.includes(known.contactId),
  );
  const items = found.map(({ id, chatId, contactId }) => ({ chat_id: chatId, contact_id: contactId, id }));
  return whole(request, { path: PATH, name: 'chats', items });
}

/** A chat belongs to one contact; a contact may have many chats. The link's id changes with it. */
function link(request: CrmRequest): Outcome {
  const { sandbox, site } = request;
  const items = readItems(request, linkFields, MOST);
  const faulty = items
    .map(({ fields, requestId: id }) => ({ requestId: id, faults: faultsOf(request, fields) }))
    .filter(({ faults }) => faults.length > 0);
  if (faulty.length > 0) refuse(answers.invalid(faulty));
  if (items.some(({ fields }) => !isOwnChat(request, fields.chat_id))) refuse(answers.forbidden());
  const linked = items.map(({ fields, requestId: asked }) => {
    const { contact_id: contactId, chat_id: chatId } = fields;
    const id = sandbox.platform.nextId();
    site.chatLinks = site.chatLinks.filter((known) => known.chatId !== chatId);
    site.chatLinks.push({ id, contactId, chatId });
    return { chat_id: chatId, contact_id: contactId, id, request_id: asked };
  });
  sandbox.changes.emit('kommo');
  return written(request, { path: PATH, name: 'chats', items: linked });
}

function faultsOf({ sandbox, site, account }: CrmRequest, fields: z.infer<typeof linkFields>): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!site.contacts.some(({ id }) => id === fields.contact_id)) {
    faults.push({ code: 'EntityNotFound', path: 'contact_id', detail: 'contact not found' });
  }
  const chat = sandbox.kommo.chats.get(fields.chat_id);
  // An account does not learn of another's chats.
  if (!chat?.scopeId.endsWith(`_${account.amojoId}`)) {
    faults.push({ code: 'EntityNotFound', path: 'chat_id', detail: 'chat not found' });
  }
  return faults;
}

/** The channel's settings must name this integration. */
function isOwnChat({ sandbox, integration }: CrmRequest, chatId: string): boolean {
  const channelId = sandbox.kommo.chats.get(chatId)?.scopeId.split('_')[0] ?? '';
  return integration.channelIds.includes(channelId);
}
