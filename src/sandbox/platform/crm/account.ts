import { answers } from '../answers';
import { withNames, page } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';
import type { User } from '../records';

/** kommo-platform.md §3. */
export const accountRoutes: readonly CrmRoute[] = [
  { operation: 'crm-account', method: 'GET', path: '/account', admin: false, perform: showAccount },
  { operation: 'crm-users', method: 'GET', path: '/users', admin: true, perform: listUsers },
  { operation: 'crm-user', method: 'GET', path: '/users/:id', admin: true, perform: showUser },
];

const CREATED_AT = 1_700_000_000;

function showAccount(request: CrmRequest) {
  const { account, user } = request;
  const asked = withNames(request);
  const embedded = {
    ...(asked.has('amojo_rights') ? { amojo_rights: { can_direct: true, can_create_groups: true } } : {}),
    ...(asked.has('users_groups') ? { users_groups: [{ id: 0, name: 'Sales', uuid: null }] } : {}),
    ...(asked.has('task_types')
      ? { task_types: [{ id: 1, name: 'Follow-up', color: null, icon_id: null, code: 'FOLLOW_UP' }] }
      : {}),
    ...(asked.has('datetime_settings')
      ? {
          datetime_settings: {
            date_pattern: 'd.m.Y H:i',
            short_date_pattern: 'd.m.Y',
            short_time_pattern: 'H:i',
            // Spelled like that.
            date_formant: 'd.m.Y',
            time_format: 'H:i:s',
            timezone: 'America/New_York',
            timezone_offset: '-04:00',
          },
        }
      : {}),
  };
  return answers.found({
    id: account.id,
    name: `Sandbox ${account.subdomain}`,
    subdomain: account.subdomain,
    current_user_id: user.id,
    country: 'US',
    currency: 'USD',
    currency_symbol: '$',
    customers_mode: 'segments',
    is_unsorted_on: request.site.isUnsortedOn,
    mobile_feature_version: 0,
    is_loss_reason_enabled: true,
    is_helpbot_enabled: false,
    is_technical_account: false,
    contact_name_display_order: 1,
    created_at: CREATED_AT,
    created_by: 0,
    updated_at: CREATED_AT,
    updated_by: user.id,
    ...(asked.has('amojo_id') ? { amojo_id: account.amojoId } : {}),
    ...(asked.has('version') ? { version: 16 } : {}),
    ...(asked.has('drive_url') ? { drive_url: 'https://drive-c.kommo.com' } : {}),
    _links: selfLink(request, '/account'),
    ...(Object.keys(embedded).length > 0 ? { _embedded: embedded } : {}),
  });
}

function listUsers(request: CrmRequest) {
  const items = request.site.users.map((user) => describeUser(request, user));
  return page(request, { path: '/users', name: 'users', items }, 250);
}

function showUser(request: CrmRequest) {
  const user = request.site.users.find(({ id }) => id === request.ids.id);
  return user ? answers.found(describeUser(request, user)) : answers.notFound('User');
}

function describeUser(request: CrmRequest, user: User): object {
  const asked = withNames(request);
  const all = { view: 'A', edit: 'A', add: 'A', delete: 'A', export: 'A' };
  const own = { view: 'M', edit: 'M', add: 'A', delete: 'D', export: 'D' };
  const rights = user.isAdmin ? all : own;
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    lang: 'en',
    ...(asked.has('amojo_id') ? { amojo_id: user.amojoId } : {}),
    ...(asked.has('phone_number') ? { phone_number: null } : {}),
    rights: {
      leads: rights,
      contacts: rights,
      companies: rights,
      tasks: { edit: rights.edit, delete: rights.delete },
      mail_access: true,
      catalog_access: true,
      status_rights: null,
      is_admin: user.isAdmin,
      is_free: false,
      is_active: user.isActive,
      group_id: null,
      role_id: null,
    },
    _links: selfLink(request, `/users/${String(user.id)}`),
  };
}
