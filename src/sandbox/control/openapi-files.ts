import { z } from 'zod';
import type { ZodOpenApiContentObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { newFile } from './schemas-files';
import { file } from './shared-views';

const BYTES = { '*/*': { schema: { type: 'string', format: 'binary' } } } as const;

/** The part of the control API that takes and gives bytes. */
export function filePaths(problem: ZodOpenApiContentObject): ZodOpenApiPathsObject {
  return {
    '/control/files': {
      post: {
        summary: 'Stores a file that people on either side can send: its bytes, as they are',
        requestParams: { query: newFile },
        requestBody: { required: true, content: BYTES },
        responses: {
          '201': { description: 'Done', content: { 'application/json': { schema: file } } },
          '400': { description: 'What is wrong with the request', content: problem },
        },
      },
    },
    '/control/files/{id}': {
      get: {
        summary: 'The bytes of a file',
        requestParams: {
          path: z.object({ id: z.string() }),
          header: z.object({ range: z.string().exactOptional() }),
        },
        responses: {
          '200': { description: 'All of it', content: BYTES },
          '206': { description: 'The part that was asked for', content: BYTES },
          '404': { description: 'There is no such thing', content: problem },
          '416': { description: 'It has no such part' },
        },
      },
    },
  };
}
