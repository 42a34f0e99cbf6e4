import { randomUUID } from 'node:crypto';
import { noteChange } from '../../../src/ledger/changes';
import { createImport } from '../../../src/ledger/imports';
import { saveTemplate } from '../../../src/ledger/templates';
import { registerSource } from '../../../src/ledger/registration';
import { asSourceId } from '../../../src/model/ids';
import { fromMessenger } from '../../ledger/ledger';
import { copy, template } from '../../ledger/templates';
import { fill, operationsOf, type Described, type Filled, type Fillings } from '../walker';
import { BOT_SECRET, openDesk, type Answer, type Desk, type Tenant } from './desk';

/*
 * Promise P9 in the settings window: as `test/api/admin/tenants.test.ts`. Every operation of the document is called by an
 * administrator of one account with what is the other’s, then by somebody without rights in the account itself.
 */

interface Side {
  readonly tenant: Tenant;
  readonly fillings: Fillings;
  /** Found nowhere but in this account’s data. */
  readonly marks: readonly string[];
}

let desk: Desk;
let operations: readonly Described[];
let home: Side;
let neighbour: Side;
const sessions = { admin: '', seller: '', neighbour: '' };
beforeAll(async () => {
  desk = await openDesk();
  operations = operationsOf(await (await fetch(`${desk.url}/openapi.json`)).json());
  home = await side(desk.home, 'home', '501', [desk.users.admin, desk.users.seller]);
  neighbour = await side(desk.neighbour, 'nbr', '502', [desk.users.neighbour]);
  sessions.admin = (await desk.enter()).session;
  sessions.neighbour = (await desk.enter({ tenant: desk.neighbour, userId: desk.users.neighbour })).session;
  await desk.letSeller('nothing');
  sessions.seller = (await desk.enter({ userId: desk.users.seller })).session;
});
afterAll(() => desk.close());

/** The same names, chats, texts and ids at Kommo in both; what tells them apart holds `word`. */
async function side(tenant: Tenant, word: string, remoteId: string, users: readonly number[]): Promise<Side> {
  const { db, vault, acceptor } = desk.ledger;
  const credentials = { token: `${remoteId}:${BOT_SECRET}`, apiBaseUrl: `${desk.world.sandbox.url}/telegram` };
  await desk.world.control('POST', '/telegram/bots', {
    token: credentials.token,
    name: 'Shop',
    username: `shop_${word}_bot`,
  });
  const { pipelines } = await desk.world.site(tenant.accountId);
  const pipelineId = pipelines[1]?.id ?? 0;
  const source = await registerSource(db, vault, {
    scopeId: tenant.scopeId,
    messenger: 'telegram',
    credentials,
    remoteId,
    name: 'Shop',
    externalId: 'telegram-shop',
    entered: { address: `@shop_${word}_bot`, pipelineId },
  });
  await db.query('update sources set connecting = false, kommo_source_id = 77 where id = $1', [source.sourceId]);
  const owner = { ...tenant, ...source, sourceId: asSourceId(source.sourceId) };
  const { wake } = await acceptor.accept([fromMessenger(owner as never, { chatRemoteId: '77', text: 'Hello' })]);
  await noteChange(db, { ...tenant, by: 'Ana', what: 'source-added', sourceId: source.sourceId, detail: `of ${word}` });
  await db.query('update scopes set alert_email = $2, alert_webhook = $3 where id = $1', [
    tenant.scopeId,
    `boss@${word}.example`,
    `https://hooks.${word}.example/secret`,
  ]);
  const templateId = await saveTemplate(db, tenant.scopeId, undefined, {
    ...template,
    name: `template_${word}`,
    copies: [{ ...copy, sourceIds: [source.sourceId] }],
  });
  const importId = await createImport(db, {
    accountId: tenant.accountId,
    sourceId: asSourceId(source.sourceId),
    fileName: `export_${word}.zip`,
    options: { newestLive: false, perSecond: 4 },
    by: 'Ana',
  });
  const { rows } = await db.query<{ id: string; amojo: string }>(
    `select max(changes.id)::text as id, max(accounts.amojo_id) as amojo
     from changes join accounts on accounts.id = account_id where account_id = $1`,
    [tenant.accountId],
  );
  const deliveries = await db.query<{ id: string }>('select id from deliveries where account_id = $1', [
    tenant.accountId,
  ]);
  const deliveryId = deliveries.rows[0]?.id ?? '';
  const changeId = rows[0]?.id ?? '';
  const amojo = rows[0]?.amojo ?? '';
  const [first = 0] = users;
  return {
    tenant,
    fillings: {
      params: {
        deliveryId: [deliveryId],
        sourceId: [source.sourceId],
        templateId: [templateId],
        importId: [importId ?? ''],
        since: ['1', String(Date.now())],
      },
      query: { after: [changeId, String(Number(changeId) + 1)] },
      body: {
        messenger: 'telegram',
        credentials,
        pipelineId,
        name: 'Shop of Eve',
        takeOver: true,
        isDefault: true,
        preLink: true,
        referralFields: { ref: 1 },
        closesAfterWindow: true,
        closesWithCustomer: true,
        closesWithSurvey: true,
        botMark: 'bot',
        see: [...users],
        change: [first],
        email: 'eve@shop.example',
        webhook: 'https://eve.example/hook',
        taskUserId: first,
        page: 'settings',
        language: 'en',
        theme: 'light',
        sourceId: 77,
        externalId: 'telegram-shop',
        ticket: 'x'.repeat(43),
        source: source.sourceId,
        fileName: 'result.zip',
        timeZone: 'Europe/Lisbon',
        dateOrder: 'day-first',
        business: ['Maria'],
        users: { Maria: randomUUID() },
        customer: { phone: '+351912345678' },
        newestLive: true,
        perSecond: 4,
      },
    },
    marks: [
      ...[String(tenant.accountId), tenant.scopeId, tenant.accessToken, amojo, source.sourceId, source.connectionId],
      ...[wake[0]?.chatId ?? '', source.webhookSecret, `shop_${word}_bot`, `of ${word}`, `${word}.example`],
      ...[templateId, `template_${word}`, importId ?? '', `export_${word}.zip`],
      ...[String(pipelineId), ...users.map(String)],
    ],
  };
}

