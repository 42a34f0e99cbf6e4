import { z } from 'zod';
import type { Outcome } from '../../exchange';
import { answers, refuse, refuseField } from '../answers';
import type { Template } from '../records';
import { readItems, readObject } from './fields';
import { filterValues, page, withNames, written } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';
import { templateFields, type TemplateFields } from './template-fields';

const PATH = '/chats/templates';
/** Of a page, and of a batch. */
const MOST = 50;

/** kommo-platform.md §8.1. */
export const templateRoutes: readonly CrmRoute[] = [
  { operation: 'crm-templates', method: 'GET', path: PATH, admin: true, perform: list },
  { operation: 'crm-template', method: 'GET', path: `${PATH}/:id`, admin: true, perform: show },
  { operation: 'crm-templates-add', method: 'POST', path: PATH, admin: true, perform: add },
  { operation: 'crm-templates-change', method: 'PATCH', path: PATH, admin: true, perform: changeSeveral },
  { operation: 'crm-template-change', method: 'PATCH', path: `${PATH}/:id`, admin: true, perform: changeOne },
  { operation: 'crm-templates-delete', method: 'DELETE', path: PATH, admin: true, perform: deleteSeveral },
  { operation: 'crm-template-delete', method: 'DELETE', path: `${PATH}/:id`, admin: true, perform: deleteOne },
];

/** An integration sees its own only; whether what a user made for WhatsApp is seen, no page says. */
function ownTemplates({ sandbox, site, integration }: CrmRequest): Template[] {
  const usersToo = sandbox.assumptions.is('template-by-user', 'listed');
  return site.templates.filter(
    ({ clientId, fields }) =>
      clientId === integration.clientId || (usersToo && clientId === null && fields.type === 'waba'),
  );
}

export function ownTemplate(request: CrmRequest, id: number | undefined): Template | undefined {
  return ownTemplates(request).find((template) => template.id === id);
}

function list(request: CrmRequest): Outcome {
  const wanted = filterValues(request, 'filter[external_id]');
  const found = ownTemplates(request).filter(({ fields }) => wanted?.includes(String(fields.external_id)) ?? true);
  const items = found.map((template) => describe(request, template));
  const answer = page(request, { path: PATH, name: 'chat_templates', items }, MOST);
  return answer.status === 200
    ? { ...answer, body: { _total_items: items.length, ...(answer.body as object) } }
    : answer;
}

function show(request: CrmRequest): Outcome {
  const template = ownTemplate(request, request.ids.id);
  return template ? answers.found(describe(request, template)) : answers.notFound('Template');
}

function add(request: CrmRequest): Outcome {
  const { sandbox, site, integration } = request;
  const items = readItems(request, templateFields.added, MOST);
  const most = sandbox.assumptions.number('templates-limit');
  if (most > 0 && site.templates.length + items.length > most) {
    refuse(answers.unprocessable(`At most ${String(most)} templates`));
  }
  const now = sandbox.clock.seconds();
  const added = items.map(({ fields, requestId }) => {
    const template = newTemplate(sandbox.platform.nextId(), integration.clientId, now);
    writeFields(template, fields, now);
    site.templates.push(template);
    return describe(request, template, requestId);
  });
  sandbox.changes.emit('kommo');
  return written(request, { path: PATH, name: 'chat_templates', items: added });
}

function changeSeveral(request: CrmRequest): Outcome {
  const items = readItems(request, templateFields.changedInList, MOST);
  refuseUnknown(request, items);
  const changed = items.flatMap(({ fields: { id, ...fields }, requestId }) => {
    const template = ownTemplate(request, id);
    return template ? [describe(request, change(request, template, fields), requestId)] : [];
  });
  return written(request, { path: PATH, name: 'chat_templates', items: changed });
}

function changeOne(request: CrmRequest): Outcome {
  const template = ownTemplate(request, request.ids.id);
  if (!template) return answers.notFound('Template');
  const fields = readObject(request, templateFields.changed);
  return { ...answers.found(describe(request, change(request, template, fields), fields.request_id)), stored: true };
}

