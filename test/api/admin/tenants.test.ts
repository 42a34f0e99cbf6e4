import { randomUUID } from 'node:crypto';
import { REQUEST } from '../../kommo/registration/requests';
import { fromKommo, fromMessenger, openLedger, receipt, type Ledger, type Tenant } from '../../ledger/ledger';
import { saveTemplate } from '../../../src/ledger/templates';
import { copy, template } from '../../ledger/templates';
import { fill, operationsOf, type Described, type Fillings } from '../walker';
import { ADMIN_KEY, makeKey, serveAdmin, type Answer, type Served } from './served';

/*
 * Promise P9. Two accounts that look the same: every operation of the document is called by one of them with what is the
 * other's. An operation that is added is walked too, or the walk says what it lacks.
 */

/** All that tells one account from another. */
interface Side {
  readonly tenant: Tenant;
  readonly key: string;
  readonly fillings: Fillings;
  /** Found nowhere but in this account's data. */
  readonly marks: readonly string[];
}

/** Where in a list somebody’s page began: what a program passes as `after`. */
const marksOf = new Map<string, readonly string[]>();

let ledger: Ledger;
let served: Served;
let operations: readonly Described[];
let mine: Side;
let other: Side;
let revoked: string;
beforeAll(async () => {
  ledger = await openLedger();
  served = await serveAdmin(ledger);
  operations = operationsOf((await served.ask('GET', '/openapi.json')).body);
  const channelId = randomUUID();
  mine = await side(channelId);
  other = await side(channelId);
  for (const operation of operations.filter(({ query }) => query.some(({ name }) => name === 'after'))) {
    marksOf.set(operation.path, await pageMarks(operation));
  }
  const { id, key } = await makeKey(served, mine.tenant.accountId);
  await served.ask('DELETE', `/admin/v1/keys/${id}?by=Olga`);
  revoked = key;
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});

const SAME_KOMMO_ID = randomUUID();

