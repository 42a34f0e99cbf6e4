import { z } from 'zod';
import type { Outcome } from '../../exchange';
import { answers, refuse, type FieldFault } from '../answers';
import type { Source } from '../records';
import { mainPipeline } from '../state';
import { readItems, readObject, type Item } from './fields';
import { filterValues, whole, written } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';
import { sourceFields, type AddedSource, type ChangedSource } from './source-fields';

const PATH = '/sources';

/** kommo-platform.md §4. Rights are asked for below, since their answer is not settled. */
export const sourceRoutes: readonly CrmRoute[] = (
  [
    ['crm-sources', 'GET', PATH, list],
    ['crm-source', 'GET', `${PATH}/:id`, show],
    ['crm-sources-add', 'POST', PATH, add],
    ['crm-sources-change', 'PATCH', PATH, changeSeveral],
    ['crm-source-change', 'PATCH', `${PATH}/:id`, changeOne],
    ['crm-sources-delete', 'DELETE', PATH, deleteSeveral],
    ['crm-source-delete', 'DELETE', `${PATH}/:id`, deleteOne],
  ] as const
).map(([operation, method, path, perform]) => ({
  operation,
  method,
  path,
  admin: false,
  perform: (request) => {
    checkRights(request);
    return perform(request);
  },
}));

/** An administrator, and an integration whose widget is a lead source (§4.1). */
function checkRights({ sandbox, user, integration }: CrmRequest): void {
  if (!user.isAdmin)
    refuse(sandbox.assumptions.is('sources-not-admin', 403) ? answers.forbidden() : answers.unauthorized());
  if (!integration.widget?.locations.includes('lead_sources')) refuse(answers.forbidden());
}

/** An integration sees its own only. */
function ownSources({ site, integration }: CrmRequest): Source[] {
  return site.sources.filter((source) => source.clientId === integration.clientId && !source.deleted);
}

function ownSource(request: CrmRequest, id: number | undefined): Source | undefined {
  return ownSources(request).find((source) => source.id === id);
}

function list(request: CrmRequest): Outcome {
  const wanted = filterValues(request, 'filter[external_id]');
  const found = ownSources(request).filter(({ externalId }) => wanted?.includes(externalId) ?? true);
  return whole(request, { path: PATH, name: 'sources', items: found.map((source) => describe(request, source)) });
}

function show(request: CrmRequest): Outcome {
  const source = ownSource(request, request.ids.id);
  return source ? answers.found(describe(request, source)) : answers.nothing();
}

function add(request: CrmRequest): Outcome {
  const { assumptions } = request.sandbox;
  const items = readItems(request, sourceFields(assumptions).added, assumptions.number('sources-batch-limit'));
  const own = ownSources(request);
  const taken = new Set(own.map(({ externalId }) => externalId));
  const most = assumptions.number('sources-limit');
  refuseFaulty(
    items.map(({ fields, requestId }, index) => {
      const faults = pipelineFaults(request, fields.pipeline_id);
      if (taken.has(fields.external_id)) faults.push(fault('NotUnique', 'external_id', 'external_id is taken'));
      taken.add(fields.external_id);
      if (own.length + index >= most) faults.push(fault('LimitExceeded', '', `at most ${String(most)} sources`));
      return { requestId, faults };
    }),
  );
  const added = items.map(({ fields, requestId }) => describe(request, make(request, fields), requestId));
  request.sandbox.changes.emit('kommo');
  return written(request, { path: PATH, name: 'sources', items: added });
}

function make(request: CrmRequest, fields: AddedSource): Source {
  const { sandbox, site, integration } = request;
  const former = site.sources.find(
    ({ clientId, externalId }) => clientId === integration.clientId && externalId === fields.external_id,
  );
  const revived = sandbox.assumptions.is('source-made-again', 'same-id') ? former : undefined;
  site.sources = site.sources.filter((source) => source !== former);
  const source: Source = {
    id: revived?.id ?? sandbox.platform.nextId(),
    clientId: integration.clientId,
    name: fields.name,
    externalId: fields.external_id,
    pipelineId: mainPipeline(site).id,
    isDefault: false,
    originCode: null,
    services: [],
    deleted: false,
  };
  site.sources.push(source);
  apply(request, source, fields);
  return source;
}

function changeSeveral(request: CrmRequest): Outcome {
  const { assumptions } = request.sandbox;
  const items = readItems(request, sourceFields(assumptions).changedInList, assumptions.number('sources-batch-limit'));
  refuseUnknown(request, items);
  refuseFaulty(items.map(({ fields, requestId }) => ({ requestId, faults: changeFaults(request, fields.id, fields) })));
  const changed = items.flatMap(({ fields, requestId }) => {
    const source = ownSource(request, fields.id);
    return source ? [describe(request, apply(request, source, fields), requestId)] : [];
  });
  request.sandbox.changes.emit('kommo');
  return written(request, { path: PATH, name: 'sources', items: changed });
}

