import { SANDBOX } from '../../src/sandbox/credentials';
import { Crm } from './support/crm';
import { Harness } from './support/harness';
import { pick } from './support/http';
import { messageHooks } from './support/kommo-inbox';
import { incoming, SCOPE } from './support/kommo-caller';
import { listOf } from './support/platform-caller';

const ROOT = 'https://sandbox.kommo.com/api/v4';
const { channel } = SANDBOX.kommo;

let box: Harness;
let crm: Crm;
beforeEach(async () => {
  box = await Harness.start();
  crm = new Crm(box);
  await box.kommo.connect();
});
afterEach(() => box.stop());

const first = async (): Promise<Record<string, unknown>> => {
  const [item] = await crm.unsorted();
  if (!item) throw new Error('no incoming lead');
  return item;
};
const sorted = async (decision: string, body: object = {}) =>
  crm.api.crm(
    decision === 'decline' ? 'DELETE' : 'POST',
    `/leads/unsorted/${String((await first()).uid)}/${decision}`,
    body,
  );
const userId = async (): Promise<number> => (await crm.site()).users[0]?.id ?? 0;

test('the first message of an unknown customer makes contact, incoming lead and talk', async () => {
  await crm.writes('Bob', 'Hello', { sender: { id: 'person-Bob', name: 'Bob', profile: { phone: '+15550111' } } });
  const chatId = await crm.chatOf('Bob');
  const [pipeline] = listOf(await crm.api.crm('GET', '/leads/pipelines'), 'pipelines');
  const item = await first();
  const { contacts, leads } = item._embedded as Record<string, { id: number }[]>;
  expect(item).toEqual({
    uid: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    source_uid: `amojo:${channel.id}`,
    source_name: channel.name,
    category: 'chats',
    pipeline_id: pipeline?.id,
    created_at: expect.any(Number) as number,
    account_id: 30000001,
    metadata: expect.objectContaining({
      from: 'Bob',
      client: { name: 'Bob', avatar: null },
      origin: { chat_id: chatId, ref: null, visitor_uid: null },
      last_message_text: 'Hello',
      service: channel.code,
    }) as object,
    _links: { self: { href: `${ROOT}/leads/unsorted/${String(item.uid)}` } },
    _embedded: {
      contacts: [{ id: contacts?.[0]?.id, _links: expect.anything() as object }],
      leads: [{ id: leads?.[0]?.id, _links: expect.anything() as object }],
      companies: [],
    },
  });
  expect((await crm.api.crm('GET', `/leads/unsorted/${String(item.uid)}`)).json).toEqual(item);
  const [link] = listOf(await crm.api.crm('GET', `/contacts/chats?chat_id=${chatId}`), 'chats');
  expect(link).toMatchObject({ contact_id: contacts?.[0]?.id });
  expect((await crm.api.crm('GET', `/contacts/${String(contacts?.[0]?.id)}`)).json).toMatchObject({
    name: 'Bob',
    custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '+15550111' }] }],
  });
  const [talk] = listOf(await crm.api.crm('GET', '/talks'), 'talks');
  expect(talk).toMatchObject({
    chat_id: chatId,
    contact_id: contacts?.[0]?.id,
    entity_id: leads?.[0]?.id,
    entity_type: 'lead',
    is_in_work: true,
    is_read: false,
    status: 'in_work',
    source_id: null,
    origin: channel.code,
  });
});

test('until it is accepted, contact and lead are in no list', async () => {
  await crm.writes('Bob', 'Hello');
  for (const path of ['/contacts', '/leads']) expect((await crm.api.crm('GET', path)).status).toBe(204);
  await sorted('accept');
  expect(listOf(await crm.api.crm('GET', '/contacts'), 'contacts')).toMatchObject([{ name: 'Bob' }]);
  const [pipeline] = listOf(await crm.api.crm('GET', '/leads/pipelines'), 'pipelines');
  const { statuses } = pipeline?._embedded as { statuses: { id: number }[] };
  expect(listOf(await crm.api.crm('GET', '/leads'), 'leads')).toMatchObject([{ status_id: statuses[1]?.id }]);
  expect((await crm.api.crm('GET', '/leads/unsorted')).status).toBe(204);
});

