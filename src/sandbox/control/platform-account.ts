import { randomUUID } from 'node:crypto';
import { Router, type Request } from 'express';
import type { Account } from '../kommo/records';
import type { User } from '../platform/records';
import { viewSite } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { cardControl } from './platform-cards';
import { byId, named } from './platform-found';
import { sortingControl } from './platform-sorting';
import { templateControl } from './platform-templates';
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

  router.post('/users', (req, res) => {
    addUser(sandbox, account(req), valid(schemas.newUser, req.body));
    res.status(201).json(show(req));
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
    const pipeline = byId(site(req).pipelines, req);
    const change = valid(schemas.pipelineChange, req.body);
    if (pipeline.isMain && change.isArchive === true) throw new Problem(409, 'the main pipeline stays');
    Object.assign(pipeline, change);
    res.json(show(req));
  });

  // A user removes it in Kommo's pages; nobody is told (kommo-platform.md §4.6).
  router.delete('/sources/:id', (req, res) => {
    Object.assign(byId(site(req).sources, req), { deleted: true, isDefault: false });
    res.json(show(req));
  });

  router.post('/lead-fields', (req, res) => {
    site(req).leadFields.push({ id: platform.nextId(), code: null, ...valid(schemas.newLeadField, req.body) });
    res.status(201).json(show(req));
  });

  router.delete('/lead-fields/:id', (req, res) => {
    const field = byId(site(req).leadFields, req);
    site(req).leadFields = site(req).leadFields.filter((other) => other !== field);
    res.json(show(req));
  });

  // By hand it is switched on again (kommo-platform.md §9.3).
  router.patch('/webhooks/:id', (req, res) => {
    Object.assign(byId(site(req).webhooks, req), valid(schemas.webhookChange, req.body), { failures: [] });
    res.json(show(req));
  });

  router.put('/widgets/:clientId', (req, res) => {
    const { clientId } = named(platform.integrations.get(req.params.clientId), req, 'clientId');
    const { settings, pipelineId } = valid(schemas.widgetHere, req.body);
    const known = (id: number): boolean => site(req).pipelines.some((pipeline) => pipeline.id === id);
    if (typeof pipelineId === 'number' && !known(pipelineId)) throw new Problem(404, 'there is no such pipeline here');
    const widget = platform.widgetHere(site(req), clientId);
    if (settings) widget.settings = settings;
    if (pipelineId !== undefined) widget.pipelineId = pipelineId;
    res.json(show(req));
  });

  router.use(cardControl(sandbox));
  router.use(sortingControl(sandbox));
  router.use(templateControl(sandbox));
  return router;
}

/** A user of the CRM, and with an amojo id one who can write in chats. */
function addUser({ platform }: Sandbox, account: Account, { name, isAdmin, amojoId }: schemas.NewUser): void {
  const { users } = platform.site(account);
  const user: User = {
    id: platform.nextId(),
    name,
    email: `user${String(users.length + 1)}@${account.subdomain}.example`,
    amojoId: amojoId === undefined ? randomUUID() : amojoId,
    isAdmin,
    isActive: true,
  };
  users.push(user);
  if (user.amojoId !== null) account.users = [...account.users, { id: user.amojoId, name }];
}