function changeOne(request: CrmRequest): Outcome {
  const source = ownSource(request, request.ids.id);
  if (!source) return answers.notFound('Source');
  const fields = readObject(request, sourceFields(request.sandbox.assumptions).changed);
  refuseFaulty([{ requestId: fields.request_id ?? '0', faults: changeFaults(request, source.id, fields) }]);
  apply(request, source, fields);
  request.sandbox.changes.emit('kommo');
  return { ...answers.found(describe(request, source, fields.request_id)), stored: true };
}

function deleteSeveral(request: CrmRequest): Outcome {
  const most = request.sandbox.assumptions.number('sources-batch-limit');
  const items = readItems(request, z.object({ id: z.int() }), most);
  refuseUnknown(request, items);
  for (const { fields } of items) remove(request, fields.id);
  return { ...answers.nothing(), stored: true };
}

function deleteOne(request: CrmRequest): Outcome {
  const { id = 0 } = request.ids;
  if (!ownSource(request, id)) return answers.notFound('Source');
  remove(request, id);
  return { ...answers.nothing(), stored: true };
}

function remove(request: CrmRequest, id: number): void {
  const source = ownSource(request, id);
  if (source) Object.assign(source, { deleted: true, isDefault: false });
  request.sandbox.changes.emit('kommo');
}

/** Sets what was given; a new default source ends the old one's being it. */
function apply(request: CrmRequest, source: Source, fields: ChangedSource): Source {
  if (fields.name !== undefined) source.name = fields.name;
  if (fields.external_id !== undefined) source.externalId = fields.external_id;
  if (fields.pipeline_id !== undefined) source.pipelineId = fields.pipeline_id;
  if (fields.origin_code !== undefined) source.originCode = fields.origin_code;
  if (fields.services !== undefined) {
    source.services = fields.services.map(({ params, ...rest }) => ({
      ...rest,
      params: params ?? { waba: false, is_supports_list_message: false },
    }));
  }
  if (fields.default === true) for (const other of ownSources(request)) other.isDefault = false;
  if (fields.default !== undefined) source.isDefault = fields.default;
  return source;
}

/** The ids of §4.5 (amo), or the plain 404 of Kommo's page. */
function refuseUnknown(request: CrmRequest, items: readonly Item<{ readonly id: number }>[]): void {
  const unknown = items.filter(({ fields }) => !ownSource(request, fields.id));
  if (unknown.length === 0) return;
  if (request.sandbox.assumptions.is('sources-delete-unknown', 'refuse-404')) refuse(answers.notFoundText());
  refuse(
    answers.unknownItems(
      unknown.map(({ fields, requestId }) => ({
        requestId,
        detail: `source with id = ${String(fields.id)} not found`,
      })),
    ),
  );
}

function changeFaults(request: CrmRequest, id: number, fields: ChangedSource): FieldFault[] {
  const faults = pipelineFaults(request, fields.pipeline_id);
  const source = ownSource(request, id);
  const { external_id: externalId } = fields;
  if (externalId === undefined || externalId === source?.externalId) return faults;
  if (request.sandbox.assumptions.is('source-external-id-change', 'refuse-400')) {
    faults.push(fault('NotEditable', 'external_id', 'external_id can not be changed'));
  } else if (ownSources(request).some((other) => other.externalId === externalId)) {
    faults.push(fault('NotUnique', 'external_id', 'external_id is taken'));
  }
  return faults;
}

function pipelineFaults({ site, sandbox }: CrmRequest, id: number | undefined): FieldFault[] {
  if (id === undefined) return [];
  const pipeline = site.pipelines.find((candidate) => candidate.id === id);
  const good = pipeline && (!pipeline.isArchive || sandbox.assumptions.is('source-archived-pipeline', 'accept'));
  return good ? [] : [fault('NotSupportedChoice', 'pipeline_id', 'there is no such pipeline')];
}

function fault(code: string, path: string, detail: string): FieldFault {
  return { code, path, detail };
}

function refuseFaulty(items: readonly { readonly requestId: string; readonly faults: readonly FieldFault[] }[]): void {
  const faulty = items.filter(({ faults }) => faults.length > 0);
  if (faulty.length > 0) refuse(answers.invalid(faulty));
}

function describe(request: CrmRequest, source: Source, requestId?: string): object {
  return {
    id: source.id,
    name: source.name,
    pipeline_id: source.pipelineId,
    external_id: source.externalId,
    default: source.isDefault,
    origin_code: source.originCode,
    services: source.services,
    ...(requestId === undefined ? {} : { request_id: requestId }),
    _links: selfLink(request, `${PATH}/${String(source.id)}`),
  };
}
