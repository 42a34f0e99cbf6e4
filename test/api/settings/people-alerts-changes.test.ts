import type { Alerts, Changes, People } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import { noteChange } from '../../../src/ledger/changes';
import { openDesk, type Desk } from './desk';

const { readPeople, changePeople, readAlerts, changeAlerts } = SETTINGS_OPERATIONS;

let desk: Desk;
let session: string;
beforeAll(async () => {
  desk = await openDesk();
  session = (await desk.enter()).session;
});
afterAll(() => desk.close());

async function changes(query = ''): Promise<Changes> {
  return (await desk.ask<Changes>(SETTINGS_OPERATIONS.changes, { session, query })).body;
}

describe('people', () => {
  it('are those who are active in the account, with what they may do', async () => {
    await desk.letSeller('see');
    const { body } = await desk.ask<People>(readPeople, { session });
    expect(body.users).toEqual([
      { id: desk.users.admin, name: 'Maria Souza', isAdmin: true, may: 'change' },
      { id: desk.users.seller, name: 'Daniel Reyes', isAdmin: false, may: 'see' },
    ]);
  });

  it('get rights from an administrator, at once, and lose them', async () => {
    await desk.letSeller('nothing');
    const seller = (await desk.enter({ userId: desk.users.seller })).session;
    const mayChange = async (): Promise<boolean> =>
      (await desk.ask(changeAlerts, { session: seller, body: {} })).status !== 403;
    expect(await mayChange()).toBe(false);
    const given = await desk.ask<People>(changePeople, { session, body: { see: [], change: [desk.users.seller] } });
    expect(given.body.users[1]).toMatchObject({ may: 'change' });
    expect(await mayChange()).toBe(true);
    expect((await changes()).changes[0]).toMatchObject({
      what: 'people',
      by: 'Maria Souza',
      detail: 'Daniel Reyes: change',
    });
    await desk.ask(changePeople, { session, body: { see: [], change: [] } });
    expect(await mayChange()).toBe(false);
    expect((await changes()).changes[0]).toMatchObject({ what: 'people', detail: 'Administrators only' });
  });

  it('with both rights have the greater one, and administrators need none', async () => {
    const { seller, admin } = desk.users;
    const { body } = await desk.ask<People>(changePeople, {
      session,
      body: { see: [seller, admin], change: [seller] },
    });
    expect(body.users.map(({ may }) => may)).toEqual(['change', 'change']);
    const { rows } = await desk.ledger.db.query('select user_id, may from setting_rights where scope_id = $1', [
      desk.home.scopeId,
    ]);
    expect(rows).toEqual([{ user_id: seller, may: 'change' }]);
  });

  it('who are not of the account get none', async () => {
    await desk.letSeller('see');
    const body = { see: [], change: [desk.users.neighbour] };
    expect(await desk.ask(changePeople, { session, body })).toMatchObject({
      status: 422,
      body: { type: 'no-such-user' },
    });
    expect((await desk.ask<People>(readPeople, { session })).body.users[1]?.may).toBe('see');
  });

  it('cannot be told while Kommo lets nobody ask', async () => {
    const path = `/platform/accounts/${desk.home.accountId}`;
    await desk.world.control('PATCH', path, { paid: false });
    const refused = await desk.ask(readPeople, { session });
    await desk.world.control('PATCH', path, { paid: true });
    expect(refused).toMatchObject({ status: 409, body: { type: 'kommo-refused' } });
  });
});

