import { z } from 'zod';
import { findIntegration, listIntegrations } from '../../ledger/integration-views';
import { done, operation, refused, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { byTime, next, pageOf, time, uuid, uuidParam } from './schemas';

const Integration = z
  .object({
    id: uuid,
    clientId: z.string(),
    redirectUri: z.string().nullable().meta({ description: 'null: as Courier makes it' }),
    widgetCode: z.string().nullable(),
    channel: z.object({
      id: z.string(),
      name: z.string(),
      code: z.string().nullable(),
      windowSeconds: z.number().nullable(),
      hookUrl: z.string().nullable().meta({ description: 'As it is registered at Kommo' }),
      enabled: z.boolean().nullable(),
      testMode: z.boolean().nullable(),
    }),
    bot: z.object({ id: z.string(), name: z.string() }),
    chatApiOrigin: z.string(),
    installations: z.int().meta({ description: 'Accounts that it is installed in' }),
    createdAt: time,
  })
  .meta({ id: 'Integration', description: 'An integration of Kommo and its channel; never their secrets' });

const NOT_FOUND = 'No integration has this id';

export function integrationOperations({ db, security }: AdminParts): Operation[] {
  const common = { tag: 'Integrations', security, scope: 'deployment' } as const;
  return [
    operation({
      ...common,
      id: 'listIntegrations',
      method: 'get',
      path: '/admin/v1/integrations',
      summary: 'Integrations, oldest first',
      query: z.object(byTime),
      answer: z.object({ integrations: z.array(Integration).readonly(), next }),
      handle: async ({ query }) => {
        const page = await listIntegrations(db, pageOf(query));
        return done({ integrations: page.rows, next: page.next });
      },
    }),
    operation({
      ...common,
      id: 'getIntegration',
      method: 'get',
      path: '/admin/v1/integrations/{integrationId}',
      summary: 'One integration',
      params: z.object({ integrationId: uuidParam }),
      notFound: NOT_FOUND,
      answer: Integration,
      handle: async ({ params }) => {
        const integration = await findIntegration(db, params.integrationId);
        return integration === undefined ? refused(404, 'not-found', NOT_FOUND) : done(integration);
      },
    }),
  ];
}
