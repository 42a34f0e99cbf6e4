import { HOOK, refused, stock, value, type There } from './stocked';
import { ACCOUNT, createWorld, OTHER, STRANGER, type World } from './world';

let world: World;
let there: There;
beforeEach(async () => {
  world = await createWorld();
  there = await stock(world);
});
afterEach(() => world.close());

function many(count: number, from = 0) {
  return Array.from({ length: count }, (_, index) => ({ name: 'B', externalId: `b-${from + index}` }));
}

describe('sources', () => {
  test('at their limit are refused, and none of the batch is there', async () => {
    value(await world.api().addSources(many(50)));
    const refusal = await world.api().addSources(many(50, 50));
    expect(refusal).toMatchObject({ ...refused(400, 'invalid'), faults: [{ requestId: '49', code: 'LimitExceeded' }] });
    expect(value(await world.api().sources())).toHaveLength(51);
  });

  test('a new default one ends the old one', async () => {
    value(await world.api().addSources([{ name: 'A', externalId: 'a', isDefault: true }]));
    value(await world.api().changeSources([{ id: there.sourceId, isDefault: true }]));
    const defaults = value(await world.api().sources()).filter(({ isDefault }) => isDefault);
    expect(defaults).toMatchObject([{ id: there.sourceId }]);
  });

  test('go on in a pipeline that was archived, and no new one goes there', async () => {
    value(await world.api().changeSources([{ id: there.sourceId, pipelineId: there.secondPipelineId }]));
    await world.control('PATCH', `/platform/accounts/${ACCOUNT.id}/pipelines/${there.secondPipelineId}`, {
      isArchive: true,
    });
    expect(value(await world.api().sources())).toMatchObject([{ pipelineId: there.secondPipelineId }]);
    const added = await world.api().addSources([{ name: 'A', externalId: 'a', pipelineId: there.secondPipelineId }]);
    expect(added).toMatchObject(refused(400, 'invalid'));
    expect(value(await world.api().pipelines())).toMatchObject([{}, { isArchived: true }]);
  });

  test('of another integration, and of another account, are not to be seen', async () => {
    for (const whose of [{ clientId: STRANGER }, { accountId: OTHER.id }]) {
      const foreign = world.api(await world.tokenOf(whose), { baseUrl: world.sandbox.url });
      expect(await foreign.sources()).toEqual({ kind: 'accepted', value: [] });
      expect(await foreign.removeSource(there.sourceId)).toMatchObject(refused(404, 'not-found'));
      expect(await foreign.changeSources([{ id: there.sourceId, name: 'X' }])).toMatchObject(refused(400, 'not-found'));
    }
  });

  test.each(['refuse-400', 'refuse-404'])('that are unknown: %s', async (reading) => {
    await world.sandbox.assume({ 'sources-delete-unknown': reading });
    expect(await world.api().removeSources([1])).toMatchObject({ kind: 'refused', reason: 'not-found' });
  });
});

describe('who calls', () => {
  test('a token opens its own account’s host only', async () => {
    const foreign = await world.tokenOf({ accountId: OTHER.id });
    const api = world.api(foreign);
    for (const call of [api.account(), api.sources(), api.contact(there.contactId), api.removeSource(there.sourceId)]) {
      expect(await call).toMatchObject(refused(401, 'token'));
    }
  });

  test('another account’s things are not there', async () => {
    const foreign = world.api(await world.tokenOf({ accountId: OTHER.id }), { baseUrl: world.sandbox.url });
    expect(await foreign.contact(there.contactId)).toEqual({ kind: 'accepted', value: null });
    expect(await foreign.lead(there.leadId)).toEqual({ kind: 'accepted', value: null });
    expect(await foreign.talk(there.talkId)).toMatchObject(refused(404, 'not-found'));
    expect(await foreign.webhooks()).toEqual({ kind: 'accepted', value: [] });
    const [contactId = 0] = value(await foreign.addContacts([{}]));
    expect(await foreign.linkChats([{ contactId, chatId: there.chatId }])).toMatchObject(refused(400, 'not-found'));
  });

  test('a chat of a channel that is not the integration’s cannot be linked', async () => {
    const stranger = world.api(await world.tokenOf({ clientId: STRANGER }));
    const link = await stranger.linkChats([{ contactId: there.contactId, chatId: there.chatId }]);
    expect(link).toMatchObject(refused(403, 'forbidden'));
  });

  test('an administrator’s token survives its user', async () => {
    const { users } = await world.site();
    const [admin, other] = await Promise.all(users.map(({ id }) => world.tokenOf({ userId: id })));
    for (const { id } of users) {
      await world.control('PATCH', `/platform/accounts/${ACCOUNT.id}/users/${id}`, { isActive: false, isAdmin: false });
    }
    expect(await world.api(admin).users()).toMatchObject({ kind: 'accepted' });
    expect(await world.api(other).account()).toMatchObject(refused(401, 'token'));
  });
});

