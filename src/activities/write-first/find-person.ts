import { openCredentials } from '../../ledger/sealed-credentials';
import { phonePlace } from '../../ledger/beginnings';
import { findChatOf, findWriteFirst, noteAddress, refuseWriteFirst } from '../../ledger/write-firsts';
import type { Resolved } from '../../messengers/contract';
import { DeliveryError } from '../../messengers/delivery-error';
import { messengerOf } from '../../messengers/registry';
import type { ChatId } from '../../model/ids';
import type { Failure } from '../../model/outcome';
import { variantsOf, withPlus } from '../../model/phone';
import { wordsOf } from '../../model/words';
import type { Dependencies } from '../dependencies';
import { notByPhone } from '../guard/by-phone';
import { refusalOf } from '../guard/reasons';
import { readNumber } from '../national-phone';
import { plannedWait } from '../try-again';

type Found = { readonly kind: 'found' | 'refused' };

/**
 * Whose the number is that a chat began with. Somebody who has written from it already goes on in their chat; of others the
 * messenger is asked. Never the CRM: it only says which number (promise P5).
 */
export async function findPerson(deps: Dependencies, chatId: ChatId): Promise<Found> {
  const { db, vault } = deps;
  const began = await findWriteFirst(db, chatId);
  if (began?.state !== 'open' || began.address !== null) {
    return { kind: began?.state === 'refused' ? 'refused' : 'found' };
  }
  const refuse = async (failure: Failure): Promise<Found> => {
    await refuseWriteFirst(db, chatId, failure);
    return { kind: 'refused' };
  };
  const numbering = { sourceAddress: began.source.address, country: began.country };
  const read = readNumber(began.phone === null ? '' : vault.open(began.phone, phonePlace(chatId)), numbering);
  if (read.kind === 'none') return refuse(refusalOf('', { kind: 'no-whole-number' }));
  if (read.kind === 'ambiguous') return refuse(refusalOf('', { kind: 'ambiguous-number' }));
  const { phone } = read;
  const driver = messengerOf(began.connection.messenger);
  if (driver === undefined) return refuse(refusalOf('', { kind: 'no-driver' }));
  if (driver.resolve === undefined) return refuse(refusalOf(driver.title, notByPhone(driver, began.source)));
  const context = { http: deps.http, clock: deps.clock, credentials: openCredentials(vault, began.connection) };
  const resolved = await asked(() => driver.resolve?.(context, phone));
  if (resolved.kind === 'absent') return refuse({ code: 904, ...wordsOf(resolved) });
  const { address, aliases } = resolved;
  const phones = variantsOf(phone).map(withPlus);
  const there = await findChatOf(db, began.source.id, { addresses: [address, ...aliases], phones });
  await noteAddress(db, chatId, there?.address ?? address);
  return { kind: 'found' };
}

/** @throws to be tried later, as long as it is not too late */
async function asked(resolve: () => Promise<Resolved> | undefined): Promise<Resolved> {
  try {
    const resolved = await resolve();
    if (resolved === undefined) throw new Error('A driver that resolves numbers does not');
    return resolved;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    if (error.retry === 'no') return { kind: 'absent', ...error.words };
    throw plannedWait(error.text, error.retryAfterMs);
  }
}
