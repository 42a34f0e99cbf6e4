import { Router, type Request } from 'express';
import type { Account } from '../kommo/records';
import { viewBoard } from '../platform/board';
import { mergeContacts } from '../platform/chats/merge-contacts';
import { accept, decline, findWaiting } from '../platform/chats/sort-unsorted';
import { beginTalk, changeTalk } from '../platform/chats/talks';
import { viewSite } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { byId, named } from './platform-found';
import { Problem, valid } from './problem';
import * as schemas from './schemas-platform';

/** What users do with the people who write, below `/control/platform/accounts/{accountId}`. */
export function sortingControl(sandbox: Sandbox): Router {
  const router = Router({ mergeParams: true });
  const { platform } = sandbox;

  const account = (req: Request): Account => named(platform.account(Number(req.params.accountId)), req, 'accountId');
  const site = (req: Request) => platform.site(account(req));

  router.get('/board', (req, res) => void res.json(viewBoard(sandbox, account(req))));

  router.post('/unsorted/:uid/:decision', (req, res) => {
    const decision = named(
      DECISIONS.find((one) => one === req.params.decision),
      req,
      'decision',
    );
    const { userId } = valid(schemas.sorting, req.body);
    const { users } = site(req);
    const user = users.find(({ id, isAdmin }) => (userId === undefined ? isAdmin : id === userId));
    if (!user) throw new Problem(404, `there is no user ${String(userId)} here`);
    const sorting = {
      account: account(req),
      item: named(findWaiting(site(req), req.params.uid), req, 'uid'),
      user,
    };
    if (decision === 'accept') accept(sandbox, sorting, undefined);
    else decline(sandbox, sorting);
    res.json(viewSite(sandbox, account(req)));
  });

  router.post('/contacts/merge', (req, res) => {
    const { from, into } = valid(schemas.merge, req.body);
    const { contacts } = site(req);
    const contact = (id: number) => {
      const found = contacts.find((one) => one.id === id);
      if (!found) throw new Problem(404, `there is no contact ${String(id)} here`);
      return found;
    };
    if (from === into) throw new Problem(409, 'two contacts are merged, not one');
    mergeContacts(sandbox, account(req), contact(from), contact(into));
    res.json(viewSite(sandbox, account(req)));
  });

  router.post('/talks', (req, res) => {
    const { contactId, chatId, leadId = null, origin = 'sandbox' } = valid(schemas.newTalk, req.body);
    beginTalk(sandbox, account(req), { chat: { id: chatId }, contactId, leadId, origin, isRead: true });
    res.status(201).json(viewSite(sandbox, account(req)));
  });

  // A manager closes it, or the bot that asked for a score is done.
  router.post('/talks/:id/close', (req, res) => {
    const talk = byId(site(req).talks, req);
    if (talk.state === 'closed') throw new Problem(409, 'the talk is closed already');
    changeTalk(sandbox, account(req), talk, { state: 'closed' });
    res.json(viewSite(sandbox, account(req)));
  });

  // A manager has opened the chat and seen what is in it.
  router.post('/talks/:id/read', (req, res) => {
    changeTalk(sandbox, account(req), byId(site(req).talks, req), { isRead: true });
    res.json(viewSite(sandbox, account(req)));
  });
  return router;
}

const DECISIONS = ['accept', 'decline'] as const;
