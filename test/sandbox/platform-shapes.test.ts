import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import type { Answered } from './support/http';
import { listOf, PlatformCaller } from './support/platform-caller';

const { account, integration } = SANDBOX.kommo;
const ROOT = 'https://sandbox.kommo.com/api/v4';

let box: Harness;
let kommo: PlatformCaller;
beforeEach(async () => {
  box = await Harness.start();
  kommo = new PlatformCaller(box.sandbox.url);
});
afterEach(() => box.stop());

const type = ({ headers }: Answered): string | null => headers.get('content-type');
const problem = (status: number, title: string, detail: string) => ({
  title,
  type: `https://httpstatus.es/${String(status)}`,
  status,
  detail,
});

test('the account, with what was asked for', async () => {
  const bare = await kommo.crm('GET', '/account');
  expect(type(bare)).toBe('application/hal+json');
  expect(bare.json).toMatchObject({
    id: account.id,
    subdomain: 'sandbox',
    _links: { self: { href: `${ROOT}/account` } },
  });
  expect(bare.json).not.toHaveProperty('amojo_id');
  const full = await kommo.crm('GET', '/account?with=amojo_id,version,drive_url,datetime_settings,amojo_rights');
  expect(full.json).toMatchObject({
    amojo_id: account.amojoId,
    drive_url: 'https://drive-c.kommo.com',
    _embedded: { datetime_settings: { date_formant: 'd.m.Y' }, amojo_rights: { can_direct: true } },
  });
});

test('users, with their ids in chats only where asked', async () => {
  const [first] = listOf(await kommo.crm('GET', '/users?with=amojo_id&limit=1'), 'users');
  expect(first).toMatchObject({
    amojo_id: SANDBOX.kommo.users[0].id,
    rights: { is_admin: true, leads: { view: 'A' } },
  });
  const page = (await kommo.crm('GET', '/users?limit=1')).json as { _links: { next: { href: string } } };
  expect(page).toMatchObject({ _page: 1, _links: { next: { href: `${ROOT}/users?limit=1&page=2` } } });
  expect(listOf(await kommo.crm('GET', '/users?limit=1'), 'users')[0]).not.toHaveProperty('amojo_id');
  expect((await kommo.crm('GET', '/users?limit=1&page=3')).status).toBe(204);
});

test('what was written, as the source page shows it', async () => {
  const added = await kommo.crm('POST', '/sources', [
    { name: 'Sales bot', external_id: 'bot', default: true, origin_code: 'kommo.ext.30000001', request_id: 'r1' },
  ]);
  const [pipeline] = listOf(await kommo.crm('GET', '/leads/pipelines'), 'pipelines');
  const [source] = listOf(added, 'sources');
  expect(added.json).toMatchObject({ _total_items: 1, _links: { self: { href: `${ROOT}/sources` } } });
  expect(source).toEqual({
    id: expect.any(Number) as number,
    name: 'Sales bot',
    pipeline_id: pipeline?.id,
    external_id: 'bot',
    default: true,
    origin_code: 'kommo.ext.30000001',
    services: [],
    request_id: 'r1',
    _links: { self: { href: `${ROOT}/sources/${String(source?.id)}` } },
  });
  expect(await kommo.crm('GET', `/sources/${String(source?.id)}`)).toMatchObject({ status: 200 });
  expect((await kommo.crm('DELETE', `/sources/${String(source?.id)}`)).status).toBe(204);
});

test('a source that was removed is gone, and may come back under its old id', async () => {
  const add = async () =>
    listOf(await kommo.crm('POST', '/sources', [{ name: 'A', external_id: 'a' }]), 'sources')[0]?.id;
  const first = await add();
  await kommo.crm('DELETE', '/sources', [{ id: first }]);
  expect(await kommo.crm('GET', '/sources')).toMatchObject({ status: 204, text: '' });
  expect((await kommo.crm('GET', `/sources/${String(first)}`)).status).toBe(204);
  const second = await add();
  expect(second).not.toBe(first);
  await kommo.crm('DELETE', '/sources', [{ id: second }]);
  await box.assume({ 'source-made-again': 'same-id' });
  expect(await add()).toBe(second);
});