describe('too many requests', () => {
  const burst = (count: number) => Promise.all(Array.from({ length: count }, () => world.api().account()));

  test.each([
    ['retry-after', { kind: 'later', retryAfterMs: 1_000 }],
    ['plain', { kind: 'later' }],
    ['no-json', { kind: 'later' }],
  ])('are turned away: body %s', async (body, expected) => {
    await world.sandbox.assume({ 'crm-rate-limit-per-second': 7, 'crm-rate-limit-body': body });
    const answers = await burst(12);
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(7);
    expect(answers.find(({ kind }) => kind !== 'accepted')).toMatchObject(expected);
  });

  test('get the whole address refused for a while, without a reason', async () => {
    await world.sandbox.assume({ 'crm-rate-limit-per-second': 1, 'crm-ban-after': 3 });
    await burst(5);
    expect(await world.api().account()).toMatchObject(refused(403, 'blocked'));
    expect(
      await world.api(await world.tokenOf({ accountId: OTHER.id }), { baseUrl: world.sandbox.url }).account(),
    ).toMatchObject(refused(403, 'blocked'));
    await world.moveClock(11 * 60);
    await world.sandbox.assume({ 'crm-rate-limit-per-second': 0 });
    expect(await world.api().account()).toMatchObject({ kind: 'accepted' });
  });
});

describe('what is written is there', () => {
  test('a contact’s fields are replaced, and one that is hidden is found by its id only', async () => {
    value(await world.api().changeContact(there.contactId, { firstName: 'Ana', phones: [{ value: '+15550100077' }] }));
    expect(value(await world.api().contact(there.contactId))).toMatchObject({
      phones: [{ value: '+15550100077', kind: 'WORK' }],
      emails: [{ value: 'ana@example.com' }],
    });
    value(await world.api().changeContact(there.contactId, { emails: [] }));
    expect(value(await world.api().contact(there.contactId))).toMatchObject({ emails: [] });
    await world.control('PATCH', `/platform/accounts/${ACCOUNT.id}/contacts/${there.contactId}`, { hidden: true });
    expect(value(await world.api().findContacts({}))).toEqual({ items: [], more: false });
    expect(value(await world.api().contact(there.contactId))).toMatchObject({ id: there.contactId });
  });

  test('a chat has one contact; a later link wins', async () => {
    const [second = 0] = value(await world.api().addContacts([{ name: 'Ben' }]));
    for (const contactId of [there.contactId, second])
      value(await world.api().linkChats([{ contactId, chatId: there.chatId }]));
    expect(value(await world.api().chatLinks({ chatId: there.chatId }))).toEqual([
      { contactId: second, chatId: there.chatId },
    ]);
    expect(value(await world.api().chatLinks({ contactId: there.contactId }))).toEqual([]);
  });

  test.each([201, 200])('a subscription, whether %i is answered', async (status) => {
    await world.sandbox.assume({ 'webhook-post-status': status, 'webhooks-empty-list': 200 });
    value(await world.api().subscribe({ destination: HOOK, events: ['add_talk'] }));
    expect(value(await world.api().webhooks(HOOK))).toMatchObject([{ events: ['add_talk'] }]);
    value(await world.api().unsubscribe(HOOK));
    expect(value(await world.api().webhooks())).toEqual([]);
  });

  test('a template that is reviewed is closed to changes', async () => {
    value(await world.api().changeTemplates([{ id: there.wabaTemplateId, content: 'Hi' }]));
    const [review] = value(await world.api().requestReview(there.wabaTemplateId));
    value(await world.api().reportReview(there.wabaTemplateId, review?.id ?? 0, { status: 'approved' }));
    expect(value(await world.api().template(there.wabaTemplateId))).toMatchObject({
      reviews: [{ status: 'approved' }],
    });
    const change = await world.api().changeTemplates([{ id: there.wabaTemplateId, content: 'Ho' }]);
    expect(change).toMatchObject(refused(400, 'invalid'));
  });

  test('templates at their limit are a conflict', async () => {
    await world.sandbox.assume({ 'templates-limit': 2 });
    expect(await world.api().addTemplates([{ name: 'A', content: 'B' }])).toMatchObject(refused(422, 'conflict'));
  });

  test('a talk is closed once; with a score to ask for it goes on until force', async () => {
    await world.control('PATCH', `/platform/accounts/${ACCOUNT.id}`, { nps: true });
    value(await world.api().closeTalk(there.talkId));
    expect(value(await world.api().talk(there.talkId))).toMatchObject({ isInWork: true });
    value(await world.api().closeTalk(there.talkId, { force: true }));
    expect(value(await world.api().talk(there.talkId))).toMatchObject({ isInWork: false });
    expect(await world.api().closeTalk(there.talkId, { force: true })).toMatchObject(refused(422, 'conflict'));
  });

  test('a talk that is being closed is a conflict already', async () => {
    await world.sandbox.assume({ 'talk-close-delay-ms': 60_000 });
    value(await world.api().closeTalk(there.talkId));
    expect(value(await world.api().talk(there.talkId))).toMatchObject({ isInWork: true });
    expect(await world.api().closeTalk(there.talkId)).toMatchObject(refused(422, 'conflict'));
  });
});

