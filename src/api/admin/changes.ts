import { z } from 'zod';
import { listChanges } from '../../ledger/change-views';
import { done, operation, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { byNumber, filterOf, filters, next, pageOf, time, uuid } from './schemas';

const Change = z
  .object({
    id: z.string(),
    accountId: z.int(),
    at: time,
    by: z.string(),
    what: z.string().meta({ examples: ['source-added'] }),
    sourceId: uuid.nullable(),
    source: z.string().nullable().meta({ description: "The source's name at that time" }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'Change', description: 'Who changed what in the settings of an account' });

export function changeOperations({ db, security }: AdminParts): Operation[] {
  return [
    operation({
      id: 'listChanges',
      method: 'get',
      path: '/admin/v1/changes',
      tag: 'Changes',
      summary: 'Who changed what in settings, newest first',
      security,
      scope: 'account',
      query: z.object({ ...filters, ...byNumber }),
      answer: z.object({ changes: z.array(Change).readonly(), next }),
      handle: async ({ query, only }) => {
        const page = await listChanges(db, { ...filterOf(query), ...pageOf(query) }, only);
        return done({ changes: page.rows, next: page.next });
      },
    }),
  ];
}