describe('alerts', () => {
  const nothing = { email: null, webhook: null, taskUserId: null };

  it('go to an e-mail address, a webhook, and a task of a user', async () => {
    const wanted = {
      email: 'boss@shop.example',
      webhook: 'https://hooks.example/T0/s3cret',
      taskUserId: desk.users.seller,
    };
    const set = await desk.ask<Alerts>(changeAlerts, { session, body: wanted });
    const shown = { ...wanted, emailAvailable: true, language: 'en' };
    expect(set.body).toEqual(shown);
    expect((await desk.ask<Alerts>(readAlerts, { session })).body).toEqual(shown);
    const [change] = (await changes()).changes;
    expect(change).toMatchObject({ what: 'alerts', detail: 'e-mail set, webhook set, task in Kommo set' });
    await desk.ask(changeAlerts, { session, body: wanted });
    expect((await changes()).changes[0]?.id).toBe(change?.id);
  });

  it('do not tell the address of a webhook to somebody who may only look', async () => {
    await desk.ask(changeAlerts, { session, body: { ...nothing, webhook: 'https://hooks.example/T0/s3cret' } });
    await desk.letSeller('see');
    const seller = (await desk.enter({ userId: desk.users.seller })).session;
    expect((await desk.ask<Alerts>(readAlerts, { session: seller })).body.webhook).toBe('https://hooks.example/…');
  });

  it.each<[string, object]>([
    ['email', { email: 'nobody' }],
    ['email', { email: `${'x'.repeat(250)}@shop.example` }],
    ['webhook', { webhook: 'ftp://hooks.example/' }],
    ['webhook', { webhook: 'https://user:pass@hooks.example/' }],
    ['webhook', { webhook: 'hooks.example' }],
    ['taskUserId', { taskUserId: 1 }],
    ['taskUserId', { taskUserId: 0 }],
  ])('are refused with a %s that does not fit: %j', async (field, body) => {
    const refused = await desk.ask(changeAlerts, { session, body: { ...nothing, ...body } });
    expect([400, 422]).toContain(refused.status);
    expect(refused.body).toMatchObject({ type: 'invalid', field });
  });

  it('say in which language managers are told, which is that of the first administrator until somebody chooses', async () => {
    const chosen = await desk.ask<Alerts>(changeAlerts, { session, body: { ...nothing, language: 'pt' } });
    expect(chosen.body).toMatchObject({ language: 'pt' });
    const [change] = (await changes()).changes;
    expect(change).toMatchObject({
      what: 'alerts',
      detail: expect.stringMatching(/managers are told in Portuguese$/) as string,
    });
    const kept = await desk.ask<Alerts>(changeAlerts, { session, body: nothing });
    expect(kept.body).toMatchObject({ language: 'pt' });
    await desk.ask(changeAlerts, { session, body: { ...nothing, language: 'en' } });
  });

  it('go to no user of another account', async () => {
    const body = { ...nothing, taskUserId: desk.users.neighbour };
    expect(await desk.ask(changeAlerts, { session, body })).toMatchObject({
      status: 422,
      body: { field: 'taskUserId' },
    });
  });

  it('in production need https and, for e-mails, a mail server', async () => {
    const production = await openDesk({ sandbox: undefined, emailAvailable: false });
    try {
      const { session: inProduction } = await production.enter();
      for (const [field, body] of [
        ['webhook', { webhook: 'http://hooks.example/' }],
        ['email', { email: 'boss@shop.example' }],
      ] as const) {
        expect(
          await production.ask(changeAlerts, { session: inProduction, body: { ...nothing, ...body } }),
        ).toMatchObject({ status: 422, body: { type: 'invalid', field } });
      }
      const { body } = await production.ask<Alerts>(readAlerts, { session: inProduction });
      expect(body).toEqual({ ...nothing, emailAvailable: false, language: 'en' });
    } finally {
      await production.close();
    }
  });
});

describe('changes', () => {
  it('come newest first, page by page, without gaps', async () => {
    for (let n = 1; n <= 120; n += 1) {
      await noteChange(desk.ledger.db, { ...desk.home, by: 'Maria Souza', what: 'people', detail: `change ${n}` });
    }
    const first = await changes();
    const second = await changes(`?after=${first.next}`);
    const third = await changes(`?after=${second.next}`);
    expect([first, second].map((page) => page.changes.length)).toEqual([50, 50]);
    const all = [...first.changes, ...second.changes, ...third.changes].map(({ detail }) => detail);
    expect(all.slice(0, 120)).toEqual(Array.from({ length: 120 }, (_, n) => `change ${120 - n}`));
    expect(third.next).toBeNull();
  });

  it.each(['?after=x', '?after=-1', '?after=0', "?after=1'", '?after=1&after=2'])(
    'are not asked for with %s',
    async (query) => {
      const refused = await desk.ask(SETTINGS_OPERATIONS.changes, { session, query });
      expect(refused).toMatchObject({ status: 400, body: { type: 'invalid', field: 'after' } });
    },
  );

  it('also tell what concerns the whole account', async () => {
    await desk.ledger.db.query(`insert into changes (account_id, by, what) values ($1, 'Kommo', 'uninstalled')`, [
      desk.home.accountId,
    ]);
    expect((await changes()).changes[0]).toMatchObject({ by: 'Kommo', what: 'uninstalled', source: null });
  });
});

test('in an account where it is not installed any more, nothing is changed', async () => {
  await desk.ledger.db.query('update scopes set removed_at = now() where id = $1', [desk.home.scopeId]);
  try {
    for (const operation of [readPeople, readAlerts, SETTINGS_OPERATIONS.messengers, SETTINGS_OPERATIONS.addSource]) {
      const body = { messenger: 'telegram', credentials: {}, pipelineId: null };
      expect(await desk.ask(operation, { session, body })).toMatchObject({
        status: 409,
        body: { type: 'not-installed' },
      });
    }
    const overview = await desk.ask(SETTINGS_OPERATIONS.overview, { session });
    expect(overview.body).toMatchObject({ installation: { state: 'waiting' }, sources: [] });
  } finally {
    await desk.ledger.db.query('update scopes set removed_at = null where id = $1', [desk.home.scopeId]);
  }
});

test('a body that cannot be read is refused, and a fault of ours is no answer', async () => {
  const answer = await fetch(desk.url + changeAlerts.path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${session}`, 'idempotency-key': 'k', 'content-type': 'application/json' },
    body: '{',
  });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});
