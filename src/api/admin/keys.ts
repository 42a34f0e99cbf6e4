import { z } from 'zod';
import { createApiKey, listApiKeys, revokeApiKey } from '../../ledger/api-keys';
import { asAccountId } from '../../model/ids';
import { answerIsSecret } from '../idempotency';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { callerOf, saidBy } from './caller';
import type { AdminParts } from './dependencies';
import { accountId, by, byTime, next, pageOf, time, uuid, uuidParam, words } from './schemas';

const Key = z
  .object({
    id: uuid,
    name: z.string(),
    accountId: z.int().nullable().meta({ description: 'null: of the whole deployment' }),
    createdBy: z.string(),
    createdAt: time,
    usedAt: time.nullable().meta({ description: 'To the minute; null: never' }),
    revokedAt: time.nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'Key', description: 'A key of this API, without what it opens with' });

const NOT_FOUND = 'No key has this id';

/** Keys beside the deployment's own. Who has one of an account makes no others. */
export function keyOperations({ db, security }: AdminParts): Operation[] {
  const common = { tag: 'Keys', security, scope: 'deployment' } as const;
  return [
    operation({
      ...common,
      id: 'createKey',
      method: 'post',
      path: '/admin/v1/keys',
      summary: 'Make a key; `key` is shown this once',
      description: 'A repeat with the same idempotency key makes no other, and does not show it again (`not-kept`).',
      body: z.object({
        name: words.max(100).meta({ description: 'What it is for', examples: ['reports'] }),
        account: accountId.positive().optional().meta({ description: 'Without it: of the whole deployment' }),
        by,
      }),
      status: 201,
      answer: Key.extend({ key: z.string().meta({ examples: ['ck_…'] }) }).meta({ id: 'NewKey' }),
      answers: { 404: { description: 'There is no such account' } },
      handle: async ({ body, response }) => {
        const created = await createApiKey(db, {
          name: body.name,
          accountId: body.account === undefined ? null : asAccountId(body.account),
          by: saidBy(callerOf(response), body.by),
        });
        if (created.kind === 'no-account') return refused(404, 'not-found', 'No account has this id');
        answerIsSecret(response);
        return done({ ...created.view, key: created.secret });
      },
    }),
    operation({
      ...common,
      id: 'listKeys',
      method: 'get',
      path: '/admin/v1/keys',
      summary: 'Keys, oldest first, those that were revoked too',
      query: z.object(byTime),
      answer: z.object({ keys: z.array(Key).readonly(), next }),
      handle: async ({ query }) => {
        const page = await listApiKeys(db, pageOf(query));
        return done({ keys: page.rows, next: page.next });
      },
    }),
    operation({
      ...common,
      id: 'revokeKey',
      method: 'delete',
      path: '/admin/v1/keys/{keyId}',
      summary: 'Revoke a key: it opens nothing from now on',
      params: z.object({ keyId: uuidParam }),
      notFound: NOT_FOUND,
      query: z.object({ by }),
      answer: Key,
      handle: async ({ params, query, response }) => {
        const revoked = await revokeApiKey(db, params.keyId, saidBy(callerOf(response), query.by));
        return revoked === undefined ? refused(404, 'not-found', NOT_FOUND) : done(revoked);
      },
    }),
  ];
}
