import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import * as kommoSchemas from './kommo-schemas';
import * as kommoViews from './kommo-views';
import { filePaths } from './openapi-files';
import { linePaths } from './openapi-lines';
import { platformPaths } from './openapi-platform';
import { telegramPaths } from './openapi-telegram';
import * as schemas from './schemas';
import * as views from './views';

const PROBLEM = { 'application/problem+json': { schema: views.problem } };

interface Described {
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Without a schema: 204. */
  readonly answer?: z.ZodType;
  readonly status?: '200' | '201';
}

/** The OpenAPI document of the control API, from the schemas that check its requests. */
export function controlDocument(): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Courier sandbox control API',
      version: '1.0.0',
      description: 'Plays the people on both sides, disturbs the traffic and tells what was seen.',
    },
    paths: {
      ...common(),
      ...telegramPaths(operation, ids),
      ...linePaths(operation),
      ...filePaths(PROBLEM),
      ...kommo(),
      ...platformPaths(operation, ids, PROBLEM),
    },
  });
}

function common(): ZodOpenApiPathsObject {
  return {
    '/control/openapi.json': { get: operation('This document', { answer: z.looseObject({}) }) },
    '/control/state': { get: operation('Everything both sides know', { answer: views.state }) },
    '/control/events': {
      get: {
        summary: 'Changes as server-sent events named `change`',
        responses: {
          '200': { description: 'A stream of changes', content: { 'text/event-stream': { schema: views.change } } },
        },
      },
    },
    '/control/reset': { post: operation('Empty phones and inboxes, nothing switched; what is connected stays', {}) },
    '/control/journal': {
      get: operation('What was exchanged, oldest first', { query: schemas.journalQuery, answer: views.journalPage }),
    },
    '/control/faults': {
      get: operation('Faults switched on', { answer: z.array(views.fault) }),
      post: operation('Switches a fault on', { body: schemas.newFault, answer: views.fault, status: '201' }),
      delete: operation('Removes all faults', {}),
    },
    '/control/faults/{id}': { delete: operation('Removes a fault', { path: ids('id') }) },
    '/control/clock': { put: operation("Moves the sandbox's clock", { body: schemas.clockMove }) },
    '/control/assumptions': {
      get: operation('Readings of the reference sheets', { answer: views.assumptions }),
      patch: operation('Switches readings', { body: schemas.assumptionChange, answer: views.assumptions }),
    },
  };
}

function kommo(): ZodOpenApiPathsObject {
  const chat = '/control/kommo/chats/{chatId}';
  const path = ids('chatId');
  const message = { answer: kommoViews.inboxMessage, status: '201' } as const;
  return {
    '/control/kommo/channels': {
      post: operation('Registers a channel', {
        body: kommoSchemas.newChannel,
        answer: kommoViews.channel,
        status: '201',
      }),
    },
    '/control/kommo/channels/{id}': {
      patch: operation("Changes a channel's hook address, reactions or accounts", {
        path: ids('id'),
        body: kommoSchemas.channelChange,
        answer: kommoViews.channel,
      }),
    },
    '/control/kommo/accounts': {
      post: operation('Makes an account', { body: kommoSchemas.newAccount, answer: kommoViews.account, status: '201' }),
    },
    '/control/kommo/write-first': {
      post: operation('The manager starts a chat by a phone number', {
        body: kommoSchemas.writeFirst,
        answer: kommoViews.inboxChat,
        status: '201',
      }),
    },
    [`${chat}/messages`]: {
      post: operation('The manager writes', { path, body: kommoSchemas.managersMessage, ...message }),
    },
    [`${chat}/attachments`]: {
      post: operation('The manager sends several files at once', {
        path,
        body: kommoSchemas.attachments,
        answer: z.array(kommoViews.inboxMessage),
        status: '201',
      }),
    },
    [`${chat}/messages/{id}/reaction`]: {
      post: operation('The manager reacts, or takes it back', {
        path: ids('chatId', 'id'),
        body: kommoSchemas.reaction,
        answer: kommoViews.inboxMessage,
      }),
    },
    [`${chat}/typing`]: {
      post: operation('The manager types', { path, body: kommoSchemas.typing, answer: kommoViews.hookResult }),
    },
    [`${chat}/raw-hook`]: {
      post: operation('Sends any JSON as a hook of this chat', {
        path,
        body: kommoSchemas.rawHook,
        answer: kommoViews.hookResult,
      }),
    },
  };
}

function ids(...names: string[]): z.ZodObject {
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

function operation(summary: string, described: Described): ZodOpenApiOperationObject {
  const { path, query, body, answer, status = '200' } = described;
  const success = answer
    ? { [status]: { description: 'Done', content: { 'application/json': { schema: answer } } } }
    : { '204': { description: 'Done' } };
  return {
    summary,
    ...(path || query ? { requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}) } } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      ...success,
      ...(body || query ? { '400': { description: 'What is wrong with the request', content: PROBLEM } } : {}),
      ...(path ? { '404': { description: 'There is no such thing', content: PROBLEM } } : {}),
    },
  };
}
