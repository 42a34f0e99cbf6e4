import { z } from 'zod';
import type { Outcome } from '../../exchange';
import { answers, refuse, refuseField, type FieldFault } from '../answers';
import type { Lead } from '../records';
import { CLOSED_STATUSES, mainPipeline } from '../state';
import { readItems, readObject, requestId } from './fields';
import { describeFields, fieldFaults, leadFieldRoute, withWritten, writtenField } from './lead-fields';
import { filterValues, page, withNames, written } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

const PATH = '/leads';
const MOST = 250;

/** What a bridge may need of leads (kommo-platform.md §6.2). */
export const leadRoutes: readonly CrmRoute[] = [
  { operation: 'crm-leads', method: 'GET', path: PATH, admin: false, perform: list },
  leadFieldRoute,
  { operation: 'crm-lead', method: 'GET', path: `${PATH}/:id`, admin: false, perform: show },
  { operation: 'crm-leads-add', method: 'POST', path: PATH, admin: false, perform: add },
  { operation: 'crm-lead-change', method: 'PATCH', path: `${PATH}/:id`, admin: false, perform: change },
];

const own = {
  name: z.string().optional(),
  price: z.int().optional(),
  pipeline_id: z.int().optional(),
  status_id: z.int().optional(),
  responsible_user_id: z.int().optional(),
  custom_fields_values: z.array(writtenField).nullable().optional(),
  ...requestId,
};
const changedLead = z.object(own);
const addedLead = z.object({
  ...own,
  _embedded: z
    .object({
      contacts: z.array(z.object({ id: z.int() })).optional(),
      source: z.object({ external_id: z.string(), type: z.literal('widget') }).optional(),
    })
    .optional(),
});
type Fields = z.infer<typeof changedLead>;

function list(request: CrmRequest): Outcome {
  const ids = filterValues(request, 'filter[id]')?.map(Number);
  const found = request.site.leads.filter(({ id, unsorted }) => !unsorted && (ids?.includes(id) ?? true));
  return page(request, { path: PATH, name: 'leads', items: found.map((lead) => describe(request, lead)) }, MOST);
}

function show(request: CrmRequest): Outcome {
  const lead = request.site.leads.find(({ id }) => id === request.ids.id);
  return lead ? answers.found(describe(request, lead)) : answers.nothing();
}

function add(request: CrmRequest): Outcome {
  const { sandbox, site, user, integration } = request;
  const items = readItems(request, addedLead, MOST);
  const read = items.map((item) => {
    const { source: named, contacts = [] } = item.fields._embedded ?? {};
    const source = site.sources.find(
      ({ externalId, clientId, deleted }) =>
        externalId === named?.external_id && clientId === integration.clientId && !deleted,
    );
    const faults = placeFaults(request, item.fields);
    if (named && !source) faults.push(choice('_embedded.source.external_id'));
    if (contacts.some(({ id }) => !site.contacts.some((contact) => contact.id === id))) {
      faults.push(choice('_embedded.contacts'));
    }
    return { ...item, source, contacts, faults };
  });
  const faulty = read.filter(({ faults }) => faults.length > 0);
  if (faulty.length > 0)
    refuse(answers.invalid(faulty.map(({ requestId: id, faults }) => ({ requestId: id, faults }))));
  const now = sandbox.clock.seconds();
  const added = read.map(({ fields, source, contacts, requestId: asked }) => {
    // Without a pipeline, the source's is used (§4.6).
    const pipelineId = fields.pipeline_id ?? source?.pipelineId ?? mainPipeline(site).id;
    const lead: Lead = {
      id: sandbox.platform.nextId(),
      name: '',
      price: 0,
      pipelineId,
      statusId: site.pipelines.find(({ id }) => id === pipelineId)?.statusIds[1] ?? 0,
      responsibleUserId: user.id,
      sourceId: source?.id ?? null,
      contactIds: contacts.map(({ id }) => id),
      createdAt: now,
      updatedAt: now,
      unsorted: false,
      fields: [],
    };
    apply(request, lead, fields);
    site.leads.push(lead);
    return { id: lead.id, request_id: asked, _links: selfLink(request, `${PATH}/${String(lead.id)}`) };
  });
  return written(request, { path: PATH, name: 'leads', items: added });
}

