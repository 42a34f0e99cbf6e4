import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Answer, Operation } from './operation';

/** The version of the addresses, not of the program. */
const VERSION = '1.0.0';

export const ProblemBody = z
  .looseObject({
    type: z.string().meta({ description: 'A word for programs' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'A sentence for people' }),
  })
  .meta({ id: 'Problem', description: 'Why something was refused (RFC 9457)' });

const FILE = z.string().meta({ format: 'binary' });

const RepeatHeader = z.object({
  'Idempotency-Key': z.string().max(100).optional().meta({
    description: 'The same in every repeat of this request: it is done once, and answered the same for a day',
  }),
});

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The OpenAPI document of these operations. */
export function documentOf(operations: readonly Operation[]): OpenApiDocument {
  const paths: Record<string, ZodOpenApiPathsObject[string]> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Courier',
        version: VERSION,
        description:
          'What an operator, or a program of theirs, sees and does. Times are ISO 8601 in UTC. A refusal is an `application/problem+json` with a word for programs in `type` and a sentence for people in `detail`.',
      },
      tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
      components: {
        securitySchemes: Object.assign({}, ...operations.map(({ security }) => security?.schemes ?? {})) as NonNullable<
          Operation['security']
        >['schemes'],
      },
      paths,
    },
    {
      override: ({ jsonSchema }) => {
        leaveOutNoise(jsonSchema);
      },
    },
  );
}

/** True of every answer or of none, and so of no help: that programs may not write it, and that no field will be added. */
function leaveOutNoise(shape: {
  readOnly?: unknown;
  additionalProperties?: unknown;
  minimum?: unknown;
  maximum?: unknown;
}): void {
  delete shape.readOnly;
  if (shape.additionalProperties === false) delete shape.additionalProperties;
  if (shape.minimum === Number.MIN_SAFE_INTEGER) delete shape.minimum;
  if (shape.maximum === Number.MAX_SAFE_INTEGER) delete shape.maximum;
}

function described(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, security, scope, params, query, body, upload } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: security === null ? [] : Object.keys(security.schemes).map((name) => ({ [name]: [] })),
    'x-courier-scope': scope,
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query }),
      ...(isWrite(operation) ? { header: RepeatHeader } : {}),
    },
    ...(body === undefined
      ? upload === true
        ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: FILE } } } }
        : {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: responsesOf(operation),
  };
}

function isWrite({ method, security }: Operation): boolean {
  return method !== 'get' && security !== null;
}

function responsesOf(operation: Operation): ZodOpenApiResponsesObject {
  const { security, scope, params, query, body, answers } = operation;
  const all: Record<number, Answer> = {
    ...(body === undefined && query === undefined ? {} : { 400: problem('What is wrong with the request') }),
    ...(security === null ? {} : { 401: problem('Who asks is not known') }),
    ...(security === null || scope === 'account'
      ? {}
      : { 403: problem('It concerns the whole deployment, and the caller is of one account') }),
    ...(params === undefined ? {} : { 404: problem('There is no such thing, or it is of another account') }),
    ...(isWrite(operation)
      ? {
          409: problem('It does not fit what is there now; or the same request is under way (`under-way`)'),
          422: problem('The idempotency key was used for another request (`key-reused`)'),
        }
      : {}),
    ...(security === null ? {} : { 503: problem('It cannot be done now') }),
    ...answers,
  };
  return Object.fromEntries(Object.entries(all).map(([status, answer]) => [status, responseOf(answer)]));
}

export function problem(description: string): Answer {
  return { description, schema: ProblemBody, type: 'application/problem+json' };
}

function responseOf({ description, schema, type = 'application/json' }: Answer): {
  description: string;
  content?: Record<string, { schema: z.ZodType }>;
} {
  return schema === undefined ? { description } : { description, content: { [type]: { schema } } };
}
