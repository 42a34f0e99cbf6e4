import { z } from 'zod';
import type { ZodOpenApiContentObject, ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { templateFields } from '../platform/crm/template-fields';
import { boardView } from './schemas-board';
import * as schemas from './schemas-platform';

interface Described {
  readonly path?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly status?: '200' | '201';
}
type Describe = (summary: string, described: Described) => ZodOpenApiOperationObject;
type Ids = (...names: string[]) => z.ZodObject;

/** The part of the control API that is about Kommo's platform. */
export function platformPaths(describe: Describe, ids: Ids, problem: ZodOpenApiContentObject): ZodOpenApiPathsObject {
  const root = '/control/platform';
  const account = `${root}/accounts/{accountId}`;
  const site = { answer: schemas.siteView };
  return {
    [root]: { get: describe('Integrations and accounts, without secrets', { answer: schemas.platformView }) },
    [`${root}/integrations`]: {
      post: describe('Makes an integration', {
        body: schemas.newIntegration,
        answer: schemas.integrationView,
        status: '201',
      }),
    },
    [`${root}/integrations/{clientId}`]: {
      patch: describe('Changes an integration', {
        path: ids('clientId'),
        body: schemas.integrationChange,
        answer: schemas.integrationView,
      }),
    },
    [`${root}/integrations/{clientId}/widget`]: {
      put: {
        summary: "Uploads the integration's widget.zip: its bytes, as they are",
        requestParams: { path: ids('clientId') },
        requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
        responses: {
          '200': { description: 'Done', content: { 'application/json': { schema: schemas.uploaded } } },
          '400': { description: 'All that is wrong with the archive', content: problem },
          '404': { description: 'There is no such thing', content: problem },
        },
      },
    },
    [`${root}/install`]: {
      post: describe('A user lets an integration in', {
        body: schemas.installation,
        answer: z.union([schemas.visit, schemas.handedCode]),
      }),
    },
    [`${root}/disable`]: {
      post: describe('A user disables an integration: tokens end, the channel is disconnected, the hook is called', {
        body: schemas.disabling,
        answer: schemas.visit.nullable(),
      }),
    },
    [`${root}/revoke`]: { post: describe('Ends tokens; nobody is told', { body: schemas.revocation }) },
    [`${root}/move`]: { post: describe('An account moves to another subdomain', { body: schemas.move, ...site }) },
    [`${root}/long-lived-tokens`]: {
      post: describe('Makes a long-lived token', {
        body: schemas.longLivedToken,
        answer: schemas.token,
        status: '201',
      }),
    },
    [`${root}/widget-tokens`]: {
      post: describe("Makes a widget's one-time token, or a forged one", {
        body: schemas.widgetToken,
        answer: schemas.token,
        status: '201',
      }),
    },
    [account]: {
      patch: describe('Changes an account', { path: ids('accountId'), body: schemas.accountChange, ...site }),
    },
    [`${account}/users`]: {
      post: describe('Makes a user', { path: ids('accountId'), body: schemas.newUser, ...site, status: '201' }),
    },
    [`${account}/users/{id}`]: {
      patch: describe('Changes a user', { path: ids('accountId', 'id'), body: schemas.userChange, ...site }),
    },
    [`${account}/pipelines`]: {
      post: describe('Makes a pipeline', {
        path: ids('accountId'),
        body: schemas.newPipeline,
        ...site,
        status: '201',
      }),
    },
    [`${account}/pipelines/{id}`]: {
      patch: describe('Renames or archives a pipeline', {
        path: ids('accountId', 'id'),
        body: schemas.pipelineChange,
        ...site,
      }),
    },
    [`${account}/sources/{id}`]: {
      delete: describe('A user removes a source; nobody is told', { path: ids('accountId', 'id'), ...site }),
    },
    [`${account}/contacts`]: {
      post: describe('A user types a contact in', {
        path: ids('accountId'),
        body: schemas.newContact,
        ...site,
        status: '201',
      }),
    },
    [`${account}/lead-fields`]: {
      post: describe('Makes a custom field of leads', {
        path: ids('accountId'),
        body: schemas.newLeadField,
        ...site,
        status: '201',
      }),
    },
    [`${account}/lead-fields/{id}`]: {
      delete: describe('Removes a custom field of leads', { path: ids('accountId', 'id'), ...site }),
    },
    [`${account}/leads`]: {
      post: describe('A user makes a lead with its contact', {
        path: ids('accountId'),
        body: schemas.newLead,
        answer: schemas.madeLead,
        status: '201',
      }),
    },
    [`${account}/leads/{id}`]: {
      patch: describe('A user fills in custom fields of a lead', {
        path: ids('accountId', 'id'),
        body: schemas.leadChange,
        ...site,
      }),
    },
    [`${account}/contacts/{id}`]: {
      patch: describe('A user changes a contact; or it is hidden from lists, or shown', {
        path: ids('accountId', 'id'),
        body: schemas.contactChange,
        ...site,
      }),
    },
    [`${account}/contacts/merge`]: {
      post: describe('A user makes one contact of two: chats, talks and leads go over', {
        path: ids('accountId'),
        body: schemas.merge,
        ...site,
      }),
    },
    [`${account}/webhooks/{id}`]: {
      patch: describe('Switches a subscription off or on', {
        path: ids('accountId', 'id'),
        body: schemas.webhookChange,
        ...site,
      }),
    },
    [`${account}/widgets/{clientId}`]: {
      put: describe("Keeps a widget's settings, or where it was added as a lead source", {
        path: ids('accountId', 'clientId'),
        body: schemas.widgetHere,
        ...site,
      }),
    },
    [`${account}/templates`]: {
      post: describe('A user makes a chat template', {
        path: ids('accountId'),
        body: templateFields.added,
        ...site,
        status: '201',
      }),
    },
    [`${account}/templates/{id}`]: {
      patch: describe('A user changes a template', {
        path: ids('accountId', 'id'),
        body: templateFields.changed,
        ...site,
      }),
      delete: describe('A user removes a template', { path: ids('accountId', 'id'), ...site }),
    },
    [`${account}/templates/{id}/review`]: {
      post: describe("A user sends a template to WhatsApp's approval", { path: ids('accountId', 'id'), ...site }),
    },
    [`${account}/board`]: {
      get: describe('Pipelines with their leads', { path: ids('accountId'), answer: boardView }),
    },
    [`${account}/unsorted/{uid}/accept`]: {
      post: describe('A user accepts an incoming lead', {
        path: ids('accountId', 'uid'),
        body: schemas.sorting,
        ...site,
      }),
    },
    [`${account}/unsorted/{uid}/decline`]: {
      post: describe('A user declines an incoming lead', {
        path: ids('accountId', 'uid'),
        body: schemas.sorting,
        ...site,
      }),
    },
    [`${account}/talks/{id}/close`]: {
      post: describe('A manager closes a talk', { path: ids('accountId', 'id'), ...site }),
    },
    [`${account}/talks/{id}/read`]: {
      post: describe('A manager reads what is in a talk', { path: ids('accountId', 'id'), ...site }),
    },
    [`${account}/talks`]: {
      post: describe('Begins a talk', { path: ids('accountId'), body: schemas.newTalk, ...site, status: '201' }),
    },
  };
}
