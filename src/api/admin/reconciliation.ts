import { z } from 'zod';
import { findAccount } from '../../ledger/account-views';
import { findScope } from '../../ledger/source-scopes';
import { decideLate, LATE_VERDICTS } from '../../ledger/late-decisions';
import { wantRound } from '../../ledger/reconciliations';
import { missingOutgoing } from '../../ledger/told-outgoing';
import { countGaps, listGaps, recentOutages, viewRounds } from '../../ledger/reconciliation-views';
import { asAccountId, type AccountId } from '../../model/ids';
import { LANES } from '../../model/lane';
import { releaseChats } from '../../wake/release-chats';
import { done, operation, refused, type Operation } from '../openapi/operation';
import { callerOf, saidBy } from './caller';
import type { AdminParts } from './dependencies';
import { accountId, accountParam, by, byTime, messenger, next, pageOf, time, uuid, uuidParam, why } from './schemas';

const Statement = z
  .object({
    accountId,
    text: z.string().meta({ examples: ['0 gaps in the last 24 h, checked at 2030-01-31 14:05 UTC'] }),
    gaps: z.int().meta({ description: 'Messages that are missing on one side now' }),
    asks: z.int().meta({ description: 'Of these, those that wait for a decision whether they still go out' }),
    stays: z.int().meta({ description: 'Of these, those that were sent to Kommo again and are missing all the same' }),
    found: z.int().meta({ description: 'Found in the last 24 hours, whatever has become of them' }),
    checkedAt: time.nullable().meta({ description: 'When all of it had been compared; null: not all of it was yet' }),
    installations: z
      .array(
        z.object({
          scopeId: z.string(),
          state: z.enum(['never', 'waiting', 'running', 'idle']),
          checkedAt: time.nullable(),
          comparedFrom: time.nullable().meta({ description: 'What was said since then was compared' }),
          chats: z.int(),
          messages: z.int().meta({ description: 'Of Kommo’s history that were looked at' }),
          leftOut: z.int().meta({ description: 'Chats that could not be compared' }),
          trouble: z.string().nullable(),
        }),
      )
      .readonly(),
    outages: z
      .array(z.object({ beganAt: time, endedAt: time }))
      .readonly()
      .meta({ description: 'When no api process could accept, of the last seven days' }),
    unseen: z.array(z.string()).readonly().meta({ description: 'What cannot be seen by comparing' }),
    toldOnly: z
      .array(
        z.object({
          kommoId: z.string(),
          kommoChatId: z.string(),
          scopeId: z.string(),
          writtenAt: time,
          foundAt: time,
        }),
      )
      .readonly()
      .meta({
        description:
          'Of the gaps: messages of managers that a webhook of the account tells of, and that neither a webhook of chats brought nor a history shows. Only their author can send them again. The newest 200, for seven days',
      }),
    messages: z
      .array(
        z.object({
          deliveryId: uuid,
          chatId: uuid,
          sourceId: uuid,
          messenger,
          lane: z.enum(LANES).meta({ description: 'Where it was missing' }),
          kommoId: z.string().nullable(),
          writtenAt: time,
          foundAt: time,
          becomes: z.enum(['going', 'asks', 'stays', 'sent', 'failed', 'ignored', 'unknown']).meta({
            description:
              'going: it goes out late · asks: it waits for a decision · stays: it is missing although sent again',
          }),
          decideUntil: time.nullable(),
          text: z.string().nullable(),
        }),
      )
      .readonly()
      .meta({ description: 'What is missing, and what was found in the last 24 hours; never what it says' }),
    next,
  })
  .meta({ id: 'Reconciliation', description: 'Whether anything is missing, and what becomes of it' });

/** kommo-chat-api.md §10.2, §11.3, §11.9: histories tell of chats that we know, and only what was written there. */
const UNSEEN = [
  'What was written in chats that a manager began by a phone number while nothing could be accepted: it is told where the account has webhooks, and nowhere else',
  'Buttons, lists, quotes, forwards and ids of templates of messages that were found: histories show their words only',
  'Reactions of managers while nothing could be accepted',
  'Messages in chats where nobody has written for 90 days',
];

const NOT_FOUND = 'No account has this id';

