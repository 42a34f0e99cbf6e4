import { z } from 'zod';
import {
  AccountAnswer,
  AddedItem,
  ChatLinkAnswer,
  ContactAnswer,
  embedded,
  LeadAnswer,
  LeadFieldAnswer,
  pageOf,
  PipelineAnswer,
  SourceAnswer,
  SubscriptionAnswer,
  TalkAnswer,
  UserAnswer,
} from './answer-schemas';
import { json, nothing, type ReadBody } from '../answers';
import { invalidRequest, jsonOr } from './answers';
import {
  addContactBody,
  addSourceBody,
  addTaskBody,
  addTemplateBody,
  changeContactBody,
  changeSourceBody,
  changeTemplateBody,
  reviewReportBody,
} from './bodies';
import { callCrm, type CrmCall } from './call';
import {
  AddContactsBody,
  AddSourcesBody,
  AddTasksBody,
  AddTemplatesBody,
  ChangeContactBody,
  ChangeLeadBody,
  ChangeSourcesBody,
  ChangeTemplatesBody,
  CloseTalkBody,
  IdsBody,
  LinkChatsBody,
  PageQuery,
  PathNumber,
  ReviewReportBody,
  ReviewRequestBody,
  SubscribeBody,
  ShortPageQuery,
  UnsubscribeBody,
} from './request-schemas';
import { ReviewAnswer, TemplateAnswer } from './template-answers';
import { given } from '../given';
import type { CallOptions } from '../types';
import type { CrmAnswer, CrmApi, CrmApiOptions, Page, PageRequest, Template } from './types';

/** Where nothing is asked; the default of Kommo is not stated (kommo-platform.md §9.6). */
const PAGE_SIZE = 250;
const TEMPLATE_PAGE_SIZE = 50;
const FIELDS_PAGE_SIZE = 50;
const NO_PAGE: Page<never> = { items: [], more: false };

