import { z } from 'zod';
import { findInstall, listInstalls } from '../../ledger/install-views';
import { asIntegrationId } from '../../model/ids';
import { INSTALL_STEPS } from '../../model/steps';
import { problem } from '../openapi/document';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { tellInstall } from '../oauth/tell';
import { bringByHand } from './by-hand';
import { retryInstall } from '../../wake/retry-install';
import { callerOf, saidBy } from './caller';
import type { AdminParts } from './dependencies';

import { by, byTime, next, pageOf, progressSchema, time, uuid, uuidParam, words } from './schemas';

export const Install = z
  .object({
    id: uuid,
    integrationId: uuid,
    host: z.string(),
    accountId: z.int().nullable().meta({ description: 'null: the account has not been read yet' }),
    origin: z.enum(['consent', 'widget', 'by-hand']),
    state: z
      .enum(['running', 'waiting', 'done', 'failed', 'replaced'])
      .meta({ description: '`waiting`: a step needs a person · `replaced`: a newer one has begun' }),
    steps: progressSchema(INSTALL_STEPS),
    begunBy: z.string(),
    begunAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'Install', description: 'One coming of a code or token, and how far the installation came with it' });

/** What Kommo gives is shorter: a code has some 900 characters, a token 1,300. */
const LONGEST_SECRET = 8_192;
const NOT_FOUND = 'No attempt to install has this id';
const params = z.object({ installId: uuidParam });

/** Attempts to install: those that Kommo brought, and those that a person brings by hand (kommo-platform.md §1.3, §1.10). */
export function installOperations(parts: AdminParts): Operation[] {
  const { db, log, security } = parts;
  const common = { tag: 'Installations', security, scope: 'account' } as const;
  const one = { ...common, params, notFound: NOT_FOUND } as const;
  return [
    operation({
      ...common,
      id: 'listInstalls',
      method: 'get',
      path: '/admin/v1/installs',
      summary: 'Attempts to install, newest first; also those that did not get as far as an account',
      query: z.object(byTime),
      answer: z.object({ installs: z.array(Install).readonly(), next }),
      handle: async ({ query, only }) => {
        const page = await listInstalls(db, pageOf(query), only);
        return done({ installs: page.rows, next: page.next });
      },
    }),
    operation({
      ...common,
      id: 'beginInstall',
      method: 'post',
      path: '/admin/v1/installs',
      summary: 'Bring a code or a long-lived token by hand, and begin to install with it',
      description:
        'A code is on the tab Keys of the integration in Kommo; it is good for 20 minutes, and once. A long-lived token is made there too, for private integrations. An installation that is there stands until the new one is through. A key of one account brings those of its own account, for an integration that it has or had.',
      body: z.object({
        integration: words.max(200).meta({ description: 'Its client id at Kommo, or our id' }),
        host: words.max(300).meta({
          description: "The account's address; the client secret is posted there, so it has to be one of Kommo's",
          examples: ['acme.kommo.com'],
        }),
        kind: z.enum(['code', 'long-lived']),
        secret: words.max(LONGEST_SECRET).meta({ description: 'The code or the token; never shown again' }),
        by,
      }),
      status: 201,
      answer: Install,
      answers: {
        404: problem('No such integration; or, for a key of one account, it is not of that account'),
        422: problem('What was brought is of no use: `foreign-host`, `token-ended`; or `key-reused`'),
      },
      handle: async ({ body, only, response }) => {
        const brought = await bringByHand(parts, { ...body, only, by: saidBy(callerOf(response), body.by) });
        if (brought.kind === 'refused') return refused(brought.status, brought.type, brought.text);
        // What cannot be told now is told later: see `startTelling`.
        await tellInstall(parts, brought.install).catch((err: unknown) => {
          log.warn({ err }, 'The workflow could not be told yet');
        });
        const install = await findInstall(db, brought.install.id, only);
        if (install === undefined) throw new Error('An installation that was just begun is gone');
        return done(install);
      },
    }),
    operation({
      ...one,
      id: 'getInstall',
      method: 'get',
      path: '/admin/v1/installs/{installId}',
      summary: 'How far one of them is',
      answer: Install,
      handle: async ({ params: { installId }, only }) => {
        const install = await findInstall(db, installId, only);
        return install === undefined ? refused(404, 'not-found', NOT_FOUND) : done(install);
      },
    }),
    operation({
      ...one,
      id: 'retryInstall',
      method: 'post',
      path: '/admin/v1/installs/{installId}/retry',
      summary: 'Try the step again that needed a person: what it was waiting for is mended',
      answer: Install,
      handle: async ({ params: { installId }, only }) => {
        const install = await findInstall(db, installId, only);
        if (install === undefined) return refused(404, 'not-found', NOT_FOUND);
        const goesOn =
          install.state === 'waiting' &&
          (await retryInstall(parts.client, asIntegrationId(install.integrationId), install.host));
        return goesOn ? done(install) : refused(409, 'refused', 'It waits for nobody: bring another code or token');
      },
    }),
  ];
}