test('of several unknown ones each is named', async () => {
  const { json, status } = await kommo.crm('DELETE', '/sources', [{ id: 42 }]);
  expect(status).toBe(400);
  expect(json).toEqual({
    errors: [
      { request_id: '0', errors: { code: 'EntityNotFound', path: 'id', detail: 'source with id = 42 not found' } },
    ],
    ...problem(400, 'Bad Request', 'Invalid request items'),
  });
  await box.assume({ 'sources-delete-unknown': 'refuse-404' });
  expect(await kommo.crm('DELETE', '/sources', [{ id: 42 }])).toMatchObject({ status: 404, text: 'Not Found' });
});

test('contacts, with fields that nobody filled in as null', async () => {
  const [bare] = listOf(
    await kommo.crm('POST', '/contacts', [{ first_name: 'Bob', last_name: 'Ray', request_id: 'q' }]),
    'contacts',
  );
  expect(bare).toMatchObject({ request_id: 'q' });
  const path = `/contacts/${String(bare?.id)}`;
  expect((await kommo.crm('GET', path)).json).toMatchObject({ name: 'Bob Ray', custom_fields_values: null });
  const fields = [{ field_id: 901, values: [{ value: '+15550111', enum_id: 3 }] }];
  await kommo.crm('PATCH', path, { custom_fields_values: fields });
  expect((await kommo.crm('GET', path)).json).toMatchObject({
    custom_fields_values: [
      {
        field_id: 901,
        field_code: 'PHONE',
        field_type: 'multitext',
        values: [{ value: '+15550111', enum_id: 3, enum_code: 'MOB' }],
      },
    ],
  });
  expect((await kommo.crm('GET', '/contacts?query=555-0111')).status).toBe(200);
  expect((await kommo.crm('GET', '/contacts?query=555-0112')).status).toBe(204);
});

test('chat links are asked for by one of the two', async () => {
  for (const query of ['', '?contact_id=1&chat_id=a']) {
    expect(await kommo.crm('GET', `/contacts/chats${query}`)).toMatchObject({ status: 400 });
  }
});