test('a second message makes nothing more, and is the one that is shown', async () => {
  await crm.writes('Bob', 'Hello');
  await crm.writes('Bob', 'Is anybody there?');
  expect(await crm.unsorted()).toMatchObject([{ metadata: { last_message_text: 'Is anybody there?' } }]);
  expect((await crm.site()).talks).toHaveLength(1);
});

test('a silent message makes nothing', async () => {
  await crm.writes('Bob', 'Of last year', { silent: true });
  const { contacts, leads, talks, unsorted } = await crm.site();
  expect([contacts, leads, talks, unsorted]).toEqual([[], [], [], []]);
  await crm.writes('Bob', 'Hello');
  expect(await crm.unsorted()).toHaveLength(1);
});

test('a chat that is linked to a contact already makes no incoming lead', async () => {
  const created = await box.kommo.call('POST', `${SCOPE}/chats`, {
    conversation_id: 'chat-Bob',
    user: { id: 'person-Bob', name: 'Bob' },
  });
  const [contact] = listOf(await crm.api.crm('POST', '/contacts', [{ name: 'Robert' }]), 'contacts');
  await crm.api.crm('POST', '/contacts/chats', [{ contact_id: contact?.id, chat_id: pick(created, 'id') }]);
  await crm.writes('Bob', 'Hello');
  expect((await crm.site()).unsorted).toEqual([]);
  expect(listOf(await crm.api.crm('GET', '/talks'), 'talks')).toMatchObject([
    { contact_id: contact?.id, entity_id: null, entity_type: null },
  ]);
});

test('what takes a while to be made is not there at once', async () => {
  await box.assume({ 'chat-to-crm-delay-ms': 60_000 });
  await crm.writes('Bob', 'Hello');
  expect((await crm.site()).unsorted).toEqual([]);
});

test('without a stage of incoming leads there is a lead at once', async () => {
  await crm.control('PATCH', '', { isUnsortedOn: false });
  expect((await crm.api.crm('GET', '/account')).json).toMatchObject({ is_unsorted_on: false });
  await crm.writes('Bob', 'Hello');
  expect((await crm.api.crm('GET', '/leads/unsorted')).status).toBe(204);
  expect(listOf(await crm.api.crm('GET', '/contacts'), 'contacts')).toHaveLength(1);
  expect(listOf(await crm.api.crm('GET', '/leads'), 'leads')).toHaveLength(1);
});

describe('the pipeline of a lead', () => {
  const place = async () => {
    const { unsorted, leads } = await crm.site();
    return [unsorted[0]?.pipelineId, unsorted[0]?.sourceName, leads[0]?.sourceId];
  };
  const main = async () => (await crm.site()).pipelines.find(({ isMain }) => isMain)?.id;

  test('is the one of the source that the message names', async () => {
    const pipelineId = await crm.pipeline('Wholesale');
    await crm.source({ external_id: 'default', default: true });
    const id = await crm.source({ external_id: 'b2b', name: 'Wholesale bot', pipeline_id: pipelineId });
    await crm.writes('Bob', 'Hello', { source: { external_id: 'b2b' } });
    expect(await place()).toEqual([pipelineId, 'Wholesale bot', id]);
  });

  test('is the one of the source that the chat was made with', async () => {
    const pipelineId = await crm.pipeline('Wholesale');
    const id = await crm.source({ external_id: 'b2b', pipeline_id: pipelineId });
    await box.kommo.call('POST', `${SCOPE}/chats`, {
      conversation_id: 'chat-Bob',
      source: { external_id: 'b2b' },
      user: { id: 'person-Bob', name: 'Bob' },
    });
    await crm.writes('Bob', 'Hello');
    expect(await place()).toEqual([pipelineId, 'Shop bot', id]);
  });

  test.each([
    ['no source', {}],
    ['one that is not there', { source: { external_id: 'nothing' } }],
  ])('with %s is that of the default source, which the chat does not get', async (_what, more) => {
    const pipelineId = await crm.pipeline('Wholesale');
    const id = await crm.source({ external_id: 'default', default: true, pipeline_id: pipelineId });
    await crm.writes('Bob', 'Hello', more);
    expect(await place()).toEqual([pipelineId, 'Shop bot', id]);
    expect(listOf(await crm.api.crm('GET', '/talks'), 'talks')).toMatchObject([{ source_id: null }]);
  });

  test('without any source is the main one, under the name of the integration', async () => {
    await crm.writes('Bob', 'Hello');
    expect(await place()).toEqual([await main(), channel.name, null]);
  });

  test.each([
    ['main', true],
    ['stays', false],
  ])('that is archived: %s', async (reading, goesToMain) => {
    await box.assume({ 'chat-archived-pipeline': reading });
    const pipelineId = await crm.pipeline('Old');
    const id = await crm.source({ external_id: 'old', pipeline_id: pipelineId });
    await crm.control('PATCH', `/pipelines/${String(pipelineId)}`, { isArchive: true });
    await crm.writes('Bob', 'Hello', { source: { external_id: 'old' } });
    expect(await place()).toEqual([goesToMain ? await main() : pipelineId, 'Shop bot', id]);
  });
});

