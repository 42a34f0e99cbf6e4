import { Router, type Request } from 'express';
import type { Account } from '../kommo/records';
import { templateFields } from '../platform/crm/template-fields';
import { beginReviews, officialSources } from '../platform/crm/template-reviews';
import { newTemplate, writeFields } from '../platform/crm/templates';
import { viewSite } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { byId, named } from './platform-found';
import { Problem, valid } from './problem';

/** What users do with templates in Kommo's pages, below `/control/platform/accounts/{accountId}`. */
export function templateControl(sandbox: Sandbox): Router {
  const router = Router({ mergeParams: true });
  const { platform, clock } = sandbox;

  const account = (req: Request): Account => named(platform.account(Number(req.params.accountId)), req, 'accountId');
  const site = (req: Request) => platform.site(account(req));
  const show = (req: Request) => {
    sandbox.changes.emit('kommo');
    return viewSite(sandbox, account(req));
  };

  router.post('/templates', (req, res) => {
    const fields = valid(templateFields.added, req.body);
    const now = clock.seconds();
    const template = newTemplate(platform.nextId(), null, now);
    writeFields(template, fields, now);
    site(req).templates.push(template);
    res.status(201).json(show(req));
  });

  // In Kommo's own pages nothing says that an approved one cannot be changed (kommo-platform.md §8.1 is about the API).
  router.patch('/templates/:id', (req, res) => {
    writeFields(byId(site(req).templates, req), valid(templateFields.changed, req.body), clock.seconds());
    res.json(show(req));
  });

  router.delete('/templates/:id', (req, res) => {
    const { id } = byId(site(req).templates, req);
    site(req).templates = site(req).templates.filter((template) => template.id !== id);
    res.json(show(req));
  });

  // To the approval of WhatsApp (kommo-platform.md §8.3).
  router.post('/templates/:id/review', (req, res) => {
    const template = byId(site(req).templates, req);
    const sources = officialSources(site(req).sources);
    if (template.fields.type !== 'waba') throw new Problem(409, 'only templates of WhatsApp are reviewed');
    if (sources.length === 0) throw new Problem(409, 'there is no source of official WhatsApp');
    beginReviews(sandbox, account(req), template, sources);
    res.json(show(req));
  });
  return router;
}
