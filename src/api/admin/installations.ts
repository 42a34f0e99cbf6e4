import { z } from 'zod';
import {
  findInstallation,
  INSTALLATION_STATES,
  listInstallations,
  setKeepsData,
} from '../../ledger/installation-views';
import { asScopeId } from '../../model/ids';
import { noteChange } from '../../ledger/changes';
import { inTransaction } from '../../ledger/database';
import { findScope } from '../../ledger/source-scopes';
import { UNINSTALL_STEPS } from '../../model/steps';
import { done, operation, refused, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { Install } from './installs';
import { callerOf, saidBy } from './caller';
import { by, byWord, next, pageOf, progressSchema, time, uuid, wordParam } from './schemas';

const Uninstall = z
  .object({
    id: uuid,
    steps: progressSchema(UNINSTALL_STEPS),
    counts: z
      .record(z.string(), z.number())
      .nullable()
      .meta({ description: 'How many `chats`, `messages` and `files` there were, and what was `stopped`' }),
    erased: z.boolean().nullable(),
    begunAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'Uninstall', description: 'The receipt of an uninstallation' });

const Token = z
  .object({
    kind: z.enum(['oauth', 'long-lived']),
    state: z.enum(['good', 'refused']),
    endsAt: time.meta({ description: 'One of OAuth is renewed before' }),
    renewedAt: time,
    refusedSince: time.nullable(),
    refusedBecause: z.string().nullable(),
  })
  .meta({ id: 'Token', description: 'Of the account for the integration; never the token itself' });

const Installation = z
  .object({
    scopeId: z.string(),
    accountId: z.int(),
    integrationId: uuid,
    title: z.string(),
    state: z.enum(INSTALLATION_STATES).meta({
      description:
        "`without-token`: the channel is connected, and Kommo's CRM cannot be asked · `needs-authorisation`: Kommo does not accept the token any more · `waiting`: a step needs a person · `removed`: switched off in the account",
    }),
    connectedAt: time.nullable(),
    removedAt: time.nullable(),
    keepsData: z.boolean().meta({ description: 'What becomes of its messages when it is switched off' }),
    token: Token.nullable(),
    newestInstall: Install.nullable(),
    lastUninstall: Uninstall.nullable(),
  })
  .meta({ id: 'Installation', description: 'An integration in an account' });

const InstallationChange = z
  .strictObject({
    keepsData: z.boolean().meta({
      description: 'Whether messages and people are kept when the integration is switched off in Kommo, or erased then',
    }),
    by,
  })
  .meta({ id: 'InstallationChange' });

const NOT_FOUND = 'No installation has this id';

export function installationOperations({ db, security }: AdminParts): Operation[] {
  const common = { tag: 'Installations', security, scope: 'account' } as const;
  return [
    operation({
      ...common,
      id: 'listInstallations',
      method: 'get',
      path: '/admin/v1/installations',
      summary: 'Integrations in accounts, by scope id',
      query: z.object(byWord),
      answer: z.object({ installations: z.array(Installation).readonly(), next }),
      handle: async ({ query, only }) => {
        const page = await listInstallations(db, pageOf(query), only);
        return done({ installations: page.rows, next: page.next });
      },
    }),
    operation({
      ...common,
      id: 'getInstallation',
      method: 'get',
      path: '/admin/v1/installations/{scopeId}',
      summary: 'One of them',
      params: z.object({ scopeId: wordParam }),
      notFound: NOT_FOUND,
      answer: Installation,
      handle: async ({ params, only }) => {
        const installation = await findInstallation(db, asScopeId(params.scopeId), only);
        return installation === undefined ? refused(404, 'not-found', NOT_FOUND) : done(installation);
      },
    }),
    operation({
      ...common,
      id: 'changeInstallation',
      method: 'patch',
      path: '/admin/v1/installations/{scopeId}',
      summary: 'Choose what becomes of its messages when it is switched off',
      params: z.object({ scopeId: wordParam }),
      notFound: NOT_FOUND,
      body: InstallationChange,
      answer: Installation,
      handle: async ({ params, body: { keepsData, by: who }, only, response }) => {
        const scope = await findScope(db, asScopeId(params.scopeId), only);
        if (scope === undefined) return refused(404, 'not-found', NOT_FOUND);
        await inTransaction(db, async (client) => {
          if (!(await setKeepsData(client, scope.scopeId, keepsData))) return;
          const what = keepsData ? 'data-kept' : 'data-erased';
          await noteChange(client, { ...scope, by: saidBy(callerOf(response), who), what });
        });
        const installation = await findInstallation(db, scope.scopeId, only);
        return installation === undefined ? refused(404, 'not-found', NOT_FOUND) : done(installation);
      },
    }),
  ];
}
