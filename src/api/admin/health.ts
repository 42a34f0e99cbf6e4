import { z } from 'zod';
import { reachPublicUrl } from '../../health/public-url';
import { accountHealth } from '../../ledger/health-views';
import { done, operation, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { byNumber, next, pageOf, time } from './schemas';

const AccountHealth = z
  .object({
    accountId: z.int(),
    stuck: z.int().meta({ description: 'Deliveries that failed often, are in doubt, or are held' }),
    unknown: z
      .int()
      .meta({ description: 'Deliveries of the last seven days of which nobody knows whether they arrived' }),
    brokenSources: z.int(),
    needAuthorisation: z.int().meta({ description: 'Installations whose token Kommo does not accept any more' }),
    endingTokens: z
      .int()
      .meta({ description: 'Installations whose long-lived token ends within 30 days; nothing renews it' }),
    gaps: z.int().meta({ description: 'Messages that are missing on one side now' }),
    gapsCheckedAt: time.nullable().meta({
      description: 'When all of it had been compared with Kommo’s history; null: not all of it was yet',
    }),
  })
  .meta({
    id: 'AccountHealth',
    description: 'What somebody should look at in an account; all counts are 0 when it is well',
  });

export function healthOperations({ db, health, publicUrl, temporalUi, security }: AdminParts): Operation[] {
  return [
    operation({
      id: 'getHealth',
      method: 'get',
      path: '/admin/v1/health',
      tag: 'Health',
      summary: 'How this api is, and what each account needs somebody for',
      security,
      scope: 'account',
      query: z.object(byNumber),
      answer: z.object({
        ready: z.boolean().meta({ description: 'As `/readyz` tells it' }),
        faults: z.array(z.string()).readonly(),
        temporalUi: z
          .string()
          .nullable()
          .meta({ description: 'Where Temporal’s UI shows our workflows, by namespace; null: nobody has told' }),
        accounts: z.array(AccountHealth).readonly(),
        next,
      }),
      handle: async ({ query, only }) => {
        const faults = [...health.dead(), ...health.unready()];
        const page = await accountHealth(db, pageOf(query), only);
        return done({ ready: faults.length === 0, faults, temporalUi, accounts: page.rows, next: page.next });
      },
    }),
    operation({
      id: 'checkPublicUrl',
      method: 'get',
      path: '/admin/v1/health/public-url',
      tag: 'Health',
      summary: 'Whether the address that Kommo and the messengers use leads here; the api goes that way itself',
      security,
      scope: 'deployment',
      answer: z.object({
        url: z.string(),
        ok: z.boolean(),
        text: z.string().meta({ description: 'What was found' }),
        fix: z.string().nullable().meta({ description: 'What to do about it' }),
      }),
      handle: async () => {
        const reached = await reachPublicUrl(publicUrl);
        return done({ url: publicUrl, ok: reached.ok, text: reached.text, fix: reached.ok ? null : reached.fix });
      },
    }),
  ];
}