describe('sorting', () => {
  test('accepting puts the lead into the stage that was asked for, in a user’s name', async () => {
    await crm.writes('Bob', 'Hello');
    const pipelines = listOf(await crm.api.crm('GET', '/leads/pipelines'), 'pipelines');
    const [main, other] = pipelines.map(({ _embedded }) => (_embedded as { statuses: { id: number }[] }).statuses);
    const { uid } = await first();
    for (const status of [main?.[0]?.id, 142]) expect((await sorted('accept', { status_id: status })).status).toBe(400);
    const user = (await crm.site()).users[1]?.id;
    const answer = await sorted('accept', { status_id: other?.[1]?.id, user_id: user });
    const [lead] = listOf(answer, 'leads');
    expect(answer.json).toMatchObject({ uid, category: 'chats', _embedded: { contacts: [{ is_unsorted: false }] } });
    expect((await crm.api.crm('GET', `/leads/${String(lead?.id)}`)).json).toMatchObject({
      status_id: other?.[1]?.id,
      pipeline_id: pipelines[1]?.id,
      responsible_user_id: user,
    });
    expect((await crm.api.crm('POST', `/leads/unsorted/${String(uid)}/accept`, {})).status).toBe(404);
    expect((await crm.api.crm('GET', `/leads/unsorted/${String(uid)}`)).status).toBe(404);
  });

  test('declining takes lead, contact and link away, and the customer is unknown again', async () => {
    await crm.writes('Bob', 'Hello');
    const answer = await sorted('decline', { user_id: await userId() });
    expect([answer.status, listOf(answer, 'contacts')]).toMatchObject([200, [{ is_deleted: true }]]);
    const { contacts, leads, chatLinks, talks } = await crm.site();
    expect([contacts, leads, chatLinks, talks[0]?.state]).toEqual([[], [], [], 'closed']);
    await crm.writes('Bob', 'Hello again');
    expect(await crm.unsorted()).toMatchObject([{ metadata: { last_message_text: 'Hello again' } }]);
  });

  test('declining without a user is refused, or not', async () => {
    await crm.writes('Bob', 'Hello');
    expect(await sorted('decline')).toMatchObject({
      status: 400,
      json: { 'validation-errors': [{ errors: [{ code: 'FieldMissing', path: 'user_id' }] }] },
    });
    await box.assume({ 'unsorted-decline-user': 'optional' });
    expect((await sorted('decline')).status).toBe(200);
  });

  test('linking gives the chat to a lead that is there and to its contact', async () => {
    const [contact] = listOf(await crm.api.crm('POST', '/contacts', [{ name: 'Robert' }]), 'contacts');
    const lead = { name: 'Deal', _embedded: { contacts: [{ id: contact?.id }] } };
    const [deal] = listOf(await crm.api.crm('POST', '/leads', [lead]), 'leads');
    await crm.writes('Bob', 'Hello');
    const { uid } = await first();
    const answer = await sorted('link', { link: { entity_id: deal?.id, entity_type: 'leads' } });
    expect(answer.json).toMatchObject({ uid, _embedded: { leads: [{ id: deal?.id }] } });
    const { contacts, leads, chatLinks } = await crm.site();
    expect([contacts.length, leads.length, chatLinks[0]?.contactId]).toEqual([1, 1, contact?.id]);
    expect(listOf(await crm.api.crm('GET', '/talks'), 'talks')).toMatchObject([
      { contact_id: contact?.id, entity_id: deal?.id },
    ]);
  });

  test('linking to a lead without a contact keeps the customer’s own', async () => {
    const [deal] = listOf(await crm.api.crm('POST', '/leads', [{ name: 'Deal' }]), 'leads');
    await crm.writes('Bob', 'Hello');
    await sorted('link', { link: { entity_id: deal?.id, entity_type: 'leads' } });
    expect(listOf(await crm.api.crm('GET', '/contacts?with=leads'), 'contacts')).toMatchObject([
      { name: 'Bob', _embedded: { leads: [{ id: deal?.id }] } },
    ]);
  });

  test('an unknown one is not found, in whatever way', async () => {
    for (const [method, path, body] of [
      ['GET', '/leads/unsorted/none', undefined],
      ['POST', '/leads/unsorted/none/accept', {}],
      ['DELETE', '/leads/unsorted/none/decline', { user_id: 1 }],
      ['POST', '/leads/unsorted/none/link', {}],
    ] as const) {
      expect(await crm.api.crm(method, path, body)).toMatchObject({ status: 404, json: { title: 'Not Found' } });
    }
    expect((await crm.api.crm('POST', '/leads/unsorted/none')).status).toBe(405);
  });
});