/** The same names, texts and remote ids in both; what Kommo and the messenger call the message, too. */
async function side(channelId: string): Promise<Side> {
  const tenant = await ledger.tenant({ channelId, botId: '500' });
  const { accountId, scopeId, sourceId, connectionId, amojoId } = tenant;
  const said = { chatRemoteId: '77', remoteId: 'r-1', text: 'Hello' };
  const [chat] = (await ledger.acceptor.accept([fromMessenger(tenant, said)])).wake;
  const chatId = chat?.chatId ?? '';
  for (const kommoId of [SAME_KOMMO_ID, randomUUID(), randomUUID()]) {
    await ledger.acceptor.accept([
      fromKommo(tenant, { chatKommoId: `amojo-${chatId}`, chatClientId: `telegram-${chatId}`, kommoId, text: 'Hi' }),
    ]);
  }
  await ledger.acceptor.accept([receipt(tenant, 'r-2', 'delivered')]);
  await ledger.db.query(
    `with ranked as (select id, row_number() over (order by seq) as n from deliveries
                     where account_id = $1 and lane = 'to-messenger')
     update deliveries
     set state = case when n = 1 then 'uncertain' else 'done' end, done_at = case when n > 1 then now() end,
         outcome = case n when 2 then 'unknown' when 3 then 'failed' end, outcome_code = case n when 3 then 905 end,
         outcome_text = case n when 3 then 'No.' end
     from ranked where deliveries.id = ranked.id`,
    [accountId],
  );
  await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: `amojo-${chatId}`, text: 'Late', late: 'asks' })]);
  await ledger.db.query(
    `insert into reconciliations (scope_id, account_id, trouble, begun_at, ended_at) values ($1, $2, 'No.', now(), now())`,
    [scopeId, accountId],
  );
  const installId = randomUUID();
  const uninstallId = randomUUID();
  await ledger.db.query(
    `with integration as (select integration_id as id from scopes where id = $1), granted as (
       insert into grants (integration_id, account_id, kind, access_token, expires_at, state, refused_since)
       select id, $2, 'long-lived', 'sealed-token', now(), 'refused', now() from integration
     ), installed as (
       insert into installs (id, integration_id, host, account_id, origin, secret_kind, steps, state, begun_by)
       select $3, id, 'shop.kommo.com', $2, 'consent', 'code',
              '{"read-account": {"state": "done", "text": null, "at": 1790000000000}}', 'waiting', 'Ana' from integration
     ), uninstalled as (
       insert into uninstalls (id, integration_id, account_id, counts) select $4, id, $2, '{"chats": 1}' from integration
     ), brought as (
       insert into imports (account_id, source_id, options, file_name, created_by)
       values ($2, $5, '{"newestLive": false, "perSecond": 4}', 'result.json', 'Ana')
     )
     insert into changes (account_id, source_id, source, by, what) values ($2, $5, 'Shop', 'Ana', 'source-added')`,
    [scopeId, accountId, installId, uninstallId, sourceId],
  );
  await saveTemplate(ledger.db, scopeId, undefined, { ...template, copies: [{ ...copy, sourceIds: [sourceId] }] });
  await ledger.db.query(`update sources set fault = 'webhook', fault_text = 'Taken.' where id = $1`, [sourceId]);
  const { id: keyId, key } = await makeKey(served, accountId, 'the shop');
  const ids = async (sql: string): Promise<string[]> =>
    (await ledger.db.query<{ id: string }>(sql, [accountId])).rows.map(({ id }) => id);
  const deliveries = await ids('select id from deliveries where account_id = $1 order by seq');
  const messages = await ids('select id from messages where account_id = $1');
  const people = await ids('select id from participants where account_id = $1');
  const kommoIds = await ids(
    `select kommo_id as id from messages where account_id = $1 and kommo_id <> '${SAME_KOMMO_ID}'`,
  );
  const imports = await ids('select id from imports where account_id = $1');
  const [subdomain = ''] = await ids('select subdomain as id from accounts where id = $1');
  const [integrationId = ''] = await ids('select integration_id as id from scopes where account_id = $1');
  return {
    tenant,
    key,
    fillings: {
      params: {
        accountId: [String(accountId)],
        chatId: [chatId],
        importId: imports,
        installId: [installId],
        integrationId: [integrationId],
        keyId: [keyId],
        message: [...deliveries, ...messages, ...kommoIds],
        scopeId: [scopeId],
        sourceId: [sourceId],
      },
      query: {
        account: [String(accountId)],
        source: [sourceId],
        by: ['Eve'],
        limit: ['1', '200'],
        removed: ['true'],
        filter: ['stuck', 'waiting', 'failed', 'unknown'],
        lang: ['en', 'es', 'pt'],
        chat: [chatId],
        as: ['json', 'svg'],
        theme: ['auto', 'light', 'dark'],
        after: (path) => marksOf.get(path) ?? [],
      },
      body: {
        ...REQUEST,
        by: 'Eve',
        why: 'because',
        verdict: 'lost',
        decision: 'dismiss',
        deliveries,
        integration: integrationId,
        host: `${subdomain}.kommo.com`,
        kind: 'long-lived',
        secret: 'a-token',
        answer: 'x',
        clientSecret: 'x',
        scopeId,
        messenger: 'telegram',
        credentials: { token: `${tenant.accountId}:of-a-bot-of-ours` },
        sourceId,
        address: 'somebody',
        name: 'Eve',
        phone: '+15550000001',
        contactId: 1,
        account: accountId,
        clientId: randomUUID(),
        chatApi: 'https://amojo.kommo.com',
        similarSolution: false,
        unique: 'nothing',
        pipelineId: null,
        isDefault: true,
        preLink: true,
        referralFields: { ref: 1 },
        closesAfterWindow: true,
        closesWithCustomer: true,
        closesWithSurvey: true,
        botMark: 'bot',
        takeOver: true,
        text: 'Hello',
        template: { id: 'hello:en', values: {} },
        keepsData: false,
        from: 'file',
        fileName: 'result.json',
        timeZone: 'America/Sao_Paulo',
        dateOrder: 'day-first',
        business: ['Eve'],
        users: {},
        customer: {},
        newestLive: true,
        perSecond: 1,
      },
    },
    marks: [
      ...[String(accountId), amojoId, scopeId, sourceId, connectionId, chatId, installId, uninstallId, keyId],
      ...[...deliveries, ...messages, ...people, ...kommoIds, ...imports],
    ],
  };
}

