import { z } from 'zod';
import { documentOf } from './document';
import type { Operation } from './operation';
import { PAGE_POLICY, pageOf } from './page';

const DOCUMENT_PATH = '/openapi.json';
export const PAGE_PATH = '/docs/api';

/** The operations, and two more that tell of all of them: for programs and for people. */
export function withDocument(operations: readonly Operation[]): Operation[] {
  const common = { method: 'get', tag: 'This document', security: null, scope: 'account' } as const;
  const document = once(() => documentOf(all));
  const page = once(() => pageOf(document(), DOCUMENT_PATH));
  const all: Operation[] = [
    ...operations,
    {
      ...common,
      id: 'getDocument',
      path: DOCUMENT_PATH,
      summary: 'This document, as OpenAPI 3.1',
      answers: { 200: { description: 'Done', schema: z.looseObject({}) } },
      serve: (_request, response) => {
        response.json(document());
      },
    },
    {
      ...common,
      id: 'getPage',
      path: PAGE_PATH,
      summary: 'The same as a page',
      answers: { 200: { description: 'Done', schema: z.string(), type: 'text/html' } },
      serve: (_request, response) => {
        response.setHeader('content-security-policy', PAGE_POLICY);
        response.type('html').send(page());
      },
    },
  ];
  return all;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