describe('what is refused', () => {
  test.each([
    ['no token', ''],
    ['another word', `Basic ${integration.longLivedToken}`],
    ['a token of nobody', 'Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.x'],
  ])('%s', async (_what, Authorization) => {
    const answer = await kommo.crm('GET', '/account', undefined, { Authorization });
    expect(answer.status).toBe(401);
    expect(type(answer)).toBe('application/problem+json');
    expect(answer.json).toEqual(problem(401, 'Unauthorized', 'Invalid user name or password'));
  });

  test('a path that is none, and a method that is none', async () => {
    const lost = await kommo.crm('GET', '/nothing');
    expect(lost.json).toEqual(problem(404, 'Not Found', `Cannot GET ${ROOT}/nothing`));
    const wrong = await kommo.crm('PUT', '/sources');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST, PATCH, DELETE']);
  });

  test('a host of nobody, in HTML', async () => {
    const answer = await kommo.at('/accounts/nobody/api/v4/account', 'GET');
    expect([answer.status, type(answer)]).toEqual([404, 'text/html']);
  });

  test('a page that is too long, or no number', async () => {
    for (const path of ['/contacts?limit=251', '/users?limit=251', '/chats/templates?limit=51', '/contacts?page=x']) {
      expect(await kommo.crm('GET', path)).toMatchObject({ status: 422, json: { title: 'Unprocessable Entity' } });
    }
  });

  test('a body that is none', async () => {
    const empty = problem(400, 'Bad Request', 'Request data can not be empty');
    expect((await kommo.crm('POST', '/sources')).json).toEqual(empty);
    expect((await kommo.crm('POST', '/sources', [])).json).toEqual(empty);
    for (const [body, headers] of [
      ['{', {}],
      [{ name: 'a' }, {}],
      ['[{}]', { 'Content-Type': 'text/plain' }],
    ] as const) {
      expect((await kommo.crm('POST', '/sources', body, headers)).status).toBe(400);
    }
  });

  test('more items than a request takes', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: 'a', external_id: String(index) }));
    expect((await kommo.crm('POST', '/sources', many(51))).status).toBe(400);
    await box.assume({ 'sources-batch-limit': 100 });
    expect((await kommo.crm('POST', '/sources', many(100))).status).toBe(200);
    expect((await kommo.crm('POST', '/sources', [{ name: 'a', external_id: 'one more' }])).status).toBe(400);
  });

  test('sources without the location in the widget, or without an administrator', async () => {
    const widget = { code: 'w', locations: ['settings'] };
    await box.control('PATCH', `/platform/integrations/${integration.clientId}`, { widget });
    expect((await kommo.crm('GET', '/sources')).status).toBe(403);
    await box.control('PATCH', `/platform/integrations/${integration.clientId}`, {
      widget: { code: 'w', locations: ['lead_sources'] },
    });
    const { accounts } = (await box.control('GET', '/platform')).json as { accounts: { users: { id: number }[] }[] };
    const whose = { clientId: integration.clientId, accountId: account.id, userId: accounts[0]?.users[1]?.id, days: 1 };
    const { token } = (await box.control('POST', '/platform/long-lived-tokens', whose)).json as { token: string };
    const Authorization = `Bearer ${token}`;
    expect((await kommo.crm('GET', '/sources', undefined, { Authorization })).status).toBe(403);
    await box.assume({ 'sources-not-admin': 401 });
    expect((await kommo.crm('GET', '/sources', undefined, { Authorization })).status).toBe(401);
  });

  test('a user that is not there to act for', async () => {
    const as = (id: string) => kommo.crm('GET', '/account', undefined, { 'X-Context-User-ID': id });
    const [, other] = listOf(await kommo.crm('GET', '/users'), 'users');
    expect((await as(String(other?.id))).json).toMatchObject({ current_user_id: other?.id });
    expect((await as('1')).status).toBe(403);
  });
});

test('limits: 429 with its body, then 403 for the address', async () => {
  await box.assume({ 'crm-rate-limit-per-second': 1, 'crm-ban-after': 2, 'crm-ban-body': 'problem' });
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(await kommo.crm('GET', '/account'));
  expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 403]);
  expect(answers[1]?.json).toMatchObject({ status: 429, retry_after: 1 });
});

test('faults can be aimed at one call', async () => {
  await box.fault({ name: 'kommo-error', operation: 'crm-sources', status: 504 });
  expect((await kommo.crm('GET', '/sources')).status).toBe(504);
  expect((await kommo.crm('GET', '/account')).status).toBe(200);
  expect(await box.journal('&side=kommo')).toMatchObject([
    { operation: 'crm-sources', fault: 'kommo-error', status: 504 },
    { operation: 'crm-account', fault: null, status: 200, direction: 'in' },
  ]);
});

test('the description of the control API names every route for the platform', async () => {
  const { paths } = (await box.control('GET', '/openapi.json')).json as { paths: Record<string, object> };
  const named = Object.keys(paths).filter((path) => path.startsWith('/control/platform'));
  expect(named.length).toBeGreaterThan(14);
  for (const [path, methods] of named.map((path) => [path, Object.keys(paths[path] ?? {})] as const)) {
    for (const method of methods) {
      const concrete = path
        .replace('/control', '')
        .replace(/\{accountId\}/, String(account.id))
        .replace(/\{\w+\}/, 'none');
      const answer = await box.control(
        method.toUpperCase(),
        concrete,
        method === 'get' || method === 'delete' ? undefined : {},
      );
      expect([path, method, JSON.stringify(answer.json)]).toEqual([
        path,
        method,
        expect.not.stringMatching(/there is no (GET|POST|PATCH|DELETE) /),
      ]);
    }
  }
});
