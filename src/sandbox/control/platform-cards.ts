import { Router, type Request } from 'express';
import type { Account } from '../kommo/records';
import { tellContact } from '../platform/hooks/events';
import type { Contact, Lead } from '../platform/records';
import { mainPipeline } from '../platform/state';
import { viewSite } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { byId, named } from './platform-found';
import { Problem, valid } from './problem';
import * as schemas from './schemas-platform';

/** What users type into the cards of contacts and leads, below `/control/platform/accounts/{accountId}`. */
export function cardControl(sandbox: Sandbox): Router {
  const router = Router({ mergeParams: true });
  const { platform } = sandbox;

  const account = (req: Request): Account => named(platform.account(Number(req.params.accountId)), req, 'accountId');
  const site = (req: Request) => platform.site(account(req));
  const show = (req: Request) => {
    sandbox.changes.emit('kommo');
    return viewSite(sandbox, account(req));
  };

  router.post('/contacts', (req, res) => {
    addContact(sandbox, account(req), valid(schemas.newContact, req.body));
    res.status(201).json(show(req));
  });

  router.patch('/contacts/:id', (req, res) => {
    const contact = byId(site(req).contacts, req);
    const { hidden, ...typed } = valid(schemas.contactChange, req.body);
    if (hidden !== undefined) contact.hidden = hidden;
    if (Object.keys(typed).length > 0) typeIn(sandbox, account(req), contact, typed);
    res.json(show(req));
  });

  router.post('/leads', (req, res) => {
    const { id } = addLead(sandbox, account(req), valid(schemas.newLead, req.body));
    sandbox.changes.emit('kommo');
    res.status(201).json({ id });
  });

  router.patch('/leads/:id', (req, res) => {
    byId(site(req).leads, req).fields = valid(schemas.leadChange, req.body).fields;
    res.json(show(req));
  });
  return router;
}

/** A user types a contact in. */
function addContact(sandbox: Sandbox, account: Account, { name, phones, emails }: schemas.NewContact): Contact {
  const { platform, clock } = sandbox;
  const site = platform.site(account);
  const contact: Contact = {
    id: platform.nextId(),
    name,
    firstName: name,
    lastName: '',
    responsibleUserId: site.users[0]?.id ?? 0,
    createdAt: clock.seconds(),
    updatedAt: clock.seconds(),
    fields: [...fieldOf('PHONE', phones), ...fieldOf('EMAIL', emails)],
    tags: [],
    hidden: false,
  };
  site.contacts.push(contact);
  tellContact(sandbox, account, 'add', contact);
  return contact;
}

/** A user makes a lead with its contact: the first stage after the incoming ones, and no source. */
function addLead(sandbox: Sandbox, account: Account, { name, pipelineId, contact }: schemas.NewLead): Lead {
  const { platform, clock } = sandbox;
  const site = platform.site(account);
  const pipeline = pipelineId === undefined ? mainPipeline(site) : site.pipelines.find(({ id }) => id === pipelineId);
  if (pipeline === undefined) throw new Problem(404, `there is no pipeline ${String(pipelineId)} here`);
  const { id: contactId, responsibleUserId } = addContact(sandbox, account, contact);
  const lead: Lead = {
    id: platform.nextId(),
    name: name ?? '',
    price: 0,
    pipelineId: pipeline.id,
    statusId: pipeline.statusIds[1],
    responsibleUserId,
    sourceId: null,
    contactIds: [contactId],
    createdAt: clock.seconds(),
    updatedAt: clock.seconds(),
    unsorted: false,
    fields: [],
  };
  site.leads.push(lead);
  return lead;
}

/** A user changes what a contact's card says. */
function typeIn(
  sandbox: Sandbox,
  account: Account,
  contact: Contact,
  { name, phones, emails }: Omit<schemas.ContactChange, 'hidden'>,
): void {
  if (name !== undefined) Object.assign(contact, { name, firstName: name, lastName: '' });
  for (const [code, values] of [['PHONE', phones] as const, ['EMAIL', emails] as const]) {
    if (values === undefined) continue;
    contact.fields = [...contact.fields.filter((field) => field.code !== code), ...fieldOf(code, values)];
  }
  contact.updatedAt = sandbox.clock.seconds();
  tellContact(sandbox, account, 'update', contact);
}

function fieldOf(code: 'PHONE' | 'EMAIL', values: readonly string[]): Contact['fields'] {
  return values.length === 0 ? [] : [{ code, values: values.map((value) => ({ value, enumCode: 'WORK' })) }];
}
