import { log } from '@temporalio/activity';
import type { ClaimedDelivery } from '../ledger/claimed';
import type { HeldLane } from '../ledger/lane';
import { findFile } from '../ledger/media';
import { findTarget } from '../ledger/targets';
import type { Undelivered } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import type { Outcome } from '../model/outcome';
import type { Dependencies } from './dependencies';
import { NOT_IN_KOMMO } from './kommo-outcomes';
import { openCredentials } from '../ledger/sealed-credentials';

/** The lane does not wait longer for it. */
const TELL_WITHIN_MS = 3_000;

/**
 * Tells a messenger that wants to know what did not come through to Kommo, or not whole. Once, and whatever comes of it: the
 * outcome is in the ledger, and the manager sees a placeholder.
 */
export async function reportUndelivered(
  deps: Dependencies,
  { chat }: HeldLane,
  delivery: ClaimedDelivery,
  outcome: Outcome,
): Promise<void> {
  const driver = messengerOf(chat.connection.messenger);
  if (driver?.undelivered === undefined || chat.remoteId === null || delivery.kind === 'note') return;
  const missed = await whatIsMissed(deps, chat.chatId, delivery, outcome);
  if (missed === undefined) return;
  const remoteId = 'target' in delivery ? delivery.target.remoteId : await idOf(deps, chat.chatId, delivery);
  if (remoteId === undefined) return;
  const context = {
    http: deps.http,
    clock: deps.clock,
    credentials: openCredentials(deps.vault, chat.connection),
    signal: AbortSignal.timeout(TELL_WITHIN_MS),
  };
  try {
    await driver.undelivered(context, { key: delivery.id, chat: chat.remoteId, remoteId, ...missed });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    log.info('The messenger did not hear what was not delivered', { deliveryId: delivery.id, code: error.code });
  }
}

async function whatIsMissed(
  { db }: Dependencies,
  chatId: HeldLane['chat']['chatId'],
  delivery: ClaimedDelivery,
  outcome: Outcome,
): Promise<Pick<Undelivered, 'what' | 'text'> | undefined> {
  if (outcome.kind === 'failed') return { what: 'message', text: outcome.failure.text };
  const { outcome: notThere } = NOT_IN_KOMMO.settlement;
  if (outcome.kind === 'ignored' && outcome.reason === notThere.reason) {
    return { what: 'target', text: `${notThere.reason}.` };
  }
  if (!('content' in delivery) || !('file' in delivery.content)) return undefined;
  const file = await findFile(db, chatId, delivery.content.file.id);
  return file?.state === 'refused' ? { what: 'file', text: file.refusal } : undefined;
}

async function idOf(
  { db }: Dependencies,
  chatId: HeldLane['chat']['chatId'],
  { messageId }: ClaimedDelivery,
): Promise<string | undefined> {
  return (await findTarget(db, chatId, { messageId }))?.remoteId ?? undefined;
}