async function call(
  { method }: Described,
  { path, body }: Filled,
  session: string | undefined,
): Promise<Answer<string>> {
  const response = await fetch(desk.url + path, {
    method,
    headers: {
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID(), 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const told = ({ body }: Answer<string>, { marks }: Side): string[] => marks.filter((mark) => body.includes(mark));

/** Everything that could have been changed, of both. */
async function everything(): Promise<string> {
  const tables = ['accounts', 'scopes', 'sources', 'connections', 'grants', 'chats', 'messages', 'deliveries'];
  const more = ['templates', 'commands', 'changes', 'setting_rights', 'installs', 'uninstalls', 'imports'];
  const rows = await Promise.all(
    [...tables, ...more].map(
      async (table) => (await desk.ledger.db.query(`select * from ${table} order by 1::text`)).rows as unknown,
    ),
  );
  return JSON.stringify([rows, desk.engine.told]);
}

/** What may be answered to the other account’s administrator. */
function statusesFor({ schemes, params, method, body }: Described): readonly number[] {
  // The document is everybody’s; whoever opens settings has to prove who it is.
  if (schemes.length === 0) return [method === 'GET' ? 200 : 401];
  if (params.length > 0) return [404];
  // What names nothing is about one’s own.
  if (method === 'POST' && body === undefined) return [202, 409];
  // Reading gives one’s own. A write that names what is the other’s is refused: nobody here has it.
  return method === 'GET' ? [200] : [404, 409, 422];
}

it('no operation gives an account what is the other’s, or changes it', async () => {
  const before = await everything();
  let called = 0;
  for (const operation of operations) {
    for (const request of fill(operation, home.fillings)) {
      const answer = await call(operation, request, sessions.neighbour);
      const where = { operation: operation.operationId, path: request.path, body: answer.body };
      called += 1;
      expect({ ...where, told: told(answer, home) }).toEqual({ ...where, told: [] });
      const fits = statusesFor(operation).includes(answer.status);
      expect({ ...where, status: answer.status, fits }).toEqual({ ...where, status: answer.status, fits: true });
    }
  }
  expect(called).toBeGreaterThan(25);
  expect(await everything()).toBe(before);
});

it('a tile of the other’s opens the own source that is called the same, and no other', async () => {
  const entered = await desk.enter({
    tenant: desk.neighbour,
    userId: desk.users.neighbour,
    open: { sourceId: 77, externalId: 'telegram-shop' },
  });
  expect(entered.open.source).toBe(neighbour.fillings.params.sourceId?.[0]);
});

it('a bot that the other has is refused without a word of whose it is', async () => {
  const { messenger, credentials } = home.fillings.body;
  const operation = operations.find(({ operationId }) => operationId === 'settingsAddSource');
  if (operation === undefined) throw new Error('Sources cannot be added');
  const body = { messenger, credentials, pipelineId: null };
  const answer = await call(operation, { path: operation.path, body, more: null }, sessions.neighbour);
  expect(answer.status).toBe(409);
  expect(JSON.parse(answer.body)).toMatchObject({ type: 'connected-elsewhere' });
  expect(told(answer, home)).toEqual([]);
});

it('what is the other’s looks as if it were not there', async () => {
  const absent: Fillings = {
    ...home.fillings,
    params: { ...home.fillings.params, sourceId: [randomUUID()], deliveryId: [randomUUID()], importId: [randomUUID()] },
  };
  for (const operation of operations.filter(({ params }) => params.length > 0)) {
    const unknown = fill(operation, absent);
    for (const [index, request] of fill(operation, home.fillings).entries()) {
      const wanted = unknown[index];
      if (wanted === undefined) throw new Error(`${operation.operationId} cannot be called`);
      const [foreign, nobodys] = [
        await call(operation, request, sessions.neighbour),
        await call(operation, wanted, sessions.neighbour),
      ];
      expect([foreign.status, foreign.body]).toEqual([nobodys.status, nobodys.body]);
    }
  }
});

it('nor does a repeat key of the other’s bring anything back', async () => {
  const pause = (session: string): Promise<Response> =>
    fetch(`${desk.url}/settings/api/sources/${home.fillings.params.sourceId?.[0] ?? ''}/pause`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session}`, 'idempotency-key': 'of-home' },
    });
  expect((await pause(sessions.admin)).status).toBe(200);
  const answer = await pause(sessions.neighbour);
  expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([404, null]);
  await desk.ledger.db.query('update sources set held_until = null, held_reason = null');
});

it('somebody without rights in the account itself gets, and changes, as little', async () => {
  const before = await everything();
  const secret = home.marks.filter(
    (mark) => mark !== String(desk.home.accountId) && mark !== String(desk.users.seller),
  );
  for (const operation of operations.filter(({ schemes }) => schemes.length > 0)) {
    for (const request of fill(operation, home.fillings)) {
      const answer = await call(operation, request, sessions.seller);
      const where = { operation: operation.operationId, path: request.path };
      const wanted = operation.operationId === 'settingsOverview' ? 200 : 403;
      expect({ ...where, status: answer.status, told: told(answer, { ...home, marks: secret }) }).toEqual({
        ...where,
        status: wanted,
        told: [],
      });
    }
  }
  expect(await everything()).toBe(before);
});

it('the account’s own administrator does get it', async () => {
  const found = new Set<string>();
  for (const operation of operations.filter(({ method, schemes }) => method === 'GET' && schemes.length > 0)) {
    for (const request of fill(operation, home.fillings)) {
      const answer = await call(operation, request, sessions.admin);
      expect({ path: request.path, status: answer.status }).toEqual({ path: request.path, status: 200 });
      for (const mark of told(answer, home)) found.add(mark);
    }
  }
  // What the walk looks for can be found at all; the rest nobody is ever shown.
  for (const mark of [`shop_home_bot`, 'of home', 'home.example', String(desk.users.seller)])
    expect(found).toContain(mark);
  for (const mark of [desk.home.accessToken, BOT_SECRET]) expect(found).not.toContain(mark);
});