/** Of every row of a list, as the other’s key and the deployment’s are told them one by one. */
async function pageMarks({ path, scope }: Described): Promise<readonly string[]> {
  const marks: string[] = [];
  for (const key of scope === 'deployment' ? [ADMIN_KEY] : [other.key, ADMIN_KEY]) {
    for (let after = ''; ;) {
      const { body } = await served.ask('GET', `${path}?limit=1${after}`, { key });
      if (typeof body.next !== 'string') break;
      marks.push(body.next);
      after = `&after=${encodeURIComponent(body.next)}`;
    }
  }
  return marks;
}

/** How each scheme of the document shows a key. One that is new has to be added. */
const SHOWN: Readonly<Record<string, (key: string) => string>> = {
  key: (key) => `Bearer ${key}`,
  password: (key) => `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}`,
};

async function call(
  { method, schemes, operationId }: Described,
  { path, body }: { readonly path: string; readonly body?: unknown },
  key: string,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const scheme of schemes.length === 0 ? [undefined] : schemes) {
    const shown = scheme === undefined ? () => '' : SHOWN[scheme];
    if (shown === undefined) throw new Error(`Nobody knows how to show a key for ${operationId}: ${String(scheme)}`);
    const headers = { authorization: shown(key), 'sec-fetch-site': 'same-origin' };
    answers.push(await served.ask(method, path, { headers, ...(body === undefined ? {} : { body }) }));
  }
  return answers;
}

const told = (answer: Answer, { marks }: Side): string[] => marks.filter((mark) => answer.text.includes(mark));

/** Everything that could have been changed. */
async function everything(): Promise<unknown> {
  const tables = [
    ...['accounts', 'integrations', 'scopes', 'sources', 'chats', 'messages', 'deliveries', 'commands', 'changes'],
    ...['grants', 'installs', 'uninstalls', 'templates', 'write_firsts', 'chat_aliases', 'imports'],
  ];
  return Promise.all(
    tables.map(async (table) => (await ledger.db.query(`select * from ${table} order by 1::text`)).rows as unknown),
  );
}

/** Filters that name what is the other’s. */
const FOREIGN = ['account', 'source'];

it('no operation gives an account what is the other’s, or changes it', async () => {
  const before = await everything();
  let called = 0;
  for (const operation of operations) {
    for (const request of fill(operation, other.fillings)) {
      for (const answer of await call(operation, request, mine.key)) {
        const where = { operation: operation.operationId, path: request.path };
        called += 1;
        expect({ ...where, told: told(answer, other) }).toEqual({ ...where, told: [] });
        if (operation.schemes.length === 0) {
          expect({ ...where, status: answer.status, told: told(answer, mine) }).toEqual({
            ...where,
            status: 200,
            told: [],
          });
        } else if (operation.scope === 'deployment') {
          expect({ ...where, status: answer.status }).toEqual({ ...where, status: 403 });
        } else if (operation.params.length > 0 || operation.method !== 'GET') {
          // What it is about is in the path or in the body.
          expect({ ...where, status: answer.status }).toEqual({ ...where, status: 404 });
        } else {
          // A list: its own where nothing was filtered; of what is the other’s, nothing.
          expect({ ...where, status: answer.status }).toEqual({ ...where, status: 200 });
          const own = told(answer, mine).length > 0;
          if (request.more === null) expect({ ...where, own }).toEqual({ ...where, own: true });
          if (FOREIGN.includes(request.more ?? '')) expect({ ...where, own }).toEqual({ ...where, own: false });
        }
      }
    }
  }
  expect(called).toBeGreaterThan(150);
  expect(await everything()).toEqual(before);
});