/** Whether the ledger and Kommo's history say the same, and deciding about what was found too late. */
export function reconciliationOperations({ db, client, settings, log, security }: AdminParts): Operation[] {
  const common = {
    tag: 'Accounts',
    security,
    scope: 'account',
    params: z.object({ accountId: accountParam }),
    notFound: NOT_FOUND,
  } as const;

  async function statement(id: AccountId, query: { limit: number; after?: string | undefined }) {
    const [gaps, toldOnly, installations, outages, page] = await Promise.all([
      countGaps(db, id),
      missingOutgoing(db, id),
      viewRounds(db, id),
      recentOutages(db),
      listGaps(db, id, pageOf(query)),
    ]);
    const checkedAt = oldest(installations.map((round) => round.checkedAt));
    return {
      accountId: id,
      text: inWords(gaps.open + toldOnly.length, checkedAt),
      gaps: gaps.open + toldOnly.length,
      asks: gaps.asks,
      stays: gaps.stays,
      found: gaps.found,
      checkedAt,
      installations: installations.map(({ trouble, ...round }) => ({ ...round, trouble: trouble?.text ?? null })),
      outages,
      unseen: UNSEEN,
      toldOnly,
      messages: page.rows,
      next: page.next,
    };
  }

  async function known(param: string, only: AccountId | null): Promise<AccountId | undefined> {
    const id = asAccountId(Number(param));
    return (await findAccount(db, id, only)) === undefined ? undefined : id;
  }

  return [
    operation({
      ...common,
      id: 'getReconciliation',
      method: 'get',
      path: '/admin/v1/accounts/{accountId}/reconciliation',
      summary: 'Whether any message is missing in Kommo or at a messenger, when that was looked for, and which ones',
      query: z.object(byTime),
      answer: Statement,
      handle: async ({ params, query, only }) => {
        const id = await known(params.accountId, only);
        return id === undefined ? refused(404, 'not-found', NOT_FOUND) : done(await statement(id, query));
      },
    }),
    operation({
      ...common,
      id: 'checkReconciliation',
      method: 'post',
      path: '/admin/v1/accounts/{accountId}/reconciliation/check',
      summary: 'Compare the account with Kommo’s history now; `installations` tell how far it is',
      status: 202,
      answer: Statement,
      handle: async ({ params, only }) => {
        const id = await known(params.accountId, only);
        if (id === undefined) return refused(404, 'not-found', NOT_FOUND);
        for (const { scopeId } of await viewRounds(db, id)) {
          const scope = await findScope(db, scopeId, id);
          if (scope !== undefined) await wantRound(db, scope);
        }
        return done(await statement(id, { limit: 50 }));
      },
    }),
    operation({
      ...common,
      id: 'decideReconciliation',
      method: 'post',
      path: '/admin/v1/accounts/{accountId}/reconciliation/decide',
      summary: 'Send messages that were found too late after all, or dismiss them: some, or all that wait for it',
      body: z.object({
        decision: z.enum(LATE_VERDICTS),
        deliveries: z
          .union([z.literal('all'), z.array(uuidParam).min(1).max(200)])
          .meta({ description: 'Their `deliveryId`, or `all` of the account' }),
        by,
        why: why.optional(),
      }),
      answer: z.object({
        decided: z.int().meta({ description: 'How many; those that wait for nobody (any more) are left as they are' }),
      }),
      handle: async ({ params, body, only, response }) => {
        const id = await known(params.accountId, only);
        if (id === undefined) return refused(404, 'not-found', NOT_FOUND);
        const { count, wake } = await decideLate(db, id, {
          verdict: body.decision,
          ones: body.deliveries,
          by: saidBy(callerOf(response), body.by),
          ...(body.why === undefined ? {} : { why: body.why }),
        });
        // What cannot be told now is told by the relay: it is decided already.
        await releaseChats(client, settings, wake).catch((err: unknown) => {
          log.warn({ err }, 'Conversations could not be told of late messages; the relay tries again');
        });
        return done({ decided: count });
      },
    }),
  ];
}

function inWords(gaps: number, checkedAt: string | null): string {
  const count = `${String(gaps)} ${gaps === 1 ? 'gap' : 'gaps'} in the last 24 h`;
  return checkedAt === null ? `${count}, not checked yet` : `${count}, checked at ${minute(checkedAt)} UTC`;
}

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');

/** One that was never compared makes it null: then it is not known of all. */
function oldest(times: readonly (string | null)[]): string | null {
  return (
    times.reduce<string | null | undefined>((first, at) => {
      if (first === null || at === null) return null;
      return first === undefined || at < first ? at : first;
    }, undefined) ?? null
  );
}
