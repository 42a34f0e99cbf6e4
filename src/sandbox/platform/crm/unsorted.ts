import type { Outcome } from '../../exchange';
import { answers, refuse, refuseField } from '../answers';
import { accept, decline, findWaiting, linkTo } from '../chats/sort-unsorted';
import type { Unsorted, User } from '../records';
import { readObject } from './fields';
import { filterValues, page } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';
import { acceptFields, declineFields, linkFields } from './unsorted-fields';
import { describeItem, describeSorted } from './unsorted-view';

const PATH = '/leads/unsorted';
const MOST = 250;

/** Incoming leads (kommo-platform.md §6.1). Those of chats are made by first messages only. */
export const unsortedRoutes: readonly CrmRoute[] = [
  { operation: 'crm-unsorted', method: 'GET', path: PATH, admin: false, perform: list },
  { operation: 'crm-unsorted-summary', method: 'GET', path: `${PATH}/summary`, admin: false, perform: summary },
  { operation: 'crm-unsorted-one', method: 'GET', path: `${PATH}/:uid`, admin: false, perform: show },
  { operation: 'crm-unsorted-accept', method: 'POST', path: `${PATH}/:uid/accept`, admin: false, perform: acceptOne },
  {
    operation: 'crm-unsorted-decline',
    method: 'DELETE',
    path: `${PATH}/:uid/decline`,
    admin: false,
    perform: declineOne,
  },
  { operation: 'crm-unsorted-link', method: 'POST', path: `${PATH}/:uid/link`, admin: false, perform: linkOne },
];

function list(request: CrmRequest): Outcome {
  const categories = filterValues(request, 'filter[category]');
  const newestFirst = request.query.get('order[created_at]') === 'desc';
  const found = filtered(request).filter(({ state }) => state === 'waiting' && (categories?.includes('chats') ?? true));
  // Those of one second stay in the order in which they came.
  const ordered = newestFirst ? [...found].reverse() : found;
  return page(
    request,
    { path: PATH, name: 'unsorted', items: ordered.map((item) => describeItem(request, item)) },
    MOST,
  );
}

/** By what list and summary have in common. */
function filtered(request: CrmRequest): Unsorted[] {
  const uids = filterValues(request, 'filter[uid]');
  const pipelines = filterValues(request, 'filter[pipeline_id]')?.map(Number);
  return request.site.unsorted.filter(
    (item) => (uids?.includes(item.uid) ?? true) && (pipelines?.includes(item.pipelineId) ?? true),
  );
}

function summary(request: CrmRequest): Outcome {
  const limit = (end: 'from' | 'to', otherwise: number): number =>
    Number(request.query.get(`filter[created_at][${end}]`) ?? otherwise);
  const [from, to] = [limit('from', 0), limit('to', Infinity)];
  const items = filtered(request).filter(({ createdAt }) => createdAt >= from && createdAt <= to);
  const count = (state: Unsorted['state']): number => items.filter((item) => item.state === state).length;
  const sortTimes = items.flatMap(({ createdAt, sortedAt }) => (sortedAt === null ? [] : [sortedAt - createdAt]));
  const total = sortTimes.reduce((sum, time) => sum + time, 0);
  const none = { total: 0 };
  return answers.found({
    total: items.length,
    accepted: count('accepted'),
    declined: count('declined'),
    average_sort_time: sortTimes.length === 0 ? 0 : Math.round(total / sortTimes.length),
    categories: { sip: none, mail: none, forms: none, chats: { total: items.length } },
    _links: selfLink(request, `${PATH}/summary`),
  });
}

function show(request: CrmRequest): Outcome {
  return answers.found(describeItem(request, itemOf(request)));
}

function acceptOne(request: CrmRequest): Outcome {
  const { sandbox, account, site } = request;
  const item = itemOf(request);
  const fields = readObject(request, acceptFields);
  const stages = site.pipelines.filter(({ isArchive }) => !isArchive).map(({ statusIds }) => statusIds[1]);
  if (fields.status_id !== undefined && !stages.includes(fields.status_id)) refuseChoice('status_id');
  const lead = accept(sandbox, { account, item, user: userOf(request, fields.user_id) }, fields.status_id);
  return { ...answers.found(describeSorted(request, item, lead)), stored: true };
}

function declineOne(request: CrmRequest): Outcome {
  const { sandbox, account } = request;
  const item = itemOf(request);
  const fields = readObject(request, declineFields(sandbox.assumptions));
  const lead = decline(sandbox, { account, item, user: userOf(request, fields.user_id) });
  // Not 204 (§6.1).
  return { ...answers.found(describeSorted(request, item, lead)), stored: true };
}

function linkOne(request: CrmRequest): Outcome {
  const { sandbox, account, site } = request;
  const item = itemOf(request);
  const { link, user_id: userId } = readObject(request, linkFields);
  const lead = site.leads.find(({ id, unsorted }) => id === link.entity_id && !unsorted);
  if (!lead) return refuseChoice('link.entity_id');
  const wanted = link.metadata?.contact_id;
  const contact = site.contacts.find(({ id }) => id === wanted);
  if (wanted !== undefined && !contact) refuseChoice('link.metadata.contact_id');
  linkTo(sandbox, { account, item, user: userOf(request, userId) }, { lead, contact });
  const leads = [{ id: lead.id, _links: selfLink(request, `/leads/${String(lead.id)}`) }];
  return { ...answers.found({ uid: item.uid, _embedded: { leads } }), stored: true };
}

/** One that was sorted is gone. */
function itemOf({ site, uid }: CrmRequest): Unsorted {
  return findWaiting(site, uid) ?? refuse(answers.notFound('Unsorted'));
}

/** In whose name it is sorted. */
function userOf({ site, user }: CrmRequest, id: number | undefined): User {
  if (id === undefined) return user;
  return site.users.find((known) => known.id === id && known.isActive) ?? refuseChoice('user_id');
}

function refuseChoice(path: string): never {
  return refuseField('NotSupportedChoice', path, 'The value you selected is not a valid choice.');
}
