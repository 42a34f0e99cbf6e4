import type * as Registry from '../../../src/messengers/registry';
import { randomUUID } from 'node:crypto';
import type { LeadFieldChoice, SourceCard } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import { externalIdOf } from '../../../src/api/sources/external-id';
import { INTEGRATION } from '../../kommo/crm/world';
import { claim, fromMessenger, take } from '../../ledger/ledger';
import { settleAndClaim } from '../../../src/ledger/claim';
import { asChatId, asSourceId } from '../../../src/model/ids';
import { noteFault, noteSourceStep } from '../../../src/ledger/kept-sources';
import { BOT_SECRET, openDesk, STRANGER_SECRET, type Desk, type Tenant } from './desk';

/** A version without a driver of one of them. */
jest.mock('../../../src/messengers/registry', () => {
  const actual = jest.requireActual<typeof Registry>('../../../src/messengers/registry');
  const messengerOf: typeof actual.messengerOf = (kind) => (kind === 'apple' ? undefined : actual.messengerOf(kind));
  return { ...actual, messengerOf };
});

const {
  addSource,
  source,
  changeSource,
  pauseSource,
  resumeSource,
  repairSource,
  removeSource,
  beginTest,
  readTest,
  overview,
} = SETTINGS_OPERATIONS;

let desk: Desk;
let session: string;
let pipelines: { sales: number; support: number };
beforeAll(async () => {
  desk = await openDesk();
  session = (await desk.enter()).session;
  const site = await desk.world.site();
  const [sales, support] = site.pipelines;
  pipelines = { sales: sales?.id ?? 0, support: support?.id ?? 0 };
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.engine.told.length = 0;
  desk.engine.away = false;
  await desk.ledger.db.query('update sources set removed_at = now(), is_default = false, kommo_source_id = null');
});

const asked = (body: object, id?: string) => ({ session, body, ...(id === undefined ? {} : { id }) });

async function add(
  name: string,
  more: object = {},
): Promise<{ card: SourceCard; bot: Awaited<ReturnType<Desk['bot']>> }> {
  const bot = await desk.bot(name);
  const added = await desk.ask<SourceCard>(
    addSource,
    asked({ messenger: 'telegram', credentials: bot.credentials, pipelineId: null, ...more }),
  );
  if (added.status !== 201) throw new Error(JSON.stringify(added.body));
  return { card: added.body, bot };
}

async function cards(): Promise<readonly SourceCard[]> {
  return (await desk.ask<{ sources: SourceCard[] }>(overview, { session })).body.sources;
}

async function changes(): Promise<readonly { what: string; by: string; source: string; detail: string | null }[]> {
  const { body } = await desk.ask<{ changes: { what: string; by: string; source: string; detail: string | null }[] }>(
    SETTINGS_OPERATIONS.changes,
    { session },
  );
  return body.changes;
}

/** As the workflow leaves it. */
async function connected(id: string): Promise<void> {
  await desk.ledger.db.query('update sources set connecting = false where id = $1', [id]);
}