test('lists are filtered and ordered, and the summary counts', async () => {
  const pipelineId = await crm.pipeline('Wholesale');
  await crm.source({ external_id: 'b2b', pipeline_id: pipelineId });
  await crm.writes('Bob', 'Hello');
  await crm.writes('Eve', 'Hi', { source: { external_id: 'b2b' } });
  await crm.writes('Max', 'Hey');
  const names = async (query: string) =>
    (await crm.unsorted(query)).map(({ metadata }) => (metadata as { from: string }).from);
  const uid = String((await first()).uid);
  expect(await names('')).toEqual(['Bob', 'Eve', 'Max']);
  expect(await names('?order[created_at]=desc')).toEqual(['Max', 'Eve', 'Bob']);
  expect(await names(`?filter[uid]=${uid}`)).toEqual(['Bob']);
  expect(await names(`?filter[pipeline_id]=${String(pipelineId)}`)).toEqual(['Eve']);
  expect(await names('?filter[category][]=chats&limit=1&page=2')).toEqual(['Eve']);
  for (const query of ['?filter[category][]=sip', '?filter[uid]=none', '?page=2']) {
    expect((await crm.api.crm('GET', `/leads/unsorted${query}`)).status).toBe(204);
  }
  expect((await crm.api.crm('GET', '/leads/unsorted?limit=251')).status).toBe(422);
  await box.control('PUT', '/clock', { offsetMs: 100_000 });
  await sorted('accept');
  await sorted('decline', { user_id: await userId() });
  const summary = async (query = '') => (await crm.api.crm('GET', `/leads/unsorted/summary${query}`)).json;
  expect(await summary()).toMatchObject({ total: 3, accepted: 1, declined: 1, categories: { chats: { total: 3 } } });
  expect(((await summary()) as { average_sort_time: number }).average_sort_time).toBeGreaterThanOrEqual(99);
  expect(await summary(`?filter[pipeline_id]=${String(pipelineId)}`)).toMatchObject({ total: 1 });
  expect(await summary('?filter[created_at][to]=1')).toMatchObject({ total: 0, average_sort_time: 0 });
});

