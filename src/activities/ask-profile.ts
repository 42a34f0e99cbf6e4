import { log } from '@temporalio/activity';
import type { HeldLane } from '../ledger/lane';
import { noteAskedProfile } from '../ledger/profiles';
import type { RemoteProfile } from '../messengers/contract';
import { messengerOf } from '../messengers/registry';
import type { Dependencies } from './dependencies';
import { openCredentials } from '../ledger/sealed-credentials';

/** The customer's message does not wait longer for a name. */
const ASK_WITHIN_MS = 2_000;

/**
 * Asks the messenger who the customer is, where its webhooks do not tell; once, whatever it answers.
 * @returns undefined where nothing new is known.
 */
export async function askProfile(deps: Dependencies, { chat }: HeldLane): Promise<RemoteProfile | undefined> {
  const { customer, remoteId, reference, connection } = chat;
  const driver = messengerOf(connection.messenger);
  if (customer?.asks !== true || remoteId === null || driver?.profile === undefined) return undefined;
  const context = {
    http: deps.http,
    clock: deps.clock,
    credentials: openCredentials(deps.vault, connection),
    ...(reference === null ? {} : { chatReference: reference }),
  };
  let profile: RemoteProfile = {};
  try {
    profile = await driver.profile({ ...context, signal: AbortSignal.timeout(ASK_WITHIN_MS) }, remoteId);
  } catch (error) {
    log.info('The messenger does not tell who a customer is', { chatId: chat.chatId, error });
  }
  await noteAskedProfile(deps.db, customer.id, profile);
  return profile;
}