describe('adding a bot', () => {
  it('asks the messenger whose it is, writes it down, and has it connected', async () => {
    const { card, bot } = await add('Flower Shop', { pipelineId: pipelines.support });
    expect(card).toMatchObject({
      messenger: 'telegram',
      messengerTitle: 'Telegram',
      name: 'Flower Shop',
      address: `@shop_${bot.id}_bot`,
      link: `https://t.me/shop_${bot.id}_bot`,
      pipeline: { id: pipelines.support, name: 'Support', archived: false },
      isDefault: true,
      state: { kind: 'connecting' },
      windowMs: null,
    });
    expect(card.steps.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    expect(await cards()).toEqual([card]);
    expect(await desk.ask(source, { session, id: card.id })).toMatchObject({ status: 200, body: card });
    const { integrationId, accountId } = desk.home;
    expect(desk.engine.told).toEqual([
      { what: 'connect', with: { integrationId, accountId, sourceId: card.id, messenger: 'telegram' } },
    ]);
    expect((await changes())[0]).toMatchObject({
      what: 'source-added',
      by: 'Maria Souza',
      source: 'Flower Shop',
      detail: `@shop_${bot.id}_bot`,
    });
    const { rows } = await desk.ledger.db.query('select external_id, scope_id from sources where id = $1', [card.id]);
    expect(rows).toEqual([{ external_id: `telegram-${bot.id}`, scope_id: desk.home.scopeId }]);
  });

  it('may give it another name, and makes only the first one the default', async () => {
    await add('First');
    expect((await add('Second', { name: '  Sundays ' })).card).toMatchObject({ name: 'Sundays', isDefault: false });
  });

  it.each<[string, object, string | undefined, string]>([
    ['that is no token', { token: 'my bot' }, 'token', 'This is not a bot token'],
    ['without a token', {}, 'token', ''],
    ['at an address that is none', { token: `600:${BOT_SECRET}`, apiBaseUrl: 'nowhere' }, 'apiBaseUrl', ''],
  ])('is refused with credentials %s, by the field', async (_what, credentials, field, text) => {
    const refused = await desk.ask(addSource, asked({ messenger: 'telegram', credentials, pipelineId: null }));
    expect(refused).toMatchObject({ status: 422, body: { type: 'credentials-refused', field } });
    expect(String(refused.body.detail)).toContain(text);
  });

  it('is refused with a token that the messenger does not accept, in the driver’s words', async () => {
    const credentials = { token: '600000001:AAAAAAAAAAAAAAAA', apiBaseUrl: `${desk.world.sandbox.url}/telegram` };
    const refused = await desk.ask(addSource, asked({ messenger: 'telegram', credentials, pipelineId: null }));
    expect(refused).toMatchObject({
      status: 422,
      body: {
        type: 'credentials-refused',
        field: 'token',
        detail: "Telegram does not accept the bot's token. Enter the bot's current token from @BotFather.",
      },
    });
    expect(JSON.stringify(refused.body)).not.toContain('AAAAAAAA');
    expect(await cards()).toEqual([]);
  });

  it('says so when the messenger cannot be reached', async () => {
    const credentials = { token: `600000001:${BOT_SECRET}`, apiBaseUrl: 'http://127.0.0.1:9' };
    const refused = await desk.ask(addSource, asked({ messenger: 'telegram', credentials, pipelineId: null }));
    expect(refused).toMatchObject({ status: 422, body: { type: 'messenger-silent' } });
    expect(JSON.stringify(refused.body)).not.toContain(BOT_SECRET);
  });

  it('is refused for a messenger without a driver, and for a body that is none', async () => {
    const { credentials } = await desk.bot('Any');
    expect(await desk.ask(addSource, asked({ messenger: 'apple', credentials, pipelineId: null }))).toMatchObject({
      status: 422,
      body: { type: 'no-such-messenger' },
    });
    for (const body of [
      {},
      { messenger: 'icq', credentials, pipelineId: null },
      { messenger: 'telegram', credentials },
    ]) {
      expect(await desk.ask(addSource, asked(body))).toMatchObject({ status: 400, body: { type: 'invalid' } });
    }
    const named = { messenger: 'telegram', credentials, pipelineId: null, name: 'x\0y' };
    expect(await desk.ask(addSource, asked(named))).toMatchObject({ status: 400, body: { field: 'name' } });
  });

  it('is refused into a pipeline that is archived or of another account', async () => {
    const { id: accountId } = { id: desk.home.accountId };
    await desk.world.control('POST', `/platform/accounts/${accountId}/pipelines`, { name: 'Old' });
    const old = (await desk.world.site()).pipelines.find(({ name }) => name === 'Old')?.id ?? 0;
    await desk.world.control('PATCH', `/platform/accounts/${accountId}/pipelines/${old}`, { isArchive: true });
    const foreign = (await desk.world.site(desk.neighbour.accountId)).pipelines[0]?.id ?? 0;
    const { credentials } = await desk.bot('Any');
    for (const pipelineId of [old, foreign, 1]) {
      const refused = await desk.ask(addSource, asked({ messenger: 'telegram', credentials, pipelineId }));
      expect(refused).toMatchObject({ status: 422, body: { type: 'no-such-pipeline', field: 'pipelineId' } });
    }
    expect(await cards()).toEqual([]);
  });

  it('is refused where this account has it, where another has it (without telling which), and past Kommo’s limit', async () => {
    const { bot, card } = await add('Mine');
    const again = asked({ messenger: 'telegram', credentials: bot.credentials, pipelineId: null });
    expect(await desk.ask(addSource, again)).toMatchObject({
      status: 409,
      body: { type: 'connected-already', detail: 'It is connected here already, as “Mine”.' },
    });
    for (const tenant of [desk.neighbour, desk.sibling]) {
      const other = (await desk.enter({ tenant })).session;
      const refused = await desk.ask(addSource, { ...again, session: other });
      expect(refused).toMatchObject({ status: 409, body: { type: 'connected-elsewhere' } });
      expect(JSON.stringify(refused.body)).not.toMatch(/Mine|sandbox|30000001/);
    }
    await desk.ledger.db.query(
      `insert into sources (account_id, scope_id, connection_id, messenger, remote_id, name, external_id)
       select account_id, scope_id, connection_id, 'telegram', 'n' || n, 'n', 'n' || n
       from sources, generate_series(1, 99) n where id = $1`,
      [card.id],
    );
    const { credentials } = await desk.bot('Too many');
    const refused = await desk.ask(addSource, asked({ messenger: 'telegram', credentials, pipelineId: null }));
    expect(refused).toMatchObject({ status: 409, body: { type: 'source-limit' } });
    expect(String(refused.body.detail)).toContain('100 sources');
  });

  it('is done once when it is asked for again because its answer was lost', async () => {
    const { credentials } = await desk.bot('Once');
    const question = { ...asked({ messenger: 'telegram', credentials, pipelineId: null }), key: randomUUID() };
    const first = await desk.ask<SourceCard>(addSource, question);
    // Another window of the same person, or the same one with a session of its own.
    const renewed = (await desk.enter()).session;
    const second = await desk.ask<SourceCard>(addSource, { ...question, session: renewed });
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(desk.engine.told).toHaveLength(1);
    const { rows } = await desk.ledger.db.query('select * from answered_writes');
    expect(JSON.stringify(rows)).not.toContain(BOT_SECRET);
    const otherBody = { ...question, body: { messenger: 'telegram', credentials: {}, pipelineId: null } };
    expect(await desk.ask(addSource, otherBody)).toMatchObject({ status: 422, body: { type: 'key-reused' } });
    // The same key of another person is another request.
    const neighbour = (await desk.enter({ tenant: desk.neighbour })).session;
    expect((await desk.ask(addSource, { ...question, session: neighbour })).status).toBe(409);
  });

  it('is done once when two accounts do it at the same time', async () => {
    const bot = await desk.bot('Wanted');
    const other = (await desk.enter({ tenant: desk.neighbour })).session;
    const body = { messenger: 'telegram', credentials: bot.credentials, pipelineId: null };
    const answers = await Promise.all(
      [session, other, session, other].map((by) => desk.ask(addSource, { session: by, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('brings one that was removed back with its chats and its address for webhooks', async () => {
    const { bot, card } = await add('Back');
    await desk.ledger.acceptor.accept([
      fromMessenger({ ...desk.home, sourceId: asSourceId(card.id) } as never, { chatRemoteId: 'ana' }),
    ]);
    const connection = async (): Promise<unknown> =>
      (await desk.ledger.db.query('select connection_id from sources where id = $1', [card.id])).rows;
    const before = await connection();
    expect((await desk.ask(removeSource, { session, id: card.id })).status).toBe(202);
    expect(await cards()).toEqual([]);
    const back = await desk.ask<SourceCard>(
      addSource,
      asked({ messenger: 'telegram', credentials: bot.credentials, pipelineId: null, name: 'Again' }),
    );
    expect(back.body).toMatchObject({ id: card.id, name: 'Again', state: { kind: 'connecting' }, isDefault: true });
    expect(back.body.lastMessageAt).not.toBeNull();
    expect(await connection()).toEqual(before);
  });

  it('keeps it with a way to try again while the engine is away', async () => {
    desk.engine.away = true;
    const { card } = await add('Waits');
    expect(card.state).toMatchObject({
      kind: 'broken',
      fault: 'webhook',
      text: expect.stringContaining('Try again') as string,
    });
    desk.engine.away = false;
    const repaired = await desk.ask<SourceCard>(repairSource, { session, id: card.id });
    expect(repaired.body.state).toEqual({ kind: 'connecting' });
    expect(desk.engine.told).toMatchObject([{ what: 'connect', with: { sourceId: card.id } }]);
  });
});

describe('looking at one source', () => {
  it('shows how far connecting it came, and nothing of what is not the account’s', async () => {
    const { card } = await add('One look');
    await noteSourceStep(desk.ledger.db, asSourceId(card.id), 'check-credentials', { state: 'running', text: null });
    const seen = await desk.ask<SourceCard>(source, { session, id: card.id });
    expect(seen).toMatchObject({ status: 200, body: { id: card.id, state: { kind: 'connecting' } } });
    expect(seen.body.steps[0]).toMatchObject({ step: 'check-credentials', state: 'running' });
    for (const id of [randomUUID(), 'none']) expect((await desk.ask(source, { session, id })).status).toBe(404);
  });
});

describe('a bot whose messages another service has', () => {
  const plain = (sourceId: string) => {
    const { integrationId, accountId } = desk.home;
    return { what: 'connect', with: { integrationId, accountId, sourceId, messenger: 'telegram' } };
  };
  const takingOver = (sourceId: string) => {
    const { what, with: input } = plain(sourceId);
    return { what, with: { ...input, takeOver: true } };
  };
  const repair = async (id: string, body?: object): Promise<unknown> => {
    desk.engine.told.length = 0;
    const { status } = await desk.ask(repairSource, { session, id, ...(body === undefined ? {} : { body }) });
    expect(status).toBe(200);
    return desk.engine.told[0];
  };

  it('is not taken away from it by being added, unless that is said', async () => {
    const { card } = await add('Left alone');
    expect(desk.engine.told).toEqual([plain(card.id)]);
    desk.engine.told.length = 0;
    const { card: other } = await add('Wanted', { takeOver: true });
    expect(desk.engine.told).toEqual([takingOver(other.id)]);
  });

  it('is taken over by a repair where that is said, and taken back by any where it was ours', async () => {
    const { card } = await add('Taken');
    expect(await repair(card.id)).toEqual(plain(card.id));
    expect(await repair(card.id, { takeOver: true })).toEqual(takingOver(card.id));
    await desk.ledger.db.query(
      `update connections set connected_at = now() from sources where connection_id = connections.id and sources.id = $1`,
      [card.id],
    );
    expect(await repair(card.id)).toEqual(takingOver(card.id));
    expect(await repair(card.id, { takeOver: false })).toEqual(plain(card.id));
    expect(await desk.ask(repairSource, asked({ takeOver: 'yes' }, card.id))).toMatchObject({ status: 400 });
  });
});

describe('changing a source', () => {
  it('renames it, moves it and makes it the default one, and has Kommo told once', async () => {
    const { card: first } = await add('First');
    const { card } = await add('Second');
    desk.engine.told.length = 0;
    const changed = await desk.ask<SourceCard>(
      changeSource,
      asked({ name: 'Repairs', pipelineId: pipelines.support, isDefault: true }, card.id),
    );
    expect(changed.body).toMatchObject({ name: 'Repairs', isDefault: true, pipeline: { name: 'Support' } });
    expect((await cards()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [first.id, false],
      [card.id, true],
    ]);
    const { integrationId, accountId } = desk.home;
    expect(desk.engine.told).toEqual([{ what: 'sourcesChanged', with: { integrationId, accountId } }]);
    expect((await changes()).slice(0, 3).map(({ what, source, detail }) => [what, source, detail])).toEqual([
      ['source-made-default', 'Repairs', null],
      ['source-moved', 'Repairs', 'Support'],
      ['source-renamed', 'Second', 'Repairs'],
    ]);
    const back = await desk.ask<SourceCard>(changeSource, asked({ pipelineId: null }, card.id));
    expect(back.body.pipeline).toBeNull();
  });

  it('says what is done with contacts and leads, and Kommo has nothing to hear of it', async () => {
    const { card } = await add('With contacts');
    expect(card.contacts).toEqual({ preLink: false, referralFields: {} });
    desk.engine.told.length = 0;
    const contacts = { preLink: true, referralFields: { ref: 41 } };
    const changed = await desk.ask<SourceCard>(changeSource, asked(contacts, card.id));
    expect(changed.body.contacts).toEqual(contacts);
    expect(desk.engine.told).toEqual([]);
    expect((await changes())[0]).toMatchObject({ what: 'source-contacts', source: 'With contacts', detail: null });
    const wrong = asked({ referralFields: { anything: 41 } }, card.id);
    expect(await desk.ask(changeSource, wrong)).toMatchObject({ status: 400 });
  });

  it('says when talks are closed and what marks a bot, each a change of its own', async () => {
    const { card } = await add('With a bot');
    const first = { closesAfterWindow: false, closesWithCustomer: false, closesWithSurvey: true, botMark: null };
    expect(card.conversations).toEqual(first);
    desk.engine.told.length = 0;
    const closing = { closesAfterWindow: true, closesWithCustomer: true, closesWithSurvey: false };
    const closed = await desk.ask<SourceCard>(changeSource, asked(closing, card.id));
    expect(closed.body.conversations).toEqual({ ...closing, botMark: null });
    const marked = await desk.ask<SourceCard>(changeSource, asked({ botMark: ' via bot: ' }, card.id));
    expect(marked.body.conversations).toEqual({ ...closing, botMark: 'via bot:' });
    expect(desk.engine.told).toEqual([]);
    expect((await changes()).slice(0, 2)).toMatchObject([
      { what: 'source-bot-mark', source: 'With a bot', detail: 'via bot:' },
      { what: 'source-closing', source: 'With a bot', detail: null },
    ]);
    expect(await desk.ask(changeSource, asked({ botMark: '' }, card.id))).toMatchObject({ status: 400 });
  });

  it('may write what brought a customer into fields that hold a text, of which there are pages', async () => {
    const { accountId } = desk.home;
    for (const [name, type] of [
      ['Landing page', 'url'],
      ['Budget', 'numeric'],
    ] as const) {
      await desk.world.control('POST', `/platform/accounts/${accountId}/lead-fields`, { name, type });
    }
    await desk.world.sandbox.assume({ 'custom-fields-page-limit': 50 });
    const { body } = await desk.ask<readonly LeadFieldChoice[]>(SETTINGS_OPERATIONS.leadFields, { session });
    const names = body.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['utm_source', 'Landing page']));
    expect(names).not.toContain('Budget');
  });

  it('to what it is already is no change', async () => {
    const { card } = await add('Same');
    desk.engine.told.length = 0;
    const before = await changes();
    await desk.ask(changeSource, asked({ name: 'Same', pipelineId: null, isDefault: true }, card.id));
    expect(desk.engine.told).toEqual([]);
    expect(await changes()).toEqual(before);
  });

  it('succeeds while the engine is away: the account looks at its sources by itself', async () => {
    const { card } = await add('Any');
    desk.engine.away = true;
    expect((await desk.ask<SourceCard>(changeSource, asked({ name: 'Other' }, card.id))).body.name).toBe('Other');
  });

  it('into an archived pipeline changes nothing, also of the rest', async () => {
    const { card } = await add('Whole');
    const refused = await desk.ask(changeSource, asked({ name: 'Half', pipelineId: 1 }, card.id));
    expect(refused).toMatchObject({ status: 422, body: { type: 'no-such-pipeline' } });
    expect((await cards())[0]?.name).toBe('Whole');
  });

  it('takes new credentials of the same bot, and has it connected with them', async () => {
    const { card, bot } = await add('Renewed');
    await connected(card.id);
    desk.engine.told.length = 0;
    const sealed = async (): Promise<unknown> =>
      (
        await desk.ledger.db.query(
          'select connections.credentials from connections join sources on connections.id = connection_id where sources.id = $1',
          [card.id],
        )
      ).rows;
    const before = await sealed();
    const changed = await desk.ask<SourceCard>(changeSource, asked({ credentials: bot.credentials }, card.id));
    expect(changed.body.state).toEqual({ kind: 'connecting' });
    expect(await sealed()).not.toEqual(before);
    expect(desk.engine.told).toMatchObject([{ what: 'connect', with: { sourceId: card.id } }]);
    expect((await changes())[0]).toMatchObject({ what: 'source-credentials', detail: null });
  });

  it('refuses credentials of another bot, and those that the messenger refuses', async () => {
    const { card } = await add('One');
    const other = await desk.bot('Two');
    expect(await desk.ask(changeSource, asked({ credentials: other.credentials }, card.id))).toMatchObject({
      status: 422,
      body: { type: 'other-identity' },
    });
    const dead = { ...other.credentials, token: '600000001:AAAAAAAAAAAAAAAA' };
    expect(await desk.ask(changeSource, asked({ credentials: dead }, card.id))).toMatchObject({
      status: 422,
      body: { type: 'credentials-refused', field: 'token' },
    });
  });
});

describe('pausing a source', () => {
  it('holds it until it is resumed, and says who did it', async () => {
    const { card } = await add('Paused');
    await connected(card.id);
    const key = randomUUID();
    const paused = await desk.ask<SourceCard>(pauseSource, { session, id: card.id, key });
    expect(paused.body.state).toEqual({ kind: 'paused', since: expect.any(Number) as number, by: 'Maria Souza' });
    expect((await desk.ask(overview, { session })).body.headline).toEqual({ kind: 'all-paused' });
    const count = (await changes()).length;
    await desk.ask(pauseSource, { session, id: card.id, key });
    expect(await changes()).toHaveLength(count);

    const resumed = await desk.ask<SourceCard>(resumeSource, { session, id: card.id });
    expect(resumed.body.state).toEqual({ kind: 'ok' });
    expect(desk.engine.told).toContainEqual({ what: 'release', with: card.id });
    expect((await changes()).slice(0, 2).map(({ what }) => what)).toEqual(['source-resumed', 'source-paused']);
    expect(await desk.ask(resumeSource, { session, id: card.id })).toMatchObject({
      status: 409,
      body: { type: 'refused' },
    });
  });

  it('says when it was resumed but its chats could not be told', async () => {
    const { card } = await add('Untold');
    await connected(card.id);
    await desk.ask(pauseSource, { session, id: card.id });
    desk.engine.away = true;
    const key = randomUUID();
    expect((await desk.ask(resumeSource, { session, id: card.id, key })).status).toBe(504);
    desk.engine.away = false;
    expect((await desk.ask(resumeSource, { session, id: card.id, key })).status).toBe(200);
    expect(desk.engine.told).toContainEqual({ what: 'release', with: card.id });
  });
});

describe('removing a source', () => {
  it('ends it at once, and it is shown until it is gone in Kommo', async () => {
    const { card: first } = await add('Stays');
    const { card } = await add('Goes');
    await desk.ledger.db.query('update sources set kommo_source_id = 5 where id = $1', [card.id]);
    await desk.ask(changeSource, asked({ isDefault: true }, card.id));
    desk.engine.told.length = 0;
    expect(await desk.ask(removeSource, { session, id: card.id })).toMatchObject({ status: 202, body: {} });
    const { integrationId, accountId } = desk.home;
    expect(desk.engine.told).toEqual([
      { what: 'remove', with: { integrationId, accountId, sourceId: card.id, messenger: 'telegram' } },
    ]);
    expect((await cards()).map(({ id, state, isDefault }) => [id, state.kind, isDefault])).toEqual([
      [first.id, 'connecting', false],
      [card.id, 'removing', false],
    ]);
    expect((await changes())[0]).toMatchObject({ what: 'source-removed', by: 'Maria Souza', source: 'Goes' });
    for (const operation of [changeSource, pauseSource, resumeSource, repairSource]) {
      expect((await desk.ask(operation, asked({}, card.id))).status).toBe(404);
    }
    await desk.ledger.db.query('update sources set kommo_source_id = null where id = $1', [card.id]);
    expect((await cards()).map(({ id }) => id)).toEqual([first.id]);
  });

  it('can be asked for again when the engine was away, and is written down once', async () => {
    const { card } = await add('Twice');
    desk.engine.away = true;
    expect((await desk.ask(removeSource, { session, id: card.id })).status).toBe(504);
    desk.engine.away = false;
    expect((await desk.ask(removeSource, { session, id: card.id })).status).toBe(202);
    expect(
      (await changes()).filter(({ what, source }) => what === 'source-removed' && source === 'Twice'),
    ).toHaveLength(1);
  });
});

describe('a card', () => {
  const stateOf = async (id: string): Promise<SourceCard['state'] | undefined> =>
    (await cards()).find((card) => card.id === id)?.state;

  it('tells what is wrong, and what the step said that needs a person', async () => {
    const { card } = await add('Faults');
    const id = asSourceId(card.id);
    const { db } = desk.ledger;
    await noteSourceStep(db, id, 'check-credentials', { state: 'done', text: null });
    await noteSourceStep(db, id, 'point-webhook', { state: 'running', text: null });
    expect(await stateOf(id)).toEqual({ kind: 'connecting' });
    await noteSourceStep(db, id, 'register-in-kommo', { state: 'failed', text: 'Kommo says no.' });
    expect(await stateOf(id)).toEqual({ kind: 'broken', fault: 'kommo', text: 'Kommo says no.', since: null });
    await noteFault(db, id, { kind: 'webhook', text: 'It is somebody else’s.' });
    expect(await stateOf(id)).toMatchObject({ kind: 'broken', fault: 'webhook', text: 'It is somebody else’s.' });
    const { body } = await desk.ask(overview, { session });
    expect(body.headline).toEqual({ kind: 'source-broken', sourceId: id, name: 'Faults' });
  });

  it('tells that its pipeline was archived, and is mended by another', async () => {
    const { card } = await add('Moved', { pipelineId: pipelines.support });
    await connected(card.id);
    const path = `/platform/accounts/${desk.home.accountId}/pipelines/${pipelines.support}`;
    await desk.world.control('PATCH', path, { isArchive: true });
    desk.passTime(61_000);
    expect(await stateOf(card.id)).toMatchObject({ kind: 'broken', fault: 'pipeline' });
    await noteFault(desk.ledger.db, asSourceId(card.id), { kind: 'pipeline', text: 'Archived.' });
    await desk.ask(changeSource, asked({ pipelineId: pipelines.sales }, card.id));
    await desk.world.control('PATCH', path, { isArchive: false });
    expect(await stateOf(card.id)).toEqual({ kind: 'ok' });
  });

  it('names its pipeline as it was while Kommo does not say', async () => {
    const { card } = await add('Nameless', { pipelineId: pipelines.support });
    desk.passTime(61_000);
    expect((await cards())[0]?.pipeline).toMatchObject({ name: 'Support' });
    await desk.world.control('PATCH', `/platform/accounts/${desk.home.accountId}`, { paid: false });
    try {
      desk.passTime(61_000);
      // The last that was known.
      expect((await cards())[0]?.pipeline).toMatchObject({ id: card.pipeline?.id, name: 'Support', archived: false });
    } finally {
      await desk.world.control('PATCH', `/platform/accounts/${desk.home.accountId}`, { paid: true });
      desk.passTime(61_000);
    }
  });

  it('tells when somebody last wrote, and the overview what has been stuck for a while', async () => {
    const { card } = await add('Busy');
    await connected(card.id);
    const tenant = { ...desk.home, sourceId: asSourceId(card.id) } as Tenant & { sourceId: string };
    await desk.ledger.acceptor.accept([fromMessenger(tenant as never, { chatRemoteId: 'stuck' })]);
    const [shown] = await cards();
    expect(Math.abs((shown?.lastMessageAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect((await desk.ask(overview, { session })).body.headline).toEqual({
      kind: 'flows',
      lastMessageAt: shown?.lastMessageAt,
    });
    await desk.ledger.db.query(
      `update deliveries set attempts = 5, accepted_at = now() - interval '2 minutes'
       from chats where chats.id = chat_id and source_id = $1`,
      [card.id],
    );
    expect((await desk.ask(overview, { session })).body.headline).toMatchObject({ kind: 'stuck', count: 1 });
  });
});

test('a test follows the first message from the customer to Kommo', async () => {
  const { card } = await add('Tested');
  const tenant = { ...desk.home, sourceId: asSourceId(card.id) };
  await desk.ledger.acceptor.accept([fromMessenger(tenant as never, { chatRemoteId: 'before' })]);
  const begun = await desk.ask<{ since: number; state: object }>(beginTest, { session, id: card.id });
  expect(begun).toMatchObject({ status: 201, body: { state: { kind: 'waiting' } } });
  const { since } = begun.body;
  const state = async (): Promise<unknown> => (await desk.ask(readTest, { session, id: card.id, since })).body.state;
  expect(await state()).toEqual({ kind: 'waiting' });

  const accepted = await desk.ledger.acceptor.accept([fromMessenger(tenant as never, { chatRemoteId: 'tester' })]);
  expect(await state()).toMatchObject({ kind: 'received' });
  const held = await take(desk.ledger.db, asChatId(accepted.wake[0]?.chatId ?? ''), 'to-kommo');
  const delivery = await claim(desk.ledger.db, held);
  await settleAndClaim(desk.ledger.db, held, { deliveryId: delivery.id, outcome: { kind: 'sent' } }, 'leave');
  expect(await state()).toMatchObject({ kind: 'in-kommo', tookMs: expect.any(Number) as number });
  await desk.ledger.db.query(
    `update deliveries set outcome = 'failed', outcome_code = 905, outcome_text = 'No.' where id = $1`,
    [delivery.id],
  );
  expect(await state()).toEqual({ kind: 'failed', deliveryId: delivery.id, text: 'No.' });
  expect((await desk.ask(readTest, { session, id: card.id, since: Number.MAX_SAFE_INTEGER })).status).toBe(404);
});

test('what can be connected is drawn from the drivers', async () => {
  const { body } = await desk.ask(SETTINGS_OPERATIONS.messengers, { session });
  expect(body).toContainEqual({
    kind: 'telegram',
    title: 'Telegram',
    about: 'A bot that your customers write to',
    guide: [
      expect.objectContaining({ link: { href: 'https://t.me/BotFather', text: 'Open @BotFather' }, fields: [] }),
      expect.objectContaining({ title: 'Copy its token', link: null, fields: ['token'] }),
    ],
    fields: [
      {
        name: 'token',
        label: 'Bot token',
        help: 'Whoever has it can speak as your bot. Give it to nobody else.',
        secret: true,
        required: true,
        pattern: expect.any(String) as string,
        maxLength: 80,
        standard: null,
        multiline: false,
        choices: null,
      },
      expect.objectContaining({ name: 'apiBaseUrl', required: false, standard: 'https://api.telegram.org' }),
    ],
  });
});

test('pipelines to choose from are those that are not archived', async () => {
  const { body } = await desk.ask(SETTINGS_OPERATIONS.pipelines, { session });
  expect(body).toEqual([
    { id: pipelines.sales, name: 'Sales', isMain: true },
    { id: pipelines.support, name: 'Support', isMain: false },
  ]);
});

test.each([
  ['500000001', 'telegram-500000001'],
  ['x'.repeat(27), `telegram-${'x'.repeat(27)}`],
])('a source of %s is called %s at Kommo', (remoteId, expected) => {
  expect(externalIdOf('telegram', remoteId)).toBe(expected);
});

test.each(['x'.repeat(28), 'магазин', 'a\tb'])(
  'a source of %j has a name at Kommo that fits, and keeps it',
  (remoteId) => {
    const name = externalIdOf('telegram', remoteId);
    expect(name).toMatch(/^telegram-[\x20-\x7e]{1,27}$/);
    expect(externalIdOf('telegram', remoteId)).toBe(name);
    expect(externalIdOf('telegram', `${remoteId}.`)).not.toBe(name);
  },
);

/** The last test: it looks at everything that was answered above. */
test('no answer holds a secret', async () => {
  const { bot } = await add('Searched');
  expect((await cards()).length).toBeGreaterThan(0);
  const { rows } = await desk.ledger.db.query<{ webhook_secret: string }>('select webhook_secret from connections');
  const all = desk.heard.join('\n');
  for (const secret of [
    BOT_SECRET,
    INTEGRATION.clientSecret,
    STRANGER_SECRET,
    desk.home.accessToken,
    ...rows.map((row) => row.webhook_secret),
  ]) {
    expect(all.includes(secret)).toBe(false);
  }
  // What may be shown is found, so the search can find.
  expect(all.includes(`shop_${bot.id}_bot`)).toBe(true);
});
