import { Router } from 'express';
import { isCrmHookCode } from '../access/crm-hook';
import { readAccountHook, type AccountHook } from '../kommo/crm/account-hook';
import type { Database } from '../ledger/database';
import { noteGoneContacts, noteIncomingLeads, noteSortedLeads } from '../ledger/kommo-chats';
import { chatsWithDueMarks } from '../ledger/marks';
import { noteTalks } from '../ledger/talks';
import { wantSync } from '../ledger/template-syncs';
import { noteTold } from '../ledger/templates';
import { noteToldOutgoing } from '../ledger/told-outgoing';
import { chatsWithDueContacts, type ChatToWake } from '../ledger/wakes';
import { messengersThat } from '../messengers/registry';
import { asAccountId, asIntegrationId, type AccountId } from '../model/ids';
import { hooksAnswered } from '../metrics';
import type { Waker } from './waker';

export interface CrmHookDependencies {
  readonly db: Database;
  /** See `isCrmHookCode`. */
  readonly hookKeys: readonly Buffer[];
  readonly waker: Pick<Waker, 'wake'>;
}

/** Kommo knows reviews of official WhatsApp only (kommo-platform.md §8.3). */
const REVIEWED_MESSENGER = 'whatsapp';

const MARKED = { read: messengersThat('markRead'), closing: messengersThat('tellClosing') } as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Webhooks of accounts, which Kommo repeats for an hour and more where they are not answered in two seconds
 * (kommo-platform.md §9.3): what is written down is answered 200, else 503. Bodies are raw: see the parser in `app.ts`.
 */
export function crmHookRoutes({ db, hookKeys, waker }: CrmHookDependencies): Router {
  const router = Router();
  router.post('/hooks/crm/:integration/:account/:code', async (request, response) => {
    const { integration, account, code } = request.params;
    const key = { integrationId: asIntegrationId(integration), accountId: asAccountId(Number(account)) };
    const isOurs = UUID.test(integration) && /^[1-9]\d{0,14}$/.test(account) && isCrmHookCode(hookKeys, key, code);
    const body: unknown = request.body;
    const hook = isOurs && Buffer.isBuffer(body) ? readAccountHook(body.toString('utf8')) : undefined;
    if (!isOurs || (hook !== undefined && hook.accountId !== key.accountId)) {
      hooksAnswered.inc({ caller: 'crm', answer: 'forbidden' });
      response.status(403).type('text/plain').send('This address is not known');
      return;
    }
    if (hook !== undefined) {
      waker.wake(await note(db, key.accountId, hook));
      if (hook.templates.length > 0) {
        await noteTold(db, key, REVIEWED_MESSENGER, hook.templates);
        await wantSync(db, key);
      }
    }
    // Repeating what cannot be read would not make it readable.
    hooksAnswered.inc({ caller: 'crm', answer: hook === undefined ? 'unparsed' : 'accepted' });
    response.status(200).type('text/plain').send('ok');
  });
  return router;
}

/** @returns chats for which what was told is what they waited for */
async function note(
  db: Database,
  accountId: AccountId,
  { talks, incoming, sorted, goneContacts, outgoing }: AccountHook,
): Promise<readonly ChatToWake[]> {
  const named = <Told extends { readonly chatId: string }>({ chatId, ...told }: Told) => ({
    ...told,
    kommoChatId: chatId,
  });
  await noteToldOutgoing(
    db,
    accountId,
    outgoing.map(({ messageId, chatId, ...told }) => ({ ...told, kommoId: messageId, kommoChatId: chatId })),
  );
  await noteGoneContacts(db, accountId, goneContacts);
  await noteIncomingLeads(db, accountId, incoming.map(named));
  const told = await noteTalks(db, accountId, talks.map(named), MARKED);
  const contacts = [...told.contacts, ...(await noteSortedLeads(db, accountId, sorted))];
  return [
    ...(await chatsWithDueContacts(db, accountId, [...new Set(contacts)])),
    ...(await chatsWithDueMarks(db, accountId, [...new Set(told.marks)])),
  ];
}
