import type { Outcome } from '../../exchange';
import { answers, refuse } from '../answers';
import { tellContact } from '../hooks/events';
import type { Contact } from '../records';
import { CONTACT_FIELDS, contactFields, type ContactFieldCode, type ContactFields } from './contact-fields';
import { readItems, readObject } from './fields';
import { filterValues, page, withNames, written } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

const PATH = '/contacts';
const MOST = 250;

/** kommo-platform.md §5.1. */
export const contactRoutes: readonly CrmRoute[] = [
  { operation: 'crm-contacts', method: 'GET', path: PATH, admin: false, perform: list },
  { operation: 'crm-contact', method: 'GET', path: `${PATH}/:id`, admin: false, perform: show },
  { operation: 'crm-contacts-add', method: 'POST', path: PATH, admin: false, perform: add },
  { operation: 'crm-contacts-change', method: 'PATCH', path: PATH, admin: false, perform: changeSeveral },
  { operation: 'crm-contact-change', method: 'PATCH', path: `${PATH}/:id`, admin: false, perform: changeOne },
];

function list(request: CrmRequest): Outcome {
  const ids = filterValues(request, 'filter[id]')?.map(Number);
  const query = request.query.get('query');
  const found = request.site.contacts.filter(
    (contact) => !contact.hidden && (ids?.includes(contact.id) ?? true) && (query === null || fits(contact, query)),
  );
  const items = found.map((contact) => describe(request, contact));
  return page(request, { path: PATH, name: 'contacts', items }, MOST);
}

/** Fuzzy, over what is filled in: digits of a number are found in whatever way they are written. */
function fits(contact: Contact, query: string): boolean {
  const words = query.trim().toLowerCase();
  const digits = query.replace(/\D/g, '');
  const values = contact.fields.flatMap(({ values: given }) => given.map(({ value }) => value));
  return [contact.name, ...values].some(
    (text) => text.toLowerCase().includes(words) || (digits.length >= 5 && text.replace(/\D/g, '').includes(digits)),
  );
}

function show(request: CrmRequest): Outcome {
  const contact = request.site.contacts.find(({ id }) => id === request.ids.id);
  return contact ? answers.found(describe(request, contact)) : answers.nothing();
}

function add(request: CrmRequest): Outcome {
  const { sandbox, site, user } = request;
  const items = readItems(request, contactFields.added, MOST);
  const now = sandbox.clock.seconds();
  const added = items.map(({ fields, requestId }) => {
    const contact: Contact = {
      id: sandbox.platform.nextId(),
      name: '',
      firstName: '',
      lastName: '',
      responsibleUserId: user.id,
      createdAt: fields.created_at ?? now,
      updatedAt: now,
      fields: [],
      tags: [],
      hidden: false,
    };
    apply(request, contact, fields);
    site.contacts.push(contact);
    tellContact(sandbox, request.account, 'add', contact);
    return { id: contact.id, request_id: requestId, _links: selfLink(request, `${PATH}/${String(contact.id)}`) };
  });
  sandbox.changes.emit('kommo');
  return written(request, { path: PATH, name: 'contacts', items: added });
}

function changeSeveral(request: CrmRequest): Outcome {
  const items = readItems(request, contactFields.changedInList, MOST);
  const byId = new Map(request.site.contacts.map((contact) => [contact.id, contact]));
  const unknown = items.filter(({ fields }) => !byId.has(fields.id));
  if (unknown.length > 0) {
    const detail = 'contact not found';
    refuse(answers.unknownItems(unknown.map(({ requestId }) => ({ requestId, detail }))));
  }
  const changed = items.flatMap(({ fields, requestId }) => {
    const contact = byId.get(fields.id);
    if (!contact) return [];
    apply(request, contact, fields);
    tellContact(request.sandbox, request.account, 'update', contact);
    return [changedView(request, contact, requestId)];
  });
  return written(request, { path: PATH, name: 'contacts', items: changed });
}

function changeOne(request: CrmRequest): Outcome {
  const contact = request.site.contacts.find(({ id }) => id === request.ids.id);
  if (!contact || (contact.hidden && request.sandbox.assumptions.is('incoming-change', 'refuse-404'))) {
    return answers.notFound('Contact');
  }
  const fields = readObject(request, contactFields.changed);
  apply(request, contact, fields);
  tellContact(request.sandbox, request.account, 'update', contact);
  return { ...answers.found(changedView(request, contact, fields.request_id ?? '0')), stored: true };
}

function changedView(request: CrmRequest, { id, name, updatedAt }: Contact, requestId: string): object {
  const _links = selfLink(request, `${PATH}/${String(id)}`);
  return { id, name, updated_at: updatedAt, request_id: requestId, _links };
}

/** Writing a field replaces all its values; an empty list clears it. */
function apply({ sandbox }: CrmRequest, contact: Contact, fields: ContactFields): void {
  if (fields.first_name !== undefined) contact.firstName = fields.first_name;
  if (fields.last_name !== undefined) contact.lastName = fields.last_name;
  const fromParts = `${contact.firstName} ${contact.lastName}`.trim();
  if (fields.name !== undefined) contact.name = fields.name;
  else if (fields.first_name !== undefined || fields.last_name !== undefined) contact.name = fromParts;
  if (fields.responsible_user_id !== undefined) contact.responsibleUserId = fields.responsible_user_id;
  for (const written of fields.custom_fields_values ?? []) {
    contact.fields = contact.fields.filter(({ code }) => code !== written.code);
    if (written.values.length > 0) contact.fields.push(written);
  }
  contact.updatedAt = sandbox.clock.seconds();
}

function describe(request: CrmRequest, contact: Contact): object {
  const { site, account } = request;
  const leads = site.leads.filter(({ contactIds }) => contactIds.includes(contact.id)).map(({ id }) => ({ id }));
  return {
    id: contact.id,
    name: contact.name,
    first_name: contact.firstName,
    last_name: contact.lastName,
    responsible_user_id: contact.responsibleUserId,
    group_id: 0,
    created_by: contact.responsibleUserId,
    updated_by: contact.responsibleUserId,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    is_deleted: false,
    is_unsorted: contact.hidden,
    custom_fields_values: contact.fields.length === 0 ? null : contact.fields.map(describeField),
    account_id: account.id,
    _links: selfLink(request, `${PATH}/${String(contact.id)}`),
    _embedded: {
      tags: contact.tags.map((name) => ({ name })),
      companies: [],
      ...(withNames(request).has('leads') ? { leads } : {}),
    },
  };
}

function describeField({ code, values }: Contact['fields'][number]): object {
  const field = CONTACT_FIELDS[code as ContactFieldCode];
  const enums: Readonly<Record<string, number>> = field.enums;
  return {
    field_id: field.id,
    field_name: field.name,
    field_code: code,
    field_type: 'multitext',
    values: values.map(({ value, enumCode }) => ({ value, enum_id: enums[enumCode], enum_code: enumCode })),
  };
}