/** A client of Kommo's CRM API for one account (kommo-platform.md §3–§9). */
export function createCrmApi(options: CrmApiOptions): CrmApi {
  /** Ids of the path are checked like bodies. */
  async function call<Value>(
    ids: readonly number[],
    described: CrmCall<Value>,
    callOptions: CallOptions | undefined,
  ): Promise<CrmAnswer<Value>> {
    const checked = z.array(PathNumber).safeParse(ids);
    return checked.success ? callCrm(options, described, callOptions) : invalidRequest(checked.error);
  }

  async function write<Schema extends z.ZodType, Value>(
    schema: Schema,
    body: z.input<Schema>,
    described: CrmCall<Value> & { readonly ids?: readonly number[] },
    callOptions: CallOptions | undefined,
  ): Promise<CrmAnswer<Value>> {
    const checked = schema.safeParse(body);
    if (!checked.success) return invalidRequest(checked.error);
    const { ids = [], ...rest } = described;
    return call(ids, { ...rest, body: JSON.stringify(checked.data) }, callOptions);
  }

  async function readPage<Item>(
    path: string,
    read: ReadBody<Page<Item>>,
    page: { readonly size: number; readonly asked: PageRequest; readonly schema: typeof PageQuery },
    query: Readonly<Record<string, string | readonly string[] | undefined>>,
    callOptions: CallOptions | undefined,
  ): Promise<CrmAnswer<Page<Item>>> {
    const { page: number = 1, limit = page.size } = page.asked;
    const checked = page.schema.safeParse({ page: number, limit });
    if (!checked.success) return invalidRequest(checked.error);
    const asked = search({ ...query, page: String(number), limit: String(limit) });
    return call([], { method: 'GET', path, query: asked, read }, callOptions);
  }

  return {
    account: (callOptions) =>
      call(
        [],
        {
          method: 'GET',
          path: '/account',
          query: search({ with: 'amojo_id,drive_url,version' }),
          read: json(AccountAnswer),
          notFound: 'moved',
        },
        callOptions,
      ),

    users: (asked = {}, callOptions) =>
      readPage(
        '/users',
        jsonOr(pageOf('users', UserAnswer), NO_PAGE),
        { size: PAGE_SIZE, asked, schema: PageQuery },
        { with: 'amojo_id' },
        callOptions,
      ),

    user: (id, callOptions) =>
      call(
        [id],
        { method: 'GET', path: `/users/${id}`, query: search({ with: 'amojo_id' }), read: json(UserAnswer) },
        callOptions,
      ),

    pipelines: (callOptions) =>
      call(
        [],
        {
          method: 'GET',
          path: '/leads/pipelines',
          read: jsonOr(embedded('pipelines', PipelineAnswer), []),
          notFound: 'moved',
        },
        callOptions,
      ),

    sources: (externalIds, callOptions) =>
      call(
        [],
        {
          method: 'GET',
          path: '/sources',
          query: search({ 'filter[external_id][]': externalIds }),
          read: jsonOr(embedded('sources', SourceAnswer), []),
          notFound: 'moved',
        },
        callOptions,
      ),

    addSources: (sources, callOptions) =>
      write(
        AddSourcesBody,
        sources.map(addSourceBody),
        { method: 'POST', path: '/sources', read: json(embedded('sources', SourceAnswer)) },
        callOptions,
      ),

    changeSources: (changes, callOptions) =>
      write(
        ChangeSourcesBody,
        changes.map(changeSourceBody),
        { method: 'PATCH', path: '/sources', read: json(embedded('sources', SourceAnswer)) },
        callOptions,
      ),

    removeSources: (ids, callOptions) =>
      write(
        IdsBody,
        ids.map((id) => ({ id })),
        { method: 'DELETE', path: '/sources', read: nothing },
        callOptions,
      ),

    removeSource: (id, callOptions) =>
      call([id], { method: 'DELETE', path: `/sources/${id}`, read: nothing }, callOptions),

    findContacts: ({ query, ids, ...asked }, callOptions) =>
      readPage(
        '/contacts',
        jsonOr(pageOf('contacts', ContactAnswer), NO_PAGE),
        { size: PAGE_SIZE, asked, schema: PageQuery },
        { query, 'filter[id][]': ids?.map(String) },
        callOptions,
      ),

    contact: (id, callOptions) =>
      call(
        [id],
        {
          method: 'GET',
          path: `/contacts/${id}`,
          query: search({ with: 'leads' }),
          read: jsonOr(ContactAnswer, null),
        },
        callOptions,
      ),

    addContacts: (contacts, callOptions) =>
      write(
        AddContactsBody,
        contacts.map(addContactBody),
        { method: 'POST', path: '/contacts', read: addedIds('contacts', contacts.length) },
        callOptions,
      ),

    changeContact: (id, fields, callOptions) =>
      write(
        ChangeContactBody,
        changeContactBody(fields),
        { ids: [id], method: 'PATCH', path: `/contacts/${id}`, read: nothing },
        callOptions,
      ),

    chatLinks: (of, callOptions) => {
      const query = 'chatId' in of ? { chat_id: of.chatId } : { contact_id: String(of.contactId) };
      const read = jsonOr(embedded('chats', ChatLinkAnswer), []);
      const ids = 'chatId' in of ? [] : [of.contactId];
      return call(ids, { method: 'GET', path: '/contacts/chats', query: search(query), read }, callOptions);
    },

    linkChats: (links, callOptions) =>
      write(
        LinkChatsBody,
        links.map(({ contactId, chatId }) => ({ contact_id: contactId, chat_id: chatId })),
        { method: 'POST', path: '/contacts/chats', read: json(embedded('chats', ChatLinkAnswer)) },
        callOptions,
      ),

    webhooks: (destination, callOptions) =>
      call(
        [],
        {
          method: 'GET',
          path: '/webhooks',
          query: search({ 'filter[destination]': destination }),
          read: jsonOr(embedded('webhooks', SubscriptionAnswer), []),
        },
        callOptions,
      ),

    subscribe: ({ destination, events }, callOptions) =>
      write(
        SubscribeBody,
        { destination, settings: [...events] },
        { method: 'POST', path: '/webhooks', read: json(SubscriptionAnswer) },
        callOptions,
      ),

    unsubscribe: (destination, callOptions) =>
      write(UnsubscribeBody, { destination }, { method: 'DELETE', path: '/webhooks', read: nothing }, callOptions),

    templates: ({ externalIds, withReviews = false, ...asked } = {}, callOptions) =>
      readPage(
        '/chats/templates',
        jsonOr(pageOf<Template>('chat_templates', TemplateAnswer), NO_PAGE),
        { size: TEMPLATE_PAGE_SIZE, asked, schema: ShortPageQuery },
        { 'filter[external_id][]': externalIds, ...given({ with: withReviews ? 'reviews' : undefined }) },
        callOptions,
      ),

    template: (id, callOptions) =>
      call(
        [id],
        {
          method: 'GET',
          path: `/chats/templates/${id}`,
          query: search({ with: 'reviews' }),
          read: json(TemplateAnswer),
        },
        callOptions,
      ),

    addTemplates: (templates, callOptions) =>
      write(
        AddTemplatesBody,
        templates.map(addTemplateBody),
        { method: 'POST', path: '/chats/templates', read: json(embedded('chat_templates', TemplateAnswer)) },
        callOptions,
      ),

    changeTemplates: (changes, callOptions) =>
      write(
        ChangeTemplatesBody,
        changes.map(changeTemplateBody),
        { method: 'PATCH', path: '/chats/templates', read: json(embedded('chat_templates', TemplateAnswer)) },
        callOptions,
      ),

    removeTemplates: (ids, callOptions) =>
      write(
        IdsBody,
        ids.map((id) => ({ id })),
        { method: 'DELETE', path: '/chats/templates', read: nothing },
        callOptions,
      ),

    requestReview: (id, callOptions) =>
      write(
        ReviewRequestBody,
        {},
        {
          ids: [id],
          method: 'POST',
          path: `/chats/templates/${id}/review`,
          read: json(embedded('reviews', ReviewAnswer)),
        },
        callOptions,
      ),

    reportReview: (id, reviewId, report, callOptions) =>
      write(
        ReviewReportBody,
        reviewReportBody(report),
        {
          ids: [id, reviewId],
          method: 'POST',
          path: `/chats/templates/${id}/review/${reviewId}`,
          read: json(ReviewAnswer),
        },
        callOptions,
      ),

    addTasks: (tasks, callOptions) =>
      write(
        AddTasksBody,
        tasks.map(addTaskBody),
        { method: 'POST', path: '/tasks', read: addedIds('tasks', tasks.length) },
        callOptions,
      ),

    talk: (id, callOptions) => call([id], { method: 'GET', path: `/talks/${id}`, read: json(TalkAnswer) }, callOptions),

    closeTalk: (id, { force = false } = {}, callOptions) =>
      write(
        CloseTalkBody,
        { force_close: force },
        { ids: [id], method: 'POST', path: `/talks/${id}/close`, read: nothing },
        callOptions,
      ),

    lead: (id, callOptions) =>
      call(
        [id],
        {
          method: 'GET',
          path: `/leads/${id}`,
          query: search({ with: 'contacts,source' }),
          read: jsonOr(LeadAnswer, null),
        },
        callOptions,
      ),

    changeLead: (id, fields, callOptions) =>
      write(
        ChangeLeadBody,
        given({
          pipeline_id: fields.pipelineId,
          status_id: fields.statusId,
          responsible_user_id: fields.responsibleUserId,
          custom_fields_values: fields.customFields?.map((field) => ({
            field_id: field.id,
            values: [{ value: field.value }],
          })),
        }),
        { ids: [id], method: 'PATCH', path: `/leads/${id}`, read: nothing },
        callOptions,
      ),

    leadFields: (asked = {}, callOptions) =>
      readPage(
        '/leads/custom_fields',
        jsonOr(pageOf('custom_fields', LeadFieldAnswer), NO_PAGE),
        { size: FIELDS_PAGE_SIZE, asked, schema: ShortPageQuery },
        {},
        callOptions,
      ),
  };
}

function search(fields: Readonly<Record<string, string | readonly string[] | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  }
  return query;
}

/** Ids in the order of what was sent; an answer that leaves one out proves nothing. */
function addedIds(name: string, count: number): ReadBody<readonly number[]> {
  const readBody = json(embedded(name, AddedItem));
  return (status, body) => {
    const added = readBody(status, body);
    const ids = Array.from({ length: count }, (_, index) => added?.find((one) => one.request_id === index)?.id);
    return ids.every((id) => id !== undefined) ? ids : undefined;
  };
}