test('refusals repeat nothing of what was sent', async () => {
  const [name, phone] = ['Private Person', '+15550100099'];
  const added = await world.api().addContacts([{ name, phones: [{ value: phone, kind: 'PAGER' }] }]);
  const subscribed = await world.api().subscribe({ destination: `${HOOK}/secret-path`, events: ['add_nothing'] });
  expect(JSON.stringify([added, subscribed])).not.toMatch(/Private|5550100099|secret-path|eyJ/);
});

describe('custom fields of leads', () => {
  const fieldId = async (name: string): Promise<number> => {
    const { items } = value(await world.api().leadFields());
    return items.find((field) => field.name === name)?.id ?? 0;
  };

  test('come in pages of fifty', async () => {
    for (let n = 0; n < 50; n += 1) {
      await world.control('POST', `/platform/accounts/${ACCOUNT.id}/lead-fields`, { name: `f${n}`, type: 'text' });
    }
    const first = value(await world.api().leadFields());
    expect([first.items.length, first.more]).toEqual([50, true]);
    const second = value(await world.api().leadFields({ page: 2 }));
    expect([second.items.length, second.more]).toEqual([6, false]);
    expect(await world.api().leadFields({ limit: 51 })).toMatchObject({ kind: 'refused', reason: 'invalid' });
  });

  test('are written, and read as what is filled in', async () => {
    const id = await fieldId('utm_source');
    value(await world.api().changeLead(there.leadId, { customFields: [{ id, value: 'ads' }] }));
    expect(value(await world.api().lead(there.leadId))?.customFields).toEqual([{ id, values: ['ads'] }]);
  });

  test('that are not there are refused, and nothing of the request is written', async () => {
    const id = await fieldId('utm_source');
    const customFields = [
      { id, value: 'ads' },
      { id: 1, value: 'x' },
    ];
    expect(await world.api().changeLead(there.leadId, { customFields })).toMatchObject({
      ...refused(400, 'invalid'),
      faults: [{ code: 'NotSupportedChoice', path: 'custom_fields_values.1.field_id' }],
    });
    expect(value(await world.api().lead(there.leadId))?.customFields).toEqual([]);
  });
});

describe('an incoming lead', () => {
  test('may be out of reach until it is accepted: its contact, too', async () => {
    await world.sandbox.assume({ 'incoming-change': 'refuse-404' });
    await world.control('PATCH', `/platform/accounts/${ACCOUNT.id}/contacts/${there.contactId}`, { hidden: true });
    expect(await world.api().changeContact(there.contactId, { name: 'X' })).toMatchObject(refused(404, 'not-found'));
    await world.sandbox.assume({ 'incoming-change': 'accept' });
    value(await world.api().changeContact(there.contactId, { name: 'X' }));
  });
});
