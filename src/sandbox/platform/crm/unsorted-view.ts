import type { Lead, Unsorted } from '../records';
import { selfLink, type CrmRequest } from './request';

/** An incoming lead that waits (kommo-platform.md §6.1). */
export function describeItem(request: CrmRequest, item: Unsorted): object {
  const { sandbox, account } = request;
  const chat = sandbox.kommo.chats.get(item.chatId);
  const last = chat?.messages.findLast(({ direction }) => direction === 'incoming');
  const name = chat?.customer.name ?? '';
  return {
    uid: item.uid,
    source_uid: item.sourceUid,
    source_name: item.sourceName,
    category: 'chats',
    pipeline_id: item.pipelineId,
    created_at: item.createdAt,
    account_id: account.id,
    metadata: {
      from: name,
      to: item.sourceName,
      received_at: last ? Math.floor(last.at / 1000) : item.createdAt,
      service: item.service,
      client: { name, avatar: chat?.customer.avatar ?? null },
      origin: { chat_id: item.chatId, ref: null, visitor_uid: null },
      last_message_text: last?.content.text ?? '',
      source_name: item.sourceName,
    },
    _links: selfLink(request, `/leads/unsorted/${item.uid}`),
    _embedded: {
      contacts: [linked(request, 'contacts', item.contactId)],
      leads: [linked(request, 'leads', item.leadId)],
      companies: [],
    },
  };
}

/** What accepting and declining answer. */
export function describeSorted(request: CrmRequest, item: Unsorted, lead: Lead): object {
  const { uid, pipelineId, createdAt, state } = item;
  const isDeleted = state === 'declined';
  return {
    uid,
    pipeline_id: pipelineId,
    category: 'chats',
    created_at: createdAt,
    _embedded: {
      leads: [linked(request, 'leads', lead.id)],
      contacts: lead.contactIds.map((id) => ({
        ...linked(request, 'contacts', id),
        is_deleted: isDeleted,
        is_unsorted: false,
      })),
      companies: [],
    },
  };
}

function linked(request: CrmRequest, what: 'contacts' | 'leads', id: number) {
  return { id, _links: selfLink(request, `/${what}/${String(id)}`) };
}