describe('talks', () => {
  test('a message to a closed one begins another, of the lead that is open', async () => {
    await crm.writes('Bob', 'Hello');
    await sorted('accept');
    const id = (await crm.site()).talks[0]?.id;
    expect((await crm.control('POST', `/talks/${String(id)}/close`)).status).toBe(200);
    expect((await crm.control('POST', `/talks/${String(id)}/close`)).status).toBe(409);
    await crm.writes('Bob', 'One thing more');
    const talks = listOf(await crm.api.crm('GET', '/talks'), 'talks');
    expect(talks).toMatchObject([
      { talk_id: id, status: 'closed', is_in_work: false },
      { status: 'in_work', entity_id: talks[0]?.entity_id },
    ]);
    expect((await crm.site()).unsorted.filter(({ state }) => state === 'waiting')).toEqual([]);
    const open = listOf(await crm.api.crm('GET', '/talks?filter[only_in_work]=1'), 'talks');
    expect(open).toHaveLength(1);
    const contact = String(talks[0]?.contact_id);
    expect(listOf(await crm.api.crm('GET', `/talks?filter[contact_id][]=${contact}`), 'talks')).toHaveLength(2);
    expect((await crm.api.crm('GET', '/talks?filter[contact_id][]=1')).status).toBe(204);
  });

  test('an answer makes it read', async () => {
    await crm.writes('Bob', 'Hello');
    await box.managerWrites(await crm.chatOf('Bob'), 'Good morning');
    expect(listOf(await crm.api.crm('GET', '/talks'), 'talks')).toMatchObject([{ is_read: true }]);
  });

  test('whom a manager writes to first is a contact with a talk, and no incoming lead', async () => {
    await box.control('POST', '/kommo/write-first', {
      scopeId: SCOPE,
      phone: '+15550122',
      name: 'Eve',
      userId: SANDBOX.kommo.users[0].id,
      text: 'Your order is here',
    });
    const { contacts, unsorted, talks } = await crm.site();
    expect([contacts[0]?.name, contacts[0]?.hidden, unsorted, talks.length]).toEqual(['Eve', false, [], 1]);
  });
});

test('merging contacts moves chats, talks and leads, and the links get new ids', async () => {
  await crm.writes('Bob', 'Hello', { sender: { id: 'person-Bob', name: 'Bob', profile: { phone: '+15550111' } } });
  await crm.writes('Robert', 'Hello too', {
    sender: { id: 'person-Robert', name: 'Robert', profile: { phone: '+15550122' } },
  });
  const before = await crm.site();
  const [from, into] = before.contacts.map(({ id }) => id);
  expect((await crm.control('POST', '/contacts/merge', { from, into: from })).status).toBe(409);
  expect((await crm.control('POST', '/contacts/merge', { from: 1, into })).status).toBe(404);
  await crm.control('POST', '/contacts/merge', { from, into });
  const after = await crm.site();
  expect(after.contacts.map(({ id }) => id)).toEqual([into]);
  expect(after.chatLinks.map(({ contactId }) => contactId)).toEqual([into, into]);
  expect(new Set(after.chatLinks.map(({ chatId }) => chatId))).toEqual(
    new Set(before.chatLinks.map(({ chatId }) => chatId)),
  );
  expect(after.chatLinks.map(({ id }) => id)).not.toContain(before.chatLinks[0]?.id);
  expect(after.talks.map(({ contactId }) => contactId)).toEqual([into, into]);
  expect(after.leads.map(({ contactIds }) => contactIds)).toEqual([[into], [into]]);
  const contact = await crm.api.crm('GET', `/contacts/${String(into)}`);
  expect(contact.text).toContain('+15550111');
  expect(contact.text).toContain('+15550122');
  await crm.writes('Bob', 'It is me');
  expect((await crm.site()).unsorted).toHaveLength(2);
});

const OWN = { person: 'person-Robert', chat: 'chat-Robert', source: 'line 2' };
test.each([
  ['own', OWN],
  ['first-source', { ...OWN, source: 'line 1' }],
  ['first-person', { ...OWN, person: 'person-Bob' }],
  ['no-own-ids', { person: undefined, chat: undefined, source: undefined }],
])('a hook of a merged contact’s chat, by the reading %s', async (reading, expected) => {
  await box.assume({ 'merged-chat-hooks': reading });
  await crm.writes('Bob', 'Hello', { source: { external_id: 'line 1' } });
  await crm.writes('Robert', 'Hello too', { source: { external_id: 'line 2' } });
  const chatId = await crm.chatOf('Robert');
  let hooks = 0;
  const told = async (text: string) => {
    await box.managerWrites(chatId, text);
    hooks += 1;
    const hook = (await messageHooks(box, hooks)).at(-1);
    const source = hook?.source as { external_id?: string } | undefined;
    return {
      person: hook?.receiver.client_id,
      chat: hook?.conversation.client_id,
      source: source?.external_id,
      amojo: hook?.conversation.id === chatId,
    };
  };
  expect(await told('Before')).toEqual({ ...OWN, amojo: true });
  const [into, from] = (await crm.site()).contacts.map(({ id }) => id);
  await crm.control('POST', '/contacts/merge', { from, into });
  expect(await told('After')).toEqual({ ...expected, amojo: true });
});