function change(request: CrmRequest): Outcome {
  const lead = request.site.leads.find(({ id }) => id === request.ids.id);
  if (!lead || (lead.unsorted && request.sandbox.assumptions.is('incoming-change', 'refuse-404'))) {
    return answers.notFound('Lead');
  }
  const fields = readObject(request, changedLead);
  const [fault] = placeFaults(request, fields, lead.pipelineId);
  if (fault) refuseField(fault.code, fault.path, fault.detail);
  apply(request, lead, fields);
  const { id, updatedAt } = lead;
  return {
    ...answers.found({ id, updated_at: updatedAt, _links: selfLink(request, `${PATH}/${String(id)}`) }),
    stored: true,
  };
}

/** A stage is one of its pipeline, or one of the two that all have. */
function placeFaults({ site }: CrmRequest, fields: Fields, current?: number): FieldFault[] {
  const faults: FieldFault[] = [];
  const pipeline = site.pipelines.find(({ id }) => id === (fields.pipeline_id ?? current ?? mainPipeline(site).id));
  if (!pipeline) faults.push(choice('pipeline_id'));
  const stages: readonly number[] = [...(pipeline?.statusIds ?? []), ...CLOSED_STATUSES];
  if (fields.status_id !== undefined && !stages.includes(fields.status_id)) faults.push(choice('status_id'));
  if (fields.responsible_user_id !== undefined && !site.users.some(({ id }) => id === fields.responsible_user_id)) {
    faults.push(choice('responsible_user_id'));
  }
  return [...faults, ...fieldFaults(site, fields.custom_fields_values ?? [])];
}

function choice(path: string): FieldFault {
  return { code: 'NotSupportedChoice', path, detail: 'The value you selected is not a valid choice.' };
}

/** Another pipeline without a stage begins at its first. */
function apply({ sandbox, site }: CrmRequest, lead: Lead, fields: Fields): void {
  const moved = fields.pipeline_id !== undefined && fields.pipeline_id !== lead.pipelineId;
  if (fields.pipeline_id !== undefined) lead.pipelineId = fields.pipeline_id;
  if (moved) lead.statusId = site.pipelines.find(({ id }) => id === lead.pipelineId)?.statusIds[1] ?? lead.statusId;
  if (fields.status_id !== undefined) lead.statusId = fields.status_id;
  if (fields.name !== undefined) lead.name = fields.name;
  if (fields.price !== undefined) lead.price = fields.price;
  if (fields.responsible_user_id !== undefined) lead.responsibleUserId = fields.responsible_user_id;
  lead.fields = withWritten(site, lead.fields, fields.custom_fields_values ?? []);
  lead.updatedAt = sandbox.clock.seconds();
}

function describe(request: CrmRequest, lead: Lead): object {
  const { site, account } = request;
  const asked = withNames(request);
  const source = site.sources.find(({ id }) => id === lead.sourceId);
  return {
    id: lead.id,
    name: lead.name,
    price: lead.price,
    responsible_user_id: lead.responsibleUserId,
    group_id: 0,
    status_id: lead.statusId,
    pipeline_id: lead.pipelineId,
    loss_reason_id: null,
    created_at: lead.createdAt,
    updated_at: lead.updatedAt,
    closed_at: null,
    is_deleted: false,
    custom_fields_values: describeFields(site, lead.fields),
    account_id: account.id,
    ...(asked.has('source_id') ? { source_id: lead.sourceId } : {}),
    _links: selfLink(request, `${PATH}/${String(lead.id)}`),
    _embedded: {
      tags: [],
      companies: [],
      ...(asked.has('contacts')
        ? {
            contacts: lead.contactIds.map((id, index) => ({
              id,
              is_main: index === 0,
              _links: selfLink(request, `/contacts/${String(id)}`),
            })),
          }
        : {}),
      ...(asked.has('source') ? { source: source ? { id: source.id, name: source.name } : null } : {}),
    },
  };
}
