import type pg from 'pg';
import { asDeliveryId, type MessageId, type SourceId } from '../model/ids';
import { partNamed } from '../model/part-key';
import type { Receipt } from './acceptable';
import { recordLateProof } from './attempt';

/** The messenger's id of a send without an answer, told by our own key. */
export async function findProof(db: pg.Pool, sourceId: SourceId, key: string): Promise<string | undefined> {
  const { rows } = await db.query<{ remote_id: string }>(
    'select remote_id from receipts where source_id = $1 and correlation = $2 order by id limit 1',
    [sourceId, key],
  );
  return rows[0]?.remote_id;
}

/**
 * Ends the doubt about sends that the messenger tells of by our own keys: what was recorded as unknown, or is about to be, was
 * sent. For a send that is still under way its own answer counts.
 */
export async function proveSends(db: pg.Pool, receipts: readonly Receipt[]): Promise<void> {
  const proofs = receipts.flatMap(proofIn);
  if (proofs.length === 0) return;
  // Every receipt may carry a key, and hardly any is needed: one question for all of them.
  const inDoubt = await messagesInDoubt(db, proofs);
  for (const { index, ...proof } of proofs.filter(({ messageId }) => inDoubt.has(messageId))) {
    await (index === null ? proveWhole(db, proof) : provePart(db, { ...proof, index }));
  }
}

interface Proof {
  readonly sourceId: SourceId;
  readonly messageId: MessageId;
  readonly remoteId: string;
}

/** @returns none where the key is not one of ours */
function proofIn({ sourceId, correlation, remoteId }: Receipt): (Proof & { readonly index: number | null })[] {
  const named = correlation === null ? undefined : partNamed(correlation);
  return named === undefined ? [] : [{ sourceId, remoteId, ...named }];
}

async function messagesInDoubt(db: pg.Pool, proofs: readonly Proof[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ message_id: string }>(
    `select message_id from deliveries
     where message_id = any($1) and lane = 'to-messenger'
       and (state = 'uncertain' or outcome = 'unknown'
            or exists (select from parts where parts.delivery_id = deliveries.id and parts.state = 'unknown'))`,
    [proofs.map(({ messageId }) => messageId)],
  );
  return new Set(rows.map((row) => row.message_id));
}

async function proveWhole(db: pg.Pool, { sourceId, messageId, remoteId }: Proof): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `select deliveries.id from deliveries join chats on chats.id = deliveries.chat_id
     where deliveries.message_id = $2 and deliveries.lane = 'to-messenger' and chats.source_id = $1
       and (deliveries.state = 'uncertain' or deliveries.outcome = 'unknown')`,
    [sourceId, messageId],
  );
  for (const { id } of rows) {
    await recordLateProof(db, { deliveryId: asDeliveryId(id), outcome: { kind: 'sent' }, remoteId, tick: 'sent' });
  }
}

/** With its last doubtful part the message is sent, if all others were. */
async function provePart(
  db: pg.Pool,
  { sourceId, messageId, remoteId, index }: Proof & { readonly index: number },
): Promise<void> {
  await db.query(
    `with part as (
       update parts set state = 'sent', remote_id = $4, sent_at = coalesce(parts.sent_at, now())
       from deliveries
       where deliveries.message_id = $2 and deliveries.lane = 'to-messenger' and parts.delivery_id = deliveries.id
         and parts.source_id = $1 and parts.index = $3 and parts.state = 'unknown'
       returning parts.delivery_id
     ), proven as (
       update deliveries
       set outcome = 'sent', outcome_code = null, outcome_text = null, tick = 'sent', tick_code = null, tick_text = null
       from part
       where deliveries.id = part.delivery_id and deliveries.outcome = 'unknown'
         and not exists (select from parts other where other.delivery_id = part.delivery_id and other.index <> $3
                           and other.state <> 'sent')
       returning deliveries.id, deliveries.chat_id
     ), told as (
       update chats set last_seq = last_seq + 1, last_event_at = now() from proven where chats.id = proven.chat_id
     )
     insert into attempts (delivery_id, part, epoch, result) select part.delivery_id, $3, 0, 'found' from part`,
    [sourceId, messageId, index, remoteId],
  );
}