test('two accounts have their own leads of look-alike customers', async () => {
  const other = { id: 30000002, amojoId: '5a0db0c5-0000-4000-8000-00000000a002', subdomain: 'other' };
  await box.control('POST', '/kommo/accounts', {
    ...other,
    users: [{ id: '5a0db0c5-0000-4000-8000-00000000b003', name: 'Li' }],
  });
  const allowedAccounts = [SANDBOX.kommo.account.amojoId, other.amojoId];
  await box.control('PATCH', `/kommo/channels/${channel.id}`, { allowedAccounts });
  const connection = { account_id: other.amojoId, title: 'Courier', hook_api_version: 'v2' };
  expect((await box.kommo.call('POST', `${channel.id}/connect`, connection)).status).toBe(200);
  await crm.writes('Bob', 'Hello');
  await box.kommo.call('POST', `${channel.id}_${other.amojoId}`, {
    event_type: 'new_message',
    payload: incoming('Hello there', { conversation_id: 'chat-Bob', sender: { id: 'person-Bob', name: 'Bob' } }),
  });
  const { accounts } = (await box.control('GET', '/platform')).json as {
    accounts: { unsorted: { chatId: string }[] }[];
  };
  const [here, there] = accounts.map(({ unsorted }) => unsorted);
  expect([here?.length, there?.length]).toEqual([1, 1]);
  expect(here?.[0]?.chatId).not.toBe(there?.[0]?.chatId);
});

test('a reset takes leads and talks away', async () => {
  await crm.writes('Bob', 'Hello');
  await box.control('POST', '/reset');
  const { leads, unsorted, talks, contacts } = await crm.site();
  expect([leads, unsorted, talks, contacts]).toEqual([[], [], [], []]);
});

test('a new user can act in the CRM and write in chats', async () => {
  await crm.writes('Bob', 'Hello');
  await crm.control('POST', '/users', { name: 'Zoe', isAdmin: true });
  const zoe = (await crm.site()).users.at(-1);
  expect(zoe).toMatchObject({ name: 'Zoe', isAdmin: true, isActive: true });
  const written = await box.managerWrites(await crm.chatOf('Bob'), 'Hi', { userId: zoe?.amojoId });
  expect(written.status).toBe(201);
  await crm.control('POST', '/users', { name: 'Bot', amojoId: null });
  expect((await crm.site()).users.at(-1)).toMatchObject({ isAdmin: false, amojoId: null });
});

test('the main pipeline cannot be archived', async () => {
  const main = (await crm.site()).pipelines.find(({ isMain }) => isMain);
  const answer = await crm.control('PATCH', `/pipelines/${String(main?.id)}`, { isArchive: true });
  expect(answer.status).toBe(409);
});

test('users sort incoming leads in the pages, too', async () => {
  await crm.writes('Bob', 'Hello');
  await crm.writes('Eve', 'Hi');
  const [bob, eve] = (await crm.site()).unsorted.map(({ uid }) => uid);
  expect((await crm.control('POST', `/unsorted/${String(bob)}/accept`, {})).status).toBe(200);
  expect((await crm.control('POST', `/unsorted/${String(eve)}/decline`, { userId: await userId() })).status).toBe(200);
  expect((await crm.control('POST', `/unsorted/${String(eve)}/decline`, {})).status).toBe(404);
  const { json } = await crm.control('GET', '/board');
  expect(json).toMatchObject({
    pipelines: [
      {
        name: 'Sales',
        isMain: true,
        cards: [{ stage: 'open', contact: 'Bob', text: 'Hello', source: channel.name, uid: null }],
      },
      { name: 'Support', cards: [] },
    ],
  });
});
