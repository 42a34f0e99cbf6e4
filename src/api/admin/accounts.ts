import { z } from 'zod';
import { findAccount, listAccounts } from '../../ledger/account-views';
import { asAccountId } from '../../model/ids';
import { done, operation, refused, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { heldIn, languageFor } from './in-language';
import { accountId, accountParam, byNumber, next, pageOf, time } from './schemas';

const Account = z
  .object({
    id: accountId,
    subdomain: z.string(),
    host: z.string().nullable().meta({ description: 'Where it answers; null where no installation has told' }),
    amojoId: z.string(),
    heldBecause: z
      .string()
      .nullable()
      .meta({ description: 'Why nothing goes in or out, as whoever holds it wrote it; null when it does' }),
    needsAuthorisationSince: time.nullable().meta({
      description:
        'Since when Kommo does not let Courier in any more, for one of its installations: an administrator has to authorise it again',
    }),
    installations: z.int(),
    sources: z.int(),
    createdAt: time,
  })
  .meta({ id: 'Account', description: 'A Kommo account' });

const NOT_FOUND = 'No account has this id';

export function accountOperations({ db, security }: AdminParts): Operation[] {
  const common = { tag: 'Accounts', security, scope: 'account' } as const;
  return [
    operation({
      ...common,
      id: 'listAccounts',
      method: 'get',
      path: '/admin/v1/accounts',
      summary: 'Accounts, by id',
      query: z.object(byNumber),
      answer: z.object({ accounts: z.array(Account).readonly(), next }),
      handle: async ({ query, only, ...call }) => {
        const page = await listAccounts(db, pageOf(query), only);
        const language = languageFor(call);
        return done({ accounts: page.rows.map((account) => heldIn(account, language)), next: page.next });
      },
    }),
    operation({
      ...common,
      id: 'getAccount',
      method: 'get',
      path: '/admin/v1/accounts/{accountId}',
      summary: 'One account',
      params: z.object({ accountId: accountParam }),
      notFound: NOT_FOUND,
      answer: Account,
      handle: async ({ params, only, ...call }) => {
        const account = await findAccount(db, asAccountId(Number(params.accountId)), only);
        return account === undefined ? refused(404, 'not-found', NOT_FOUND) : done(heldIn(account, languageFor(call)));
      },
    }),
  ];
}
