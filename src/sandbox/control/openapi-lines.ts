import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import * as schemas from './lines-schemas';
import * as views from './lines-views';

interface Described {
  readonly path?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly status?: '200' | '201';
}
type Describe = (summary: string, described: Described) => ZodOpenApiOperationObject;

/** The part of the control API that is about lines and handsets. */
export function linePaths(describe: Describe): ZodOpenApiPathsObject {
  const ids = (...names: string[]): z.ZodObject =>
    z.object({
      messenger: schemas.lineMessenger,
      ...Object.fromEntries(names.map((name) => [name, z.string()])),
    });
  const line = '/control/lines/{messenger}/{lineId}';
  const handset = `${line}/handsets/{handsetId}`;
  const message = `${handset}/messages/{id}`;
  const onLine = { path: ids('lineId'), answer: views.line };
  const onHandset = ids('lineId', 'handsetId');
  const onMessage = { path: ids('lineId', 'handsetId', 'id'), answer: views.handsetMessage };
  return {
    '/control/lines/{messenger}': {
      post: describe('Makes a number, page or bot', {
        path: ids(),
        body: schemas.newLine,
        answer: views.line,
        status: '201',
      }),
    },
    [`${line}/retry`]: { post: describe('Tries at once what waits for the webhook', onLine) },
    [`${line}/act`]: { post: describe('What the provider or the business does', { ...onLine, body: schemas.act }) },
    [`${line}/customers`]: {
      post: describe('Makes a customer', {
        path: ids('lineId'),
        body: schemas.newHandset,
        answer: views.handset,
        status: '201',
      }),
    },
    [`${handset}/messages`]: {
      post: describe('The customer writes', {
        path: onHandset,
        body: schemas.handsetMessage,
        answer: views.handsetMessage,
        status: '201',
      }),
    },
    [`${handset}/act`]: {
      post: describe('What else a customer does', { path: onHandset, body: schemas.act, answer: views.handset }),
    },
    [message]: {
      patch: describe('The customer edits an own message', { ...onMessage, body: schemas.handsetEdit }),
      delete: describe('The customer takes an own message back', onMessage),
    },
    [`${message}/reaction`]: {
      post: describe('The customer reacts, or takes it back', { ...onMessage, body: schemas.handsetReaction }),
    },
    [`${message}/press`]: {
      post: describe('The customer presses a button or picks from a list', {
        ...onMessage,
        body: schemas.handsetPress,
      }),
    },
  };
}
