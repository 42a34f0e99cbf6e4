import { addressOf } from '../../kommo/attachments';
import type { Account, Message } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import type { Contact, Lead, Talk, Template, Unsorted } from '../records';

const LEAD_TYPE = 2;

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** What a customer wrote, or what went to a customer (kommo-platform.md §9.2). */
export function tellMessage(sandbox: Sandbox, account: Account, message: Message, talk: Talk): void {
  const { content, sender, direction, chat } = message;
  const media = addressOf(sandbox, message)?.media ?? content.media;
  const site = sandbox.platform.site(account);
  const common = {
    id: message.id,
    chat_id: chat.id,
    talk_id: talk.id,
    contact_id: talk.contactId,
    text: content.text ?? '',
    created_at: seconds(message.at),
    ...(talk.leadId === null
      ? {}
      : { element_type: LEAD_TYPE, element_id: talk.leadId, entity_type: 'lead', entity_id: talk.leadId }),
    type: direction,
    message_type: content.type,
    origin: talk.origin,
    ...(media === undefined
      ? {}
      : { attachment: { type: content.type, link: media, file_name: content.file_name ?? '' } }),
  };
  if (direction === 'incoming') {
    const avatar = 'avatar' in sender ? sender.avatar : null;
    const author = { id: sender.id, type: 'external', name: sender.name, avatar_url: avatar };
    sandbox.crmHooks.tell(account, 'add_message', { message: { add: [{ ...common, author }] } });
    return;
  }
  const user = site.users.find(({ amojoId }) => amojoId === sender.id);
  const author = { id: sender.id, type: user ? 'internal' : 'bot', user_id: user?.id ?? null, name: sender.name };
  const recipient = { id: chat.customer.id, type: 'external', name: chat.customer.name };
  const source = site.sources.find(({ externalId, deleted }) => externalId === chat.sourceExternalId && !deleted);
  const told = { ...common, source_id: source?.id ?? null, author, recipient };
  sandbox.crmHooks.tell(account, 'add_outgoing_message', { outgoing_message: { add: [told] } });
}

export function tellTalk(sandbox: Sandbox, account: Account, what: 'add' | 'update', talk: Talk): void {
  const told = {
    talk_id: talk.id,
    created_at: talk.createdAt,
    updated_at: talk.updatedAt,
    rate: 0,
    contact_id: talk.contactId,
    chat_id: talk.chatId,
    entity_id: talk.leadId,
    entity_type: talk.leadId === null ? null : 'lead',
    is_in_work: talk.state !== 'closed',
    is_read: talk.isRead,
    origin: talk.origin,
  };
  sandbox.crmHooks.tell(account, `${what}_talk`, { talk: { [what]: [told] } });
}

/** An incoming lead that is new, or has another message since. */
export function tellUnsorted(sandbox: Sandbox, account: Account, what: 'add' | 'update', item: Unsorted): void {
  const { clock, kommo } = sandbox;
  const chat = kommo.chats.get(item.chatId);
  const last = chat?.messages.findLast(({ direction }) => direction === 'incoming');
  const told = {
    uid: item.uid,
    category: 'chats',
    account_id: account.id,
    source: item.sourceUid,
    pipeline_id: item.pipelineId,
    created_at: item.createdAt,
    source_data: {
      from: chat?.customer.name ?? '',
      to: item.sourceName,
      date: last ? seconds(last.at) : clock.seconds(),
      service: item.service,
      source_name: item.sourceName,
      client: { id: chat?.customer.id ?? '', name: chat?.customer.name ?? '' },
      origin: { chat_id: item.chatId },
      data: last ? [{ id: last.id, text: last.content.text ?? '' }] : [],
    },
    data: { leads: [{ id: item.leadId }], contacts: [{ id: item.contactId }] },
  };
  sandbox.crmHooks.tell(account, `${what}_unsorted`, { unsorted: { [what]: [told] } });
}

/** Accepting and declining are both told as a deletion (kommo-platform.md §9.2). */
export function tellSorted(
  sandbox: Sandbox,
  account: Account,
  item: Unsorted,
  { action, lead, userId }: { readonly action: 'accept' | 'decline'; readonly lead: Lead; readonly userId: number },
): void {
  const result =
    action === 'accept'
      ? { accept_result: { leads: [lead.id], contacts: lead.contactIds } }
      : { decline_result: { leads: [lead.id] } };
  const told = { action, uid: item.uid, category: 'chats', created_at: item.createdAt, modified_user_id: userId };
  sandbox.crmHooks.tell(account, 'delete_unsorted', { unsorted: { delete: [{ ...told, ...result }] } });
}

/** Of a contact that is gone only its id is told (kommo-platform.md §9.2). */
export function tellContact(
  sandbox: Sandbox,
  account: Account,
  what: 'add' | 'update' | 'delete',
  contact: Contact,
): void {
  const { id, name, responsibleUserId, createdAt, updatedAt, fields } = contact;
  const told =
    what === 'delete'
      ? { id, type: 'contact' }
      : {
          id,
          name,
          responsible_user_id: responsibleUserId,
          date_create: createdAt,
          last_modified: updatedAt,
          account_id: account.id,
          custom_fields: fields.map(({ code, values }) => ({ code, values: values.map(({ value }) => ({ value })) })),
          created_at: createdAt,
          updated_at: updatedAt,
          type: 'contact',
        };
  sandbox.crmHooks.tell(account, `${what}_contact`, { contacts: { [what]: [told] } });
}

/** A template goes to WhatsApp for approval (kommo-platform.md §8.3). */
export function tellReview(sandbox: Sandbox, account: Account, template: Template): void {
  const { fields, reviews } = template;
  const told = {
    id: template.id,
    type: 'waba',
    account_id: account.id,
    name: fields.name,
    content: fields.content,
    created_at: template.createdAt,
    updated_at: template.updatedAt,
    is_editable: fields.is_editable ?? false,
    reviews: reviews.map(({ id, sourceId, status, rejectReason }) => ({
      id,
      source_id: sourceId,
      status,
      reject_reason: rejectReason,
    })),
    is_on_review: reviews.some(({ status }) => status === 'review'),
    waba_footer: fields.waba_footer ?? null,
    waba_category: fields.waba_category ?? null,
    waba_language: fields.waba_language ?? null,
  };
  const bare = sandbox.assumptions.is('template-review-envelope', 'add');
  const payload = bare ? { add: [told] } : { chat_template_reviews: { add: [told] } };
  sandbox.crmHooks.tell(account, 'add_chat_template_review', payload);
}
