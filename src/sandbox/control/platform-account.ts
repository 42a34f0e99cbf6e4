import { Router, type Request } from 'express';
import type { Account } from '../kommo/records';
import { viewSite } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { Problem, valid } from './problem';
import * as schemas from './schemas-platform';

/** What happens in an account by its own people, below `/control/platform/accounts/{accountId}`. */
export function accountControl(sandbox: Sandbox): Router {
  const router = Router({ mergeParams: true });
  const { platform } = sandbox;

  const account = (req: Request): Account => named(platform.account(Number(req.params.accountId)), req, 'accountId');
  const site = (req: Request) => platform.site(account(req));
  const show = (req: Request) => {
    sandbox.changes.emit('kommo');
    return viewSite(sandbox, account(req));
  };

  router.patch('/', (req, res) => {
    Object.assign(site(req), valid(schemas.accountChange, req.body));
    res.json(show(req));
  });

  router.patch('/users/:id', (req, res) => {
    Object.assign(byId(site(req).users, req), valid(schemas.userChange, req.body));
    res.json(show(req));
  });

  router.post('/pipelines', (req, res) => {
    platform.addPipeline(site(req), valid(schemas.newPipeline, req.body).name, false);
    res.status(201).json(show(req));
  });

  router.patch('/pipelines/:id', (req, res) => {
    Object.assign(byId(site(req).pipelines, req), valid(schemas.pipelineChange, req.body));
    res.json(show(req));
  });

  // A user removes it in Kommo's pages; nobody is told (kommo-platform.md §4.6).
  router.delete('/sources/:id', (req, res) => {
    Object.assign(byId(site(req).sources, req), { deleted: true, isDefault: false });
    res.json(show(req));
  });

  router.patch('/contacts/:id', (req, res) => {
    Object.assign(byId(site(req).contacts, req), valid(schemas.contactChange, req.body));
    res.json(show(req));
  });

  router.post('/talks', (req, res) => {
    const { contactId, chatId, leadId, origin } = valid(schemas.newTalk, req.body);
    const now = sandbox.clock.seconds();
    site(req).talks.push({
      id: platform.nextId(),
      contactId,
      chatId,
      leadId: leadId ?? null,
      origin: origin ?? 'sandbox',
      state: 'in-work',
      createdAt: now,
      updatedAt: now,
    });
    res.status(201).json(show(req));
  });

  return router;
}

function byId<T extends { readonly id: number }>(list: readonly T[], req: Request): T {
  const wanted = list.find(({ id }) => id === Number(req.params.id));
  return named(wanted, req, 'id');
}

function named<T>(thing: T | undefined, req: Request, parameter: string): T {
  if (thing === undefined) throw new Problem(404, `there is no ${String(req.params[parameter])} here`);
  return thing;
}