/** Those of WhatsApp only while nobody has seen them for approval. */
function change({ sandbox }: CrmRequest, template: Template, fields: TemplateFields): Template {
  if (template.fields.type === 'waba' && template.reviews.length > 0) {
    refuseField('NotEditable', 'id', 'the template is not in draft any more');
  }
  const header = fields.waba_header_type ?? template.fields.waba_header_type;
  if (
    header === 'media' &&
    (fields.attachment === undefined ? template.fields.attachment : fields.attachment) === null
  ) {
    refuseField('FieldMissing', 'attachment', 'a media header needs an attachment');
  }
  writeFields(template, fields, sandbox.clock.seconds());
  sandbox.changes.emit('kommo');
  return template;
}

/** @param clientId null: a user makes it */
export function newTemplate(id: number, clientId: string | null, now: number): Template {
  const fields = { is_editable: clientId === null, buttons: [], attachment: null, waba_examples: [] };
  return { id, clientId, createdAt: now, updatedAt: now, fields, reviews: [] };
}

export function writeFields(template: Template, fields: TemplateFields, now: number): void {
  Object.assign(template.fields, fields);
  delete template.fields.request_id;
  const examples = template.fields.waba_examples;
  if (typeof examples === 'object' && examples !== null && Object.keys(examples).length === 0) {
    template.fields.waba_examples = [];
  }
  template.updatedAt = now;
}

function deleteSeveral(request: CrmRequest): Outcome {
  const items = readItems(request, z.object({ id: z.int() }), MOST);
  const foreign = items.some(({ fields }) => isForeign(request, fields.id));
  if (foreign) refuse(answers.forbidden());
  refuseUnknown(request, items);
  for (const { fields } of items) remove(request, fields.id);
  return { ...answers.nothing(), stored: true };
}

function deleteOne(request: CrmRequest): Outcome {
  const { id = 0 } = request.ids;
  if (isForeign(request, id)) return answers.forbidden();
  if (!ownTemplate(request, id)) return answers.notFound('Template');
  remove(request, id);
  return { ...answers.nothing(), stored: true };
}

function remove({ sandbox, site }: CrmRequest, id: number): void {
  site.templates = site.templates.filter((template) => template.id !== id);
  sandbox.changes.emit('kommo');
}

function isForeign(request: CrmRequest, id: number): boolean {
  return request.site.templates.some((template) => template.id === id) && !ownTemplate(request, id);
}

function refuseUnknown(
  request: CrmRequest,
  items: readonly { readonly fields: { readonly id: number }; readonly requestId: string }[],
): void {
  const unknown = items.filter(({ fields }) => !ownTemplate(request, fields.id));
  if (unknown.length === 0) return;
  refuse(answers.unknownItems(unknown.map(({ requestId }) => ({ requestId, detail: 'template not found' }))));
}

function describe(request: CrmRequest, template: Template, requestId?: string): object {
  const { id, createdAt, updatedAt, fields, reviews } = template;
  const statuses = new Set(reviews.map(({ status }) => status));
  const status = ['review', 'rejected', 'paused', 'approved'].find((name) => statuses.has(name)) ?? null;
  const reviewed = withNames(request).has('reviews');
  return {
    id,
    account_id: request.account.id,
    created_at: createdAt,
    updated_at: updatedAt,
    external_id: null,
    type: 'amocrm',
    waba_category: null,
    waba_language: null,
    waba_footer: null,
    waba_header: null,
    waba_header_type: null,
    ...fields,
    ...(reviewed ? { review_status: status, is_on_review: status === 'review' } : {}),
    ...(requestId === undefined ? {} : { request_id: requestId }),
    _links: selfLink(request, `${PATH}/${String(id)}`),
    ...(reviewed ? { _embedded: { reviews: reviews.map(describeReview) } } : {}),
  };
}

export function describeReview({ id, sourceId, status, rejectReason }: Template['reviews'][number]): object {
  return { id, source_id: sourceId, status, reject_reason: rejectReason };
}