it('what is the other’s looks as if it were not there', async () => {
  const unknown: Fillings = {
    ...other.fillings,
    params: Object.fromEntries(
      Object.keys(other.fillings.params).map((name) => [name, [name === 'accountId' ? '999' : randomUUID()]]),
    ),
  };
  for (const operation of operations.filter(({ scope, params }) => scope === 'account' && params.length > 0)) {
    const [absent] = fill(operation, unknown);
    for (const foreign of fill(operation, other.fillings)) {
      if (absent === undefined) throw new Error(`${operation.operationId} cannot be called`);
      const [answer] = await call(operation, foreign, mine.key);
      const [wanted] = await call(operation, absent, mine.key);
      expect([answer?.status, answer?.text]).toEqual([wanted?.status, wanted?.text]);
    }
  }
});

/** Pages and narrower lists may hold nothing. */
function isWhole(more: string | null): boolean {
  return more === null || FOREIGN.includes(more);
}

it('the account itself, and the deployment, do get it', async () => {
  const reads = operations.filter(({ method, schemes }) => method === 'GET' && schemes.length > 0);
  for (const operation of reads.filter(({ scope }) => scope === 'account')) {
    for (const request of fill(operation, other.fillings).filter(({ more }) => isWhole(more))) {
      for (const key of [other.key, ADMIN_KEY]) {
        const [answer] = await call(operation, request, key);
        expect({ path: request.path, status: answer?.status }).toEqual({ path: request.path, status: 200 });
        expect(answer && told(answer, other)).not.toEqual([]);
      }
    }
  }
});

it('a key that is forged, revoked or of another deployment opens nothing', async () => {
  for (const operation of operations.filter(({ schemes }) => schemes.length > 0)) {
    const [request] = fill(operation, mine.fillings);
    if (request === undefined) throw new Error(`${operation.operationId} cannot be called`);
    for (const key of ['', `${ADMIN_KEY}x`, revoked, `ck_${'B'.repeat(43)}`, mine.key.toUpperCase()]) {
      for (const { status } of await call(operation, request, key)) {
        expect({ operation: operation.operationId, status }).toEqual({ operation: operation.operationId, status: 401 });
      }
    }
  }
});

it('a repeat key of the other’s brings back nothing of what the other was answered', async () => {
  const path = `/admin/v1/sources/${other.tenant.sourceId}/pause`;
  const asked = { body: { by: 'Ana' }, headers: { 'idempotency-key': 'of-the-other' } };
  expect((await served.ask('POST', path, { ...asked, key: other.key })).status).toBe(200);
  const answer = await served.ask('POST', path, { ...asked, key: mine.key });
  expect([answer.status, told(answer, other), answer.headers.get('idempotency-replayed')]).toEqual([404, [], null]);
  await served.ask('POST', path.replace('pause', 'resume'), { body: { by: 'Ana' }, key: other.key });
});

it('a message that both call the same is each one’s own', async () => {
  for (const { key, tenant } of [mine, other]) {
    const { status, body } = await served.ask('GET', `/admin/v1/deliveries/${SAME_KOMMO_ID}`, { key });
    expect({ status, account: body.accountId }).toEqual({ status: 200, account: tenant.accountId });
  }
});

it('the walk says what it lacks for an operation that is new', () => {
  const made: Described = {
    method: 'GET',
    path: '/admin/v1/secrets/{secretId}',
    operationId: 'getSecret',
    schemes: ['key'],
    scope: 'account',
    params: ['secretId'],
    query: [],
    body: undefined,
  };
  expect(() => fill(made, other.fillings)).toThrow('secretId');
  const plain = { ...made, path: '/admin/v1/secrets', params: [] };
  for (const lacking of [
    { ...plain, body: { required: ['motto'] } },
    { ...plain, body: { properties: { motto: {} } } },
    { ...plain, query: [{ name: 'motto', required: true }] },
    { ...plain, query: [{ name: 'motto', required: false }] },
  ]) {
    expect(() => fill(lacking, other.fillings)).toThrow('motto');
  }
});
