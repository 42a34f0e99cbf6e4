import { answers } from '../answers';
import type { Pipeline } from '../records';
import { whole } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

/** kommo-platform.md §6.3. */
export const pipelineRoutes: readonly CrmRoute[] = [
  { operation: 'crm-pipelines', method: 'GET', path: '/leads/pipelines', admin: false, perform: list },
  { operation: 'crm-pipeline', method: 'GET', path: '/leads/pipelines/:id', admin: false, perform: show },
];

function list(request: CrmRequest) {
  const items = request.site.pipelines.map((pipeline) => describe(request, pipeline));
  return whole(request, { path: '/leads/pipelines', name: 'pipelines', items });
}

function show(request: CrmRequest) {
  const pipeline = request.site.pipelines.find(({ id }) => id === request.ids.id);
  return pipeline ? answers.found(describe(request, pipeline)) : answers.notFound('Pipeline');
}

function describe(request: CrmRequest, pipeline: Pipeline): object {
  const { account } = request;
  const { id, name, sort, isMain, isArchive, statusIds } = pipeline;
  const path = `/leads/pipelines/${String(id)}`;
  const status = (statusId: number, more: object) => ({
    id: statusId,
    pipeline_id: id,
    account_id: account.id,
    ...more,
    _links: selfLink(request, `${path}/statuses/${String(statusId)}`),
  });
  return {
    id,
    name,
    sort,
    is_main: isMain,
    is_unsorted_on: request.site.isUnsortedOn,
    is_archive: isArchive,
    account_id: account.id,
    _links: selfLink(request, path),
    _embedded: {
      statuses: [
        status(statusIds[0], { name: 'Incoming leads', sort: 10, is_editable: false, color: '#c1c1c1', type: 1 }),
        status(statusIds[1], { name: 'New', sort: 20, is_editable: true, color: '#fffeb2', type: 0 }),
        status(142, { name: 'Closed - won', sort: 10_000, is_editable: false, color: '#ccff66', type: 0 }),
        status(143, { name: 'Closed - lost', sort: 11_000, is_editable: false, color: '#d5d8db', type: 0 }),
      ],
    },
  };
}
