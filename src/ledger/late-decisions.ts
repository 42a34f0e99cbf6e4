import type pg from 'pg';
import type { Told } from '../model/command';
import type { AccountId } from '../model/ids';
import { COUNTED, COUNTED_CHATS } from './missing';
import { toWake, type ChatRow, type ChatToWake } from './wakes';

/** `send`: it still goes out, late · `dismiss`: it does not. */
export const LATE_VERDICTS = ['send', 'dismiss'] as const;
export type LateVerdict = (typeof LATE_VERDICTS)[number];

export interface LateDecision extends Told {
  /** Ids of deliveries, or all of the account that wait for a decision. */
  readonly ones: readonly string[] | 'all';
  readonly verdict: LateVerdict;
}

export interface Decided {
  /** How many; 0 where none of them waited for a decision. */
  readonly count: number;
  /** Chats that have something to send since. */
  readonly wake: readonly ChatToWake[];
}

/**
 * Decides about messages that were found too late to go out by themselves, and writes down who did. What is sent has its whole
 * time before it again; what is dismissed ends as ignored, and whatever brings it again is a repeat. Deciding twice changes
 * nothing.
 */
export async function decideLate(db: pg.Pool, accountId: AccountId, decision: LateDecision): Promise<Decided> {
  const { ones, verdict, by, why } = decision;
  const { rows } = await db.query<{ decided: number } & (ChatRow | { readonly id: null })>(
    verdict === 'send' ? SEND : DISMISS,
    [accountId, ones === 'all' ? null : ones, by, why ?? null],
  );
  return {
    count: rows[0]?.decided ?? 0,
    wake: rows.flatMap((row) => (row.id === null ? [] : [toWake(row)])),
  };
}

/** In the order of the lanes, so that whoever claims meanwhile is waited for and not the other way round. */
const CHOSEN = `
  chosen as materialized (
    select id from deliveries
    where account_id = $1 and gap = 'asks' and state = 'pending' and expires_at > now()
      and ($2::uuid[] is null or id = any($2))
    order by id for update
  )`;

const audited = (command: 'send-late' | 'dismiss', result: string): string => `
  audited as (
    insert into commands (account_id, source_id, chat_id, delivery_id, command, by, why, result)
    select $1, chats.source_id, chats.id, again.id, '${command}', $3, $4, 'done: ${result}'
    from again join chats on chats.id = again.chat_id
  )`;

const SEND = `
  with ${CHOSEN}, again as (
    update deliveries
    set gap = 'going', last_text = null,
        expires_at = now() + (select expire_to_messenger from sources join chats on chats.source_id = sources.id
                              where chats.id = deliveries.chat_id)
    from chosen where deliveries.id = chosen.id
    returning deliveries.id, deliveries.chat_id
  ), ${audited('send-late', 'It goes out late')}, ${COUNTED}
  select (select count(*)::integer from again) as decided, woken.*
  from (select 1) as one left join (${COUNTED_CHATS}) woken on true`;

const DISMISS = `
  with ${CHOSEN}, again as (
    update deliveries
    set state = 'done', outcome = 'ignored', done_at = now(), last_text = null,
        outcome_text = 'Its webhook was lost; found too late, and dismissed by ' || $3 || coalesce(' (' || $4::text || ')', '')
                       || '.'
    from chosen where deliveries.id = chosen.id
    returning deliveries.id, deliveries.chat_id
  ), ${audited('dismiss', 'It is not sent')}
  select (select count(*)::integer from again) as decided, null as id`;
