import type { ClaimedDelivery } from '../ledger/claimed';
import type { HeldLane } from '../ledger/lane';
import { believed } from '../ledger/restrictions';
import { findWriteFirst, refuseWriteFirst } from '../ledger/write-firsts';
import type { Messenger } from '../messengers/contract';
import type { Failure } from '../model/outcome';
import { forbids } from '../model/restriction';
import type { Dependencies } from './dependencies';
import type { Carried } from './drain-lane';
import { notByPhone } from './guard/by-phone';
import { sortOf } from './guard/judge';
import { refusalOf } from './guard/reasons';

/** The rows stay as they are until the workflow `writeFirst` has found the address, and wakes the conversation. */
export const AWAITS_ADDRESS = { kind: 'await-address' } as const satisfies Carried;

/**
 * What becomes of a message to a chat that has no address: it waits while somebody finds it, and is refused with what works
 * instead where nobody can (promise P11).
 */
export async function carryUnaddressed(
  deps: Dependencies,
  { chat }: HeldLane,
  driver: Messenger,
  delivery: ClaimedDelivery,
): Promise<Carried> {
  const began = await findWriteFirst(deps.db, chat.chatId);
  if (began === undefined || (began.state === 'refused' && began.refusal === null)) {
    return failed(refusalOf(driver.title, { kind: 'no-address' }));
  }
  if (began.refusal !== null) return failed(began.refusal);
  if (driver.capabilities.writeFirst === null || driver.resolve === undefined) {
    const failure = refusalOf(driver.title, notByPhone(driver, began.source));
    await refuseWriteFirst(deps.db, chat.chatId, failure);
    return failed(failure);
  }
  const restriction = believed(chat.source.restriction, deps.clock.now());
  if (restriction !== undefined && delivery.kind === 'message') {
    const sort = sortOf(delivery.content, { hasTemplates: driver.templates !== undefined });
    if (forbids(restriction, sort)) {
      const failure = refusalOf(driver.title, { kind: 'restricted', ...restriction });
      // In a chat of Kommo's, what is written once it is over finds the customer. Nothing more is written in one of ours.
      if (began.begunIn === 'courier') await refuseWriteFirst(deps.db, chat.chatId, failure);
      return failed(failure);
    }
  }
  await deps.startWriteFirst(began);
  return AWAITS_ADDRESS;
}

function failed(failure: Failure): Carried {
  return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure }, tick: 'failed' } };
}
