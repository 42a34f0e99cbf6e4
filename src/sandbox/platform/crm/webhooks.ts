import { z } from 'zod';
import type { Outcome } from '../../exchange';
import { answers, refuse } from '../answers';
import type { Webhook } from '../records';
import { readObject, wrong } from './fields';
import { filterValues, whole } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

const PATH = '/webhooks';
const MOST = 100;

/** kommo-platform.md §9.1. A subscription is the account's, not the integration's. */
export const webhookRoutes: readonly CrmRoute[] = [
  { operation: 'crm-webhooks', method: 'GET', path: PATH, admin: true, perform: list },
  { operation: 'crm-webhooks-subscribe', method: 'POST', path: PATH, admin: true, perform: subscribe },
  { operation: 'crm-webhooks-delete', method: 'DELETE', path: PATH, admin: true, perform: unsubscribe },
];

const entities = ['contact', 'company', 'lead', 'customer', 'task'];
const changes = ['add', 'update', 'delete', 'restore', 'responsible', 'note', 'status'];

/** kommo-platform.md §9.2. */
const LISTED = new Set([
  'add_message',
  'add_outgoing_message',
  'add_talk',
  'add_chat_template_review',
  ...entities.flatMap((entity) => changes.map((change) => `${change}_${entity}`)),
]);
const UNLISTED = new Set(['update_talk', 'add_unsorted', 'update_unsorted', 'delete_unsorted']);

const destination = z.url({ protocol: /^https?$/ }).refine((url) => !/xn--|[^\x20-\x7e]/.test(url), {
  error: 'the host must be Latin',
});

function subscriptionFields({ sandbox }: CrmRequest) {
  const known = (event: string): boolean =>
    LISTED.has(event) || (UNLISTED.has(event) && sandbox.assumptions.is('webhook-unlisted-events', 'accept'));
  const event = z.string().superRefine((name, context) => {
    if (!known(name)) wrong(context, 'NotSupportedChoice', [], 'there is no such event');
  });
  return z.object({ destination, settings: z.array(event).min(1), sort: z.int().optional() });
}

function list(request: CrmRequest): Outcome {
  const wanted = filterValues(request, 'filter[destination]');
  const found = request.site.webhooks.filter((hook) => wanted?.includes(hook.destination) ?? true);
  const items = found.map((hook) => describe(request, hook));
  if (items.length > 0 || request.sandbox.assumptions.is('webhooks-empty-list', 204)) {
    return whole(request, { path: PATH, name: 'webhooks', items });
  }
  return answers.found({ _total_items: 0, _links: selfLink(request, PATH), _embedded: { webhooks: [] } });
}

/** The same destination again changes what there is. */
function subscribe(request: CrmRequest): Outcome {
  const { sandbox, site, user } = request;
  const fields = readObject(request, subscriptionFields(request));
  const now = sandbox.clock.seconds();
  let hook = site.webhooks.find((known) => known.destination === fields.destination);
  if (!hook) {
    if (site.webhooks.length >= MOST) refuse(answers.unprocessable(`At most ${String(MOST)} webhooks`));
    hook = {
      id: sandbox.platform.nextId(),
      destination: fields.destination,
      settings: [],
      sort: 0,
      disabled: false,
      createdBy: user.id,
      createdAt: now,
      updatedAt: now,
      failures: [],
    };
    site.webhooks.push(hook);
  }
  Object.assign(hook, { settings: [...new Set(fields.settings)], sort: fields.sort ?? hook.sort, updatedAt: now });
  if (sandbox.assumptions.is('webhook-subscribe-again', 'enables'))
    Object.assign(hook, { disabled: false, failures: [] });
  sandbox.changes.emit('kommo');
  const status = sandbox.assumptions.is('webhook-post-status', 201) ? 201 : 200;
  return { ...answers.found(describe(request, hook)), status, stored: true };
}

function unsubscribe(request: CrmRequest): Outcome {
  const { site } = request;
  const fields = readObject(request, z.object({ destination: z.string().min(1) }));
  const kept = site.webhooks.filter((hook) => hook.destination !== fields.destination);
  if (kept.length === site.webhooks.length) return answers.notFound('Webhook');
  site.webhooks = kept;
  request.sandbox.changes.emit('kommo');
  return { ...answers.nothing(), stored: true };
}

function describe({ account }: CrmRequest, hook: Webhook): object {
  return {
    id: hook.id,
    destination: hook.destination,
    created_at: hook.createdAt,
    updated_at: hook.updatedAt,
    account_id: account.id,
    created_by: hook.createdBy,
    sort: hook.sort,
    disabled: hook.disabled,
    settings: hook.settings,
  };
}
